//! Sets of several documents have nothing in common.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Formula, From, Kind, Reckoning, SetOf, Sink, Subject, fixed, Term};
use crate::finding::{Distance, NotApplicable, Op, Side, Argument, Truth, Value};
use crate::place::At;
use crate::register;
use crate::rulebook::Over;

/// No member of a set stands in more than one of the documents assessed together.
///
/// Only documents with a grant under the rule's rulebook are compared.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetsDisjoint {
    /// The set.
    pub set: SetOf,
}

impl Kind for SetsDisjoint {
    const NAME: &'static str = "sets-disjoint";
    const VALUES: &'static [&'static str] = &["member", "projects"];

    fn formula(&self) -> Formula<'_> {
        let Self { set } = self;
        Formula::new("sets_disjoint").with("set", Term::Set(*set))
    }

    fn only_over(&self) -> Option<&'static [Over]> {
        Some(&[Over::Together])
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let mut where_: BTreeMap<Cow<'_, str>, Vec<usize>> = BTreeMap::new();
        for (number, index) in ctx.all.iter().enumerate() {
            let under = index.grants().any(|(_, grant)| ctx.books.reaches(&grant.call, ctx.book));
            if !under {
                continue;
            }
            let ctx = Context { index, ..*ctx };
            for member in self.set.members(subject, &ctx).certain {
                where_.entry(member).or_default().push(number);
            }
        }
        if where_.is_empty() {
            return out.skip(NotApplicable::NoSubject);
        }
        for (member, documents) in where_ {
            let first = documents.first().copied().unwrap_or_default();
            let truth = Truth::from(documents.len() < 2);
            let over = documents.len().saturating_sub(1) as u64;
            let over = Distance { side: Side::Over, by: Value::Count(over) };
            out.decide(truth, (truth == Truth::No).then_some(over), || {
                let mut how = Reckoning::default();
                let uses = documents.iter().map(|document| {
                    let (at, value) = self.shown(&member, *document, ctx);
                    how.used(From::In(*document, at), value)
                });
                let uses: Vec<Argument> = uses.collect();
                let count = Value::Count(uses.len() as u64);
                let count = how.step(Op::CountAll, uses, count);
                how.truth(Op::AtMost, [count, fixed(Value::Count(1))], truth);
                let projects = documents.iter().filter_map(|document| ctx.all.get(*document));
                let names = projects.map(|index| Value::text(index.project.name.clone()));
                let names = Value::Several(names.collect());
                let (at, value) = self.shown(&member, first, ctx);
                let name = match value {
                    Value::Titled(_, title) => Value::Text(title),
                    code => code,
                };
                let mut case = Case::at(at).value("member", name).reckoned(how);
                case.document = first;
                case.value("projects", (truth == Truth::No).then_some(names))
            });
        }
    }
}

impl SetsDisjoint {
    /// Where a member stands in a document, and what findings call it.
    fn shown(&self, member: &str, document: usize, ctx: &Context<'_>) -> (At, Value) {
        if self.set == SetOf::Region {
            let name = register::region(member).map(register::Area::name);
            let code = member.to_owned();
            let known = name.map(|name| Value::titled(code.clone(), name));
            return (At::Field("region"), known.unwrap_or(Value::Code(code)));
        }
        let all = ctx.all.get(document).map(|index| &index.project.participants);
        let number = all.and_then(|all| all.iter().position(|p| p.municipality == member));
        (number.map_or(At::Root, At::Participant), Value::Municipality(member.to_owned()))
    }
}
