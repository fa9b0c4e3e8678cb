//! Rows that have moved: which the terminal moves by itself.
//!
//! ```text
//!  shown      next       the terminal moves rows 1 to 4 up by one;
//!  1 a        1 b        what is left to write is row 4
//!  2 b        2 c
//!  3 c        3 d
//!  4 d        4 e
//! ```
//!
//! Margins (DECSTBM) with lines deleted or inserted within them (DL, IL) work
//! on every terminal since the VT102; scrolling up and down (SU, SD) is missing
//! from the Linux console.

use std::hash::BuildHasher;
use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use rustc_hash::FxBuildHasher;

use super::{row, written};

/// What moving a band costs in bytes, and what it must save to be worth it.
const COST: isize = 24;

/// What going to another place of a row costs, or another style.
const JUMP: usize = 6;

/// How many moves are looked at closely: those that most rows speak for.
const MOST_MOVES: usize = 3;

/// Rows that all move by the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    rows: Range<u16>,
    /// Up by so many lines, or down.
    is_up: bool,
    by: u16,
}

/// The band whose move leaves the least to write, if any leaves less.
pub fn find(shown: &Buffer, next: &Buffer) -> Option<Band> {
    let moves = moves(shown, next);
    if moves.is_empty() {
        return None;
    }
    let costs = costs(shown, next);
    let found = moves.into_iter().filter_map(|(is_up, by)| best(shown, next, &costs, is_up, by));
    found.max_by_key(|(saved, _)| *saved).map(|(_, band)| band)
}

impl Band {
    /// Writes what makes the terminal move it. The cursor is somewhere after.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        let (first, last) = (self.rows.start + 1, self.rows.end);
        let letter = if self.is_up { 'M' } else { 'L' };
        bytes.extend(format!("\x1b[{first};{last}r\x1b[{first}H").as_bytes());
        match self.by {
            1 => bytes.extend(format!("\x1b[{letter}").as_bytes()),
            by => bytes.extend(format!("\x1b[{by}{letter}").as_bytes()),
        }
        bytes.extend(b"\x1b[r");
    }

    /// Does the same to a picture.
    pub fn apply(&self, picture: &mut Buffer) {
        let width = usize::from(picture.area.width);
        let at = |y: u16| usize::from(y) * width;
        let cells = &mut picture.content[at(self.rows.start)..at(self.rows.end)];
        let moved = at(self.by);
        let emptied = if self.is_up {
            cells.rotate_left(moved);
            cells.len() - moved..cells.len()
        } else {
            cells.rotate_right(moved);
            0..moved
        };
        cells[emptied].iter_mut().for_each(Cell::reset);
    }
}

/// The moves that rows speak for: a row that has changed, to one that was
/// shown elsewhere.
fn moves(shown: &Buffer, next: &Buffer) -> Vec<(bool, u16)> {
    let height = next.area.height;
    let is_changed = |y: &u16| row(shown, *y) != row(next, *y) && written(row(next, *y)) > 0;
    let changed: Vec<u16> = (0..height).filter(is_changed).collect();
    if changed.len() < 2 {
        return Vec::new();
    }
    // Each row is read once, however many places it may have come from.
    let was: Vec<u64> = (0..height).map(|y| digest(row(shown, y))).collect();
    let changed: Vec<(u16, u64)> = changed.iter().map(|y| (*y, digest(row(next, *y)))).collect();
    let votes = |is_up: bool, by: u16| {
        let came = |(y, is): &&(u16, u64)| {
            let from = if is_up { y.checked_add(by) } else { y.checked_sub(by) };
            from.and_then(|from| was.get(usize::from(from))).is_some_and(|was| was == is)
        };
        changed.iter().filter(came).count()
    };
    let mut moves: Vec<(usize, bool, u16)> = (1..height)
        .flat_map(|by| [(votes(true, by), true, by), (votes(false, by), false, by)])
        .filter(|(votes, ..)| *votes > 0)
        .collect();
    moves.sort_by_key(|(votes, ..)| std::cmp::Reverse(*votes));
    moves.into_iter().take(MOST_MOVES).map(|(_, is_up, by)| (is_up, by)).collect()
}

/// A number that rows share which look the same, and few others do.
fn digest(row: &[Cell]) -> u64 {
    FxBuildHasher.hash_one(&row[..written(row)])
}

/// What it takes to write a row over what is shown there, and where nothing is.
struct Costs {
    over: isize,
    anew: isize,
}

/// The costs of each row.
fn costs(shown: &Buffer, next: &Buffer) -> Vec<Costs> {
    let empty = vec![Cell::EMPTY; usize::from(next.area.width)];
    let rows = (0..next.area.height).map(|y| (row(shown, y), row(next, y)));
    rows.map(|(was, is)| Costs { over: cost(was, is), anew: cost(&empty, is) }).collect()
}

/// The band that saves most of all that move so, and what it saves.
fn best(
    shown: &Buffer,
    next: &Buffer,
    costs: &[Costs],
    is_up: bool,
    by: u16,
) -> Option<(isize, Band)> {
    let height = next.area.height;
    // What each row saves where another moves there, and where none does. Sums
    // from the first row on, so that any band's is a difference of two.
    let (mut moved, mut emptied) = (vec![0], vec![0]);
    for (y, Costs { over, anew }) in (0..height).zip(costs) {
        let from = if is_up { y.checked_add(by) } else { y.checked_sub(by) };
        let from = from.filter(|from| *from < height);
        let after = from.map_or(*anew, |from| cost(row(shown, from), row(next, y)));
        moved.push(moved[usize::from(y)] + over - after);
        emptied.push(emptied[usize::from(y)] + over - anew);
    }
    let sum = |sums: &[isize], rows: Range<u16>| {
        sums[usize::from(rows.end)] - sums[usize::from(rows.start)]
    };
    let saved = |rows: &Range<u16>| {
        let (kept, gone) = match is_up {
            true => (rows.start..rows.end - by, rows.end - by..rows.end),
            false => (rows.start + by..rows.end, rows.start..rows.start + by),
        };
        sum(&moved, kept) + sum(&emptied, gone) - COST
    };
    let bands = (0..height).flat_map(|top| (top + by + 1..=height).map(move |end| top..end));
    let best = bands.map(|rows| (saved(&rows), rows)).max_by_key(|(saved, _)| *saved);
    best.filter(|(saved, _)| *saved > 0).map(|(saved, rows)| (saved, Band { rows, is_up, by }))
}

/// About how many bytes it takes to make a row of another.
fn cost(from: &[Cell], to: &[Cell]) -> isize {
    let end = written(to);
    let mut bytes = if from[end..] == to[end..] { 0 } else { JUMP };
    let mut last: Option<&Cell> = None;
    for (from, to) in from.iter().zip(to).take(end) {
        if from == to {
            last = None;
            continue;
        }
        let is_same = last.is_some_and(|last| last.fg == to.fg && last.bg == to.bg);
        bytes += to.symbol().len() + if is_same { 0 } else { JUMP };
        last = Some(to);
    }
    isize::try_from(bytes).unwrap_or(isize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shift(shown: &[&str], next: &[&str]) -> Option<Band> {
        let buffer = |lines: &[&str]| Buffer::with_lines(lines.iter().copied());
        find(&buffer(shown), &buffer(next))
    }

    #[test]
    fn rows_that_moved_are_found_between_those_that_stay() {
        let [a, b, c, d, e] = ["a", "b", "c", "d", "e"].map(|letter| letter.repeat(40));
        let up = shift(&["head", &a, &b, &c, &d, "foot"], &["head", &b, &c, &d, &e, "foot"]);
        assert_eq!(up, Some(Band { rows: 1..5, is_up: true, by: 1 }));
        let down = shift(&["head", &b, &c, &d, &e, "foot"], &["head", &a, &b, &c, &d, "foot"]);
        assert_eq!(down, Some(Band { rows: 1..5, is_up: false, by: 1 }));
    }

    #[test]
    fn what_is_short_is_written() {
        assert_eq!(shift(&["a", "b", "c"], &["b", "c", "d"]), None);
        assert_eq!(shift(&["a", "b", "c"], &["a", "b", "c"]), None);
    }
}
