//! Which document belongs to which group.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::document::Document;
use crate::source::{Oddity, Origin, Problem};

use super::name::slug;
use super::{Group, SourceRole, Unread};

/// What documents of one agreement share.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// The number of their group.
    Group(usize),
    /// What their front matter calls the agreement.
    Called(String),
}

/// What groups claim of the documents of a corpus.
#[derive(Default)]
pub struct Claims<'a> {
    groups: &'a [Group],
    /// For each document; empty where nothing is claimed.
    of: Vec<Option<(usize, Option<SourceRole>)>>,
    /// The groups by their titles, for front matter to name.
    titled: HashMap<String, usize>,
    /// Sources that could not be read, each with its group.
    pub unread: Vec<(usize, Unread)>,
    /// Sources that are not there, or claimed twice.
    pub problems: Vec<Problem>,
}

impl<'a> Claims<'a> {
    /// First every group gets the sources it names, those deepest in the folders
    /// before others; then every folder that is a group what is left in it. What
    /// could not be read is claimed like what could, but for what can hold no text.
    pub fn new(documents: &[Arc<Document>], unread: &[Unread], groups: &'a [Group]) -> Self {
        if groups.is_empty() {
            return Self::default();
        }
        let titles = groups.iter().enumerate().rev();
        let titled = titles.filter_map(|(at, group)| Some((slug(group.title.as_deref()?), at)));
        let mut claims = Self {
            groups,
            of: vec![None; documents.len()],
            titled: titled.collect(),
            unread: Vec::new(),
            problems: Vec::new(),
        };
        let mut deepest: Vec<usize> = (0..groups.len()).collect();
        deepest.sort_by_key(|group| Reverse(groups[*group].folder().components().count()));
        claims.by_name(documents, unread, &deepest);
        claims.by_folder(documents, unread);
        claims
    }

    fn by_name(&mut self, documents: &[Arc<Document>], unread: &[Unread], order: &[usize]) {
        let paths = documents.iter().map(|document| path(document));
        let places: HashMap<&Path, usize> =
            paths.zip(0..).filter_map(|(path, at)| Some((path?, at))).collect();
        let unread: HashMap<&Path, &Unread> =
            unread.iter().map(|unread| (unread.path.as_path(), unread)).collect();
        for &group in order {
            for named in &self.groups[group].sources {
                let (problem, hint) = match places.get(named.path.as_path()) {
                    None => {
                        let path = named.path.as_path();
                        let told = unread.get(path).map(|unread| Unread::clone(unread));
                        let told = told.unwrap_or_else(|| Unread::missing(path));
                        self.unread.push((group, Unread { role: named.role, ..told }));
                        (
                            "is no source that could be read",
                            "put the file there, or mend its path, which goes from this folder",
                        )
                    }
                    Some(&document) if self.of[document].is_some() => {
                        ("belongs to another agreement already", "name it under one of them only")
                    }
                    Some(&document) => {
                        self.of[document] = Some((group, named.role));
                        continue;
                    }
                };
                let message = format!("`sources`: \"{}\" {problem}", named.file);
                let odd = Oddity::new(message, hint);
                self.problems.push(self.groups[group].problem(named.line, odd));
            }
        }
    }

    fn by_folder(&mut self, documents: &[Arc<Document>], unread: &[Unread]) {
        let folders: HashMap<&Path, usize> = (self.groups.iter().zip(0..))
            .filter(|(group, _)| group.is_folder)
            .map(|(group, at)| (group.folder(), at))
            .collect();
        let nearest =
            |path: &Path| path.ancestors().skip(1).find_map(|folder| folders.get(folder)).copied();
        for (claim, document) in self.of.iter_mut().zip(documents) {
            *claim = claim.or_else(|| Some((nearest(path(document)?)?, None)));
        }
        let named: HashSet<PathBuf> =
            self.unread.iter().map(|(_, unread)| unread.path.clone()).collect();
        let left = unread.iter().filter(|unread| !unread.is_doubtful);
        let left = left.filter(|unread| !named.contains(&unread.path));
        let claimed = left.filter_map(|unread| Some((nearest(&unread.path)?, unread.clone())));
        self.unread.extend(claimed);
    }

    /// What is missing before all is read may come yet.
    pub fn await_the_rest(&mut self) {
        self.problems.clear();
        self.unread.clear();
    }

    pub fn group(&self, group: usize) -> &'a Group {
        &self.groups[group]
    }

    /// What a document shares with others of its agreement.
    pub fn key(&self, index: usize, document: &Document) -> Option<Key> {
        if let Some(Some((group, _))) = self.of.get(index) {
            return Some(Key::Group(*group));
        }
        let called = slug(document.source.front.agreement.as_deref()?);
        let titled = self.titled.get(&called);
        Some(titled.map_or(Key::Called(called), |group| Key::Group(*group)))
    }

    /// What a group says a document is.
    pub fn role(&self, index: usize) -> Option<SourceRole> {
        self.of.get(index).copied().flatten().and_then(|(_, role)| role)
    }
}

/// Where a document was read.
fn path(document: &Document) -> Option<&Path> {
    match &document.source.origin {
        Origin::File(path) => Some(path),
        Origin::Embedded(_) => None,
    }
}
