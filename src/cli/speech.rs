//! What is said on stderr, apart from the output itself: problems, notes, errors.

use std::io::{self, Write};
use std::sync::OnceLock;

use crate::error::{Error, ErrorKind};
use crate::glyph::Glyphs;
use crate::prose::counted;
use crate::source::Problem;

/// How stderr is spoken to. It is settled once, before anything is said.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// Errors alone are told.
    pub is_quiet: bool,
    pub is_coloured: bool,
    pub glyphs: Glyphs,
}

static MANNER: OnceLock<Manner> = OnceLock::new();

/// Settles the manner; the first to do so is heard.
pub fn settle(manner: Manner) {
    let _ = MANNER.set(manner);
}

/// The manner that was settled; before that, the plainest.
pub fn manner() -> Manner {
    let plain = || Manner { is_quiet: false, is_coloured: false, glyphs: Glyphs::from_env() };
    MANNER.get().copied().unwrap_or_else(plain)
}

/// Tells what was odd in the input.
pub fn warn(problems: &[Problem]) {
    /// More than this would hide the command's own output.
    const MOST: usize = 20;
    let mut advised: Vec<&str> = Vec::new();
    for problem in problems.iter().take(MOST) {
        note(&problem.to_string());
        // One piece of advice serves all whom it helps.
        if let Some(hint) = problem.hint.as_deref().filter(|hint| !advised.contains(hint)) {
            advise(hint);
            advised.push(hint);
        }
    }
    if problems.len() > MOST {
        note(&format!("and {}", counted(problems.len() - MOST, "more problem")));
    }
}

/// Says what the output itself doesn't.
pub fn note(message: &str) {
    if !manner().is_quiet {
        tell("comity:", "1", message);
    }
}

/// Says what to do about what was noted.
fn advise(hint: &str) {
    if !manner().is_quiet {
        tell("hint:", "1;36", hint);
    }
}

/// Tells why a command ends; a reader of the output that went away knows.
pub fn report(error: &Error) {
    if error.kind() == ErrorKind::BrokenPipe {
        return;
    }
    tell("comity:", "1;31", &error.to_string());
    for hint in error.hints() {
        tell("hint:", "1;36", hint);
    }
}

/// Writes a line; where stderr is closed nobody is left to tell. `style` is
/// that of the label, as the terminal numbers it (ECMA-48, SGR).
fn tell(label: &str, style: &str, message: &str) {
    let manner = manner();
    let message = manner.glyphs.spell(message);
    let _ = match manner.is_coloured {
        true => writeln!(io::stderr(), "\x1b[{style}m{label}\x1b[m {message}"),
        false => writeln!(io::stderr(), "{label} {message}"),
    };
}
