//! What a rule is decided for.

use crate::place::At;

/// What a rule is decided for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) thing: Thing,
    /// The grant that it belongs to, by number.
    pub(crate) grant: Option<usize>,
    /// The call whose numbers count, by the id of its rulebook.
    pub(crate) call: Option<&'a str>,
}

/// The thing itself, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Thing {
    Project,
    Grant(usize),
    Line(usize),
    Headline(usize, usize),
    Package(usize),
    Participant(usize),
    PrivateService(usize),
    Organisation(usize),
    Goal(usize),
    StatedCount(usize),
    /// A claim of a grant.
    Claim(usize, usize),
    Payment(usize, usize),
    Extension(usize, usize),
    Exception(usize, usize),
    Milestone(usize),
    /// A measure of a package.
    PackageMeasure(usize, usize),
    /// A measure of a row of the goal table.
    RowMeasure(usize, usize),
    Indicator(usize, usize),
    Round(usize),
    Declaration(usize),
    WritingGroup(usize),
}

impl Thing {
    pub(crate) fn at(self) -> At {
        match self {
            Thing::Project => At::Root,
            Thing::Grant(number) => At::Grant(number, ""),
            Thing::Line(number) => At::Line(number, ""),
            Thing::Headline(budget, number) => At::Headline(budget, number),
            Thing::Package(number) => At::Package(number, ""),
            Thing::Participant(number) => At::Participant(number),
            Thing::PrivateService(number) => At::PrivateService(number, ""),
            Thing::Organisation(number) => At::Organisation(number, ""),
            Thing::Goal(number) => At::Goal(number, ""),
            Thing::StatedCount(number) => At::StatedCount(number),
            Thing::Claim(grant, number) => At::OfGrant(grant, "claims", number, ""),
            Thing::Payment(grant, number) => At::OfGrant(grant, "payments", number, ""),
            Thing::Extension(grant, number) => At::OfGrant(grant, "extensions", number, ""),
            Thing::Exception(grant, number) => At::OfGrant(grant, "exceptions", number, ""),
            Thing::Milestone(number) => At::Milestone(number, ""),
            Thing::PackageMeasure(package, number) => At::PackageMeasure(package, number, ""),
            Thing::RowMeasure(row, number) => At::RowMeasure(row, number, ""),
            Thing::Indicator(row, number) => At::Indicator(row, number, ""),
            Thing::Round(number) => At::Round(number),
            Thing::Declaration(number) => At::Declaration(number, ""),
            Thing::WritingGroup(number) => At::WritingGroup(number, ""),
        }
    }
}
