//! One crate of integration tests: gold, transcripts, pictures, a terminal.

mod agreements;
mod desk;
mod dossier;
mod exports;
mod follow;
mod formats;
mod gold;
mod grid;
mod layering;
mod library;
mod lookups;
mod pictures;
mod pty;
mod reading;
mod readme;
mod refi;
mod search;
mod seeds;
mod shared;
mod shell;
mod svg;
mod trade;
mod transcripts;
mod walk;
mod wire;
mod writing;
