#![doc = include_str!("ARCHITECTURE.md")]

pub mod error;
pub mod prose;

pub mod source;
pub mod tables;
pub mod format;
pub mod corpus;
pub mod language;
pub mod statement;
pub mod lexicon;
pub mod codebook;
pub mod coding;
pub mod document;
pub mod agreement;
pub mod matrix;
pub mod dossier;
pub mod series;
pub mod world;
pub mod library;

pub mod compare;
pub mod search;
pub mod order;
pub mod frequency;
pub mod similarity;
pub mod agree;

pub mod glyph;
pub mod export;
pub mod refi;
pub mod xml;
pub mod archive;
pub mod file;
pub mod guard;
pub mod cli;
pub mod tui;

#[doc = include_str!("CHANGELOG.md")]
pub mod changelog {}
#[doc = include_str!("DEPENDENCIES.md")]
pub mod dependencies {}
