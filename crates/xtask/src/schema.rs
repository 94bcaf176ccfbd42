//! `cargo xtask schema`: the JSON Schema of the record, committed for those who read records without running jianbao.

use anyhow::Result;

use crate::generated::{Generated, settle};
use crate::workspace::Workspace;

pub(crate) fn run(workspace: &Workspace, check: bool) -> Result<()> {
    let schema = Generated { path: "schema/article.schema.json".into(), bytes: format!("{:#}\n", jianbao::schema()).into_bytes() };
    settle(workspace, &[schema], check, "cargo xtask schema")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_schema_is_that_of_the_record() {
        run(&Workspace::new(None).unwrap(), true).unwrap();
    }
}
