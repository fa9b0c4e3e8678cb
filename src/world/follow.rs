//! From one world to the next, when files were read, changed or removed in
//! between: where is what was looked at?

use std::collections::HashMap;
use std::sync::Arc;

use crate::document::StatementId;
use crate::dossier::Subject;
use crate::search::{Hit, Results, Target, people};

use super::World;

/// Leads from what stands in one world to where it stands in another. Documents
/// are known by their paths, agreements by their documents, statements by
/// what they say.
pub struct Follow<'a> {
    before: &'a World,
    after: &'a World,
    documents: HashMap<&'a str, usize>,
}

impl<'a> Follow<'a> {
    pub fn new(before: &'a World, after: &'a World) -> Self {
        let paths = after.documents.iter().map(|document| document.source.path.as_str());
        Self { before, after, documents: paths.zip(0..).collect() }
    }

    /// Where a document is now; none where it is gone.
    pub fn document(&self, document: usize) -> Option<usize> {
        let document = self.before.documents.get(document)?;
        self.documents.get(document.source.path.as_str()).copied()
    }

    /// Where an agreement is now: where the first of its documents is; one of which
    /// no source could be read is known by its id.
    pub fn agreement(&self, agreement: usize) -> Option<usize> {
        let deal = self.before.agreements.get(agreement)?;
        if deal.documents.is_empty() {
            return self.after.agreements.iter().position(|other| other.id == deal.id);
        }
        let document = deal.documents.iter().find_map(|document| self.document(*document))?;
        self.after.agreement_of(document)
    }

    /// The same; in place of one that is gone, the next that isn't, or else
    /// the last.
    pub fn nearest(&self, agreement: usize) -> usize {
        let next = (agreement..self.before.agreements.len()).find_map(|next| self.agreement(next));
        next.unwrap_or_else(|| self.after.agreements.len().saturating_sub(1))
    }

    /// Where a statement is now: of those that say the same the nearest.
    pub fn statement(&self, id: StatementId) -> Option<StatementId> {
        let document = self.document(id.document)?;
        let (old, new) = (self.before.document(id), &self.after.documents[document]);
        if Arc::ptr_eq(&old.source, &new.source) {
            return Some(StatementId { document, ..id });
        }
        let text = old.text(id.statement);
        let same = (0..new.len()).filter(|statement| new.text(*statement) == text);
        let statement = same.min_by_key(|statement| statement.abs_diff(id.statement))?;
        Some(StatementId { document, statement })
    }

    /// Where what the analyst writes about is now.
    pub fn subject(&self, subject: Subject) -> Option<Subject> {
        Some(match subject {
            Subject::Statement(id) => Subject::Statement(self.statement(id)?),
            Subject::Cell { agreement, dimension } => {
                Subject::Cell { agreement: self.agreement(agreement)?, dimension }
            }
            Subject::Agreement(agreement) => Subject::Agreement(self.agreement(agreement)?),
        })
    }

    /// Where a hit leads to now.
    pub fn target(&self, target: Target) -> Option<Target> {
        Some(match target {
            Target::Agreement(agreement) => Target::Agreement(self.agreement(agreement)?),
            Target::Cell { agreement, dimension } => {
                Target::Cell { agreement: self.agreement(agreement)?, dimension }
            }
            Target::Dimension(dimension) => Target::Dimension(dimension),
            Target::Person { agreement, person } => {
                let agreement = self.agreement(agreement)?;
                people(self.after, agreement).nth(person)?;
                Target::Person { agreement, person }
            }
            Target::Statement(id) => Target::Statement(self.statement(id)?),
        })
    }

    /// What a search found, as far as it is there still.
    pub fn results(&self, results: &Results) -> Results {
        let hits = results.hits.iter();
        let hits = hits.filter_map(|hit| Some(Hit { target: self.target(hit.target)?, ..*hit }));
        Results { hits: hits.collect(), ..results.clone() }
    }
}
