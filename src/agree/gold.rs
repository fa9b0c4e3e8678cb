//! A person's coding, one JSON object a line.

use serde::{Deserialize, Serialize};

use crate::codebook::Codebook;
use crate::coding::{Coding, Kind, Level};
use crate::source::{Oddity, Problem, Span, clean, stem};

/// The statements of one file of gold, and what was odd in it.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    pub statements: Vec<GoldStatement>,
    pub problems: Vec<Problem>,
}

/// One statement as a person coded it.
#[derive(Clone, Debug, PartialEq)]
pub struct GoldStatement {
    /// The name of the file it stands in.
    pub doc: String,
    /// In bytes of that file.
    pub span: Span,
    pub text: String,
    pub kind: Kind,
    /// Provisions only.
    pub level: Option<Level>,
    /// In the codebook's order, without repeats.
    pub dimensions: Vec<usize>,
}

impl GoldStatement {
    pub fn stem(&self) -> &str {
        stem(&self.doc)
    }

    fn line(&self, codebook: &Codebook) -> Line {
        let ids = self.dimensions.iter().map(|at| codebook.dimensions[*at].id().to_owned());
        Line {
            doc: self.doc.clone(),
            start: self.span.start,
            end: self.span.end,
            text: self.text.clone(),
            kind: self.kind,
            level: self.level.map(Level::number),
            dims: ids.collect(),
        }
    }

    /// The same as a coding; a person points to no words.
    pub fn coding(&self) -> Coding {
        Coding {
            kind: self.kind,
            level: self.level,
            dimensions: self.dimensions.clone(),
            cues: Vec::new(),
        }
    }
}

/// A line as it is written. Fields not named here are passed over.
#[derive(Deserialize, Serialize)]
struct Line {
    doc: String,
    start: usize,
    end: usize,
    #[serde(default)]
    text: String,
    kind: Kind,
    #[serde(default)]
    level: Option<u8>,
    #[serde(default)]
    dims: Vec<String>,
}

impl Gold {
    /// The statements as they are read: one JSON object a line.
    ///
    /// # Errors
    /// None but for want of memory.
    pub fn lines(&self, codebook: &Codebook) -> serde_json::Result<String> {
        let mut lines = String::new();
        for statement in &self.statements {
            lines += &serde_json::to_string(&statement.line(codebook))?;
            lines.push('\n');
        }
        Ok(lines)
    }

    /// Reads what can be read; a line that is no statement becomes a problem.
    pub fn read(text: &str, path: &str, codebook: &Codebook) -> Self {
        let mut gold = Self::default();
        for (index, line) in text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let mut problem = |odd: Oddity| {
                gold.problems.push(Problem::new(path, Some(index + 1), odd));
            };
            match parse(line) {
                Ok(line) => gold.statements.push(line.resolve(codebook, &mut problem)),
                Err(odd) => problem(odd),
            }
        }
        gold
    }
}

fn parse(line: &str) -> Result<Line, Oddity> {
    let parsed: Line = serde_json::from_str(line).map_err(|error| {
        let message = error.to_string();
        // The line is ours to tell; serde_json counts from the line's start.
        let end = message.rfind(" at line ").unwrap_or(message.len());
        let is_object = line.trim_start().starts_with('{');
        let reason = if is_object { &message[..end] } else { "it is no object of JSON" };
        let hint = "a line is one statement, as `comity code --format jsonl` prints it";
        Oddity::new(format!("not a coded statement: {reason}"), hint)
    })?;
    if parsed.start > parsed.end {
        let message = format!("`start` {} lies behind `end` {}", parsed.start, parsed.end);
        return Err(message.into());
    }
    if let Some(level) = parsed.level.filter(|&number| Level::from_number(number).is_none()) {
        return Err(format!("`level` is {level}, not 1, 2, 3 or null").into());
    }
    Ok(parsed)
}

impl Line {
    fn resolve(self, codebook: &Codebook, problem: &mut impl FnMut(Oddity)) -> GoldStatement {
        let mut dimensions = Vec::with_capacity(self.dims.len());
        for id in &self.dims {
            match codebook.dimension(id) {
                Some(dimension) => dimensions.push(dimension),
                None => problem(format!("`dims`: the codebook has no dimension \"{id}\"").into()),
            }
        }
        dimensions.sort_unstable();
        dimensions.dedup();
        GoldStatement {
            doc: clean(&self.doc),
            span: Span::new(self.start, self.end),
            text: clean(&self.text),
            kind: self.kind,
            level: self.level.and_then(Level::from_number),
            dimensions,
        }
    }
}
