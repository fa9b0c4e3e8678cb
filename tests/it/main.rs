//! One crate of integration tests: gold, transcripts, pictures, a terminal.

mod agreements;
mod desk;
mod exports;
mod follow;
mod formats;
mod gold;
mod layering;
mod library;
mod pictures;
mod pty;
mod reading;
mod readme;
mod search;
mod seeds;
mod shared;
mod trade;
mod transcripts;
mod walk;
mod wire;
