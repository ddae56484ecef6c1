//! Each code of a list is covered.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::sets::{Codes, Members};
use super::{Case, Context, Formula, Kind, Reckoning, SetOf, Sink, Subject, terms, Term};
use crate::finding::{Asked, Distance, NotApplicable, Op, Side, Argument, Truth, Value};
use crate::place::At;
use crate::rulebook::{Over, ParamValue, Said, Unit};

/// Each member of a list, or of a set of the document, is among the members of another set.
///
/// Where the document leaves open what the other set holds, what is missing cannot be told, unless
/// it is certainly not there.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoversAll {
    /// The list, a parameter of the rulebook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// Instead of a list, a set of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub each_of: Option<SetOf>,
    /// The set that must hold each of them.
    pub by: SetOf,
}

impl Kind for CoversAll {
    const NAME: &'static str = "covers-all";
    const VALUES: &'static [&'static str] =
        &["lacking", "covered", "needed", "missing-names"];

    fn formula(&self) -> Formula<'_> {
        let Self { list, each_of, by } = self;
        match (list, each_of) {
            (Some(list), _) => Formula::new("covers_all").with("list", Term::Param(list)),
            (None, Some(set)) => Formula::new("covers_all_of_set").with("each_of", Term::Set(*set)),
            (None, None) => Formula::new("covers_all"),
        }
        .with("by", Term::Set(*by))
    }

    fn lists(&self) -> Vec<(&'static str, &str, Unit)> {
        self.list.as_deref().map(|list| ("list", list, Unit::Codes)).into_iter().collect()
    }

    fn may_be_open(&self, _draft: bool) -> bool {
        self.by.may_be_open() || self.each_of.is_some_and(SetOf::may_be_open)
    }

    fn wrong_fields(&self) -> Option<(&'static str, Said)> {
        let one = self.list.is_some() != self.each_of.is_some();
        (!one).then(|| ("by", Said::new("list_or_each_of")))
    }

    fn only_over(&self) -> Option<&'static [Over]> {
        let others = self.each_of;
        std::iter::once(self.by).chain(others).find_map(SetOf::only_over)
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let needed = match needed(self.list.as_deref(), self.each_of, subject, ctx) {
            Ok(needed) => needed,
            Err(reason) => return out.skip(reason),
        };
        let codes = needed.codes();
        if codes.is_empty() {
            return out.skip(NotApplicable::NoSubject);
        }
        let by = self.by.members(subject, ctx);
        let lacking: Codes<'_> = codes.difference(&by.certain).cloned().collect();
        let truth = match (lacking.is_empty(), by.open) {
            (true, _) => Truth::Yes,
            (false, Some(_)) if lacking.is_disjoint(&by.barred) => Truth::Unknown,
            (false, _) => Truth::No,
        };
        let count = |codes: &Codes<'_>| Value::Count(codes.len() as u64);
        let short = (!lacking.is_empty())
            .then(|| Distance { side: Side::Short, by: count(&lacking) });
        out.decide(truth, short, || {
            let covered = codes.len() - lacking.len();
            let names = lacking.iter().map(|code| needed.name(code, ctx)).collect();
            let mut how = Reckoning::default();
            let asked = needed.term(&mut how, subject, ctx);
            let held = how.set(self.by, &by, subject, ctx);
            let left = needed.list(&lacking, ctx);
            let left = how.step(Op::Lacking, [asked.clone(), held.clone()], left);
            how.step(Op::Count, [left], count(&lacking));
            let mut terms = vec![held, asked];
            if !by.barred.is_empty() {
                let barred = terms::list(self.by, &by.barred, false, ctx);
                let at = by.at.unwrap_or(subject.thing.at());
                terms.push(how.at(at, barred));
            }
            how.truth(Op::HasAll, terms, truth);
            Case::at(place(&by, subject))
                .value("lacking", count(&lacking))
                .value("covered", Value::Count(covered as u64))
                .value("needed", count(&codes))
                .value("missing-names", Value::Several(names))
                .reckoned(how)
                .missing(by.open.filter(|_| truth == Truth::Unknown))
        });
    }
}

/// The codes that must be covered, and whence they are.
pub(super) enum Needed<'a> {
    /// A list of a rulebook, by its name.
    List(&'a str, &'a ParamValue),
    /// A set with its members.
    Set(SetOf, Members<'a>),
}

pub(super) fn needed<'a>(
    list: Option<&'a str>,
    each_of: Option<SetOf>,
    subject: &Subject<'_>,
    ctx: &Context<'a>,
) -> Result<Needed<'a>, NotApplicable> {
    match (list, each_of) {
        (Some(list), _) => {
            let found = ctx.param(list, subject);
            let (_, value) = found.ok_or_else(|| NotApplicable::NoNumber(list.into()))?;
            Ok(Needed::List(list, value))
        }
        (None, Some(set)) => Ok(Needed::Set(set, set.members(subject, ctx))),
        (None, None) => Err(NotApplicable::NoSubject),
    }
}

impl<'a> Needed<'a> {
    /// All of the codes.
    pub(super) fn codes(&self) -> Cow<'_, Codes<'a>> {
        match self {
            Needed::List(_, value) => {
                let codes = value.codes.iter().map(|code| Cow::from(&code.code));
                Cow::Owned(codes.collect())
            }
            Needed::Set(_, members) => Cow::Borrowed(&members.certain),
        }
    }

    pub(super) fn contains(&self, code: &str) -> bool {
        match self {
            Needed::List(_, value) => value.codes.iter().any(|one| one.code == code),
            Needed::Set(_, members) => members.certain.contains(code),
        }
    }

    /// What would have to be known to tell whether there are more.
    pub(super) fn open(&self) -> Option<Asked> {
        match self {
            Needed::List(..) => None,
            Needed::Set(_, members) => members.open,
        }
    }

    /// What the codes of a list stand for, in the list's order.
    pub(super) fn listed(&self, ctx: &Context<'_>) -> Option<Value> {
        let Needed::List(_, value) = self else { return None };
        let names = value.codes.iter().map(|one| self.name(&one.code, ctx));
        Some(Value::Several(names.collect()))
    }

    /// Some of the codes as one value.
    pub(super) fn list(&self, codes: &Codes<'_>, ctx: &Context<'_>) -> Value {
        match self {
            Needed::Set(set, _) => terms::list(*set, codes, false, ctx),
            Needed::List(..) => {
                let codes = codes.iter().map(|code| Value::Code(code.to_string()));
                Value::Several(codes.collect())
            }
        }
    }

    /// All of the codes, and where they come from.
    pub(super) fn term(
        &self,
        how: &mut Reckoning,
        subject: &Subject<'_>,
        ctx: &Context<'_>,
    ) -> Argument {
        match self {
            Needed::Set(set, members) => how.set(*set, members, subject, ctx),
            Needed::List(name, _) => how.list(name, subject, ctx),
        }
    }

    /// The set as one in which a single code is looked for: written out, unless it is so long that
    /// it is told by what was found in it.
    pub(super) fn holder(
        &self,
        code: &str,
        how: &mut Reckoning,
        subject: &Subject<'_>,
        ctx: &Context<'_>,
    ) -> Argument {
        let (set, members) = match self {
            Needed::Set(set, members) => (*set, members),
            Needed::List(name, _) => return how.list(name, subject, ctx),
        };
        let all = members.certain.len() <= terms::WRITTEN_OUT;
        let shown = members.certain.iter().filter(|one| all || *one == code);
        let value = terms::codes(set, shown, members.open.is_some());
        how.used(terms::source(set, members, subject, ctx), value)
    }

    /// What a code stands for: the list's words, a title of the document, or the code itself.
    pub(super) fn name(&self, code: &str, ctx: &Context<'_>) -> Value {
        let (set, words) = match self {
            Needed::Set(set, _) => (Some(*set), None),
            Needed::List(_, value) => {
                let named = value.codes.iter().find(|one| one.code == code);
                (None, named.and_then(|one| one.title.as_ref()))
            }
        };
        if let Some(words) = words {
            return Value::text(words.to_text());
        }
        let project = ctx.index.project;
        if set == Some(SetOf::ResultHeadings) {
            let heading = code.parse::<usize>().ok().and_then(|number| project.results.get(number));
            let title = heading.map(|heading| Value::text(heading.title.clone()));
            return title.unwrap_or_else(|| Value::Code(code.to_owned()));
        }
        let rows = project.goals.iter().flat_map(|goals| &goals.table);
        let row = rows.filter(|row| row.id == code).map(|row| &row.goal);
        let common = project.strategy.iter().flat_map(|one| &one.common_objectives);
        let common = common.filter(|one| one.id == code).map(|one| &one.title);
        let parts = project
            .strategy
            .iter()
            .flat_map(|one| one.programmes.iter().chain(&one.shared_parts))
            .filter(|part| part.id == code && set == Some(SetOf::Parts))
            .map(|part| &part.title);
        let views = project.views.iter().filter(|one| one.id == code).map(|one| &one.title);
        let governance = project.governance.iter();
        let areas = governance
            .flat_map(|one| &one.sub_areas)
            .filter(|area| area.id == code)
            .map(|area| &area.title);
        let lines = ctx.index.lines.iter().map(|node| node.line);
        let lines = lines
            .filter(|line| line.id == code && set == Some(SetOf::LeafLines))
            .map(|line| &line.title);
        let named = row.chain(common).chain(parts).chain(views).chain(areas).chain(lines);
        match named.into_iter().next() {
            Some(title) => Value::text(title.clone()),
            None => Value::Code(code.to_owned()),
        }
    }
}

/// The place of a set, for kinds that share this file's words.
pub(super) fn place(members: &Members<'_>, subject: &Subject<'_>) -> At {
    members.at.unwrap_or(subject.thing.at())
}
