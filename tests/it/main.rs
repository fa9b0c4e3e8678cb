//! One crate of integration tests: gold, transcripts, pictures, a terminal.

mod gold;
mod shared;
