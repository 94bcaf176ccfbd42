//! `jianbao-wasm-glue MODULE FOLDER`: wasm-bindgen's JavaScript for a module that cargo built, and the data that it is used with.
//!
//! It stands for the command `wasm-bindgen`, whose dependencies take longer to build than the package: its version is that of the crate,
//! by the same lock file.

use std::path::PathBuf;
use std::{env, fs};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let [module, folder] = env::args_os()
        .skip(1)
        .map(PathBuf::from)
        .collect::<Vec<_>>()
        .try_into()
        .or_else(|_| bail!("usage: jianbao-wasm-glue MODULE FOLDER"))?;
    Bindgen::new()
        .input_path(&module)
        .out_name("jianbao")
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .omit_default_module_path(true)
        .reset_state_function(true)
        .generate(&folder)
        .with_context(|| format!("{}: wasm-bindgen failed", module.display()))?;
    let data = folder.join("jianbao.data");
    fs::write(&data, jianbao_data::bundle::write()).with_context(|| format!("{}: cannot be written", data.display()))
}
