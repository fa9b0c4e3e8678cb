//! What in a codebook should be mended, and what its author should know.
//!
//! A codebook that loads may still hold phrases that never speak. This finds
//! them by comparing phrases with one another, without a text; [`usage`] then
//! tells which of the rest spoke in a corpus.

use std::collections::HashSet;

use crate::error::line_at;
use crate::source::Problem;

use super::{Codebook, CodebookFile, Dimension, Phrase, Rule};

mod form;
mod usage;

pub use usage::{Usage, usage};

use form::Form;

/// What a check found, each with its line, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// What should be mended.
    pub faults: Vec<Problem>,
    /// What may be meant as it stands.
    pub notes: Vec<Problem>,
}

impl Findings {
    /// The same with other faults among its own.
    #[must_use]
    pub fn with(mut self, faults: Vec<Problem>) -> Self {
        self.faults.extend(faults);
        self.faults.sort_by_key(|fault| fault.line);
        self
    }
}

/// Checks what could be read of a codebook in `file`.
pub fn check(codebook: &Codebook, file: &CodebookFile) -> Findings {
    let shared = codebook.shared().collect();
    let mut checker = Checker { file, shared, findings: Findings::default() };
    let masks = Masks::new(codebook);
    checker.list("`passing`", &masks.passing);
    checker.list("`denial`", &masks.denial);
    checker.list("`denied`", &forms(&codebook.denied));
    checker.names(codebook);
    for dimension in &codebook.dimensions {
        checker.dimension(dimension, &masks);
    }
    checker.overlaps(codebook);
    let Findings { mut faults, mut notes } = checker.findings;
    faults.sort_by_key(|fault| fault.line);
    notes.sort_by_key(|note| note.line);
    Findings { faults, notes }
}

/// The phrases that silence the cues of every dimension.
struct Masks<'a> {
    passing: Vec<Form<'a>>,
    denial: Vec<Form<'a>>,
}

impl<'a> Masks<'a> {
    fn new(codebook: &'a Codebook) -> Self {
        Self { passing: forms(&codebook.passing), denial: forms(&codebook.denial) }
    }

    /// The phrase that silences another wherever that stands, and its key in
    /// the file. A denial silences what stands behind it.
    fn silencer<'b>(
        &'b self,
        form: &Form<'_>,
        except: &'b [Form<'b>],
    ) -> Option<(&'static str, &'b Form<'b>)> {
        let over = |masks: &'b [Form<'b>]| masks.iter().find(|mask| mask.covers(form));
        let denial = || self.denial.iter().find(|mask| mask.opens(form));
        over(except)
            .map(|mask| ("except", mask))
            .or_else(|| over(&self.passing).map(|mask| ("passing", mask)))
            .or_else(|| denial().map(|mask| ("denial", mask)))
    }
}

struct Checker<'a> {
    file: &'a CodebookFile,
    /// Where phrases stand that several places share.
    shared: HashSet<usize>,
    findings: Findings,
}

impl Checker<'_> {
    fn mend(&mut self, at: usize, message: String) {
        let problem = self.problem(at, message);
        self.findings.faults.push(problem);
    }

    fn note(&mut self, at: usize, message: String) {
        let problem = self.problem(at, message);
        self.findings.notes.push(problem);
    }

    fn problem(&self, at: usize, message: String) -> Problem {
        Problem::new(&self.file.name, Some(line_at(&self.file.text, at)), message)
    }

    /// Phrases of one list: how each is written, and whether another has it.
    fn list(&mut self, place: &str, list: &[Form<'_>]) {
        for (index, form) in list.iter().enumerate() {
            let text = form.text();
            if let Some(fault) = form.fault() {
                self.mend(form.at(), format!("{place}: \"{text}\" {fault}"));
            } else if form.is_missed_at_the_head() {
                let message = "has a capital within, and is missed where it begins a sentence";
                self.note(form.at(), format!("{place}: \"{text}\" {message}"));
            }
            match cover(list, index).map(Form::text) {
                None => {}
                Some(same) if same == text => {
                    self.mend(form.at(), format!("{place}: \"{text}\" stands twice"));
                }
                Some(other) => {
                    let message = format!("{place}: \"{text}\" is found as \"{other}\" already");
                    self.mend(form.at(), message);
                }
            }
        }
    }

    /// Names that a reader couldn't tell apart.
    fn names(&mut self, codebook: &Codebook) {
        for (index, dimension) in codebook.dimensions.iter().enumerate() {
            let before = &codebook.dimensions[..index];
            let short = dimension.short();
            let is_short = |other: &Dimension| other.short().eq_ignore_ascii_case(short);
            if !short.is_empty() && before.iter().any(is_short) {
                let message = format!("`short`: \"{short}\" heads another dimension already");
                self.mend(dimension.short.span().start, message);
            }
            let name = &dimension.name;
            let is_name = |other: &Dimension| other.name.eq_ignore_ascii_case(name);
            if !name.is_empty() && before.iter().any(is_name) {
                let message = format!("`name`: \"{name}\" names another dimension");
                self.mend(dimension.id.span().start, message);
            }
        }
    }

    fn dimension(&mut self, dimension: &Dimension, masks: &Masks<'_>) {
        let id = dimension.id();
        let cues = forms(&dimension.cues);
        let hints = forms(&dimension.hints);
        let except = forms(&dimension.except);
        let place = |key: &str| format!("`{key}` of {id}");
        self.list(&place("cues"), &cues);
        self.list(&place("hints"), &hints);
        self.list(&place("except"), &except);
        self.weaker(&place("hints"), &hints, &cues);
        self.hidden(&place("cues"), &cues, &except, masks);
        self.hidden(&place("hints"), &hints, &except, masks);
        let has_halves = dimension.rules.iter().any(|rule| rule.weight < 1.0);
        if let ([hint], false) = (hints.as_slice(), has_halves) {
            let message = "has no second hint, and speaks only under a heading or in a few words";
            self.note(hint.at(), format!("{}: \"{}\" {message}", place("hints"), hint.text()));
        }
        for rule in &dimension.rules {
            let ruled = forms(&rule.cues);
            let place = place("rule");
            self.list(&place, &ruled);
            if rule.weight <= 1.0 {
                self.weaker(&place, &ruled, &cues);
            }
            self.hidden(&place, &ruled, &except, masks);
            self.company(id, rule, &ruled);
        }
    }

    /// Phrases that add nothing to a cue that is enough alone. A shared list
    /// may hold some: it is written for all who name it.
    fn weaker(&mut self, place: &str, list: &[Form<'_>], cues: &[Form<'_>]) {
        for form in list {
            let cue = cues.iter().find(|cue| cue.covers(form));
            if let Some(cue) = cue.filter(|_| !self.shared.contains(&form.at())) {
                let (text, cue) = (form.text(), cue.text());
                let message = format!("{place}: \"{text}\" is heard as the cue \"{cue}\" already");
                self.mend(form.at(), message);
            }
        }
    }

    /// Phrases that are silenced wherever they stand.
    fn hidden(&mut self, place: &str, list: &[Form<'_>], except: &[Form<'_>], masks: &Masks<'_>) {
        for form in list {
            if let Some((key, mask)) = masks.silencer(form, except) {
                let (text, mask) = (form.text(), mask.text());
                let message = format!("\"{text}\" never speaks: \"{mask}\" in `{key}` silences it");
                self.mend(form.at(), format!("{place}: {message}"));
            }
        }
    }

    /// The company that a rule asks for or shuns.
    fn company(&mut self, id: &str, rule: &Rule, cues: &[Form<'_>]) {
        let (with, without) = (forms(&rule.with), forms(&rule.without));
        self.list(&format!("`with` of {id}"), &with);
        self.list(&format!("`without` of {id}"), &without);
        for cue in cues {
            if let Some(word) = without.iter().find(|word| word.is_within(cue)) {
                let (cue, word, at) = (cue.text(), word.text(), cue.at());
                let message = format!("\"{cue}\" never speaks: it holds \"{word}\" of `without`");
                self.mend(at, format!("`rule` of {id}: {message}"));
            }
            if let Some(word) = with.iter().find(|word| word.covers(cue)) {
                let text = word.text();
                let (at, is_alone) = (word.at(), cues.len() == 1 && with.len() == 1);
                let message = format!("`with` of {id}: \"{text}\" is the cue itself");
                match is_alone {
                    true => self.mend(at, format!("{message}, which is no company")),
                    false => self.note(at, format!("{message}; it must stand twice to count")),
                }
            }
        }
    }

    /// Cues that speak for two dimensions at once.
    fn overlaps(&mut self, codebook: &Codebook) {
        let cues: Vec<(&str, Vec<Form<'_>>)> =
            codebook.dimensions.iter().map(|d| (d.id(), forms(&d.cues))).collect();
        for (index, (id, list)) in cues.iter().enumerate() {
            for (other_id, others) in &cues[..index] {
                for form in list {
                    let is_same = |other: &&Form<'_>| other.covers(form) || form.covers(other);
                    let Some(other) = others.iter().find(is_same) else { continue };
                    let (text, other) = (form.text(), other.text());
                    let cue = if text == other { "a cue" } else { &format!("the cue \"{other}\"") };
                    let message = format!("`cues` of {id}: \"{text}\" is {cue} of {other_id} too");
                    self.note(form.at(), message);
                }
            }
        }
    }
}

/// Another phrase of a list that is found wherever one of it is; of two that
/// are the same the first covers the second.
fn cover<'a>(list: &'a [Form<'a>], index: usize) -> Option<&'a Form<'a>> {
    let form = &list[index];
    let before = list[..index].iter().find(|other| other.covers(form));
    let behind = || list[index + 1..].iter().find(|o| o.covers(form) && !form.covers(o));
    before.or_else(behind)
}

fn forms(phrases: &[Phrase]) -> Vec<Form<'_>> {
    phrases.iter().map(Form::new).collect()
}

#[cfg(test)]
mod tests;
