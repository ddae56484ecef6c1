//! From what sections are built.

use super::asked;
use crate::assess::Assessment;
use crate::edition::PublicEdition;
use crate::finding::Outcome;
use crate::index::Index;
use crate::model::{Grant, GrantStatus, Project};
use crate::report::picture::ScheduleChart;
use crate::rulebook::{Bases, Kind, ReportPart, Rulebooks};

/// From what sections are built.
pub(in crate::report) struct Source<'a> {
    pub(super) kind: Kind,
    pub(super) project: &'a Project,
    pub(super) index: Index<'a>,
    pub(super) assessment: &'a Assessment,
    pub(super) books: &'a Rulebooks,
    /// What the rulebooks ask for by name, and how the document stands with it.
    pub(super) asks: Vec<asked::Ask>,
    /// What was left out, of a public edition.
    pub(super) edition: Option<&'a PublicEdition>,
    /// Rules whose reckoning is not shown in a public edition.
    pub(super) withheld: &'a [Outcome],
}

impl<'a> Source<'a> {
    pub(in crate::report) fn new(
        kind: Kind,
        project: &'a Project,
        assessment: &'a Assessment,
        books: &'a Rulebooks,
    ) -> Self {
        Source {
            kind,
            project,
            index: Index::new(project),
            assessment,
            books,
            asks: asked::asks(kind, project, assessment, books),
            edition: None,
            withheld: &[],
        }
    }

    /// The same, for the public edition of a document: what is asked for is looked for in the whole
    /// document, so that what is left out is not taken for missing.
    pub(in crate::report) fn public(
        mut self,
        edition: &'a PublicEdition,
        whole: &Project,
        withheld: &'a [Outcome],
    ) -> Self {
        self.asks = asked::asks(self.kind, whole, self.assessment, self.books);
        self.edition = Some(edition);
        self.withheld = withheld;
        self
    }

    /// Who asks for a part in this kind of report: the rulebooks of the calls of one grant, or of
    /// all that are not refused.
    pub(super) fn asked(
        &self,
        part: ReportPart,
        of: Option<&Grant>,
        content: Option<&str>,
    ) -> Bases {
        let grants = self.project.grants.iter();
        let grants = grants.filter(|grant| match of {
            Some(of) => of.id == grant.id,
            None => grant.status != GrantStatus::Refused,
        });
        let books = grants.flat_map(|grant| self.books.layer(&grant.call));
        let asked = books.filter_map(|book| book.file.reports.get(&self.kind));
        let of_part = asked.flatten().filter(|one| {
            let same = one.part == part && one.content.as_deref() == content;
            same && one.asked.is_none()
        });
        Bases::joined(of_part.map(|one| &one.basis))
    }

    /// Whether a public edition leaves out something whose place begins or ends like this.
    pub(super) fn leaves_out(&self, like: impl Fn(&str) -> bool) -> bool {
        let left_out = self.edition.iter().flat_map(|edition| &edition.left_out);
        left_out.into_iter().any(|one| like(&one.whole))
    }

    /// A schedule without what a public edition would wrongly say to be lacking.
    pub(super) fn published(&self, chart: ScheduleChart) -> Option<ScheduleChart> {
        let budgets = self.leaves_out(|place| place.starts_with("/budgets"));
        let reached =
            self.leaves_out(|place| place.ends_with("/reached") || place.ends_with("/done"));
        chart.lacks_nothing(budgets, reached)
    }

    /// The grants that parts of a grant are about: those granted, else those not refused.
    pub(super) fn grants(&self) -> Vec<&Grant> {
        let with = |wanted: &dyn Fn(GrantStatus) -> bool| -> Vec<&Grant> {
            let grants = self.project.grants.iter();
            grants.filter(|grant| wanted(grant.status)).collect()
        };
        let granted = with(&|status| status == GrantStatus::Granted);
        if granted.is_empty() {
            with(&|status| status != GrantStatus::Refused)
        } else {
            granted
        }
    }
}
