//! Members of one set are members of another.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::covers_all::{needed, place};
use super::{Case, Context, Formula, Kind, Reckoning, SetOf, Sink, Subject, Term, Thing, terms};
use crate::finding::{Distance, NotApplicable, Op, Side, Truth, Value};
use crate::place::At;
use crate::register;
use crate::rulebook::{Over, Said, Unit};

/// Each member of one set is a member of another; each that is not is a fault of its own.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetWithin {
    /// The one set.
    pub set: SetOf,
    /// The set that must hold its members.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<SetOf>,
    /// Instead of a set of the document, a list, a parameter of the rulebook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
}

impl Kind for SetWithin {
    const NAME: &'static str = "set-within";
    const VALUES: &'static [&'static str] = &["member", "listed"];

    fn formula(&self) -> Formula<'_> {
        let Self { set, within, list } = self;
        let line = match (within, list) {
            (None, Some(list)) => Formula::new("set_within_list").with("list", Term::Param(list)),
            (Some(within), _) => Formula::new("set_within").with("within", Term::Set(*within)),
            (None, None) => Formula::new("set_within"),
        };
        line.with("set", Term::Set(*set))
    }

    fn lists(&self) -> Vec<(&'static str, &str, Unit)> {
        self.list.as_deref().map(|list| ("list", list, Unit::Codes)).into_iter().collect()
    }

    fn may_be_open(&self, _draft: bool) -> bool {
        self.set.may_be_open() || self.within.is_some_and(SetOf::may_be_open)
    }

    fn wrong_fields(&self) -> Option<(&'static str, Said)> {
        let one = self.list.is_some() != self.within.is_some();
        (!one).then(|| ("set", Said::new("within_or_list")))
    }

    fn only_over(&self) -> Option<&'static [Over]> {
        let others = self.within;
        std::iter::once(self.set).chain(others).find_map(SetOf::only_over)
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let set = self.set.members(subject, ctx);
        // Nothing to hold against another set of the document.
        if self.list.is_none() && set.open.is_none() && set.certain.is_empty() {
            return out.skip(NotApplicable::NoSubject);
        }
        let within = match needed(self.list.as_deref(), self.within, subject, ctx) {
            Ok(needed) => needed,
            Err(reason) => return out.skip(reason),
        };
        let within_open = within.open();
        let case = |member: Option<&str>| {
            let (at, value) = self.shown(member, subject, ctx);
            let list = self.list.as_deref();
            let assumes = list.and_then(|list| ctx.assumption(list, subject));
            Case::at(at.unwrap_or_else(|| place(&set, subject)))
                .value("member", value)
                .value("listed", within.listed(ctx))
                .assume(assumes)
        };
        if let Some(what) = set.open {
            out.open(|| {
                let case = case(None);
                let how = Reckoning::unstated(case.at, what);
                case.reckoned(how).missing([what])
            });
        } else if set.certain.is_empty() {
            return out.skip(NotApplicable::NoSubject);
        }
        for member in &set.certain {
            let truth = match (within.contains(member), within_open) {
                (true, _) => Truth::Yes,
                (false, Some(_)) => Truth::Unknown,
                (false, None) => Truth::No,
            };
            let over = Distance { side: Side::Over, by: Value::Count(1) };
            out.decide(truth, (truth == Truth::No).then_some(over), || {
                let case = case(Some(member));
                let mut how = Reckoning::default();
                let own = how.at(case.at, terms::one(self.set, member));
                let others = within.holder(member, &mut how, subject, ctx);
                how.truth(Op::OneOf, [own, others], truth);
                case.reckoned(how).missing(within_open.filter(|_| truth == Truth::Unknown))
            });
        }
    }
}

impl SetWithin {
    /// Where a member stands, and what findings call it.
    fn shown(
        &self,
        member: Option<&str>,
        subject: &Subject<'_>,
        ctx: &Context<'_>,
    ) -> (Option<At>, Option<Value>) {
        let project = ctx.index.project;
        if let Thing::Organisation(number) = subject.thing {
            let one = project.organisations.get(number);
            return (None, one.map(|one| Value::text(one.name.clone())));
        }
        let Some(member) = member else { return (None, None) };
        if self.set == SetOf::Participants {
            let number = project.participants.iter().position(|one| one.municipality == member);
            let town = Value::Municipality(member.to_owned());
            return (number.map(At::Participant), Some(town));
        }
        if self.set == SetOf::County
            && let Some(county) = register::county(member)
        {
            return (None, Some(Value::text(county.name())));
        }
        (None, Some(Value::Code(member.to_owned())))
    }
}
