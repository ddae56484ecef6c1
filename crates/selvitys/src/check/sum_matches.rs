//! Sums add up.

use std::ops::Add;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::share_equals::apart;
use super::{Case, Context, Formula, Inequality, Kind, Reckoning, Sink, Subject, Thing, money_value};
use crate::finding::{Asked, Distance, NotApplicable, Op, Side, Argument, Truth, Value};
use crate::index::Index;
use crate::model::{Figure, Figures, Headline, Money, Status};
use crate::place::At;
use crate::range::Range;
use crate::rulebook::Over;

/// A stated sum is what its parts come to. What was rounded meets an exact sum within half a unit.
///
/// Parts are taken as stated, level by level, and worked out only where none is stated: one wrong
/// cell does not condemn those above its parent.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SumMatches {
    /// Which sum.
    pub of: SumOf,
}

/// Which sum must add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(title = "Sum that must add up")]
pub enum SumOf {
    /// The total of a line: grant, own funding and other funding.
    Row,
    /// Each figure of a line that has children: theirs.
    Children,
    /// A headline of a budget: the lines that it names.
    Headline,
    /// A headline that states one organisation's share of the lines that it names.
    PartnerShare,
}

impl Kind for SumMatches {
    const NAME: &'static str = "sum-matches";
    const VALUES: &'static [&'static str] =
        &["figure", "stated", "sum", "distance", "partner"];

    fn formula(&self) -> Formula<'_> {
        let Self { of } = self;
        Formula::new(match of {
            SumOf::Row => "sum_matches_row",
            SumOf::Children => "sum_matches_children",
            SumOf::Headline => "sum_matches_headline",
            SumOf::PartnerShare => "sum_matches_partner_share",
        })
    }

    fn asks(&self, subject: &Subject<'_>, ctx: &Context<'_>) -> Option<Vec<Inequality>> {
        let mut asked = Vec::new();
        // Of what is no line and no headline, no sum is asked.
        let _ = self.equations(subject, ctx, &mut |equation| {
            asked.extend(Inequality::meets(equation.whole.known, equation.sum));
        });
        Some(asked)
    }

    fn may_be_open(&self, _draft: bool) -> bool {
        // A row without one of its figures is no equation.
        self.of != SumOf::Row
    }

    fn only_over(&self) -> Option<&'static [Over]> {
        Some(match self.of {
            SumOf::Row | SumOf::Children => &[Over::Line],
            SumOf::Headline | SumOf::PartnerShare => &[Over::Headline],
        })
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        if self.equations(subject, ctx, &mut |equation| equation.decide(ctx, out)).is_none() {
            out.skip(NotApplicable::NoSubject);
        }
    }
}

impl SumMatches {
    /// The equations of a subject, one after the other; nothing when it cannot have any.
    fn equations(
        &self,
        subject: &Subject<'_>,
        ctx: &Context<'_>,
        each: &mut dyn FnMut(&Equation),
    ) -> Option<()> {
        match (self.of, subject.thing) {
            (SumOf::Row, Thing::Line(line)) => row(line, ctx, each),
            (SumOf::Children, Thing::Line(line)) => children(line, ctx, each),
            (SumOf::Headline, Thing::Headline(budget, number)) => {
                headline(false, budget, number, ctx, each);
            }
            (SumOf::PartnerShare, Thing::Headline(budget, number)) => {
                headline(true, budget, number, ctx, each);
            }
            _ => return None,
        }
        Some(())
    }
}

/// A part of an equation.
#[derive(Clone, Copy)]
struct Part {
    at: At,
    /// What is known of it.
    known: Range<Money>,
    /// Whether it is taken off.
    less: bool,
}

impl Part {
    fn new(at: At, known: Range<Money>) -> Self {
        Part { at, known, less: false }
    }

    fn term(&self, how: &mut Reckoning, ctx: &Context<'_>) -> Argument {
        match self.at {
            At::Cell(line, status, figure) => how.cell(line, status, figure, ctx.index),
            at => how.at(at, money_value(self.known)),
        }
    }
}

fn total(parts: &[Part]) -> Range<Money> {
    let of = |less: bool| {
        let parts = parts.iter().filter(move |part| part.less == less);
        parts.map(|part| &part.known)
    };
    let on = Range::sum(of(false));
    if parts.iter().any(|part| part.less) { on.minus(Range::sum(of(true))) } else { on }
}

/// A stated sum, and the parts that it must come to.
struct Equation {
    figure: Figure,
    whole: Part,
    parts: Parts,
    /// What the parts come to.
    sum: Range<Money>,
}

/// The parts of an equation; listed only where they are to be told.
enum Parts {
    /// What the total of a row consists of.
    Row(usize, Status),
    /// A figure of the lines below a line.
    Children(usize, Status, Figure),
    /// The lines of a headline.
    Headline(Vec<Part>),
}

impl Parts {
    fn list(&self, ctx: &Context<'_>) -> Vec<Part> {
        match self {
            Parts::Row(line, status) => row_parts(*line, *status, ctx).collect(),
            Parts::Children(line, status, figure) => {
                child_parts(*line, *status, *figure, ctx).collect()
            }
            Parts::Headline(parts) => parts.clone(),
        }
    }
}

/// What a row's total consists of.
pub(crate) const FUNDING: [Figure; 4] =
    [Figure::Grant, Figure::Own, Figure::OtherPublic, Figure::OtherPrivate];

fn row(line: usize, ctx: &Context<'_>, each: &mut dyn FnMut(&Equation)) {
    let Some(node) = ctx.index.lines.get(line) else { return };
    for status in Status::ALL {
        let Some(figures) = node.line.figures(status) else { continue };
        // A row says how its total is funded only when it states both grant and own funding.
        let (Some(total), Some(_), Some(_)) = (figures.total, figures.grant, figures.own) else {
            continue;
        };
        let at = At::Cell(line, status, Figure::Total);
        each(&Equation {
            figure: Figure::Total,
            whole: Part::new(at, super::quantity::stated(total)),
            parts: Parts::Row(line, status),
            sum: funding(figures),
        });
    }
}

/// What the funding of a row comes to.
fn funding(figures: &Figures) -> Range<Money> {
    let parts = FUNDING.map(|one| figures.get(one));
    let parts = parts.iter().flatten();
    if parts.clone().any(|part| part.nearest.is_some()) {
        return Range::sum(parts.map(|part| super::quantity::stated(*part)));
    }
    let sum = parts.map(|part| part.amount).reduce(Money::add);
    Range::exact(sum.unwrap_or(Money::ZERO))
}

fn row_parts(line: usize, status: Status, ctx: &Context<'_>) -> impl Iterator<Item = Part> {
    let figures = ctx.index.lines.get(line).and_then(|node| node.line.figures(status));
    FUNDING.into_iter().filter_map(move |figure| {
        let stated = figures?.get(figure)?;
        Some(Part::new(At::Cell(line, status, figure), super::quantity::stated(stated)))
    })
}

fn children(line: usize, ctx: &Context<'_>, each: &mut dyn FnMut(&Equation)) {
    let Some(node) = ctx.index.lines.get(line) else { return };
    if node.line.children.is_empty() {
        return;
    }
    for status in Status::ALL {
        for figure in Figure::ALL {
            let Some(stated) = node.line.stated(figure, status) else { continue };
            let below = ctx.index.children(line);
            let below = below.map(|child| ctx.index.worked_out(child, figure, status));
            // Where no child knows the figure, it is stated for the parent alone.
            if below.clone().all(|known| known.is_unknown()) {
                continue;
            }
            let at = At::Cell(line, status, figure);
            each(&Equation {
                figure,
                whole: Part::new(at, super::quantity::stated(stated)),
                parts: Parts::Children(line, status, figure),
                sum: Range::sum(below),
            });
        }
    }
}

fn child_parts(
    line: usize,
    status: Status,
    figure: Figure,
    ctx: &Context<'_>,
) -> impl Iterator<Item = Part> {
    ctx.index.children(line).map(move |child| {
        let known = ctx.index.figure(child, figure, status);
        Part::new(At::Cell(child, status, figure), known)
    })
}

fn headline(
    partner_share: bool,
    budget: usize,
    number: usize,
    ctx: &Context<'_>,
    each: &mut dyn FnMut(&Equation),
) {
    let project = ctx.index.project;
    let Some(headline) = project.budgets.get(budget).and_then(|one| one.headlines.get(number))
    else {
        return;
    };
    if headline.partner.is_some() != partner_share {
        return;
    }
    let parts = headline_parts(ctx.index, budget, number, headline);
    let stated = super::quantity::stated(headline.amount);
    each(&Equation {
        figure: headline.figure,
        whole: Part::new(At::Headline(budget, number), stated),
        sum: total(&parts),
        parts: Parts::Headline(parts),
    });
}

/// What the lines of a headline come to.
pub(crate) fn headline_sum(index: &Index<'_>, budget: usize, number: usize) -> Range<Money> {
    let headline = index.project.budgets.get(budget).and_then(|one| one.headlines.get(number));
    headline.map_or(Range::unknown(), |headline| {
        total(&headline_parts(index, budget, number, headline))
    })
}

/// The figures that a headline sums, by JSON Pointer.
pub(crate) fn headline_places(index: &Index<'_>, budget: usize, number: usize) -> Vec<String> {
    let headline = index.project.budgets.get(budget).and_then(|one| one.headlines.get(number));
    let parts = headline.map(|headline| headline_parts(index, budget, number, headline));
    parts.into_iter().flatten().map(|part| part.at.pointer(index)).collect()
}

fn headline_parts(
    index: &Index<'_>,
    budget: usize,
    number: usize,
    headline: &Headline,
) -> Vec<Part> {
    let status = headline.status.unwrap_or(Status::Applied);
    let figure = headline.figure;
    let summed = summed_lines(index, budget, headline).into_iter();
    let parts = summed.filter_map(|(line, counts)| {
        let Some(line) = line else {
            return Some(Part::new(At::Headline(budget, number), Range::unknown()));
        };
        let at = At::Cell(line, status, figure);
        let cell = Part::new(at, index.figure(line, figure, status));
        match counts {
            Counts::Added => Some(cell),
            Counts::Taken => Some(Part { less: true, ..cell }),
            Counts::Not => None,
        }
    });
    parts.collect()
}

/// How a line counts in a headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counts {
    Added,
    Taken,
    /// It is someone else's, and counts only by what lies below it.
    Not,
}

/// The lines that a headline sums; nothing for a line that the budget does not have.
pub(crate) fn summed_lines(
    index: &Index<'_>,
    budget: usize,
    headline: &Headline,
) -> Vec<(Option<usize>, Counts)> {
    let mut lines = Vec::new();
    for id in &headline.lines {
        match (index.line(budget, id), headline.partner.as_deref()) {
            (Some(line), Some(partner)) => share_of(line, partner, index, &mut lines),
            (line, _) => lines.push((line, Counts::Added)),
        }
    }
    lines
}

/// A partner's share of a line: the line less the lines below it that are someone else's. A line
/// that is someone else's itself counts only by what lies below it.
fn share_of(
    line: usize,
    partner: &str,
    index: &Index<'_>,
    lines: &mut Vec<(Option<usize>, Counts)>,
) {
    let whose = |at: usize| index.lines.get(at).and_then(|node| node.partner);
    if whose(line).is_some_and(|whose| whose != partner) {
        lines.push((Some(line), Counts::Not));
        let end = index.lines.get(line).map_or(line, |node| node.end);
        let mut at = line + 1;
        while at < end {
            if whose(at) == Some(partner) {
                lines.push((Some(at), Counts::Added));
                at = index.lines.get(at).map_or(end, |node| node.end);
            } else {
                at += 1;
            }
        }
        return;
    }
    lines.push((Some(line), Counts::Added));
    let mut below: Vec<usize> = index.children(line).collect();
    while let Some(child) = below.pop() {
        if whose(child).is_some_and(|whose| whose != partner) {
            lines.push((Some(child), Counts::Taken));
        } else {
            below.extend(index.children(child));
        }
    }
}

/// How far a sum may still move within what was stated, where that was rounded.
fn room(stated: Range<Money>, sum: Range<Money>) -> Option<Distance> {
    let (low, high) = (stated.low?, stated.high?);
    let sum = sum.value().filter(|_| low < high)?;
    Some(Distance { side: Side::Within, by: Value::Money((high - sum).min(sum - low)) })
}

impl Equation {
    fn decide(&self, ctx: &Context<'_>, out: &mut Sink) {
        let (whole, sum) = (&self.whole, self.sum);
        let truth = whole.known.meets(sum);
        // A rounded sum that meets the exact one has room left to half a unit; an exact one has
        // none to speak of.
        let distance = match truth {
            Truth::Yes => room(whole.known, sum),
            _ => apart(whole.known, sum),
        };
        if truth == Truth::Yes
            && let Some(sound) = &mut out.sound
        {
            sound.push(whole.at);
            sound.extend(self.parts.list(ctx).iter().map(|part| part.at));
        }
        out.decide(truth, distance.clone(), || {
            let mut how = Reckoning::default();
            let stated = whole.term(&mut how, ctx);
            let summed = self.reckon(&mut how, ctx);
            if distance.is_some() {
                how.gap((&stated, whole.known), (&summed, sum));
            }
            how.truth(Op::Equals, [stated, summed], truth);
            let case = Case::at(whole.at)
                .value("figure", Value::Figure(self.figure))
                .value("stated", money_value(whole.known))
                .value("sum", money_value(sum))
                .value("partner", partner(whole.at, ctx))
                .value("distance", distance.map(|distance| distance.by))
                .reckoned(how);
            if truth == Truth::Unknown { case.missing([Asked::Figures]) } else { case }
        });
    }

    /// The parts added up, less those that are taken off.
    fn reckon(&self, how: &mut Reckoning, ctx: &Context<'_>) -> Argument {
        let parts = self.parts.list(ctx).into_iter();
        let (off, on): (Vec<Part>, Vec<Part>) = parts.partition(|part| part.less);
        let terms: Vec<Argument> = on.iter().map(|part| part.term(how, ctx)).collect();
        let sum = how.step(Op::Sum, terms, money_value(total(&on)));
        if off.is_empty() {
            return sum;
        }
        let terms: Vec<Argument> = off.iter().map(|part| part.term(how, ctx)).collect();
        let less = Range::sum(off.iter().map(|part| &part.known));
        let less = how.step(Op::Sum, terms, money_value(less));
        how.step(Op::Difference, [sum, less], money_value(self.sum))
    }
}

/// Whose share a headline is, of a share.
fn partner(at: At, ctx: &Context<'_>) -> Option<Value> {
    let At::Headline(budget, number) = at else { return None };
    let project = ctx.index.project;
    let headline = project.budgets.get(budget)?.headlines.get(number)?;
    let id = headline.partner.as_deref()?;
    let name = project.organisations.iter().find(|one| one.id == id).map(|one| &one.name);
    Some(name.map_or_else(|| Value::Code(id.to_owned()), |name| Value::text(name.clone())))
}
