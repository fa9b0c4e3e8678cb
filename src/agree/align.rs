//! Which statement of comity's is which of the person's.

use std::cmp::Reverse;

use crate::document::Document;
use crate::source::Span;

use super::GoldStatement;

/// For each gold statement which of the document's it is, one to one.
pub fn partners(gold: &[&GoldStatement], document: &Document) -> Vec<Option<usize>> {
    let theirs: Vec<Span> = gold.iter().map(|statement| statement.span).collect();
    let ours: Vec<Span> =
        (0..document.len()).map(|statement| document.file_span(statement)).collect();
    pair(&theirs, &ours)
}

/// Of comity's statements that share bytes with a person's so many are looked at: a file
/// in which each spans the whole text must not be laid against every sentence of it.
const MOST_SHARED: usize = 8;

/// Pairs spans that share bytes, those that share most first; among equals
/// the earlier. Each span is in one pair at most.
fn pair(theirs: &[Span], ours: &[Span]) -> Vec<Option<usize>> {
    let mut shared: Vec<(Reverse<usize>, usize, usize)> = Vec::new();
    for (left, span) in theirs.iter().enumerate() {
        // Comity's spans follow one another, so the near ones are a stretch.
        let first = ours.partition_point(|other| other.end <= span.start);
        for (right, other) in ours.iter().enumerate().skip(first).take(MOST_SHARED) {
            if other.start >= span.end {
                break;
            }
            shared.push((Reverse(span.overlap(*other)), left, right));
        }
    }
    shared.sort_unstable();
    let mut partners = vec![None; theirs.len()];
    let mut taken = vec![false; ours.len()];
    for (_, left, right) in shared {
        if partners[left].is_none() && !taken[right] {
            partners[left] = Some(right);
            taken[right] = true;
        }
    }
    partners
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_overlap_wins_and_nobody_has_two_partners() {
        let theirs = [Span::new(0, 10), Span::new(10, 30), Span::new(40, 50)];
        let ours = [Span::new(0, 4), Span::new(4, 28), Span::new(28, 30)];
        assert_eq!(pair(&theirs, &ours), [Some(0), Some(1), None]);
    }

    #[test]
    fn what_spans_everything_is_laid_against_few() {
        let ours: Vec<Span> = (0..1_000).map(|at| Span::new(at, at + 1)).collect();
        let theirs = vec![Span::new(0, 1_000); 10_000];
        assert_eq!(pair(&theirs, &ours).iter().flatten().count(), MOST_SHARED);
    }
}
