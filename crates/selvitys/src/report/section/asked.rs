//! What rulebooks ask of a part by name, held against the document as the rules hold it: what
//! stands in another part of the document is there, and a placeholder is not.

use super::{MissingPart, Source};
use crate::assess::{Assessment, with_context};
use crate::check::{ContentOf, Presence, Subject, Thing};
use crate::finding::Asked;
use crate::model::{Grant, GrantStatus, Project};
use crate::rulebook::{Bases, Kind, ReportPart, Rulebooks};

/// Something that a rulebook asks of a part for a grant, and how the document stands with it.
pub(in crate::report) struct Ask {
    part: ReportPart,
    /// The grant, by its id.
    grant: String,
    asked: Asked,
    basis: Bases,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    There,
    Lacking,
    /// The document does not say whether it is asked for.
    Open,
}

/// All that the rulebooks of the grants that are not refused ask by name of a kind of report.
pub(super) fn asks(
    kind: Kind,
    project: &Project,
    assessment: &Assessment,
    books: &Rulebooks,
) -> Vec<Ask> {
    let record = &assessment.record;
    with_context(project, books, record.as_of, record.stage, |ctx| {
        let mut all = Vec::new();
        let grants = project.grants.iter().enumerate();
        let grants = grants.filter(|(_, grant)| grant.status != GrantStatus::Refused);
        for (number, grant) in grants {
            let subject = Subject {
                thing: Thing::Grant(number),
                grant: Some(number),
                call: Some(&grant.call),
            };
            let books = books.layer(&grant.call);
            let requirements = books.filter_map(|book| book.file.reports.get(&kind));
            for one in requirements.flatten() {
                let Some(asked) = one.asked else {
                    continue;
                };
                let state = match ContentOf::Part(asked).presence(&subject, ctx) {
                    Presence::Present(_) | Presence::NotAsked(_) => State::There,
                    Presence::Unknown(..) => State::Open,
                    Presence::Absent(_) | Presence::Deferred(..) | Presence::Copied(..) => {
                        State::Lacking
                    }
                };
                all.push(Ask {
                    part: one.part,
                    grant: grant.id.clone(),
                    asked,
                    basis: one.basis.clone(),
                    state,
                });
            }
        }
        all
    })
}

impl Source<'_> {
    fn of_part<'b>(
        &'b self,
        part: ReportPart,
        of: Option<&'b Grant>,
    ) -> impl Iterator<Item = &'b Ask> {
        let asks = self.asks.iter().filter(move |ask| ask.part == part);
        asks.filter(move |ask| of.is_none_or(|of| of.id == ask.grant))
    }

    /// What is asked of a part by name and is not in the document, each once.
    pub(super) fn lacking(&self, part: ReportPart, of: Option<&Grant>) -> Vec<MissingPart> {
        let mut lacking: Vec<MissingPart> = Vec::new();
        for ask in self.of_part(part, of) {
            if ask.state != State::Lacking {
                continue;
            }
            let known = lacking.iter_mut().find(|one| one.asked == Some(ask.asked));
            match known {
                Some(known) => known.basis = known.basis.with(&ask.basis),
                None => lacking.push(MissingPart {
                    content: None,
                    asked: Some(ask.asked),
                    call: None,
                    basis: ask.basis.clone(),
                }),
            }
        }
        lacking
    }

    /// Who asks for something of a part in some cases, where it is open whether this is one.
    pub(super) fn asked_in_some_cases(&self, part: ReportPart, of: Option<&Grant>) -> Bases {
        let open = self.of_part(part, of);
        let open = open.filter(|ask| ask.state == State::Open);
        Bases::joined(open.map(|ask| &ask.basis))
    }
}
