//! Names met by words: those of actions, themes, settings. Unlike a corpus
//! they are few and short, so that each is looked at as a whole.

use super::matcher::{Likeness, Matcher};
use super::words::words;

/// Which of some texts hold every word of a query, letters of it missing, the
/// best met first; all of them in their order where the query is empty.
pub fn rank<'a>(query: &str, texts: impl IntoIterator<Item = &'a str>) -> Vec<usize> {
    let matcher = Matcher::default();
    let typed: Vec<[String; 1]> = words(query).map(|(_, word)| [word]).collect();
    let score = |text: &str| -> Option<f32> {
        let held: Vec<String> = words(text).map(|(_, word)| word).collect();
        typed.iter().map(|typed| meets(&matcher, typed, &held)).sum()
    };
    let texts = texts.into_iter().enumerate();
    let mut met: Vec<(usize, f32)> =
        texts.filter_map(|(at, text)| score(text).map(|score| (at, score))).collect();
    met.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    met.into_iter().map(|(at, _)| at).collect()
}

/// How well the best word of a text is met; earlier ones are a little better.
fn meets(matcher: &Matcher, typed: &[String], held: &[String]) -> Option<f32> {
    /// What a word counts less than the one before it.
    const LATER: f32 = 0.05;
    let met = held.iter().zip(0_u8..).filter_map(|(word, at)| {
        let mistyped = || Some((Likeness::Mistyped, matcher.mistyped(word, typed)?));
        let (likeness, _) = matcher.meets(word, typed).or_else(mistyped)?;
        Some(f32::from(likeness as u8) - LATER * f32::from(at))
    });
    met.max_by(f32::total_cmp)
}

#[cfg(test)]
mod tests {
    use super::rank;

    #[test]
    fn every_word_is_met_and_the_best_comes_first() {
        let names = ["page-down go down a page", "down go down", "theme choose how it looks"];
        assert_eq!(rank("", names), [0, 1, 2]);
        assert_eq!(rank("down", names), [1, 0]);
        assert_eq!(rank("page down", names), [0]);
        assert_eq!(rank("thme", names), [2]);
        assert_eq!(rank("zebra", names), [] as [usize; 0]);
    }
}
