//! Where statements stand, with the files that hold them: by their names, and
//! where several have one name by as much of their paths as tells them apart.

use std::collections::HashMap;
use std::path::MAIN_SEPARATOR;

use crate::document::StatementId;
use crate::source::Place;

use super::World;

impl World {
    /// The file of a statement and its place there: `pact.md:12`, `pact.pdf, page 3`,
    /// and `italy/pact.md:12` where another folder has a `pact.md` too.
    pub fn full_place(&self, id: StatementId) -> String {
        let file = self.file(id.document);
        match self.document(id).place(id.statement) {
            Place::Line(line) => format!("{file}:{line}"),
            place => format!("{file}, {place}"),
        }
    }

    /// What the file of a document is called among those of the others.
    pub fn file(&self, document: usize) -> &str {
        let files = self.files.get_or_init(|| {
            let sources = self.documents.iter().map(|document| &document.source);
            distinct(&sources.map(|it| (it.doc.as_str(), it.path.as_str())).collect::<Vec<_>>())
        });
        &files[document]
    }
}

/// Names with their paths as they are told apart: those that are alone as they
/// are, the others by the shortest ends of their paths that differ.
fn distinct(named: &[(&str, &str)]) -> Vec<String> {
    let mut called: Vec<&str> = named.iter().map(|(name, _)| *name).collect();
    let deepest = named.iter().map(|(_, path)| path.matches(MAIN_SEPARATOR).count()).max();
    for folders in 1..=deepest.unwrap_or(0) {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        called.iter().for_each(|name| *counts.entry(*name).or_default() += 1);
        if counts.len() == called.len() {
            break;
        }
        for (name, (_, path)) in called.iter_mut().zip(named) {
            if counts[*name] > 1 {
                *name = end(path, folders);
            }
        }
    }
    called.into_iter().map(str::to_owned).collect()
}

/// The end of a path with so many folders, or all of it where it has fewer.
fn end(path: &str, folders: usize) -> &str {
    let cut = path.rmatch_indices(MAIN_SEPARATOR).nth(folders);
    cut.map_or(path, |(at, _)| &path[at + MAIN_SEPARATOR.len_utf8()..])
}

#[cfg(all(test, unix))]
mod tests {
    use super::distinct;

    #[test]
    fn files_of_one_name_are_told_apart_by_as_little_as_will_do() {
        let told = |paths: &[&'static str]| {
            let named = paths.iter().map(|path| (path.rsplit('/').next().unwrap(), *path));
            distinct(&named.collect::<Vec<_>>())
        };
        assert_eq!(told(&["x/a.txt", "x/b.txt"]), ["a.txt", "b.txt"]);
        assert_eq!(
            told(&["x/one/a.txt", "x/two/a.txt", "x/b.txt"]),
            ["one/a.txt", "two/a.txt", "b.txt"]
        );
        assert_eq!(
            told(&["x/1/a.txt", "y/1/a.txt", "y/2/a.txt", "a.txt"]),
            ["x/1/a.txt", "y/1/a.txt", "2/a.txt", "a.txt"]
        );
    }
}
