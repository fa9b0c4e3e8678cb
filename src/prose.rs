//! Words put together for people, wherever they are told.

/// `3 statements`, `1 statement`.
pub fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

/// The name that may be meant by one that there isn't, in whatever case: no more
/// than a third of its letters, rounded up, are otherwise.
pub fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    nearest_by(name, names, |letters| letters.div_ceil(3))
}

/// The same, with as many letters otherwise as `most` says of a name so long.
pub fn nearest_by<'a>(
    name: &str,
    names: impl Iterator<Item = &'a str>,
    most: impl Fn(usize) -> usize,
) -> Option<&'a str> {
    let name = name.to_lowercase();
    let letters = name.chars().count();
    let near = names.filter_map(|known| {
        let length = known.chars().count();
        // A name so much longer or shorter need not be looked at.
        let is_possible = length.abs_diff(letters) <= most(length);
        let steps = || strsim::damerau_levenshtein(&known.to_lowercase(), &name);
        let steps = is_possible.then(steps).filter(|steps| *steps <= most(length))?;
        Some((steps, known))
    });
    near.min().map(|(_, known)| known)
}

/// Asks for the name that may be meant: `did you mean "signed"?`.
pub fn did_you_mean<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    nearest(name, names).map(asked)
}

/// Asks whether a name is meant.
pub fn asked(name: &str) -> String {
    format!("did you mean \"{name}\"?")
}
