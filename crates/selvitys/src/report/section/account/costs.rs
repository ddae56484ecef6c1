//! Realised costs and funding of a grant against its budget.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::classes::{class_blocks, places, table};
use super::funding::{FundingLine, funding, funding_table};
use super::known::{follows, number_of};
use super::{ClassTable, KnownValue};
use crate::check::{key_of, money_value, ratio, share_value};
use crate::finding::{Truth, Value};
use crate::index::{Index, sum_of_lines};
use crate::model::{Figure, Grant, Money, Status, Text, Version};
use crate::place::At as Place;
use crate::range::Range;
use crate::report::document::{At, Block, Cell, Column, Formula, Row, Span, Table, plain};
use crate::report::section::{SectionBody, Source};
use crate::report::view::spans;
use crate::rulebook::Kind;
use crate::words::Presenter;

/// Realised costs and funding of a grant against its budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CostsSection {
    /// The call of the grant, where a report speaks of several grants in one part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<String>,
    /// Which version of the budget it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<Version>,
    /// In which status the budget's figures stand.
    pub budgeted: Status,
    /// The lines of the budget, each above those it consists of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<CostLine>,
    /// The lines of the budget together, where several hang below no other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<CostLine>,
    /// Costs claimed by class.
    pub classes: ClassTable,
    /// Funding by source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub funding: Vec<FundingLine>,
    /// The grant's share of the costs that entitle to it, as realised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<KnownValue>,
    /// The greatest share, as decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_decided: Option<KnownValue>,
    /// The costs that the final account states.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub final_costs: Option<KnownValue>,
}

/// A line of a budget with its realised costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CostLine {
    /// The line in the document, by JSON Pointer.
    pub place: String,
    /// Its title; absent for all lines together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// How deep it hangs.
    pub level: usize,
    /// Whether it sums others.
    pub sums: bool,
    /// The costs as budgeted.
    pub budgeted: KnownValue,
    /// The costs as realised.
    pub realised: KnownValue,
    /// What the lines below it have realised together, where it states another sum itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub computed: Option<KnownValue>,
    /// What is left of the budget.
    pub left: KnownValue,
    /// The share of the budget that is used.
    pub used: KnownValue,
    /// Whether more was used than was budgeted.
    pub over: bool,
}

/// The costs of a grant in a report that speaks of all grants.
pub(super) fn costs(grant: &Grant, source: &Source<'_>) -> Option<SectionBody> {
    let mut section = build(grant, source)?;
    section.call = Some(grant.call.clone());
    section.funding.clear();
    Some(SectionBody::Costs(Box::new(section)))
}

/// The costs and the funding of a grant.
pub(super) fn account_costs(grant: &Grant, source: &Source<'_>) -> Option<SectionBody> {
    Some(SectionBody::Costs(Box::new(build(grant, source)?)))
}

/// Nothing where nothing is known of realised costs.
fn build(grant: &Grant, source: &Source<'_>) -> Option<CostsSection> {
    let index = &source.index;
    let number = number_of(grant, source)?;
    let account = grant.final_account.as_ref().and_then(|one| one.costs);
    let budget = index.budget_of(grant);
    let roots: Vec<usize> = budget.map_or_else(Vec::new, |(at, _)| index.roots(at).collect());
    let all = |figure, status| {
        sum_of_lines(
            figure,
            roots.iter().map(|line| index.figure(*line, figure, status)),
        )
    };
    let known = |figure, status| !roots.is_empty() && !all(figure, status).is_unknown();
    let realised = roots.iter().any(|root| {
        let end = index.lines.get(*root).map_or(*root, |node| node.end);
        (*root..end).any(|line| {
            !index
                .figure(line, Figure::Total, Status::Realised)
                .is_unknown()
        })
    });
    let claimed = grant.claims.iter().any(|claim| claim.costs.is_some());
    if !realised && !claimed && account.is_none() && source.kind != Kind::Progress {
        return None;
    }
    let decided = roots.iter().any(|root| {
        let end = index.lines.get(*root).map_or(*root, |node| node.end);
        (*root..end).any(|line| {
            !index
                .figure(line, Figure::Total, Status::Granted)
                .is_unknown()
        })
    });
    let budgeted = if decided {
        Status::Granted
    } else {
        Status::Applied
    };
    let (first, end) = budget
        .and_then(|(at, _)| index.budget_lines.get(at).copied())
        .unwrap_or_default();
    let lines: Vec<CostLine> = if realised {
        (first..end)
            .filter_map(|line| cost_line(line, budgeted, index))
            .collect()
    } else {
        Vec::new()
    };
    let total = (roots.len() > 1 && realised).then(|| {
        let place = budget.map_or_else(String::new, |(at, _)| format!("/budgets/{at}/lines"));
        let of = |status| KnownValue {
            value: money_value(all(Figure::Total, status)),
            from: vec![place.clone()],
            ..KnownValue::default()
        };
        compared(
            &place,
            of(budgeted),
            of(Status::Realised),
            all(Figure::Total, budgeted),
            all(Figure::Total, Status::Realised),
        )
    });
    let classes = table(grant, number, grant.claims.len(), None, index);
    if lines.is_empty() && classes.rows.is_empty() && account.is_none() && !claimed {
        return None;
    }
    let figures = |figure, status| sum(figure, status, &roots, index);
    let pair = [Figure::Grant, Figure::Eligible].map(|figure| all(figure, Status::Realised));
    let rate = known(Figure::Grant, Status::Realised).then(|| KnownValue {
        value: share_value(ratio(pair[0], pair[1])),
        from: [Figure::Grant, Figure::Eligible]
            .map(|figure| places(&figures(figure, Status::Realised)))
            .concat(),
        ..KnownValue::default()
    });
    let decided_rate = grant.decision.as_ref().and_then(|one| one.rate);
    let place = |field: &str| format!("/grants/{number}/{field}");
    Some(CostsSection {
        call: None,
        version: budget.map(|(_, budget)| budget.version),
        budgeted,
        lines,
        total,
        classes,
        funding: if known(Figure::Grant, Status::Realised) {
            funding(budgeted, &figures)
        } else {
            Vec::new()
        },
        rate: rate.filter(|rate| rate.value.is_some()),
        rate_decided: decided_rate.map(|rate| KnownValue {
            value: Some(Value::Share(rate)),
            stated: Some(place("decision/rate")),
            ..KnownValue::default()
        }),
        final_costs: account.map(|sum| KnownValue::stated(sum, place("final_account/costs"))),
    })
}

/// A figure of a line as stated, else as it is reckoned.
fn figure_of(line: usize, figure: Figure, status: Status, index: &Index<'_>) -> KnownValue {
    let value = money_value(index.figure(line, figure, status));
    let stated = index
        .lines
        .get(line)
        .and_then(|node| node.line.stated(figure, status));
    let at = Place::Cell(line, status, figure).pointer(index);
    if stated.is_some() {
        return KnownValue {
            value,
            stated: Some(at),
            ..KnownValue::default()
        };
    }
    let known = |line: &usize| !index.figure(*line, figure, status).is_unknown();
    let below = index.children(line).filter(known);
    let below = below.map(|child| Place::Cell(child, status, figure).pointer(index));
    let mut from: Vec<String> = below.collect();
    if from.is_empty() && value.is_some() {
        from.push(Place::Line(line, "").pointer(index));
    }
    KnownValue {
        value,
        from,
        ..KnownValue::default()
    }
}

/// A figure of several lines together.
fn sum(figure: Figure, status: Status, lines: &[usize], index: &Index<'_>) -> KnownValue {
    if let [line] = lines {
        return figure_of(*line, figure, status, index);
    }
    let range = sum_of_lines(
        figure,
        lines.iter().map(|line| index.figure(*line, figure, status)),
    );
    let known = lines
        .iter()
        .filter(|line| !index.figure(**line, figure, status).is_unknown());
    let from = known.map(|line| Place::Cell(*line, status, figure).pointer(index));
    let from: Vec<String> = from.collect();
    KnownValue {
        value: money_value(range).filter(|_| !from.is_empty()),
        from,
        ..KnownValue::default()
    }
}

fn cost_line(at: usize, budgeted: Status, index: &Index<'_>) -> Option<CostLine> {
    let node = index.lines.get(at)?;
    let of = |status| figure_of(at, Figure::Total, status, index);
    let range = |status| index.figure(at, Figure::Total, status);
    let place = Place::Line(at, "").pointer(index);
    let mut line = compared(
        &place,
        of(budgeted),
        of(Status::Realised),
        range(budgeted),
        range(Status::Realised),
    );
    let mut above = node.parent;
    while let Some(parent) = above.and_then(|parent| index.lines.get(parent)) {
        line.level += 1;
        above = parent.parent;
    }
    line.title = Some(node.line.title.clone());
    line.sums = !node.line.children.is_empty();
    let children: Vec<usize> = index.children(at).collect();
    if line.sums && line.realised.stated.is_some() {
        let computed = sum(Figure::Total, Status::Realised, &children, index);
        let below = children
            .iter()
            .map(|child| index.figure(*child, Figure::Total, Status::Realised));
        let below = sum_of_lines(Figure::Total, below);
        let differs = below.value().is_some() && below.meets(range(Status::Realised)) == Truth::No;
        line.computed = differs.then_some(computed);
    }
    Some(line)
}

/// Budgeted and realised costs side by side.
fn compared(
    place: &str,
    budgeted: KnownValue,
    realised: KnownValue,
    whole: Range<Money>,
    used: Range<Money>,
) -> CostLine {
    let from = [&budgeted, &realised].map(places).concat();
    let both = !whole.is_unknown() && !used.is_unknown();
    let reckoned = |value: Option<Value>| KnownValue {
        value: value.filter(|_| both),
        from: if both { from.clone() } else { Vec::new() },
        ..KnownValue::default()
    };
    CostLine {
        place: place.to_owned(),
        title: None,
        level: 0,
        sums: false,
        computed: None,
        left: reckoned(money_value(whole.minus(used))),
        used: reckoned(share_value(ratio(used, whole))),
        over: both && used.at_most(whole) == Truth::No,
        budgeted,
        realised,
    }
}

pub(in crate::report::section) fn costs_blocks(
    one: &CostsSection,
    level: u8,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    let word = |key: &str| says.word("account", key);
    if let Some(call) = &one.call {
        out.push(Block::Heading(level + 1, plain(says.call(call))));
    }
    let mut facts = Vec::new();
    if let Some(version) = one.version {
        facts.push((
            says.word("report", "budget_of"),
            plain(says.word("version", &key_of(&version))),
        ));
    }
    if let Some(sum) = &one.final_costs {
        facts.push((word("final_costs"), sum.words(says)));
    }
    if let Some(rate) = &one.rate {
        facts.push((word("rate_realised"), rate.words(says)));
    }
    if let Some(rate) = one.rate_decided.as_ref().filter(|_| one.rate.is_some()) {
        facts.push((word("rate_decided"), rate.words(says)));
    }
    if !facts.is_empty() {
        out.push(Block::Facts(facts));
    }
    if one.lines.is_empty() {
        out.push(Block::Paragraph(plain(word("no_realised"))));
    } else {
        out.push(Block::Table(line_table(one, says)));
        differences(one, says, out);
    }
    class_blocks(&one.classes, says, out);
    if !one.funding.is_empty() {
        out.push(Block::Table(funding_table(one, says)));
    }
}

fn line_table(one: &CostsSection, says: &Presenter<'_>) -> Table {
    let word = |key: &str| says.word("account", key);
    let all: Vec<&CostLine> = one.lines.iter().chain(&one.total).collect();
    let over = all.iter().any(|line| line.over);
    let row = |line: &&CostLine| {
        let title = line.title.as_ref();
        let total = || plain(says.word("report", "total_row"));
        let mut cells = vec![Cell::text(
            title.map_or_else(total, |text| spans(text, says)),
        )];
        let sums = [&line.budgeted, &line.realised, &line.left, &line.used];
        cells.extend(sums.map(|sum| {
            if sum.value.is_some() {
                sum.cell(says)
            } else {
                Cell::empty()
            }
        }));
        if over {
            cells.push(if line.over {
                Cell::text(plain(word("over")))
            } else {
                Cell::empty()
            });
        }
        Row {
            cells,
            level: line.level,
            total: line.sums || line.title.is_none(),
        }
    };
    let mut rows: Vec<Row> = all.iter().map(row).collect();
    for (row, line) in all.iter().enumerate() {
        for column in [1, 2] {
            follows(
                &mut rows,
                At { row, column },
                Formula::Sum(below(&all, row, column)),
            );
        }
        let at = |column| At { row, column };
        if line.left.value.is_some() {
            follows(
                &mut rows,
                at(3),
                Formula::Less {
                    from: vec![at(1)],
                    less: vec![at(2)],
                },
            );
            follows(
                &mut rows,
                at(4),
                Formula::Share {
                    part: at(2),
                    whole: at(1),
                },
            );
        }
    }
    let budgeted = match one.budgeted {
        Status::Applied => "budget_applied",
        _ => "budget_decided",
    };
    let mut columns = vec![Column::words(says.word("report", "line"))];
    columns.extend([budgeted, "realised", "left", "used"].map(|key| Column::figures(word(key))));
    if over {
        columns.push(Column::words(word("remark")));
    }
    Table {
        caption: word("costs_caption"),
        columns,
        rows,
    }
}

/// The cells of the lines that a line consists of; nothing where it has none.
fn below(all: &[&CostLine], row: usize, column: usize) -> Vec<At> {
    let Some(line) = all.get(row) else {
        return Vec::new();
    };
    let rows = all.iter().enumerate();
    let given = |line: &CostLine| {
        let sum = if column == 1 {
            &line.budgeted
        } else {
            &line.realised
        };
        sum.value.is_some()
    };
    let of = |(row, _): (usize, &&CostLine)| At { row, column };
    if line.title.is_none() {
        let roots = rows.filter(|(_, one)| one.title.is_some() && one.level == 0 && given(one));
        return roots.map(of).collect();
    }
    let later = rows.skip(row + 1);
    let under = later.take_while(|(_, one)| one.title.is_some() && one.level > line.level);
    let children = under.filter(|(_, one)| one.level == line.level + 1 && given(one));
    children.map(of).collect()
}

/// Where a stated sum is not what the lines below it come to, both are printed.
fn differences(one: &CostsSection, says: &Presenter<'_>, out: &mut Vec<Block>) {
    let items = one.lines.iter().filter_map(|line| {
        let computed = line.computed.as_ref()?;
        let mut text = spans(line.title.as_ref()?, says);
        text.push(Span::Plain(": ".to_owned()));
        let of = |sum: &KnownValue| {
            sum.value
                .as_ref()
                .map_or_else(String::new, |sum| says.value(sum))
        };
        let (stated, computed) = (of(&line.realised), of(computed));
        let values = [("stated", stated.as_str()), ("computed", computed.as_str())];
        text.push(Span::Plain(says.fill("report", "differs", &values)));
        Some(text)
    });
    let items: Vec<_> = items.collect();
    if !items.is_empty() {
        out.push(Block::Paragraph(plain(says.word("report", "differences"))));
        out.push(Block::List(items));
    }
}
