//! What the command says of itself.

use crate::run::Desk;

#[test]
fn help_has_examples() {
    let desk = Desk::new("help");
    let run = desk.run(&["--help"]);
    assert_eq!(run.code, Some(0));
    assert!(run.out.contains("Examples:") && run.out.contains("Exit codes:"));
    for flag in ["-h", "--help"] {
        let run = desk.run(&["extract", flag]);
        assert!(run.out.contains("Examples:") && run.out.contains("jianbao extract crawl/"));
    }
}

#[test]
fn help_shows_a_site_rule_that_is_one() {
    let desk = Desk::new("help_rules");
    let help = desk.run(&["extract", "--help"]).out;
    let rule = help.lines().skip_while(|line| line.trim() != "[[site]]").take_while(|line| !line.trim().is_empty());
    desk.put("sites.toml", rule.collect::<Vec<_>>().join("\n"));
    assert_eq!(desk.run(&["extract", "--rules", "sites.toml"]).code, Some(0));
}

#[test]
fn there_are_completions_for_shells() {
    let desk = Desk::new("completions");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = desk.run(&["completions", shell]);
        assert!(run.code == Some(0) && run.out.contains("fail-fast"), "{shell}");
    }
    assert_eq!(desk.run(&["completions", "dos"]).code, Some(2));
}

#[test]
fn nothing_typed_gets_the_help() {
    let run = Desk::new("nothing").run(&[]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("Usage: jianbao <COMMAND>"));
}
