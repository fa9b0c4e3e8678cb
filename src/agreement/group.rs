//! Groups of sources: what a `comity.toml` says of the agreement that the
//! sources beside it tell of.
//!
//! ```toml
//! title = "Agreement on cyber defence"
//! parties = ["Germany", "ITA"]
//! date = 2023-11-22
//! status = "signed"
//!
//! [[sources]]
//! file = "agreement.pdf"
//! role = "text"
//! ```
//!
//! Such a file makes one agreement of all sources of its folder and of those
//! below; what it says of the agreement wins over what they do. A folder that
//! holds sources of several agreements has an `[[agreement]]` with its sources
//! for each. Nothing in the file need be said.

use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use crate::coding::{Deal, States};
use crate::prose::{asked, did_you_mean, nearest};
use crate::source::{self, Oddity, Problem, clean};
use crate::tables::{self, Key, Value, name};

use super::SourceRole;

/// The name of the file.
pub const FILE: &str = "comity.toml";

/// Larger than a list of every source of the largest corpus: ten thousand lines.
pub const LONGEST: usize = 1024 * 1024;

/// What is known of an agreement, and of one of its sources.
const FIELDS: &[&str] = &["title", "parties", "date", "status", "sources"];
const SOURCE_FIELDS: &[&str] = &["file", "role"];

/// The table of one agreement among several.
const AGREEMENT: &str = "agreement";

/// What the file itself may hold.
const TOP_FIELDS: &[&str] = &["title", "parties", "date", "status", "sources", AGREEMENT];

/// An agreement as somebody describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// The file that says so.
    path: PathBuf,
    pub title: Option<String>,
    /// As they are written there.
    pub parties: Vec<String>,
    pub date: Option<String>,
    pub status: Option<String>,
    pub sources: Vec<Named>,
    /// Whether all of the folder belongs to it.
    pub is_folder: bool,
}

/// A source that a group names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// As it is written, fit for a terminal.
    pub file: String,
    pub path: PathBuf,
    pub role: Option<SourceRole>,
    pub line: usize,
}

impl Group {
    /// The folder that its file lies in.
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// Something odd in its file.
    pub fn problem(&self, line: usize, odd: Oddity) -> Problem {
        Problem::new(&self.path.display().to_string(), Some(line), odd)
    }

    /// Puts what is said here in place of what the sources say.
    pub fn correct(&self, deal: &mut Deal, states: &States) {
        if let Some(title) = &self.title {
            deal.title.clone_from(title);
        }
        if !self.parties.is_empty() {
            deal.parties = states.codes(&self.parties);
        }
        deal.date = self.date.clone().or_else(|| deal.date.take());
        deal.status = self.status.clone().or_else(|| deal.status.take());
    }
}

/// Reads the groups of a `comity.toml`. What is wrong in it is told; the rest
/// counts.
pub fn read(path: &Path, text: &str, states: &States) -> (Vec<Group>, Vec<Problem>) {
    let file = tables::Reader::new(path.display().to_string(), text);
    let mut reader = Reader { path, states, file };
    let groups = reader.groups();
    (groups, reader.file.problems())
}

struct Reader<'a> {
    path: &'a Path,
    states: &'a States,
    file: tables::Reader<'a>,
}

impl Reader<'_> {
    fn groups(&mut self) -> Vec<Group> {
        let table = self.file.parse();
        let (mut groups, mut others) = (Vec::new(), Vec::new());
        let mut top = Group { path: self.path.to_owned(), ..Group::default() };
        // An empty file says that its folder is a group; a broken one doesn't, nor
        // one that is to part it, however that is spelt.
        let known = || TOP_FIELDS.iter().copied();
        let parts = |key: &Key<'_>| nearest(name(key), known()) == Some(AGREEMENT);
        top.is_folder = !table.get_ref().keys().any(parts) && self.file.is_whole();
        for (key, value) in table.get_ref() {
            match name(key) {
                AGREEMENT => others = self.agreements(key, value),
                _ => top.is_folder |= self.field(&mut top, key, value, TOP_FIELDS),
            }
        }
        if top.is_folder {
            groups.push(top);
        }
        groups.append(&mut others);
        groups
    }

    fn agreements(&mut self, key: &Key<'_>, value: &Value<'_>) -> Vec<Group> {
        let mut groups = Vec::new();
        for (at, table) in self.file.tables(key, value) {
            let mut group = Group { path: self.path.to_owned(), ..Group::default() };
            for (key, value) in table {
                self.field(&mut group, key, value, FIELDS);
            }
            if group.sources.is_empty() {
                let message = "an `[[agreement]]` without `[[agreement.sources]]` has no source";
                self.file.tell(at, message);
            }
            groups.push(group);
        }
        groups
    }

    /// Reads one field; says whether it is among those known.
    fn field(
        &mut self,
        group: &mut Group,
        key: &Key<'_>,
        value: &Value<'_>,
        known: &[&str],
    ) -> bool {
        match name(key) {
            "title" => group.title = self.string(key, value),
            "parties" => group.parties = self.parties(key, value),
            "date" => group.date = self.date(key, value),
            "status" => {
                group.status = self.string(key, value);
                let doubt = group.status.as_deref().and_then(source::status_doubt);
                self.doubt(value, doubt);
            }
            "sources" => group.sources = self.sources(key, value),
            _ => {
                self.file.unknown(key, known);
                return false;
            }
        }
        true
    }

    fn sources(&mut self, key: &Key<'_>, value: &Value<'_>) -> Vec<Named> {
        let tables = self.file.tables(key, value);
        tables.into_iter().filter_map(|(at, table)| self.source(at, table)).collect()
    }

    fn source(&mut self, at: usize, table: &DeTable<'_>) -> Option<Named> {
        let (mut file, mut role) = (None, None);
        for (key, value) in table {
            match name(key) {
                "file" => file = value.get_ref().as_str().map(|file| (file, value.span().start)),
                "role" => role = self.role(key, value),
                _ => self.file.unknown(key, SOURCE_FIELDS),
            }
        }
        let Some((file, at)) = file else {
            self.file.tell(at, "a source needs its `file`: its path from here");
            return None;
        };
        let path = self.path.with_file_name(file);
        Some(Named { file: clean(file), path, role, line: self.file.line(at) })
    }

    fn role(&mut self, key: &Key<'_>, value: &Value<'_>) -> Option<SourceRole> {
        let name = self.string(key, value)?;
        let role = SourceRole::named(&name);
        if role.is_none() {
            let known = SourceRole::ALL.map(SourceRole::name);
            let message = format!("`role` is \"{name}\", not one of {}", known.join(", "));
            let hint = did_you_mean(&name, known.into_iter());
            self.file.tell(value.span().start, Oddity { message, hint });
        }
        role
    }

    /// Parties by whatever name; of one that is nearly that of a state, that state
    /// may be meant.
    fn parties(&mut self, key: &Key<'_>, value: &Value<'_>) -> Vec<String> {
        let items = self.file.list(key, value, "[\"Germany\", \"Italy\"]");
        let parties = items.into_iter().filter_map(|item| {
            let party = self.string(key, item)?;
            if let Some(near) = self.states.near(&party) {
                let message = format!("`parties`: \"{party}\" is not known");
                self.file.tell(item.span().start, Oddity::new(message, asked(near)));
            }
            Some(party)
        });
        parties.collect()
    }

    fn string(&mut self, key: &Key<'_>, value: &Value<'_>) -> Option<String> {
        self.file.string(key, value).map(clean).filter(|text| !text.trim().is_empty())
    }

    fn date(&mut self, key: &Key<'_>, value: &Value<'_>) -> Option<String> {
        let date = match value.get_ref() {
            DeValue::Datetime(date) => source::without_time(date.to_string()),
            DeValue::Integer(year) => clean(year.as_str()),
            _ => self.string(key, value)?,
        };
        self.doubt(value, source::date_doubt(&date));
        Some(date)
    }

    fn doubt(&mut self, value: &Value<'_>, doubt: Option<Oddity>) {
        if let Some(doubt) = doubt {
            self.file.tell(value.span().start, doubt);
        }
    }
}
