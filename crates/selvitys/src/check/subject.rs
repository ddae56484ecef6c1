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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
        }
    }
}
