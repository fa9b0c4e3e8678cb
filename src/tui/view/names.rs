//! Names where there is little room: as much of each as fits, and no two that differ
//! look alike.

use std::collections::BTreeMap;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::agreement::Agreement;

use super::Look;
use super::text::clipped;

/// A name with the signs that stand before and behind it.
pub struct Named<'a> {
    pub name: &'a str,
    /// What it goes by where that has no room.
    pub code: &'a str,
    pub before: &'static str,
    pub behind: &'static str,
}

impl<'a> Named<'a> {
    pub fn of(agreement: &'a Agreement) -> Self {
        Self { code: &agreement.code, ..Self::plain(&agreement.name) }
    }

    /// By its code as long as that has room, which leaves air between narrow columns.
    pub fn by_code(agreement: &'a Agreement) -> Self {
        Self { code: &agreement.name, ..Self::plain(&agreement.code) }
    }

    /// A name without another.
    pub fn plain(name: &'a str) -> Self {
        Self { name, code: name, before: "", behind: "" }
    }
}

/// So many lines of so many columns.
#[derive(Clone, Copy)]
pub struct Room {
    pub lines: usize,
    pub width: usize,
}

/// Each name in lines of its own: whole, or its code, where that has room. What is
/// cut keeps its beginning and its end; where two look alike so, it shows the part
/// from which they differ.
pub fn told_apart(named: &[Named<'_>], room: Room, look: Look<'_>) -> Vec<Vec<String>> {
    let is_shared =
        |one: &Named| named.iter().any(|two| two.code == one.code && two.name != one.name);
    let short: Vec<&str> =
        named.iter().map(|one| if is_shared(one) { one.name } else { one.code }).collect();
    let tell = |(one, short): (&Named, &&str)| {
        one.whole(short, room).unwrap_or_else(|| one.cut(short, None, room, look))
    };
    let mut told: Vec<Vec<String>> = named.iter().zip(&short).map(tell).collect();
    let mut groups = vec![(0..named.len()).collect::<Vec<usize>>()];
    while let Some(group) = groups.pop() {
        for alike in alike(&group, &told) {
            let from = shared(alike.iter().map(|at| short[*at]));
            for &at in &alike {
                told[at] = named[at].cut(short[at], Some(from), room, look);
            }
            if alike.iter().any(|at| told[*at] != told[alike[0]]) {
                groups.push(alike);
            }
        }
    }
    let lines = told.iter_mut().flatten();
    lines.for_each(|line| line.truncate(line.trim_end().len()));
    told
}

impl Named<'_> {
    /// The name in lines broken between the parties, or its short form; or that
    /// broken wherever it must be, if one of these has room.
    fn whole(&self, short: &str, room: Room) -> Option<Vec<String>> {
        let signed = |name: &str| format!("{}{name}{}", self.before, self.behind);
        let names = [self.name, short].map(signed);
        let mut broken = names.iter().map(|name| broken(name, &['–', ' '], room.width));
        let fits = |lines: &Vec<String>| {
            lines.len() <= room.lines && lines.iter().all(|line| is_within(line, room.width))
        };
        broken.find(fits).or_else(|| Some(split(&names[1], room.width)).filter(fits))
    }

    /// As many lines of a name as there are, the last with what is left of it: its
    /// beginning and its end, or what stands `from` a place on.
    fn cut(&self, name: &str, from: Option<usize>, room: Room, look: Look<'_>) -> Vec<String> {
        let signs = self.before.width() + self.behind.width();
        let width = room.width.saturating_sub(signs);
        let mut lines = split(name, width);
        lines.truncate(room.lines.saturating_sub(1));
        let rest = &name[lines.iter().map(String::len).sum()..];
        let half = width.saturating_sub(1) / 2;
        let lead = if lines.is_empty() { width / 3 } else { 0 };
        let differing = from.and_then(|from| name.get(from..));
        let (lead, end) = match differing.filter(|end| end.len() <= rest.len()) {
            Some(end) => (lead, end),
            None => (width.saturating_sub(1 + half), ending(rest, half)),
        };
        let left_out = format!("{}{}{end}", beginning(rest, lead), look.pick("…", "~"));
        let rest = if rest.width() <= width { rest } else { &left_out };
        lines.push(clipped(rest, width, look) + self.behind);
        lines[0].insert_str(0, self.before);
        lines
    }
}

/// Those of a group that look alike, two or more each.
fn alike(group: &[usize], told: &[Vec<String>]) -> Vec<Vec<usize>> {
    let mut looks: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    group.iter().for_each(|at| looks.entry(&told[*at]).or_default().push(*at));
    looks.into_values().filter(|alike| alike.len() > 1).collect()
}

/// The length in bytes of what all names begin with.
fn shared<'a>(mut names: impl Iterator<Item = &'a str>) -> usize {
    let first = names.next().unwrap_or_default();
    let with = |name: &str| {
        let differs = first.char_indices().zip(name.chars()).find(|((_, a), b)| a != b);
        differs.map_or(first.len().min(name.len()), |((at, _), _)| at)
    };
    names.map(with).min().unwrap_or(0)
}

/// Whether a line has room; a blank at its end needs none.
fn is_within(line: &str, width: usize) -> bool {
    line.trim_end().width() <= width
}

/// A name in lines of `width` columns, broken behind these letters only.
fn broken(name: &str, ends: &[char], width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for part in name.split_inclusive(ends) {
        let last = lines.last_mut().expect("there is one from the start");
        if last.is_empty() || last.width() + part.trim_end().width() <= width {
            last.push_str(part);
        } else {
            lines.push(part.to_owned());
        }
    }
    lines
}

/// The same, broken within words, too, where these are longer than a line.
fn split(name: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for mut line in broken(name, &['–', ' ', '-', '_'], width) {
        while !is_within(&line, width) {
            let first = beginning(&line, width).len();
            if first == 0 {
                break;
            }
            let rest = line.split_off(first);
            lines.push(std::mem::replace(&mut line, rest));
        }
        lines.push(line);
    }
    lines
}

/// So many columns of a name's beginning, or fewer.
fn beginning(name: &str, columns: usize) -> &str {
    let mut seen = 0;
    let beyond = |(_, letter): &(usize, char)| {
        seen += letter.width().unwrap_or(0);
        seen > columns
    };
    &name[..name.char_indices().find(beyond).map_or(name.len(), |(at, _)| at)]
}

/// So many columns of its end, or fewer.
fn ending(name: &str, columns: usize) -> &str {
    let mut seen = 0;
    let within = |(_, letter): &(usize, char)| {
        seen += letter.width().unwrap_or(0);
        seen <= columns
    };
    let start = name.char_indices().rev().take_while(within).last();
    &name[start.map_or(name.len(), |(at, _)| at)..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glyph::Glyphs;
    use crate::tui::theme;

    fn told(names: &[&str], lines: usize, width: usize) -> Vec<String> {
        let theme = theme::find("plain").expect("it is built in");
        let look = Look { theme: &theme, glyphs: Glyphs::Unicode };
        let named: Vec<Named<'_>> = names.iter().map(|name| Named::plain(name)).collect();
        let told = told_apart(&named, Room { lines, width }, look);
        assert!(width < 2 || told.iter().flatten().all(|line| line.width() <= width), "{told:?}");
        told.iter().map(|lines| lines.join("/")).collect()
    }

    #[test]
    fn what_has_no_room_keeps_its_beginning_and_its_end() {
        assert_eq!(told(&["US–Japan 2024"], 2, 11), ["US–Japan/2024"]);
        assert_eq!(told(&["JPN–PHL–USA 2024"], 2, 11), ["JPN–PHL–USA/2024"]);
        assert_eq!(told(&["a-pact-on-cyber-part-1"], 1, 11), ["a-pac…art-1"]);
        assert_eq!(told(&["a-pact-on-cyber-part-1"], 2, 11), ["a-pact-on-/cyber…art-1"]);
        assert_eq!(told(&["partnership"], 3, 4), ["part/ners/hip"]);
    }

    #[test]
    fn what_would_look_alike_shows_where_it_differs() {
        let pacts = ["a-pact-on-cyber-2024", "a-pact-on-trade-2024", "a-pact-on-train-2024"];
        assert_eq!(told(&pacts, 1, 11), ["a-p…cyber-…", "a-p…trade-…", "a-p…train-…"]);
        assert_eq!(
            told(&pacts, 2, 11),
            ["a-pact-on-/cyber-2024", "a-pact-on-/trade-2024", "a-pact-on-/train-2024"]
        );
    }

    #[test]
    fn any_room_is_enough_not_to_fail() {
        let names = ["–", "", "漢字漢字", "漢字漢子", "a b", "US–Japan 2024", "US–Japan 2025"];
        for lines in 0..4 {
            (0..16).for_each(|width| drop(told(&names, lines, width)));
        }
    }
}
