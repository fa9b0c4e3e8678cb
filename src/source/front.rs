//! The YAML a source may begin with: what its editor says of the deal.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Problem, clean};

/// People named for each party; the key is empty where no party is told.
pub type Signatories = BTreeMap<String, Vec<String>>;

/// The fields comity honours. What is not said is `None` or empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontMatter {
    pub title: Option<String>,
    pub date: Option<String>,
    pub source_url: Option<String>,
    pub parties: Vec<String>,
    pub instrument: Option<String>,
    pub status: Option<String>,
    pub place: Option<String>,
    pub signatories: Signatories,
}

/// More front matter than this is a document that begins with a rule.
const LONGEST: usize = 64 * 1024;

impl FrontMatter {
    /// Splits `raw` into its front matter and the offset at which the body
    /// begins. Without front matter the body is all of it.
    pub fn read(raw: &str, path: &str, problems: &mut Vec<Problem>) -> (Self, usize) {
        let Some((yaml, start, body)) = fenced(raw) else { return (Self::default(), 0) };
        match serde_saphyr::from_str::<BTreeMap<String, Value>>(yaml) {
            Ok(fields) => (Self::from_fields(fields, path, problems), body),
            Err(error) => {
                let line = error.location().map(|at| at.line() as usize).unwrap_or(1);
                let first = raw[..start].matches('\n').count();
                problems.push(Problem::new(
                    path,
                    Some(first + line),
                    "the front matter is not YAML; it is passed over",
                ));
                (Self::default(), body)
            }
        }
    }

    fn from_fields(
        mut fields: BTreeMap<String, Value>,
        path: &str,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let mut text = |key: &str| match fields.remove(key)? {
            Value::Null => None,
            Value::String(text) => non_empty(&text),
            Value::Number(number) => Some(number.to_string()),
            _ => {
                problems.push(Problem::new(path, Some(1), format!("`{key}` should be one value")));
                None
            }
        };
        let mut front = Self {
            title: text("title"),
            date: text("date").map(|date| date.chars().take(10).collect()),
            source_url: text("source_url"),
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
        front
    }
}

/// The YAML between two lines of three dashes at the top, its offset, and the
/// offset after it.
fn fenced(raw: &str) -> Option<(&str, usize, usize)> {
    let top = raw.len() - raw.trim_start_matches('\u{FEFF}').len();
    let first_line = raw[top..].lines().next()?;
    if first_line.trim_end() != "---" {
        return None;
    }
    let start = top + raw[top..].find('\n')? + 1;
    let mut offset = start;
    for line in raw[start..].split_inclusive('\n') {
        if offset - start > LONGEST {
            return None;
        }
        if matches!(line.trim_end(), "---" | "...") {
            return Some((&raw[start..offset], start, offset + line.len()));
        }
        offset += line.len();
    }
    None
}

/// One value or several, as a list; a string is split at commas.
fn list(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(list_item).collect(),
        Value::String(text) => text.split(',').filter_map(non_empty).collect(),
        _ => Vec::new(),
    }
}

fn list_item(value: &Value) -> Option<String> {
    value.as_str().and_then(non_empty)
}

fn non_empty(text: &str) -> Option<String> {
    let text = clean(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}
