//! The library: the documents of a corpus, kept up to date. Whatever is
//! known of a file that has not changed is taken from where it is known, be
//! that memory or the [`Cache`]; only the others are read and coded.
//!
//! A reading taken from the cache equals a fresh one: what is kept is keyed by
//! the file's content, the codebook and the sources comity was built from.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::agreement::Unread;
use crate::codebook::Codebook;
use crate::corpus::{self, Found, Key, Listed, Listing, Progress, Stamp, is_stdin};
use crate::document::Document;
use crate::error::Result;
use crate::guard::guarded;
use crate::language;
use crate::source::{Problem, Source};
use crate::world::{Method, Read, World};

mod cache;
mod pack;
mod watch;

pub use cache::Cache;
pub use watch::Watch;

/// The documents of a corpus, and how they are read.
pub struct Library {
    paths: Vec<PathBuf>,
    method: Arc<Method>,
    cache: Option<Cache>,
    known: Shelf,
    /// Whether the cache knows less than is known here.
    is_news: bool,
    /// What was odd when the files were last listed.
    told: Vec<Problem>,
    /// The last world that can be searched at once.
    indexed: Option<Arc<World>>,
}

/// What is known of each file.
type Shelf = HashMap<Key, Arc<Known>>;

/// What is known of one file.
#[derive(Clone, Serialize, Deserialize)]
struct Known {
    /// As it was when it was read; none where it might have changed since
    /// without showing that.
    stamp: Option<Stamp>,
    /// Of its bytes; none where it must be read again in any case.
    hash: Option<[u8; 32]>,
    content: Content,
    problems: Vec<Problem>,
}

#[derive(Clone, Serialize, Deserialize)]
enum Content {
    Document(Arc<Document>),
    Gold(String),
    Group(String),
    Nothing,
    /// No source, whatever it is.
    NoSource,
}

/// Who is told what while a library reads.
#[derive(Clone, Copy)]
pub struct Listener<'a> {
    pub progress: &'a Progress<'a>,
    /// Gets what has been read so far, now and then.
    pub world: Option<&'a dyn Fn(Arc<World>)>,
}

impl Listener<'_> {
    /// Nobody.
    pub const NONE: Self = Self { progress: &|_, _| (), world: None };
}

/// So long nobody minds to wait for the next rows.
const PATIENCE: Duration = Duration::from_millis(150);

/// Time between two worlds, in times of what the last one took to make: so
/// much of one core is spent on showing what has been read so far.
const SPARING: u32 = 10;

impl Library {
    /// A library of what the paths hold; without paths, of the starter corpus.
    pub fn new(paths: &[PathBuf], codebook: Codebook) -> Self {
        let method = Arc::new(Method::new(codebook));
        Self {
            paths: paths.to_vec(),
            method,
            cache: None,
            known: Shelf::new(),
            is_news: false,
            told: Vec::new(),
            indexed: None,
        }
    }

    /// The same with a cache. The starter corpus is coded before one is found,
    /// and what was piped in is another text each time.
    #[must_use]
    pub fn with_cache(self, cache: Option<Cache>) -> Self {
        let is_kept = !self.paths.is_empty() && !self.paths.iter().any(|path| is_stdin(path));
        Self { cache: cache.filter(|_| is_kept), ..self }
    }

    /// Reads what is not known and makes a world of all.
    ///
    /// # Errors
    /// Where not one path exists.
    pub fn read(&mut self, listener: Listener<'_>) -> Result<World> {
        if self.paths.is_empty() {
            return Ok(World::new(self.starter(), &self.method));
        }
        let listing = corpus::list(&self.paths)?;
        self.take_up(&listing, listener);
        Ok(self.world(&listing, true))
    }

    /// Takes up what has changed since it was read: a newer world, if anything has.
    ///
    /// # Errors
    /// Where none of the paths exists any more.
    pub fn read_again(&mut self, listener: Listener<'_>) -> Result<Option<World>> {
        let listing = corpus::list(&self.paths)?;
        let is_changed = self.take_up(&listing, listener);
        Ok(is_changed.then(|| self.world(&listing, true)))
    }

    /// Begins to watch the corpus; the starter corpus never changes.
    pub fn watch(&self) -> Option<Watch> {
        (!self.paths.is_empty()).then(|| Watch::new(&self.paths))
    }

    /// Brings what is known up to date; says whether it differs from before.
    fn take_up(&mut self, listing: &Listing, listener: Listener<'_>) -> bool {
        let mut lent = Shelf::new();
        if let Some(cache) = self.cache.as_ref().filter(|_| self.known.is_empty()) {
            (self.known, lent) = cache.load(&listing.files);
        }
        let tasks = self.tasks(&listing.files, &mut lent);
        let is_gone = self.forget_others(&listing.files);
        self.is_news |= is_gone || !tasks.is_empty();
        let is_told = std::mem::replace(&mut self.told, listing.problems.clone());
        let is_other = self.work(listing, &tasks, listener);
        is_gone || is_other || is_told != self.told
    }

    fn world(&self, listing: &Listing, is_whole: bool) -> World {
        World::new(self.all(listing, is_whole), &self.method).after(self.indexed.clone())
    }

    /// Builds the index of a world, in which the next ones search until they
    /// have theirs.
    pub fn index(&mut self, world: &Arc<World>) {
        world.index();
        self.indexed = Some(Arc::clone(world));
    }

    /// Lets the cache keep what is known. What cannot be written is done without.
    pub fn keep(&mut self) {
        if let Some(cache) = self.cache.as_ref().filter(|_| self.is_news) {
            cache.store(&self.known);
            self.is_news = false;
        }
    }

    /// Codes the sources the binary carries.
    fn starter(&self) -> Read {
        let starter = corpus::starter();
        let coder = self.method.coder();
        let code = |source| Arc::new(Document::new(source, coder));
        let documents = starter.sources.into_par_iter().map(code).collect();
        Read { documents, problems: starter.problems, is_whole: true, ..Read::default() }
    }

    /// The files that are not known, or not as they are now.
    fn tasks(&self, files: &[Listed], lent: &mut Shelf) -> Vec<Task> {
        let task = |(index, file): (usize, &Listed)| {
            let old = self.known.get(&file.key);
            let is_same = |old: &&Arc<Known>| old.stamp.is_some() && old.stamp == file.stamp;
            let old = match old.filter(is_same) {
                Some(_) => return None,
                None => old.cloned().map(Old::Coded),
            };
            let lent = || lent.remove(&file.key).map(Old::CodedOtherwise);
            Some(Task { index, old: old.or_else(lent) })
        };
        files.iter().enumerate().filter_map(task).collect()
    }

    /// Forgets the files that are gone; says whether there were any.
    fn forget_others(&mut self, files: &[Listed]) -> bool {
        let before = self.known.len();
        let listed: HashSet<&Key> = files.iter().map(|file| &file.key).collect();
        self.known.retain(|key, _| listed.contains(key));
        self.known.len() < before
    }

    /// Reads files on all cores, in their order as nearly as that goes; says
    /// whether any is not as it was.
    fn work(&mut self, listing: &Listing, tasks: &[Task], to: Listener<'_>) -> bool {
        let next = AtomicUsize::new(0);
        let (sender, results) = mpsc::channel();
        let method = Arc::clone(&self.method);
        let work = |sender: mpsc::Sender<(usize, Known)>| {
            while let Some(task) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
                let file = &listing.files[task.index];
                let read = guarded(|| task.read(file, &method, listing.time))
                    .unwrap_or_else(|| Known::lost(file, BROKEN));
                if sender.send((task.index, read)).is_err() {
                    return;
                }
            }
        };
        // Not the pool's own threads: making a world of what has been read so
        // far would wait for them.
        thread::scope(|scope| {
            for _ in 0..rayon::current_num_threads().min(tasks.len()) {
                let sender = sender.clone();
                scope.spawn(|| work(sender));
            }
            drop(sender);
            self.collect(listing, tasks.len(), results.iter(), to)
        })
    }

    /// Takes what has been read as it comes, and tells of it.
    fn collect(
        &mut self,
        listing: &Listing,
        total: usize,
        results: impl Iterator<Item = (usize, Known)>,
        to: Listener<'_>,
    ) -> bool {
        let mut due = Instant::now() + PATIENCE;
        let mut is_other = false;
        for (done, (index, known)) in (1..).zip(results) {
            let (key, known) = (listing.files[index].key.clone(), Arc::new(known));
            let old = self.known.insert(key, Arc::clone(&known));
            is_other |= !old.is_some_and(|old| old.tells_the_same(&known));
            (to.progress)(done, total);
            let Some(show) = to.world.filter(|_| done < total && Instant::now() >= due) else {
                continue;
            };
            let began = Instant::now();
            let world = Arc::new(self.world(listing, false));
            // Indexing every one would take longer than reading: those twice
            // as large as the last take as long, all in all, as the last.
            let searched = self.indexed.as_ref().map_or(0, |world| world.documents.len());
            if world.documents.len() >= 2 * searched {
                self.index(&world);
            }
            show(world);
            due = Instant::now() + PATIENCE.max(began.elapsed() * SPARING);
        }
        is_other
    }

    /// All that is known, in the order of the files.
    fn all(&self, listing: &Listing, is_whole: bool) -> Read {
        let problems = listing.problems.clone();
        let mut read = Read { problems, is_whole, ..Read::default() };
        for file in &listing.files {
            let Some(known) = self.known.get(&file.key) else { continue };
            read.problems.extend(known.problems.iter().cloned());
            match &known.content {
                Content::Document(document) => read.documents.push(Arc::clone(document)),
                Content::Gold(text) => {
                    read.gold.push((file.path.display().to_string(), text.clone()));
                }
                Content::Group(text) => read.groups.push((file.path.clone(), text.clone())),
                Content::Nothing => read.unread.extend(known.unread(file)),
                Content::NoSource => {
                    let unread = known.unread(file).into_iter();
                    read.unread.extend(unread.map(Unread::as_no_source));
                }
            }
        }
        if is_whole && read.documents.is_empty() && read.problems.is_empty() {
            read.problems.extend(corpus::empty(&self.paths));
        }
        read
    }
}

/// What is told of a file on which the program itself fails.
const BROKEN: &str = "comity itself failed on it: please report it, with the file if you may";

/// A file to read.
struct Task {
    index: usize,
    old: Option<Old>,
}

/// What is known of a file that may have changed.
enum Old {
    Coded(Arc<Known>),
    /// By another codebook: the text is as good, the coding isn't.
    CodedOtherwise(Arc<Known>),
}

impl Task {
    /// Reads the file, as far as its content is not known.
    fn read(&self, file: &Listed, method: &Method, now: SystemTime) -> Known {
        let bytes = match file.bytes() {
            Ok(bytes) => bytes,
            Err(message) => return Known::lost(file, &message),
        };
        let hash = Some(*blake3::hash(&bytes).as_bytes());
        let stamp = file.stamp.filter(|stamp| stamp.is_settled(now));
        let code = |source| Content::Document(Arc::new(Document::new(source, method.coder())));
        match &self.old {
            Some(Old::Coded(old)) if old.hash == hash => Known { stamp, ..Known::clone(old) },
            Some(Old::CodedOtherwise(old)) if old.hash == hash => {
                let content = match &old.content {
                    Content::Document(document) => code(Source::clone(&document.source)),
                    content => content.clone(),
                };
                Known { stamp, content, ..Known::clone(old) }
            }
            _ => {
                let (found, mut problems) = file.read(&bytes);
                drop(bytes);
                let content = match found {
                    Found::Source(source) => {
                        let document = Document::new(*source, method.coder());
                        let told =
                            |language: &String| language::problem(&document.source, language);
                        problems.extend(document.language.as_ref().map(told));
                        Content::Document(Arc::new(document))
                    }
                    Found::Gold(text) => Content::Gold(text),
                    Found::Group(text) => Content::Group(text),
                    Found::Nothing => Content::Nothing,
                    Found::NoSource => Content::NoSource,
                    Found::Lost => {
                        let content = Content::Nothing;
                        return Known { stamp: None, hash: None, content, problems };
                    }
                };
                Known { stamp, hash, content, problems }
            }
        }
    }
}

impl Known {
    /// Whether nobody could tell another's reading from this.
    fn tells_the_same(&self, other: &Self) -> bool {
        self.hash == other.hash && self.problems == other.problems
    }

    /// What may be a source and could not be read.
    fn unread(&self, file: &Listed) -> Option<Unread> {
        let why = &self.problems.first().filter(|_| file.may_be_source())?.message;
        Some(Unread::new(&file.path, why))
    }

    /// What is known of a file that cannot be read.
    fn lost(file: &Listed, why: &str) -> Self {
        let content = if file.is_textless() { Content::NoSource } else { Content::Nothing };
        Self { stamp: None, hash: None, content, problems: vec![file.told(why)] }
    }
}
