//! Words put together for people, wherever they are told.

/// `3 statements`, `1 statement`.
pub fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

/// The name that may be meant by one that there isn't.
pub fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let near = names.map(|known| (strsim::damerau_levenshtein(known, name), known)).min();
    let near = near.filter(|(steps, known)| *steps <= known.len().div_ceil(3));
    near.map(|(_, known)| known)
}
