//! Collecting the equations of a budget from what its rules ask of sums and stated shares.

use std::collections::{HashMap, HashSet};

use super::equations::{Cell, Equation, Form, System};
use crate::check::{Check, Counts, FUNDING, Quantity, SumOf, summed_lines};
use crate::index::Index;
use crate::model::{Figure, Money, Share, Stated, Status};
use crate::place::At;
use crate::rulebook::{Applies, Rule, RuleStatus, Rulebooks};

/// The rules that state equations of a budget, which hold whatever the day and the stage.
pub(super) fn rules<'a>(index: &Index<'_>, books: &'a Rulebooks, budget: usize) -> Vec<&'a Rule> {
    let project = index.project;
    let grant = project.budgets.get(budget).map(|budget| &budget.grant);
    let call = project
        .grants
        .iter()
        .find(|one| Some(&one.id) == grant)
        .map(|grant| &grant.call);
    let mut rules = books.rules();
    rules.retain(|(book, rule)| {
        let concerns =
            book.file.general || call.is_some_and(|call| books.reaches(call, &book.file.id));
        let off = call.and_then(|call| books.override_of(call, &rule.id));
        concerns && !off.is_some_and(|(_, change)| change.off) && is_equation(rule)
    });
    rules.into_iter().map(|(_, rule)| rule).collect()
}

/// Whether a rule states equations between cells of a budget, without conditions or exceptions.
pub(crate) fn is_equation(rule: &Rule) -> bool {
    let always = rule.status == RuleStatus::Active
        && rule.applies == Applies::default()
        && rule.exception.is_none();
    always
        && match &rule.check {
            Check::SumMatches(_) => true,
            Check::ShareEquals(check) => {
                stated_share(&check.part, &check.of, &check.share).is_some()
            }
            _ => false,
        }
}

/// The figures of a line of which one is the share of the other that the document states: the
/// part, the whole, and of which figure the share is stated.
fn stated_share(
    part: &Quantity,
    whole: &Quantity,
    share: &Quantity,
) -> Option<(Figure, Figure, Figure)> {
    let own = |one: &Quantity| {
        one.figure
            .filter(|_| one.of.is_none() && one.status.is_none())
    };
    Some((own(part)?, own(whole)?, share.stated_share?))
}

impl<'a> System<'a> {
    pub(super) fn new(
        index: &Index<'_>,
        rules: &[&'a Rule],
        budget: usize,
        status: Status,
    ) -> Self {
        let table = Table::new(index, budget, status);
        let system = System {
            cells: Vec::new(),
            equations: Vec::new(),
            numbers: HashMap::new(),
        };
        let mut builder = Builder {
            index,
            table,
            budget,
            status,
            system,
        };
        for rule in rules {
            builder.add(rule);
        }
        builder.system
    }
}

/// What a budget states in a status.
struct Table {
    /// The figures that any line states.
    used: HashSet<Figure>,
    /// The figures that the lines below a line state, or those at the top.
    beside: HashSet<(Option<usize>, Figure)>,
    lines: (usize, usize),
}

impl Table {
    fn new(index: &Index<'_>, budget: usize, status: Status) -> Self {
        let lines = index.budget_lines.get(budget).copied().unwrap_or_default();
        let mut table = Table {
            used: HashSet::new(),
            beside: HashSet::new(),
            lines,
        };
        for node in (lines.0..lines.1).filter_map(|at| index.lines.get(at)) {
            let Some(figures) = node.line.figures(status) else {
                continue;
            };
            for figure in Figure::ALL
                .into_iter()
                .filter(|one| figures.get(*one).is_some())
            {
                table.used.insert(figure);
                table.beside.insert((node.parent, figure));
            }
        }
        table
    }
}

struct Builder<'a, 'i> {
    index: &'i Index<'i>,
    table: Table,
    budget: usize,
    status: Status,
    system: System<'a>,
}

impl<'a> Builder<'a, '_> {
    fn add(&mut self, rule: &'a Rule) {
        let (first, end) = self.table.lines;
        match &rule.check {
            Check::SumMatches(check) => match check.of {
                SumOf::Row => (first..end).for_each(|line| self.row(rule, line)),
                SumOf::Children => (first..end).for_each(|line| self.children(rule, line)),
                SumOf::Headline => self.headlines(rule, false),
                SumOf::PartnerShare => self.headlines(rule, true),
            },
            Check::ShareEquals(check) => {
                let figures = stated_share(&check.part, &check.of, &check.share);
                let budget = self.index.project.budgets.get(self.budget);
                let shares = budget.and_then(|budget| budget.stated_shares.as_ref());
                if let (Some((part, of, stated)), Some(shares)) = (figures, shares)
                    && let Some(share) = shares.of(stated)
                {
                    let tolerance = check.tolerance.unwrap_or_default();
                    for line in first..end {
                        self.share(rule, line, (part, of), share, tolerance);
                    }
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, rule: &'a Rule, whole: usize, form: Form) {
        self.system.equations.push(Equation { rule, whole, form });
    }

    /// Whether something can be said of a line at all: a figure is stated, lost, or below it.
    fn speaks(&self, line: usize) -> bool {
        self.index.lines.get(line).is_some_and(|node| {
            !node.line.children.is_empty()
                || node
                    .line
                    .figures(self.status)
                    .is_some_and(|figures| !figures.is_empty())
                || Figure::ALL
                    .iter()
                    .any(|one| self.table.beside.contains(&(node.parent, *one)))
        })
    }

    fn row(&mut self, rule: &'a Rule, line: usize) {
        let used = [Figure::Total, Figure::Grant, Figure::Own];
        if !used.iter().all(|figure| self.table.used.contains(figure)) || !self.speaks(line) {
            return;
        }
        let mut parts = Vec::new();
        for figure in FUNDING {
            // Other funding that a row does not state, and no row beside it, is none.
            let counts = used.contains(&figure) || {
                let stated = self.stated(line, figure).is_some();
                stated || self.is_lost(line, figure)
            };
            if counts {
                parts.push((self.cell(line, figure), true));
            }
        }
        let whole = self.cell(line, Figure::Total);
        self.push(rule, whole, Form::Sum(parts));
    }

    fn share(
        &mut self,
        rule: &'a Rule,
        line: usize,
        (part, of): (Figure, Figure),
        share: Share,
        tolerance: Money,
    ) {
        let used = self.table.used.contains(&part) && self.table.used.contains(&of);
        if used && self.speaks(line) {
            let (whole, of) = (self.cell(line, part), self.cell(line, of));
            self.push(
                rule,
                whole,
                Form::Share {
                    of,
                    share,
                    tolerance,
                },
            );
        }
    }

    fn children(&mut self, rule: &'a Rule, line: usize) {
        let Some(node) = self.index.lines.get(line) else {
            return;
        };
        if node.line.children.is_empty() {
            return;
        }
        for figure in Figure::ALL {
            // Eligible costs that are not stated are the total costs: nothing is absent.
            let as_total = figure == Figure::Eligible && self.stated(line, figure).is_none();
            if as_total || !self.table.used.contains(&figure) {
                continue;
            }
            let mut parts = Vec::new();
            for child in self.index.children(line) {
                self.part(child, figure, &mut parts);
            }
            let whole = self.cell(line, figure);
            self.push(rule, whole, Form::Sum(parts));
        }
    }

    /// A line's part in a sum of figures.
    fn part(&mut self, line: usize, figure: Figure, parts: &mut Vec<(usize, bool)>) {
        if figure != Figure::Eligible || self.stated(line, figure).is_some() {
            parts.push((self.cell(line, figure), true));
            return;
        }
        let below: Vec<usize> = self.index.children(line).collect();
        if below.is_empty() {
            parts.push((self.cell(line, Figure::Total), true));
        }
        for child in below {
            self.part(child, figure, parts);
        }
    }

    fn headlines(&mut self, rule: &'a Rule, of_partner: bool) {
        let Some(budget) = self.index.project.budgets.get(self.budget) else {
            return;
        };
        for (number, headline) in budget.headlines.iter().enumerate() {
            let status = headline.status.unwrap_or(Status::Applied);
            if status != self.status || headline.partner.is_some() != of_partner {
                continue;
            }
            let mut parts = Vec::new();
            let mut known = true;
            for (line, counts) in summed_lines(self.index, self.budget, headline) {
                match (line, counts) {
                    (None, _) => known = false,
                    (Some(_), Counts::Not) => {}
                    (Some(line), counts) => {
                        let before = parts.len();
                        self.part(line, headline.figure, &mut parts);
                        for part in parts.iter_mut().skip(before) {
                            part.1 = counts == Counts::Added;
                        }
                    }
                }
            }
            if known {
                let at = At::Headline(self.budget, number);
                let whole = self.number(at, Some(headline.amount), false);
                self.push(rule, whole, Form::Sum(parts));
            }
        }
    }

    fn stated(&self, line: usize, figure: Figure) -> Option<Stated> {
        self.index.lines.get(line)?.line.stated(figure, self.status)
    }

    fn is_lost(&self, line: usize, figure: Figure) -> bool {
        let parent = self.index.lines.get(line).and_then(|node| node.parent);
        self.stated(line, figure).is_none() && self.table.beside.contains(&(parent, figure))
    }

    fn cell(&mut self, line: usize, figure: Figure) -> usize {
        let at = At::Cell(line, self.status, figure);
        self.number(at, self.stated(line, figure), self.is_lost(line, figure))
    }

    fn number(&mut self, at: At, stated: Option<Stated>, lost: bool) -> usize {
        let system = &mut self.system;
        *system.numbers.entry(at).or_insert_with(|| {
            system.cells.push(Cell { at, stated, lost });
            system.cells.len() - 1
        })
    }
}
