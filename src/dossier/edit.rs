//! What the analyst does, and the changes of entries that it comes to.

use std::sync::atomic::{AtomicU32, Ordering};

use jiff::Timestamp;

use crate::document::StatementId;
use crate::prose::counted;
use crate::source::clean;
use crate::world::World;

use super::anchor::Spot;
use super::{Anchor, Change, Correction, Entry, Matter, Standing, Subject};

/// Something the analyst does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Pins a statement, or unpins it.
    Pin(StatementId),
    /// Pins statements behind what is pinned, but for those that are already.
    PinAll(Vec<StatementId>),
    /// Moves a pin, by its id, so many places down the tray.
    MovePin(String, isize),
    /// Notes words on a subject, beside what is noted there.
    Note(Subject, String),
    /// Notes words where a subject stood that is gone.
    NoteAt(Anchor, String),
    /// Puts words in place of those of an entry as it was seen: a note's, a pin's,
    /// or the reason of a correction. A note without words is removed. Where the
    /// entry has other words by now, or is gone, what is written stands beside it.
    Reword(Box<Entry>, String),
    /// Reads a statement so; an empty correction goes back to the machine.
    Correct(StatementId, Correction),
    /// Holds an entry whose place is gone, by its id, to a statement; one on a cell
    /// or an agreement to those of the statement.
    Attach(String, StatementId),
    /// Removes an entry, by its id.
    Remove(String),
}

/// Why something is not done where somebody else has written meanwhile.
pub(super) const ELSEWHERE: &str = "it was changed elsewhere since; it stays as it is";

/// How far pins stand apart, so that one may be put between two by hand.
const STEP: u32 = 10;

/// Longer notes are cut: a line of the file stays one a person can read.
const LONGEST_NOTE: usize = 4_000;

impl Edit {
    /// The changes, and what was done in a few words.
    ///
    /// # Errors
    /// Why nothing can be done, for people.
    pub fn changes(self, world: &World, now: Timestamp) -> Result<(Vec<Change>, String), String> {
        let hand = Hand { world, now };
        match self {
            Self::Pin(id) => hand.pin(id),
            Self::PinAll(ids) => hand.pin_all(&ids),
            Self::MovePin(id, by) => hand.move_pin(&id, by),
            Self::Note(subject, words) => hand.note(subject, &words),
            Self::NoteAt(anchor, words) => match fit(&words) {
                fit if fit.is_empty() => Err("nothing was noted".to_owned()),
                fit => Ok((vec![hand.added_at(anchor, Matter::Note(fit))], kept("noted", &words))),
            },
            Self::Reword(seen, words) => hand.reword(&seen, &words),
            Self::Correct(id, correction) => hand.correct(id, correction),
            Self::Attach(id, to) => hand.attach(&id, to),
            Self::Remove(id) => hand.remove(&id),
        }
    }
}

type Done = Result<(Vec<Change>, String), String>;

/// What writes entries: on this world, at this time.
struct Hand<'a> {
    world: &'a World,
    now: Timestamp,
}

impl Hand<'_> {
    fn pin(&self, id: StatementId) -> Done {
        if let Some(pin) = self.world.placed.pin(id) {
            let change = Change { before: Some(pin.clone()), after: None };
            return Ok((vec![change], "unpinned".to_owned()));
        }
        let change = self.pinned(id, self.last_order().saturating_add(STEP))?;
        let count = self.world.placed.pins().len() + 1;
        Ok((vec![change], format!("pinned as number {count} of the briefing tray")))
    }

    fn pin_all(&self, ids: &[StatementId]) -> Done {
        let free = ids.iter().filter(|id| self.world.placed.pin(**id).is_none());
        let last = self.last_order();
        let order = |place: u32| last.saturating_add(place.saturating_mul(STEP));
        let pins = free.zip(1..).map(|(id, place)| self.pinned(*id, order(place)));
        let changes: Vec<Change> = pins.collect::<Result<_, _>>()?;
        let done = match (changes.len(), ids.len() - changes.len()) {
            (0, _) => return Err("pinned already".to_owned()),
            (pinned, 0) => format!("{} pinned", counted(pinned, "statement")),
            (pinned, known) => {
                format!("{} pinned, {known} already", counted(pinned, "statement"))
            }
        };
        Ok((changes, done))
    }

    /// The order of the last pin.
    fn last_order(&self) -> u32 {
        let orders = self.world.placed.dossier.entries.iter().map(|entry| entry.matter.order());
        orders.flatten().max().unwrap_or(0)
    }

    fn pinned(&self, id: StatementId, order: u32) -> Result<Change, String> {
        self.added(Subject::Statement(id), Matter::Pin { order, note: String::new() })
    }

    /// Moves a pin; only those are changed whose order must be.
    fn move_pin(&self, id: &str, by: isize) -> Done {
        let mut pins: Vec<&Entry> =
            self.world.placed.pins().into_iter().map(|(entry, _)| entry).collect();
        let at = pins.iter().position(|pin| pin.id == id).ok_or("it is no longer pinned")?;
        let to = at.saturating_add_signed(by).min(pins.len() - 1);
        if at == to {
            let edge = if by < 0 { "first" } else { "last" };
            return Err(format!("this is the {edge} of the tray"));
        }
        let orders: Vec<u32> = pins.iter().filter_map(|pin| pin.matter.order()).collect();
        let moved = pins.remove(at);
        pins.insert(to, moved);
        let mut least = 0;
        let mut changes = Vec::new();
        for (pin, wanted) in pins.into_iter().zip(orders) {
            let wanted = wanted.max(least);
            least = wanted.saturating_add(1);
            if pin.matter.order() != Some(wanted) {
                let note = pin.matter.words().to_owned();
                changes.push(self.changed(pin, Matter::Pin { order: wanted, note }));
            }
        }
        Ok((changes, String::new()))
    }

    fn note(&self, subject: Subject, words: &str) -> Done {
        match fit(words) {
            fit if fit.is_empty() => Err("nothing was noted".to_owned()),
            fit => Ok((vec![self.added(subject, Matter::Note(fit))?], kept("noted", words))),
        }
    }

    fn reword(&self, seen: &Entry, typed: &str) -> Done {
        let (words, old) = (fit(typed), seen.matter.words());
        if words == old {
            return Ok((Vec::new(), String::new()));
        }
        let entry = self.world.placed.dossier.entry(&seen.id);
        match entry.filter(|entry| entry.matter.words() == old) {
            None if words.is_empty() => Err(ELSEWHERE.to_owned()),
            None => {
                // Of one statement there is one pin.
                let matter = match &seen.matter {
                    Matter::Pin { .. } => Matter::Note(words),
                    matter => matter.with_words(words),
                };
                let done = "noted beside what was changed elsewhere meanwhile";
                Ok((vec![self.added_at(seen.anchor.clone(), matter)], kept(done, typed)))
            }
            Some(entry) if words.is_empty() && matches!(entry.matter, Matter::Note(_)) => {
                self.remove(&entry.id)
            }
            Some(entry) => {
                let matter = entry.matter.with_words(words);
                Ok((vec![self.changed(entry, matter)], kept("noted", typed)))
            }
        }
    }

    fn correct(&self, id: StatementId, correction: Correction) -> Done {
        let correction = Correction { reason: fit(&correction.reason), ..correction };
        let known = self.world.placed.correction(id);
        let change = match known {
            Some((entry, _)) if correction.is_empty() => {
                Change { before: Some(entry.clone()), after: None }
            }
            Some((_, old)) if *old == correction => return Ok((Vec::new(), String::new())),
            Some((entry, _)) => self.changed(entry, Matter::Correction(correction.clone())),
            None if correction.is_empty() => return Ok((Vec::new(), String::new())),
            None => self.added(Subject::Statement(id), Matter::Correction(correction.clone()))?,
        };
        let machine = self.world.machine_coding(id);
        let ids = self.world.codebook.dimensions.iter().map(|dimension| dimension.id());
        let done = match correction.of(&machine, ids) == machine {
            _ if correction.is_empty() => "read as the machine reads it",
            true => "accepted",
            false => "corrected",
        };
        Ok((vec![change], done.to_owned()))
    }

    fn attach(&self, id: &str, to: StatementId) -> Done {
        let entry = self.entry(id)?;
        let placed = &self.world.placed;
        let standing = placed.all().find(|(other, _)| other.id == id).map(|(_, at)| at.standing);
        if standing != Some(Standing::Orphaned) {
            return Err("it has its place: only what is orphaned is attached anew".to_owned());
        }
        match entry.matter {
            Matter::Pin { .. } if placed.pin(to).is_some() => {
                return Err("this statement is pinned already".to_owned());
            }
            Matter::Correction(_) if placed.correction(to).is_some() => {
                return Err("this statement is corrected already".to_owned());
            }
            _ => {}
        }
        let subject = self.like(&entry.anchor.spot, to)?;
        let anchor = Anchor::of(self.world, &placed.dossier.base, subject);
        let anchor = anchor.ok_or("there is no source to hold on to")?;
        let after = Entry { anchor, changed: self.now, ..entry.clone() };
        let change = Change { before: Some(entry.clone()), after: Some(after) };
        let place = self.world.reference(to).unwrap_or_default();
        Ok((vec![change], format!("attached to {place}; u undoes it")))
    }

    /// What a statement has of the kind that a spot is.
    fn like(&self, spot: &Spot, to: StatementId) -> Result<Subject, String> {
        let agreement = || {
            let agreement = self.world.agreement_of(to.document);
            agreement.ok_or_else(|| "this statement belongs to no agreement".to_owned())
        };
        Ok(match spot {
            Spot::Statement(_) => Subject::Statement(to),
            Spot::Agreement(_) => Subject::Agreement(agreement()?),
            Spot::Cell { dimension, .. } => {
                let mut dimensions = self.world.codebook.dimensions.iter();
                let place = dimensions.position(|known| known.id() == dimension);
                let dimension =
                    place.ok_or_else(|| format!("the codebook has no dimension {dimension}"))?;
                Subject::Cell { agreement: agreement()?, dimension }
            }
        })
    }

    fn remove(&self, id: &str) -> Done {
        let entry = self.entry(id)?;
        let done = match entry.matter {
            Matter::Pin { .. } => "unpinned",
            Matter::Note(_) => "note removed",
            Matter::Correction(_) => "correction removed",
        };
        let change = Change { before: Some(entry.clone()), after: None };
        Ok((vec![change], format!("{done}; u undoes it")))
    }

    fn entry(&self, id: &str) -> Result<&Entry, String> {
        let gone = || "it is no longer in the dossier".to_owned();
        self.world.placed.dossier.entry(id).ok_or_else(gone)
    }

    fn added(&self, subject: Subject, matter: Matter) -> Result<Change, String> {
        let base = &self.world.placed.dossier.base;
        let anchor = Anchor::of(self.world, base, subject);
        let anchor = anchor.ok_or("there is no source to hold on to")?;
        Ok(self.added_at(anchor, matter))
    }

    fn added_at(&self, anchor: Anchor, matter: Matter) -> Change {
        let id = new_id(&anchor, self.now);
        let entry = Entry { id, anchor, matter, changed: self.now };
        Change { before: None, after: Some(entry) }
    }

    /// The entry with another matter, held to where it stands now.
    fn changed(&self, entry: &Entry, matter: Matter) -> Change {
        let placed = &self.world.placed;
        let at = placed.dossier.entries.iter().position(|other| other.id == entry.id);
        let subject = at.and_then(|at| placed.placements[at].subject);
        let anchor =
            subject.and_then(|subject| Anchor::of(self.world, &placed.dossier.base, subject));
        let anchor = anchor.unwrap_or_else(|| entry.anchor.clone());
        let after = Entry { id: entry.id.clone(), anchor, matter, changed: self.now };
        Change { before: Some(entry.clone()), after: Some(after) }
    }
}

/// Words as they are kept: on one line, fit for a terminal.
fn fit(words: &str) -> String {
    let words = clean(words.trim());
    words[..words.floor_char_boundary(LONGEST_NOTE)].to_owned()
}

/// What is said of words that are written: that they are cut, if they are.
fn kept(done: &str, words: &str) -> String {
    match clean(words.trim()).len() > LONGEST_NOTE {
        true => format!("{done}; too long: only the first {LONGEST_NOTE} bytes are kept"),
        false => done.to_owned(),
    }
}

/// An id that no other entry has, whoever writes at the same time.
pub(super) fn new_id(anchor: &Anchor, now: Timestamp) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{anchor:?}{now}").as_bytes());
    hasher.update(&std::process::id().to_le_bytes());
    hasher.update(&COUNT.fetch_add(1, Ordering::Relaxed).to_le_bytes());
    hasher.update(&Timestamp::now().as_nanosecond().to_le_bytes());
    hasher.finalize().to_hex()[..10].to_owned()
}
