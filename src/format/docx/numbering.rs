//! The numbers that Word computes: "(a)", "Article 3", "2.1".
//!
//! They are not in the text of a document but in the definition of its lists,
//! and agreements are cited by them.

use std::collections::{HashMap, HashSet, VecDeque};

use roxmltree::{Document, Node, ParsingOptions};
use undoc::OoxmlContainer;

/// Word has nine levels of a list.
const LEVELS: usize = 9;

/// How far a paragraph is looked for among those to come: some are not shown.
const NEAR: usize = 64;

/// A style rests on another, and that on another; Word allows no more than ten.
const MOST_STYLES: usize = 10;

/// A paragraph is known by so many of its letters.
const LETTERS: usize = 60;

/// The labels of a document's paragraphs, in order.
#[derive(Default)]
pub struct Labels {
    to_come: VecDeque<Labelled>,
}

/// A paragraph by its letters, with its label if it is numbered.
struct Labelled {
    letters: String,
    label: Option<String>,
}

impl Labels {
    /// Computes the labels of a document. Where that fails there are none.
    pub fn read(container: &OoxmlContainer) -> Self {
        let part = |name| container.read_xml_optional(name).ok().flatten().unwrap_or_default();
        let [numbering, styles, text] =
            ["word/numbering.xml", "word/styles.xml", "word/document.xml"].map(part);
        let parse = |xml| Document::parse_with_options(xml, ParsingOptions::default()).ok();
        let (Some(numbering), Some(text)) = (parse(&numbering), parse(&text)) else {
            return Self::default();
        };
        let styles = parse(&styles);
        let lists = lists(&numbering);
        let style_list = styles.as_ref().map(style_lists).unwrap_or_default();
        Self { to_come: lists.count(&text, &style_list) }
    }

    /// The label of the next paragraph with this text, if it is numbered.
    pub fn of(&mut self, text: &str) -> Option<String> {
        let letters = letters(text.chars());
        let at = self.to_come.iter().take(NEAR).position(|it| it.letters == letters)?;
        self.to_come.drain(..=at).next_back()?.label
    }
}

/// One level of a list.
#[derive(Clone)]
struct Level {
    start: u32,
    /// "decimal", "lowerLetter", …
    format: String,
    /// "%1.%2" or "(%1)": the numbers of levels and what is around them.
    pattern: String,
}

/// A list, which counts on from others of its pattern.
struct List {
    pattern: String,
    levels: Vec<Level>,
    /// Whether it begins anew where it is first used.
    restarts: bool,
}

/// The lists of a document, by their ids.
struct Lists(HashMap<String, List>);

/// How far the lists have counted.
#[derive(Default)]
struct Counters {
    /// By pattern and level.
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    /// The lists used so far.
    used: HashSet<String>,
}

impl Lists {
    /// Goes through a document and notes the label of each paragraph with text.
    fn count(
        &self,
        text: &Document<'_>,
        style_list: &HashMap<String, (String, usize)>,
    ) -> VecDeque<Labelled> {
        let mut counters = Counters::default();
        let mut labels = VecDeque::new();
        for paragraph in text.descendants().filter(|node| node.has_tag_name(tag("p"))) {
            let list = list_of(paragraph, style_list);
            let label = list.and_then(|(list, depth)| self.next(list, depth, &mut counters));
            let letters = letters_of(paragraph);
            if !letters.is_empty() {
                labels.push_back(Labelled { letters, label });
            }
        }
        labels
    }

    /// Counts one paragraph of a list at a depth, and labels it.
    fn next(&self, list: String, depth: usize, counters: &mut Counters) -> Option<String> {
        let List { pattern, levels, restarts } =
            self.0.get(&list).filter(|list| depth < list.levels.len())?;
        let counter = counters.counts.entry(pattern.clone()).or_default();
        if counters.used.insert(list) && *restarts {
            counter.fill(None);
        }
        let next = counter[depth].map_or(levels[depth].start, |number| number.saturating_add(1));
        counter[depth] = Some(next);
        counter[depth + 1..].fill(None);
        Some(label(levels, depth, counter)).filter(|label| !label.is_empty())
    }
}

/// The label that a level's pattern makes of the numbers; a bullet makes none.
fn label(levels: &[Level], depth: usize, counter: &[Option<u32>; LEVELS]) -> String {
    if matches!(levels[depth].format.as_str(), "bullet" | "none") {
        return String::new();
    }
    let mut parts = levels[depth].pattern.split('%');
    let mut label = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        // "%2." is the second level's number and a full stop.
        let level = part.chars().next().and_then(|c| c.to_digit(10)).unwrap_or(0) as usize;
        match level.checked_sub(1).filter(|at| *at < levels.len().min(LEVELS)) {
            Some(at) => {
                let number = counter[at].unwrap_or(levels[at].start);
                label += &spelled(number, &levels[at].format);
                label += &part[1..];
            }
            None => label += part,
        }
    }
    label.trim().to_owned()
}

/// A number as a format writes it.
fn spelled(number: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letter(number),
        "upperLetter" => letter(number).to_uppercase(),
        "lowerRoman" => roman(number),
        "upperRoman" => roman(number).to_uppercase(),
        "decimalZero" => format!("{number:02}"),
        "none" => String::new(),
        _ => number.to_string(),
    }
}

/// a, b, …, z, aa, bb, … as Word goes on.
fn letter(number: u32) -> String {
    let index = number.saturating_sub(1);
    let letter = char::from(b'a' + (index % 26) as u8);
    // Nobody counts to the end of the alphabet ten times.
    String::from(letter).repeat((index / 26 + 1).min(10) as usize)
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut rest = number.min(5000);
    let mut roman = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            roman += sign;
            rest -= value;
        }
    }
    roman
}

/// The list and level of a paragraph, by itself or by its style.
fn list_of(
    paragraph: Node<'_, '_>,
    style_list: &HashMap<String, (String, usize)>,
) -> Option<(String, usize)> {
    let properties = child(paragraph, "pPr")?;
    let style = value(properties, "pStyle").and_then(|style| style_list.get(style));
    let Some(own) = child(properties, "numPr") else { return style.cloned() };
    let level = value(own, "ilvl").and_then(|level| level.parse().ok());
    let list = value(own, "numId").map(str::to_owned).or(style.map(|(list, _)| list.clone()))?;
    Some((list, level.or(style.map(|(_, level)| *level)).unwrap_or(0)))
}

/// The list and level that each style gives its paragraphs.
fn style_lists(styles: &Document<'_>) -> HashMap<String, (String, usize)> {
    let all: HashMap<&str, Node<'_, '_>> = styles
        .root_element()
        .children()
        .filter(|node| node.has_tag_name(tag("style")))
        .filter_map(|node| Some((attribute(node, "styleId")?, node)))
        .collect();
    let list = |style| Some((String::from(style), style_list(style, &all)?));
    all.keys().copied().filter_map(list).collect()
}

/// The list and level of a style, or of one that it rests on.
fn style_list<'a>(
    mut style: &'a str,
    all: &HashMap<&'a str, Node<'a, '_>>,
) -> Option<(String, usize)> {
    for _ in 0..MOST_STYLES {
        let node = *all.get(style)?;
        let numbering = child(node, "pPr").and_then(|it| child(it, "numPr"));
        if let Some(numbering) = numbering {
            let level = value(numbering, "ilvl").and_then(|level| level.parse().ok());
            return Some((value(numbering, "numId")?.to_owned(), level.unwrap_or(0)));
        }
        style = value(node, "basedOn")?;
    }
    None
}

/// Every list: the levels of its pattern, with its own first numbers.
fn lists(numbering: &Document<'_>) -> Lists {
    let root = numbering.root_element();
    let named = |name: &'static str| root.children().filter(move |it| it.has_tag_name(tag(name)));
    let patterns: HashMap<&str, Vec<Level>> = named("abstractNum")
        .filter_map(|node| {
            let levels = node.children().filter(|it| it.has_tag_name(tag("lvl")));
            let levels = levels.take(LEVELS).map(level).collect();
            Some((attribute(node, "abstractNumId")?, levels))
        })
        .collect();
    let list = |node| {
        let pattern = value(node, "abstractNumId")?;
        let mut levels = patterns.get(pattern)?.clone();
        let mut restarts = false;
        for own in node.children().filter(|it| it.has_tag_name(tag("lvlOverride"))) {
            let at = attribute(own, "ilvl").and_then(|it| it.parse::<usize>().ok());
            let start = value(own, "startOverride").and_then(|it| it.parse().ok());
            if let (Some(level), Some(start)) = (at.and_then(|at| levels.get_mut(at)), start) {
                level.start = start;
                restarts = true;
            }
        }
        let list = List { pattern: pattern.to_owned(), levels, restarts };
        Some((attribute(node, "numId")?.to_owned(), list))
    };
    Lists(named("num").filter_map(list).collect())
}

fn level(node: Node<'_, '_>) -> Level {
    let text = |name| value(node, name).unwrap_or_default().to_owned();
    let start = value(node, "start").and_then(|start| start.parse().ok());
    Level { start: start.unwrap_or(1), format: text("numFmt"), pattern: text("lvlText") }
}

/// The name of an element or attribute of Word's.
fn tag(name: &str) -> (&'static str, &str) {
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", name)
}

fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attribute(tag(name))
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.has_tag_name(tag(name)))
}

/// `val` of the child of this name.
fn value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    attribute(child(node, name)?, "val")
}

/// The first letters of a paragraph, blanks and marks apart.
fn letters_of(paragraph: Node<'_, '_>) -> String {
    let texts = paragraph.descendants().filter(|node| node.has_tag_name(tag("t")));
    letters(texts.filter_map(|node| node.text()).flat_map(str::chars))
}

fn letters(text: impl Iterator<Item = char>) -> String {
    text.filter(|c| c.is_alphanumeric()).take(LETTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelled_as_word_does() {
        assert_eq!(spelled(3, "lowerLetter"), "c");
        assert_eq!(spelled(28, "upperLetter"), "BB");
        assert_eq!(spelled(44, "lowerRoman"), "xliv");
        assert_eq!(spelled(7, "decimal"), "7");
    }
}
