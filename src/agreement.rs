//! Agreements: what the documents of a corpus tell of, and their ids.
//!
//! Several documents tell of one agreement where a `comity.toml` beside them
//! says so, or their front matter; nothing else makes one agreement of two
//! sources.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::coding::{Deal, States};
use crate::document::Document;
use crate::prose::counted;

mod claim;
pub mod group;
mod name;
pub mod propose;
mod role;
mod unread;

use claim::Key;

pub use claim::Claims;
pub use group::Group;
pub use role::SourceRole;
pub use unread::Unread;

/// One deal, told by one or more documents; by none where no source of it could be
/// read.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// Stable and readable: `germany-italy`, with a year or a number where two
    /// would clash.
    pub id: String,
    /// The parties' names, with the year or the date where two would clash:
    /// `Germany–Italy`, `US–India 2021`.
    pub name: String,
    /// The same with the parties' codes: `DEU–ITA`.
    pub code: String,
    /// What its group says of it; for the rest, what the most binding of its
    /// documents does.
    pub deal: Deal,
    /// The indices of the documents that tell of it, the most binding first.
    pub documents: Vec<usize>,
    /// What each of these is to it.
    pub roles: Vec<SourceRole>,
    /// The language of each of these that isn't in English.
    pub languages: Vec<Option<String>>,
    /// Its sources that could not be read.
    pub unread: Vec<Unread>,
    /// Whether somebody has said which documents these are.
    pub is_grouped: bool,
}

impl Agreement {
    /// Its documents with their roles.
    pub fn sources(&self) -> impl Iterator<Item = (usize, SourceRole)> {
        self.documents.iter().copied().zip(self.roles.iter().copied())
    }

    /// What a document is to it.
    pub fn role(&self, document: usize) -> Option<SourceRole> {
        self.sources().find(|(other, _)| *other == document).map(|(_, role)| role)
    }

    /// Whether it has more than one source.
    pub fn is_told_by_several(&self) -> bool {
        self.documents.len() + self.unread.len() > 1
    }

    /// Whether any of its sources holds the parties' own words.
    pub fn is_told_by_parties(&self) -> bool {
        self.roles.iter().any(|role| role.is_of_parties())
    }

    /// Whether it may say more than was read: the cues are English.
    pub fn is_unread(&self) -> bool {
        !self.unread.is_empty() || are_foreign(self.languages.iter())
    }

    /// The same of its sources of some roles.
    pub fn is_unread_as(&self, is_one: impl Fn(SourceRole) -> bool) -> bool {
        let languages = self.roles.iter().zip(&self.languages);
        let languages = languages.filter(|(role, _)| is_one(**role));
        self.unread.iter().any(|unread| unread.may_be(&is_one))
            || are_foreign(languages.map(|(_, language)| language))
    }

    /// The language of its sources, where none of them is in English.
    pub fn language(&self) -> Option<String> {
        if !are_foreign(self.languages.iter()) {
            return None;
        }
        let mut languages: Vec<&str> =
            self.languages.iter().flatten().map(String::as_str).collect();
        languages.sort_unstable();
        languages.dedup();
        Some(languages.join(" and "))
    }

    /// What was not read of it, and why; none where all was.
    pub fn not_read(&self) -> Option<String> {
        let language = self.language().map(|language| in_language(&language));
        let told: Vec<String> = self.unread_sources().into_iter().chain(language).collect();
        (!told.is_empty()).then(|| told.join("; "))
    }

    fn unread_sources(&self) -> Option<String> {
        /// More are counted.
        const NAMED: usize = 3;
        let count = self.unread.len();
        let sources = counted(self.documents.len() + count, "source");
        let named = self.unread.iter().take(NAMED);
        let mut named: Vec<String> =
            named.map(|unread| format!("{}: {}", unread.name(), unread.why)).collect();
        if count > NAMED {
            named.push(format!("and {} more", count - NAMED));
        }
        let told = || format!("{count} of {sources} could not be read: {}", named.join("; "));
        (count > 0).then(told)
    }

    /// The same with the sources of one role only.
    #[must_use]
    pub fn part(&self, role: SourceRole) -> Self {
        let sources = self.sources().zip(&self.languages);
        let sources = sources.filter(|((_, other), _)| *other == role);
        let (sources, languages): (Vec<_>, Vec<_>) =
            sources.map(|(source, language)| (source, language.clone())).unzip();
        let (documents, roles) = sources.into_iter().unzip();
        let unread =
            self.unread.iter().filter(|unread| unread.may_be(|own| own == role)).cloned().collect();
        Self { documents, roles, languages, unread, ..self.clone() }
    }

    /// Whether what the press reports can be held against the text.
    pub fn has_text_and_press(&self) -> bool {
        [SourceRole::Text, SourceRole::Press].iter().all(|role| self.roles.contains(role))
    }
}

/// Whether there are sources and none of them is in English.
fn are_foreign<'a>(languages: impl Iterator<Item = &'a Option<String>>) -> bool {
    let mut languages = languages.peekable();
    languages.peek().is_some() && languages.all(Option::is_some)
}

/// What it means that something is written in another language.
pub fn in_language(language: &str) -> String {
    format!("in {language}: the cues are English")
}

/// Makes the agreements that documents tell of, in the order of their first
/// documents: one of those of a group, one of those whose front matter names
/// the same, and one of each other document. Behind them come the groups of which
/// no source could be read.
pub fn gather(documents: &[Arc<Document>], claims: &Claims<'_>, states: &States) -> Vec<Agreement> {
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    let mut known: HashMap<Key, usize> = HashMap::new();
    for (index, document) in documents.iter().enumerate() {
        let role = claims.role(index).unwrap_or_else(|| SourceRole::of(document));
        let key = claims.key(index, document);
        let at = key.clone().map_or(drafts.len(), |key| *known.entry(key).or_insert(drafts.len()));
        if at == drafts.len() {
            let told = document.source.front.agreement.as_deref();
            drafts.push(Draft::new(key, claims, told.unwrap_or_else(|| document.source.stem())));
        }
        drafts[at].sources.push((role, index));
    }
    for (group, unread) in &claims.unread {
        let key = Key::Group(*group);
        let at = *known.entry(key.clone()).or_insert(drafts.len());
        if at == drafts.len() {
            drafts.push(Draft::new(Some(key), claims, &unread.stem()));
        }
        drafts[at].unread.push(unread.clone());
    }
    let called: Vec<String> = drafts.iter().map(|draft| draft.called.clone()).collect();
    let mut agreements: Vec<Agreement> =
        drafts.into_par_iter().map(|draft| draft.agreement(documents, states)).collect();
    name::name(&mut agreements, &called, states);
    agreements
}

/// An agreement that has no name yet.
struct Draft<'a> {
    group: Option<&'a Group>,
    is_grouped: bool,
    /// What to call it where no party is told.
    called: String,
    sources: Vec<(SourceRole, usize)>,
    unread: Vec<Unread>,
}

impl<'a> Draft<'a> {
    fn new(key: Option<Key>, claims: &Claims<'a>, called: &str) -> Self {
        let is_grouped = key.is_some();
        let group = match key {
            Some(Key::Group(group)) => Some(claims.group(group)),
            _ => None,
        };
        let titled = group.and_then(|group| group.title.as_deref());
        let called = titled.unwrap_or(called).to_owned();
        Self { group, is_grouped, called, sources: Vec::new(), unread: Vec::new() }
    }

    fn agreement(mut self, documents: &[Arc<Document>], states: &States) -> Agreement {
        self.sources.sort_unstable();
        let (roles, indices): (Vec<SourceRole>, Vec<usize>) = self.sources.into_iter().unzip();
        let deals: Vec<&Deal> = indices.iter().map(|index| &documents[*index].deal).collect();
        let mut deal = merged(&deals);
        if let Some(group) = self.group {
            group.correct(&mut deal, states);
        }
        if deal.title.is_empty() {
            deal.title = self.called;
        }
        let (id, name, code) = Default::default();
        let languages = indices.iter().map(|index| documents[*index].language.clone()).collect();
        let Self { is_grouped, unread, .. } = self;
        let documents = indices;
        Agreement { id, name, code, deal, documents, roles, languages, unread, is_grouped }
    }
}

/// What several sources say of a deal: of each field what the first of them says
/// that says anything.
fn merged(deals: &[&Deal]) -> Deal {
    let first =
        |field: fn(&Deal) -> &Option<String>| deals.iter().find_map(|deal| field(deal).clone());
    let saying = |says: fn(&Deal) -> bool| deals.iter().find(|deal| says(deal));
    let title = saying(|deal| !deal.title.is_empty()).map(|deal| deal.title.clone());
    let parties = saying(|deal| !deal.parties.is_empty()).map(|deal| deal.parties.clone());
    let people = saying(|deal| !deal.signatories.is_empty()).map(|deal| deal.signatories.clone());
    Deal {
        title: title.unwrap_or_default(),
        parties: parties.unwrap_or_default(),
        instrument: first(|deal| &deal.instrument),
        status: first(|deal| &deal.status),
        date: first(|deal| &deal.date),
        place: first(|deal| &deal.place),
        signatories: people.unwrap_or_default(),
    }
}
