//! The YAML a source may begin with: what its editor says of the deal.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::prose::did_you_mean;

use super::{Oddity, Problem, Span, clean, lines};

/// People named for each party; the key is empty where no party is told.
pub type Signatories = BTreeMap<String, Vec<String>>;

/// The fields comity honours. What is not said is `None` or empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FrontMatter {
    pub title: Option<String>,
    pub date: Option<String>,
    /// Who published the text.
    pub source: Option<String>,
    pub source_url: Option<String>,
    /// The agreement the text tells of, where several sources tell of one.
    pub agreement: Option<String>,
    pub parties: Vec<String>,
    pub instrument: Option<String>,
    pub status: Option<String>,
    pub place: Option<String>,
    pub signatories: Signatories,
}

/// The codebook's words for how far a deal has come.
const STATUSES: &[&str] = &["proposed", "announced", "signed", "in-force"];

/// What makes YAML of most that isn't.
const QUOTE: &str = "write `key: value`, and a value with a colon or a bracket in it in quotes";

type Fields = BTreeMap<String, Value>;

/// More front matter than this is a document that begins with a rule.
const LONGEST: usize = 64 * 1024;

impl FrontMatter {
    /// Splits `raw` into its front matter and the offset at which the body
    /// begins. Without front matter the body is all of it.
    pub fn read(raw: &str, path: &str, problems: &mut Vec<Problem>) -> (Self, usize) {
        let top = raw.len() - raw.trim_start_matches('\u{FEFF}').len();
        let (yaml, body) = match fenced(&raw[top..]) {
            Fence::None => return (Self::default(), top),
            Fence::Open => {
                let message = "the front matter has no end; it is read as text";
                let odd = Oddity::new(message, "end it with a line of three hyphens: ---");
                problems.push(Problem::new(path, Some(1), odd));
                return (Self::default(), top);
            }
            Fence::Closed { yaml, body } => (yaml, top + body),
        };
        let told = problems.len();
        let fields =
            serde_saphyr::from_str(yaml).unwrap_or_else(|_| entry_by_entry(yaml, path, problems));
        let front = Self::from_fields(fields, |key, odd| {
            problems.push(Problem::new(path, Some(line_of(key, yaml)), odd));
        });
        problems[told..].sort_by_key(|problem| problem.line);
        (front, body)
    }

    /// The same, fit for a terminal, as what a child process tells isn't.
    pub(crate) fn cleaned(self) -> Self {
        let text = |text: Option<String>| text.as_deref().and_then(non_empty);
        Self {
            title: text(self.title),
            date: text(self.date),
            source: text(self.source),
            source_url: text(self.source_url),
            instrument: text(self.instrument),
            status: text(self.status),
            place: text(self.place),
            agreement: text(self.agreement),
            parties: self.parties.iter().filter_map(|party| non_empty(party)).collect(),
            signatories: Signatories::new(),
        }
    }

    /// Takes the fields, and tells what is odd in each.
    fn from_fields(mut fields: Fields, mut tell: impl FnMut(&str, Oddity)) -> Self {
        let mut text = |key: &str| match fields.remove(key)? {
            Value::Null => None,
            Value::Array(_) | Value::Object(_) => {
                let message = format!("`{key}` should be one value");
                tell(key, Oddity::new(message, "put it in quotes, if it is one"));
                None
            }
            value => scalar(&value),
        };
        let mut front = Self {
            title: text("title"),
            date: text("date").map(without_time),
            source: text("source"),
            source_url: text("source_url"),
            agreement: text("agreement"),
            instrument: text("instrument"),
            status: text("status"),
            place: text("place"),
            ..Self::default()
        };
        front.parties = fields.remove("parties").map(|value| list(&value)).unwrap_or_default();
        front.signatories = match fields.remove("signatories") {
            Some(Value::Object(by_party)) => {
                by_party.iter().map(|(party, people)| (clean(party), list(people))).collect()
            }
            Some(value) => BTreeMap::from([(String::new(), list(&value))]),
            None => BTreeMap::new(),
        };
        front.signatories.retain(|_, people| !people.is_empty());
        front.doubt(tell);
        front
    }

    /// Tells of values that the codebook doesn't know; they are shown all the
    /// same, for they are the editor's.
    fn doubt(&self, mut tell: impl FnMut(&str, Oddity)) {
        let doubts = [
            ("status", self.status.as_deref().and_then(status_doubt)),
            ("date", self.date.as_deref().and_then(date_doubt)),
        ];
        for (key, doubt) in doubts {
            doubt.into_iter().for_each(|doubt| tell(key, doubt));
        }
    }
}

/// What is odd in a status.
pub(crate) fn status_doubt(status: &str) -> Option<Oddity> {
    let doubt = || Oddity {
        message: format!("`status` is \"{status}\", not one of {}", STATUSES.join(", ")),
        hint: did_you_mean(status, STATUSES.iter().copied()),
    };
    (!STATUSES.contains(&status)).then(doubt)
}

/// What is odd in a date.
pub(crate) fn date_doubt(date: &str) -> Option<Oddity> {
    let doubt = || format!("`date` is \"{date}\", not a date such as 2024-05-01, 2024-05 or 2024");
    (!is_date(date)).then(|| doubt().into())
}

/// Whether a text is a date of ISO 8601, to the day, the month or the year.
fn is_date(text: &str) -> bool {
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    whole.parse::<jiff::civil::Date>().is_ok()
}

enum Fence<'a> {
    None,
    /// Front matter begins and does not end.
    Open,
    Closed {
        yaml: &'a str,
        body: usize,
    },
}

/// Looks for YAML between two lines of three dashes at the top.
fn fenced(raw: &str) -> Fence<'_> {
    let text = |line: Span| raw[line.start..line.end].trim_end();
    let mut lines = lines(raw);
    let Some(first) = lines.next().filter(|line| text(*line) == "---") else { return Fence::None };
    let mut second = None;
    for line in lines.take_while(|line| line.start < LONGEST) {
        if matches!(text(line), "---" | "...") {
            return Fence::Closed { yaml: &raw[first.end..line.start], body: line.end };
        }
        second.get_or_insert(text(line));
    }
    match second.is_some_and(begins_entry) {
        true => Fence::Open,
        false => Fence::None,
    }
}

/// Reads what it can of YAML that is broken somewhere, one entry at a time.
fn entry_by_entry(yaml: &str, path: &str, problems: &mut Vec<Problem>) -> Fields {
    let mut fields = Fields::new();
    let mut entry = Span::default();
    let mut first_line = 2;
    let mut read = |entry: Span, line: usize| match serde_saphyr::from_str::<Fields>(
        &yaml[entry.start..entry.end],
    ) {
        Ok(read) => fields.extend(read),
        Err(_) => {
            let message = "not YAML; this entry of the front matter is passed over";
            let odd = Oddity::new(message, QUOTE);
            problems.push(Problem::new(path, Some(line), odd));
        }
    };
    for (index, line) in lines(yaml).enumerate() {
        if begins_entry(&yaml[line.start..line.end]) && !entry.is_empty() {
            read(entry, first_line);
            entry.start = line.start;
            first_line = index + 2;
        }
        entry.end = line.end;
    }
    read(entry, first_line);
    fields
}

/// The line of the file on which an entry begins; the first where it stands
/// among others.
fn line_of(key: &str, yaml: &str) -> usize {
    let begins = |line: &str| {
        line.split_once(':')
            .is_some_and(|(name, _)| name.trim_end().trim_matches(['"', '\'']) == key)
    };
    // Above it stands the fence.
    lines(yaml).position(|line| begins(&yaml[line.start..line.end])).map_or(1, |at| at + 2)
}

/// Whether a line is "key: …" at the margin.
fn begins_entry(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, _)| {
        !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-".contains(c))
    })
}

/// The day of a date that goes on with a time of day.
pub(crate) fn without_time(date: String) -> String {
    let is_iso = |day: &str| day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    match date.split_once(['T', ' ']) {
        Some((day, _)) if day.len() == 10 && is_iso(day) => day.to_owned(),
        _ => date,
    }
}

/// One value or several, as a list; a string is split at commas.
fn list(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(scalar).collect(),
        Value::String(text) => text.split([',', ';']).filter_map(non_empty).collect(),
        _ => Vec::new(),
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => non_empty(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

fn non_empty(text: &str) -> Option<String> {
    let text = clean(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}
