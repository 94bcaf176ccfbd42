//! Files that are committed and made from others: written, or compared with what stands there.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;

/// What a file of the workspace should hold.
#[derive(Debug)]
pub(crate) struct Generated {
    pub(crate) path: String,
    pub(crate) bytes: Vec<u8>,
}

/// Writes the files that differ; with `check` writes nothing and fails if there are any, naming the `command` that
/// mends them.
pub(crate) fn settle(workspace: &Workspace, files: &[Generated], check: bool, command: &str) -> Result<()> {
    let mut stale = Vec::new();
    for file in files {
        let path = workspace.root.join(&file.path);
        if fs::read(&path).is_ok_and(|present| present == file.bytes) {
            continue;
        }
        stale.push(file.path.as_str());
        if !check {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).with_context(|| format!("cannot make the folder of {}", file.path))?;
            }
            fs::write(&path, &file.bytes).with_context(|| format!("cannot write {}", file.path))?;
            println!("{}: written", file.path);
        }
    }
    match stale.as_slice() {
        [] => println!("{}", present(files)),
        _ if check => bail!("stale: {}; run `{command}` and commit what it writes", stale.join(", ")),
        _ => {}
    }
    Ok(())
}

fn present(files: &[Generated]) -> String {
    let names: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    format!("up to date: {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace(name: &str) -> Workspace {
        let root = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        Workspace { shared: root.clone(), root }
    }

    #[test]
    fn a_check_names_the_stale_file_and_the_command_and_writes_nothing() {
        let workspace = workspace("check");
        let files = [Generated { path: "folder/made.txt".into(), bytes: b"new\n".into() }];
        let error = settle(&workspace, &files, true, "cargo xtask data").unwrap_err().to_string();
        assert!(error.contains("folder/made.txt") && error.contains("`cargo xtask data`"), "{error}");
        assert!(!workspace.root.exists());
    }

    #[test]
    fn what_was_written_is_not_stale() {
        let workspace = workspace("write");
        let files = [Generated { path: "folder/made.txt".into(), bytes: b"new\n".into() }];
        settle(&workspace, &files, false, "").unwrap();
        settle(&workspace, &files, true, "").unwrap();
        fs::remove_dir_all(&workspace.root).unwrap();
    }
}
