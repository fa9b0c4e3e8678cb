#![doc = include_str!("ARCHITECTURE.md")]

pub mod agree;
pub mod codebook;
pub mod coding;
pub mod error;
pub mod format;
pub mod lexicon;
pub mod matrix;
pub mod source;
pub mod statement;
