//! Planned against realised costs over time: what the claims add up to, beside what the budget has.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::chart::{self, BODY, GAP, Key, LEADING, SMALL, Scale, WIDTH};
use super::drawing::{Anchor, Drawing, Fill, Pattern, Role, Weight};
use super::label::{Setting, width};
use crate::check::key_of;
use crate::index::{Index, sum_of_lines};
use crate::model::{Claim, Figure, Grant, Money, PartialDate, Period, Status};
use crate::report::document::{At, Cell, Column, Formula, Picture, Row, Table, plain};
use crate::words::Presenter;

const HEIGHT: i32 = 2600;
/// The most claims that stand side by side; the table has them all.
const MOST_CLAIMS: usize = 16;

/// The realised costs of a grant, claim by claim, beside its budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OverTime {
    /// The call of the grant.
    pub call: String,
    /// In which status the figures of the budget stand.
    pub status: Status,
    /// Where the lines of the budget stand, by JSON Pointer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_at: Option<String>,
    /// What the budget has for the whole period, where that is exact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Money>,
    /// What the budget has up to a day, where all of its lines have periods that end; a sum
    /// without a period of its own is never spread over time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub planned: Vec<PlannedBy>,
    /// The claims that state costs, in the order of time.
    pub claims: Vec<ClaimedBy>,
    /// How many claims state no costs or no time, and are left out.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub left_out: u64,
}

/// What a budget has up to a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedBy {
    /// The last day.
    pub by: PartialDate,
    /// The sum of the lines whose periods have then ended.
    pub sum: Money,
}

/// The costs of one claim, and of all up to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimedBy {
    /// Where its costs stand, by JSON Pointer.
    pub place: String,
    /// The claim's id.
    pub id: String,
    /// The period whose costs are claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The last day of the period, else the day of the claim.
    pub by: PartialDate,
    /// The costs of this claim.
    pub costs: Money,
    /// The costs of this claim and of all before it.
    pub so_far: Money,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_nought(count: &u64) -> bool {
    *count == 0
}

impl OverTime {
    /// The claims of a grant beside its budget. Nothing when no claim states costs.
    pub(crate) fn of(index: &Index<'_>, grant: &Grant) -> Option<Self> {
        let by = |claim: &Claim| {
            let end = claim.period.as_ref().and_then(|period| period.end);
            end.or(claim.submitted)
        };
        let mut grants = index.project.grants.iter();
        let number = grants.position(|one| one.id == grant.id)?;
        let stated = grant.claims.iter().enumerate().filter_map(|(at, claim)| {
            let (by, costs) = (by(claim)?, claim.costs?);
            let place = format!("/grants/{number}/claims/{at}/costs");
            Some((claim, by, costs, place))
        });
        let mut stated: Vec<(&Claim, PartialDate, Money, String)> = stated.collect();
        stated.sort_by_key(|(_, by, ..)| by.latest());
        if stated.is_empty() {
            return None;
        }
        let left_out = grant.claims.len() - stated.len();
        let mut so_far = Money::ZERO;
        let claims = stated.into_iter().map(|(claim, by, costs, place)| {
            so_far = so_far + costs;
            ClaimedBy {
                place,
                id: claim.id.clone(),
                period: claim.period.clone(),
                by,
                costs,
                so_far,
            }
        });
        let claims: Vec<ClaimedBy> = claims.collect();
        let budget = index.budget_of(grant).map(|(number, _)| number);
        let whole = |status: Status| {
            let roots = index.roots(budget?);
            let figures = roots.map(|root| index.figure(root, Figure::Eligible, status));
            sum_of_lines(Figure::Eligible, figures).value()
        };
        let statuses = [Status::Granted, Status::Applied];
        let status = statuses
            .into_iter()
            .find(|one| whole(*one).is_some_and(|sum| sum != Money::ZERO));
        let status = status.unwrap_or(Status::Granted);
        let sum = budget
            .and_then(|_| whole(status))
            .filter(|sum| *sum != Money::ZERO);
        Some(OverTime {
            call: grant.call.clone(),
            status,
            budget_at: budget.map(|number| format!("/budgets/{number}/lines")),
            budget: sum,
            planned: budget.map_or_else(Vec::new, |number| planned(index, number, status)),
            claims,
            left_out: left_out as u64,
        })
    }

    /// What the budget has up to a day, where it says.
    fn planned_by(&self, day: PartialDate) -> Option<Money> {
        let until = self
            .planned
            .iter()
            .filter(|one| one.by.latest() <= day.latest());
        let last = until.max_by_key(|one| one.by.latest());
        (!self.planned.is_empty()).then(|| last.map_or(Money::ZERO, |one| one.sum))
    }

    /// What the picture finds.
    pub(crate) fn text(&self, says: &Presenter<'_>) -> String {
        let Some(last) = self.claims.last() else {
            return String::new();
        };
        let money = |sum: Money| says.locale().money(sum);
        let (day, used) = (says.partial(last.by), money(last.so_far));
        let values = [("day", day.as_str()), ("sum", used.as_str())];
        let mut said = vec![says.fill("picture", "used_by", &values)];
        if let Some(budget) = self.budget {
            let sum = money(budget);
            said.push(says.fill("picture", "budget_sum", &[("sum", &sum)]));
            if let Some(share) = last.so_far.share_of(budget) {
                let share = says.locale().share(share);
                said.push(says.fill("picture", "used_share", &[("share", &share)]));
            }
            let left = budget - last.so_far;
            let key = if left < Money::ZERO {
                "overrun"
            } else {
                "left"
            };
            said.push(says.fill("picture", key, &[("sum", &money(left.abs()))]));
        }
        if let Some(planned) = self.planned_by(last.by) {
            let sum = money(planned);
            let values = [("day", day.as_str()), ("sum", sum.as_str())];
            said.push(says.fill("picture", "planned_by", &values));
        } else if self.budget.is_some() {
            said.push(says.word("picture", "not_spread"));
        }
        if self.left_out > 0 {
            let count = says.locale().count(self.left_out);
            said.push(says.fill("picture", "claims_left_out", &[("count", &count)]));
        }
        said.join(" ")
    }

    /// The picture.
    pub(crate) fn picture(&self, name: &str, says: &Presenter<'_>) -> Picture {
        Picture {
            name: name.to_owned(),
            title: says.fill(
                "picture",
                "over_time_title",
                &[("call", &says.call(&self.call))],
            ),
            text: self.text(says),
            drawing: self.draw(says),
        }
    }

    /// The data of the picture.
    pub(crate) fn table(&self, says: &Presenter<'_>) -> Table {
        let word = |key: &str| says.word("picture", key);
        let spread = !self.planned.is_empty();
        let mut columns = vec![
            Column::words(word("claim")),
            Column::words(word("by")),
            Column::figures(word("costs")),
            Column::figures(word("so_far")),
        ];
        if spread {
            columns.push(Column::figures(word("planned")));
        }
        if self.budget.is_some() {
            columns.push(Column::figures(word("budget_left")));
        }
        let row = |(nth, claim): (usize, &ClaimedBy)| {
            let before = (0..=nth).map(|row| At { row, column: 2 });
            let claims = self.claims.iter().take(nth + 1);
            let claims: Vec<String> = claims.map(|one| one.place.clone()).collect();
            let lines: Vec<String> = self.budget_at.iter().cloned().collect();
            let so_far = Cell::money(claim.so_far).reckoned(claims.clone());
            let mut cells = vec![
                Cell::text(plain(claim.id.as_str())),
                Cell::date(claim.by),
                Cell::money(claim.costs).at(claim.place.clone()),
                so_far.by(Formula::Sum(before.collect())),
            ];
            if spread {
                let planned = self.planned_by(claim.by);
                let cell = planned.map_or_else(Cell::empty, Cell::money);
                cells.push(cell.reckoned(lines.clone()));
            }
            if let Some(budget) = self.budget {
                let left = Cell::money(budget - claim.so_far);
                cells.push(left.reckoned([lines, claims].concat()));
            }
            Row::of(cells)
        };
        Table {
            caption: says.fill(
                "picture",
                "over_time_caption",
                &[("call", &says.call(&self.call))],
            ),
            columns,
            rows: self.claims.iter().enumerate().map(row).collect(),
        }
    }

    fn draw(&self, says: &Presenter<'_>) -> Drawing {
        let mut drawing = Drawing::new(WIDTH);
        let skipped = self.claims.len().saturating_sub(MOST_CLAIMS);
        let shown = self.claims.get(skipped..).unwrap_or_default();
        let last = self.claims.last().map_or(Money::ZERO, |one| one.so_far);
        let planned = self.planned.iter().map(|one| one.sum).max();
        let greatest = [Some(last), self.budget, planned]
            .into_iter()
            .flatten()
            .max();
        let scale = Scale::new(greatest.unwrap_or(last), HEIGHT);

        let top = self.key(&mut drawing, says) + 60 + 2 * LEADING;
        let bottom = top + HEIGHT;
        let up = |sum: Money| bottom - scale.along(sum.decimal());
        let marks: Vec<String> = scale
            .marks
            .iter()
            .map(|one| scale.written(*one, says))
            .collect();
        let widest = marks
            .iter()
            .map(|mark| width(mark, SMALL.size, Weight::Regular));
        let left = widest.max().unwrap_or(0) + GAP;
        for (mark, words) in scale.marks.iter().zip(&marks) {
            let y = bottom - scale.along(*mark);
            let role = if y == bottom { Role::Soft } else { Role::Rule };
            drawing.line(&[(left, y), (WIDTH, y)], role, 10);
            drawing.text((left - 60, y + 42), Anchor::End, SMALL, words.as_str());
        }
        let unit = says.word("picture", scale.words);
        drawing.text((0, top - LEADING - 110), Anchor::Start, SMALL, unit);

        let count = i32::try_from(shown.len()).unwrap_or(1).max(1);
        let slot = (WIDTH - left) / count;
        let bar = (slot * 6 / 10).min(900);
        let (mut steps, mut sums, mut lowest) = (Vec::new(), Vec::new(), bottom);
        for (nth, claim) in (0..).zip(shown) {
            let x = left + slot * nth + (slot - bar) / 2;
            let before = claim.so_far - claim.costs;
            let (floor, roof) = (up(before), up(claim.so_far));
            drawing.rect((x, floor), (bar, bottom - floor), before_fill());
            drawing.rect((x, roof), (bar, floor - roof), now_fill());
            if let Some(sum) = self.planned_by(claim.by) {
                let y = up(sum);
                steps.extend([(left + slot * nth, y), (left + slot * (nth + 1), y)]);
            }
            let centre = x + bar / 2;
            let sum = says.locale().money(claim.so_far);
            let wide = width(&sum, BODY.size, Weight::Regular);
            if wide <= slot - 40 {
                sums.push(((centre, roof), wide, sum));
            }
            let setting = Setting {
                lang: says.lang(),
                size: SMALL.size,
                weight: SMALL.weight,
                room: slot - 40,
                lines: 2,
            };
            let mut y = bottom + 150;
            for line in setting.lines(&says.partial(claim.by)) {
                drawing.text((centre, y), Anchor::Middle, SMALL, line);
                lowest = lowest.max(y);
                y += LEADING;
            }
        }
        if let Some(budget) = self.budget {
            let y = up(budget);
            drawing.dashed(&[(left, y), (WIDTH, y)], Role::Second, 20);
        }
        if !steps.is_empty() {
            drawing.line(&steps, Role::Third, 25);
        }
        // Over the lines, on ground of their own.
        for ((centre, roof), wide, sum) in sums {
            let ground = Fill::new(Role::Paper, Pattern::Solid);
            drawing.rect(
                (centre - wide / 2 - 20, roof - 180),
                (wide + 40, 160),
                ground,
            );
            drawing.text((centre, roof - 60), Anchor::Middle, BODY, sum);
        }
        drawing.height = chart::more(
            &mut drawing,
            lowest + 60,
            shown.len(),
            self.claims.len(),
            says,
        );
        drawing
    }

    fn key(&self, drawing: &mut Drawing, says: &Presenter<'_>) -> i32 {
        let word = |key: &str| says.word("picture", key);
        let mut entries = vec![(Key::Surface(now_fill()), word("costs_now"))];
        if self.claims.len() > 1 {
            entries.push((Key::Surface(before_fill()), word("costs_before")));
        }
        if !self.planned.is_empty() {
            entries.push((Key::Line(Role::Third), word("planned")));
        }
        if self.budget.is_some() {
            let status = says.word("status", &key_of(&self.status));
            let words = says.fill("picture", "whole_budget", &[("status", &status)]);
            entries.push((Key::Dashed(Role::Second), words));
        }
        chart::key(drawing, 0, &entries, says.lang())
    }
}

fn now_fill() -> Fill {
    Fill::new(Role::First, Pattern::Solid)
}

fn before_fill() -> Fill {
    Fill::new(Role::First, Pattern::Hatch)
}

/// What a budget has up to the end of each of its periods. Nothing unless each of its lines at the
/// bottom has an exact sum and a period that ends.
fn planned(index: &Index<'_>, budget: usize, status: Status) -> Vec<PlannedBy> {
    let (first, end) = index.budget_lines.get(budget).copied().unwrap_or_default();
    let mut sums: Vec<(PartialDate, Money)> = Vec::new();
    for at in first..end {
        let Some(node) = index.lines.get(at) else {
            continue;
        };
        if !node.line.children.is_empty() {
            continue;
        }
        let mut above = Some(node);
        let mut period = None;
        while let (Some(node), None) = (above, period) {
            period = node.line.period.as_ref();
            above = node.parent.and_then(|parent| index.lines.get(parent));
        }
        let by = period.and_then(|period| period.end);
        match by.zip(index.figure(at, Figure::Eligible, status).value()) {
            Some(one) => sums.push(one),
            None => return Vec::new(),
        }
    }
    sums.sort_by_key(|(by, _)| by.latest());
    let mut planned: Vec<PlannedBy> = Vec::new();
    for (by, sum) in sums {
        let so_far = planned.last().map_or(Money::ZERO, |one| one.sum) + sum;
        match planned.last_mut() {
            Some(last) if last.by.latest() == by.latest() => last.sum = so_far,
            _ => planned.push(PlannedBy { by, sum: so_far }),
        }
    }
    planned
}
