//! Agreements: what the documents of a corpus tell of, and their ids.

use std::collections::HashMap;

use crate::coding::{Deal, States};
use crate::document::Document;

/// One deal, told by one or more documents.
pub struct Agreement {
    /// Stable and readable: `germany-italy`, with a year or a number where two
    /// would clash.
    pub id: String,
    /// The parties' names, told apart as the id is: `Germany–Italy`.
    pub name: String,
    /// The parties' codes, told apart as the id is: `DEU–ITA`.
    pub code: String,
    pub deal: Deal,
    /// The indices of the documents that tell of it.
    pub documents: Vec<usize>,
}

/// More parties than this are not all named in an id.
const MOST_NAMED: usize = 4;

/// Makes one agreement of each document, in the order of the documents.
pub fn gather(documents: &[Document], states: &States) -> Vec<Agreement> {
    let names: Vec<Name> = documents.iter().map(|document| Name::of(document, states)).collect();
    documents
        .iter()
        .zip(suffixes(&names, documents))
        .zip(&names)
        .enumerate()
        .map(|(index, ((document, suffix), name))| Agreement {
            id: joined(&name.slug, "-", &suffix),
            name: joined(&name.long, " ", &suffix),
            code: joined(&name.code, " ", &suffix),
            deal: document.deal.clone(),
            documents: vec![index],
        })
        .collect()
}

/// What an agreement is called before it is told from its namesakes: those of
/// the same parties, in whatever order.
struct Name {
    parties: Vec<String>,
    slug: String,
    long: String,
    code: String,
}

impl Name {
    /// From the parties; where none is told, from the file's name.
    fn of(document: &Document, states: &States) -> Self {
        let parties = &document.deal.parties;
        if parties.is_empty() {
            let stem = document.source.stem();
            return Self {
                parties: vec![stem.to_owned()],
                slug: slug(stem),
                long: stem.to_owned(),
                code: stem.to_owned(),
            };
        }
        let named = &parties[..parties.len().min(MOST_NAMED)];
        let rest = if named.len() < parties.len() { "+" } else { "" };
        let names: Vec<&str> = named.iter().map(|code| states.name(code)).collect();
        let short: Vec<&str> = named.iter().map(|code| states.short_name(code)).collect();
        let mut sorted = parties.clone();
        sorted.sort();
        Self {
            parties: sorted,
            slug: slug(&names.join("-")),
            long: short.join("–") + rest,
            code: named.join("–") + rest,
        }
    }
}

/// What tells namesakes apart: the year, or a number where the year does not.
fn suffixes(names: &[Name], documents: &[Document]) -> Vec<String> {
    let year = |index: usize| {
        let date = documents[index].deal.date.as_deref().unwrap_or_default();
        date.get(..4).unwrap_or_default().to_owned()
    };
    let mut namesakes: HashMap<&[String], Vec<usize>> = HashMap::new();
    for (index, name) in names.iter().enumerate() {
        namesakes.entry(&name.parties).or_default().push(index);
    }
    let mut suffixes = vec![String::new(); names.len()];
    for group in namesakes.values().filter(|group| group.len() > 1) {
        let mut seen: HashMap<String, usize> = HashMap::new();
        for &index in group {
            let year = year(index);
            let count = seen.entry(year.clone()).or_insert(0);
            *count += 1;
            suffixes[index] = match (*count, year.is_empty()) {
                (1, false) => year,
                // The first without a year keeps the bare name.
                (1, true) => String::new(),
                (count, false) => format!("{year}-{count}"),
                (count, true) => count.to_string(),
            };
        }
    }
    suffixes
}

fn joined(name: &str, separator: &str, suffix: &str) -> String {
    match suffix {
        "" => name.to_owned(),
        _ => format!("{name}{separator}{suffix}"),
    }
}

/// Lower-case ASCII letters and digits with single hyphens between them.
fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in deunicode::deunicode(text).chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') && character != '\'' {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn an_id_is_plain_ascii_with_single_hyphens() {
        assert_eq!(slug("Côte d'Ivoire–São Tomé & Príncipe"), "cote-divoire-sao-tome-principe");
    }
}
