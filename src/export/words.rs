//! The words for an agreement, its fields, signs and changes; the same on the screen
//! and in what is written out.

use crate::agree::{Scores, Share};
use crate::agreement::{Agreement, in_language};
use crate::compare::{Change, Course, Difference, own_reading};
use crate::glyph::Glyphs;
use crate::matrix::{Backing, Reading};
use crate::world::World;

use super::{counted, or_unsaid};

/// The name of an agreement with what is known of it on one line.
pub fn headline(agreement: &Agreement) -> String {
    let deal = &agreement.deal;
    let known = [&deal.instrument, &deal.status, &deal.date, &deal.place];
    let known: Vec<&str> = known.into_iter().flatten().map(String::as_str).collect();
    format!("{}  {}", agreement.name, known.join(", ")).trim_end().to_owned()
}

/// The fields of a deal with their values; what is not said is told so.
pub fn fields(world: &World, agreement: &Agreement) -> Vec<(&'static str, String)> {
    let deal = &agreement.deal;
    let states = world.states();
    let parties: Vec<String> =
        deal.parties.iter().map(|code| format!("{} ({code})", states.name(code))).collect();
    let said = |value: &Option<String>| or_unsaid(value.as_deref()).to_owned();
    let mut fields = vec![
        (
            "parties",
            if parties.is_empty() { or_unsaid(None).to_owned() } else { parties.join(", ") },
        ),
        ("instrument", said(&deal.instrument)),
        ("status", said(&deal.status)),
        ("date", said(&deal.date)),
        ("place", said(&deal.place)),
    ];
    // The label stands once, in front of the first.
    let mut label = "signatories";
    for (party, people) in &deal.signatories {
        let of = if party.is_empty() { String::new() } else { format!(" ({party})") };
        fields.push((std::mem::take(&mut label), people.join(", ") + &of));
    }
    if deal.signatories.is_empty() {
        fields.push((label, or_unsaid(None).to_owned()));
    }
    fields.extend(agreement.language().map(|language| ("language", in_language(&language))));
    fields
}

/// What each sign means.
pub fn legend(world: &World, glyphs: Glyphs) -> String {
    let signs = world.readings().map(|reading| match reading {
        Reading::Context => format!("{} context only", glyphs.reading(reading)),
        _ => format!("{} {}", glyphs.reading(reading), reading.answer()),
    });
    signs.collect::<Vec<_>>().join("   ")
}

/// What the sign behind a number means.
pub fn backings(glyphs: Glyphs) -> String {
    let told = |backing| format!("{} {}", glyphs.backing(backing), backing.words());
    Backing::ALL.map(told).join("   ")
}

/// What a group of rows has in common.
pub fn title(difference: Difference, [a, b]: [&str; 2]) -> String {
    match difference {
        Difference::OnlyA => format!("only {a} has provisions"),
        Difference::OnlyB => format!("only {b} has provisions"),
        Difference::Unequal => "both, not equally firm".to_owned(),
        Difference::Equal => "both, equally firm".to_owned(),
        Difference::Neither => "neither has provisions".to_owned(),
        Difference::NotRead => "not both read".to_owned(),
    }
}

/// One agreement to the other, and what is left out.
pub fn course_title(world: &World, course: &Course) -> String {
    let [from, to] = [course.earlier, course.later].map(|at| &world.agreements[at].name);
    let apart = if course.is_without_press(world) { ", the press left out" } else { "" };
    format!("{from} to {to}{apart}")
}

/// A dimension, and how firm it is now, was, or became.
pub fn changed(world: &World, course: &Course, change: Change, dimension: usize) -> String {
    let reading = |agreement: usize| own_reading(world, agreement, dimension).name();
    let (before, after) = (reading(course.earlier), reading(course.later));
    let name = &world.codebook.dimensions[dimension].name;
    match change {
        Change::New => format!("{name} ({after})"),
        Change::Dropped => format!("{name} (was {before})"),
        Change::Firmer | Change::Weaker => format!("{name} ({before} to {after})"),
    }
}

/// What a reading is worth, on a line: against how many statements that a
/// person coded.
pub fn reliability_line(scores: &Scores) -> String {
    format!(
        "against {} coded by a person: kind {}, level {}, dimensions F1 {}",
        counted(scores.statements, "statement"),
        share(scores.kind_accuracy),
        share(scores.level_accuracy),
        share(scores.dimensions.f1)
    )
}

/// A share with three digits, a dash where there was nothing to share.
pub(super) fn share(value: Share) -> String {
    value.map_or("-".to_owned(), |share| format!("{share:.3}"))
}
