//! Proving what a rulebook says that reports must contain.

use super::{Kind, ReportPart, Requirement, Rulebook, Rulebooks, Said};
use crate::check::key_of;

impl Rulebooks {
    pub(super) fn prove_report(
        &self,
        book: &Rulebook,
        kind: Kind,
        parts: &[Requirement],
        fault: &mut impl FnMut(&[&str], Said),
    ) {
        for (number, asked) in parts.iter().enumerate() {
            let at = number.to_string();
            let keys = ["report", kind.key(), at.as_str()];
            let part = key_of(&asked.part);
            let said = |code| Said::new(code).with("part", &part).with("kind", kind.key());
            if !kind.parts().contains(&asked.part) {
                fault(&keys, said("part_not_of_report"));
            }
            let whole = |one: &Requirement| (one.part, one.content.clone(), one.asked);
            let same = |other: &&Requirement| whole(other) == whole(asked);
            if parts.iter().take(number).any(|other| same(&other)) {
                fault(&keys, said("part_twice"));
            }
            if (asked.part == ReportPart::CallContents) != asked.content.is_some() {
                fault(&keys, Said::new("content_only_of_contents"));
            }
            if let Some(id) = &asked.content
                && self.content(&book.file.id, id).is_none()
            {
                let codes = [
                    "unknown_content_of_report",
                    "unknown_content_of_report_near",
                ];
                let calls = self
                    .layer(&book.file.id)
                    .filter_map(|book| book.file.call.as_ref());
                let known = calls.flat_map(|call| call.contents.keys().map(String::as_str));
                fault(&keys, Said::unknown(codes, "id", id, known));
            }
            if asked.basis.is_empty() {
                fault(&keys, Said::new("part_without_basis"));
            }
            for basis in &asked.basis {
                self.prove_basis(book, basis, &keys, fault);
            }
        }
    }
}
