//! `jianbao._jianbao`: the native part of the Python package `jianbao`.
//!
//! It converts what Python hands in and what the library answers; every rule and every default is the library's. Work is done
//! detached from the interpreter, so that other Python threads go on meanwhile.

mod annotation;
mod article;
mod batches;
mod config;
mod error;
mod extractor;
mod fork;
mod html;
mod input;
mod many;
mod record;
mod tokenizer;
mod value;

/// The native part of the package; `jianbao` shows what is public.
#[pyo3::pymodule]
mod _jianbao {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::annotation::Annotation;
    #[pymodule_export]
    use crate::article::Article;
    #[pymodule_export]
    use crate::batches::{RecordBatch, RecordBatches};
    #[pymodule_export]
    use crate::extractor::Extractor;
    #[pymodule_export]
    use crate::many::Articles;
    #[pymodule_export]
    use crate::record::{
        Affiliation, ArticleWarning, Block, Contact, Cue, Date, Dateline, Entity, Image, Mention, Person, Place, Quantity, Quotation, Time,
    };
    #[pymodule_export]
    use crate::tokenizer::Tokenizer;
    #[pymodule_export]
    use crate::value::{locate, parse_quantity, parse_time};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        crate::fork::register(module.py())
    }
}
