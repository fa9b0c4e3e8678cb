//! Short references to statements, to say, type and write down: `DEU-ITA:37` is
//! the 37th statement of what Germany and Italy agreed; where several sources
//! tell of it, `DEU-ITA:2.37` is the 37th of the second.

use std::collections::HashMap;

use crate::agreement::Agreement;
use crate::document::StatementId;
use crate::error::Error;

use super::World;

impl World {
    /// The reference of a statement; none where its document tells of no
    /// agreement.
    pub fn reference(&self, id: StatementId) -> Option<String> {
        let agreement = self.agreement_of(id.document)?;
        let documents = &self.agreements[agreement].documents;
        let source = documents.iter().position(|document| *document == id.document)?;
        let number = id.statement + 1;
        let head = &self.heads()[agreement];
        Some(match source {
            0 => format!("{head}:{number}"),
            _ => format!("{head}:{}.{number}", source + 1),
        })
    }

    /// The statement that a reference means, in whatever case; the agreement
    /// may go by its id.
    pub fn referred(&self, reference: &str) -> Option<StatementId> {
        let (document, number) = self.numbered(reference)?;
        let (document, statement) = (document?, number.checked_sub(1)?);
        (statement < self.documents[document].len()).then_some(StatementId { document, statement })
    }

    /// What is wrong with a reference to an agreement that has no such statement.
    pub fn beyond(&self, reference: &str) -> Option<Error> {
        let (document, _) = self.numbered(reference)?;
        let (head, number) = reference.trim().rsplit_once(':')?;
        let error = Error::nothing_found(format!("{head} has no statement {number}"));
        let last = document.and_then(|document| {
            let statement = self.documents[document].len().checked_sub(1)?;
            self.reference(StatementId { document, statement })
        });
        Some(match last {
            Some(last) => error.hint(format!("its last is {last}")),
            None => error.hint(format!("`comity show {head}` lists its sources")),
        })
    }

    /// The source of an agreement that a reference names, if it has it, and the
    /// number of the statement; none where no agreement is named so.
    fn numbered(&self, reference: &str) -> Option<(Option<usize>, usize)> {
        let (head, numbers) = reference.trim().rsplit_once(':')?;
        let (source, number) = numbers.split_once('.').unwrap_or(("1", numbers));
        let (source, number) = (source.parse::<usize>().ok()?, number.parse::<usize>().ok()?);
        let is_meant = |(deal, called): &(&Agreement, &String)| {
            called.eq_ignore_ascii_case(head) || deal.id.eq_ignore_ascii_case(head)
        };
        let (deal, _) = self.agreements.iter().zip(self.heads()).find(is_meant)?;
        let document = source.checked_sub(1).and_then(|at| deal.documents.get(at)).copied();
        Some((document, number))
    }

    /// What stands before the colon, for each agreement: its code, or where
    /// two share that, its id.
    fn heads(&self) -> &[String] {
        self.heads.get_or_init(|| {
            let plain: Vec<String> = self.agreements.iter().map(|deal| ascii(&deal.code)).collect();
            let mut counts: HashMap<String, usize> = HashMap::new();
            for head in &plain {
                *counts.entry(head.to_ascii_lowercase()).or_default() += 1;
            }
            let is_shared = |head: &String| counts[&head.to_ascii_lowercase()] > 1;
            let pairs = plain.into_iter().zip(self.agreements.iter());
            let head = |(head, deal): (String, &Agreement)| match is_shared(&head) {
                true => deal.id.clone(),
                false => head,
            };
            pairs.map(head).collect()
        })
    }
}

/// Letters and figures with single hyphens between them, as they are typed.
fn ascii(code: &str) -> String {
    let plain = deunicode::deunicode(code);
    let parts = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}
