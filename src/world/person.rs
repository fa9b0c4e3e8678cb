//! A person's coding that lies beside the sources, beside the machine's.

use crate::agree::{GoldStatement, partners as partners_of};
use crate::coding::Coding;
use crate::document::StatementId;

use super::World;

impl World {
    /// How a person coded a statement, where that lies beside the sources.
    pub fn person(&self, id: StatementId) -> Option<Coding> {
        let partners = self.people[id.document].get_or_init(|| self.partners(id.document));
        Some(self.gold[(*partners.get(id.statement)?)?].coding())
    }

    /// The same, where the person reads it otherwise than the machine.
    pub fn dissent(&self, id: StatementId) -> Option<Coding> {
        let person = self.person(id)?;
        let machine = self.machine_coding(id);
        let is_same = (person.kind, person.level) == (machine.kind, machine.level)
            && person.dimensions == machine.dimensions;
        (!is_same).then_some(person)
    }

    /// For each statement of a document which of the person's it is; empty where
    /// nobody coded the document.
    fn partners(&self, document: usize) -> Vec<Option<usize>> {
        let read = &self.machine[document];
        let is_told = |at: &usize| self.gold[*at].stem() == read.source.stem();
        let told: Vec<usize> = (0..self.gold.len()).filter(is_told).collect();
        let gold: Vec<&GoldStatement> = told.iter().map(|at| &self.gold[*at]).collect();
        let mut partners = vec![None; if told.is_empty() { 0 } else { read.len() }];
        for (at, partner) in told.iter().zip(partners_of(&gold, read)) {
            if let Some(statement) = partner {
                partners[statement] = Some(*at);
            }
        }
        partners
    }
}
