//! How close the words of a query stand in a text.

use rustc_hash::FxHashMap;

use super::words::{fold, ranges};

/// How close the terms stand that a text holds: 1 all of them side by side, 0
/// where there is no more than one.
pub fn closeness(text: &str, terms: &FxHashMap<&str, u16>, all: usize) -> f32 {
    let mut folded = String::new();
    let mut met: Vec<(usize, u16)> = Vec::new();
    for (at, range) in ranges(text).enumerate() {
        fold(&text[range], &mut folded);
        if let Some(mask) = terms.get(folded.as_str()) {
            met.push((at, *mask));
        }
    }
    let held = met.iter().fold(0, |held, (_, mask)| held | mask);
    let count = held.count_ones() as usize;
    if count < 2 {
        return 0.0;
    }
    let mut shortest = usize::MAX;
    for (index, (end, _)) in met.iter().enumerate() {
        let mut seen = 0;
        for (start, mask) in met[..=index].iter().rev() {
            seen |= mask;
            if seen == held {
                shortest = shortest.min(end + 1 - start);
                break;
            }
        }
    }
    count as f32 / shortest.max(count) as f32 * (count as f32 / all as f32)
}
