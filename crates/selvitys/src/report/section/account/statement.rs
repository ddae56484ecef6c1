//! What is to be paid on a claim, and how a grant stands in the end: each reckoning line by line, in
//! the way of the rules.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::known::{KnownValue, follows, number_of, with_grant};
use super::latest_claim;
use crate::assess::Told;
use crate::check::{
    Context, DateOf, Earning, Reading, Reckoning, Subject, claim_statement, grant_statement,
    in_cents, key_of,
};
use crate::deadlines::{Deadline, deadlines};
use crate::finding::{Asked, Operand, Step, Truth, Value};
use crate::model::{Grant, IncomeRule, Money, PartialDate};
use crate::range::Range;
use crate::report::document::{
    At, Block, Card, Cell, Column, Formula, Row, Span, Table, Tone, plain,
};
use crate::report::section::compliance::{basis_spans, steps};
use crate::report::section::{SectionBody, Source};
use crate::rulebook::Over;
use crate::words::{Presenter, capital};

/// A line of a reckoning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountLine {
    /// What it is.
    pub what: AccountEntry,
    /// The sum or the share.
    pub sum: KnownValue,
}

/// What a line of a reckoning is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum AccountEntry {
    /// The costs of the claims before, as far as they were accepted.
    CostsBefore,
    /// The costs of the claim.
    CostsOfClaim,
    /// All costs that count.
    Costs,
    /// Income.
    Income,
    /// Costs less income.
    CostsLessIncome,
    /// The grant's share of the costs.
    Rate,
    /// So much of the costs.
    ShareOfCosts,
    /// That share less income.
    ShareLessIncome,
    /// The sum granted.
    Granted,
    /// The grant earned by the costs.
    Earned,
    /// What claims before have brought or will.
    Brought,
    /// What was paid in advance.
    Advances,
    /// What is to be paid.
    Due,
    /// What was paid.
    Paid,
    /// What was returned.
    Returned,
    /// What was paid and not returned.
    Kept,
    /// What is to be returned.
    ToReturn,
    /// What is still to be paid.
    ToPay,
}

/// What is to be paid on a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimSumSection {
    /// The claim, by its id.
    pub claim: String,
    /// How it is reckoned, line by line.
    pub lines: Vec<AccountLine>,
    /// What the claim asks for.
    pub requested: KnownValue,
    /// Whether that is what is to be paid, fractions of a cent aside.
    pub agrees: Truth,
    /// What income does to the grant, as the decision has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub income_rule: Option<IncomeRule>,
    /// Whether the last line follows from those above it alone.
    pub plain: bool,
    /// The values that the sum to be paid was reckoned from, and where they come from.
    pub operands: Vec<Operand>,
    /// How it was reckoned.
    pub steps: Vec<Step>,
}

/// How a grant stands in the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SettlementSection {
    /// How it is reckoned, line by line.
    pub lines: Vec<AccountLine>,
    /// The costs that the final account states, where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub final_costs: Option<KnownValue>,
    /// The costs of the claims, as far as they were accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_costs: Option<KnownValue>,
    /// Claims whose costs count and were not said to be accepted yet, by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_accepted_yet: Vec<String>,
    /// What need not be returned, at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<KnownValue>,
    /// Whether what is to be returned is at most that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within_limit: Option<Truth>,
    /// When the final account is due, with its basis, as rulebooks and the decision say it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub due: Vec<Deadline>,
    /// The day by which the decision asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_by_decision: Option<PartialDate>,
    /// The day on which it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<PartialDate>,
}

/// What is to be paid on the claim that the report is about.
pub(super) fn claim_sum(grant: &Grant, source: &Source<'_>) -> Option<SectionBody> {
    let number = number_of(grant, source)?;
    let claim = latest_claim(grant)?;
    let id = grant.claims.get(claim)?.id.clone();
    with_grant(number, source, |ctx, subject| {
        let all = claim_statement(number, claim, ctx)?;
        let line = |what, reading: &Reading| AccountLine {
            what,
            sum: KnownValue::of(reading, subject, ctx),
        };
        let mut lines = Vec::new();
        if claim > 0 {
            lines.push(line(AccountEntry::CostsBefore, &all.before));
        }
        lines.push(line(AccountEntry::CostsOfClaim, &all.own));
        if claim > 0 {
            lines.push(line(AccountEntry::Costs, &all.earning.costs));
        }
        earning(&all.earning, grant, subject, ctx, &mut lines);
        if claim > 0 {
            lines.push(line(AccountEntry::Brought, &all.brought));
        }
        let advances = line(AccountEntry::Advances, &all.advances);
        lines.extend((!advances.sum.is_nothing()).then_some(advances));
        lines.push(line(AccountEntry::Due, &all.due));
        let due = all.due.money();
        let agrees = match in_cents(all.requested.money()).meets(in_cents(due)) {
            Truth::Yes if due.value().is_none() => Truth::Unknown,
            truth => truth,
        };
        let taken = all.brought.money().plus(all.advances.money());
        let (operands, steps) = told(&all.due, subject, ctx);
        Some(SectionBody::ClaimSum(ClaimSumSection {
            claim: id,
            lines,
            requested: KnownValue::of(&all.requested, subject, ctx),
            agrees,
            income_rule: grant.decision.as_ref().and_then(|one| one.income_rule),
            plain: all.earning.earned.money().minus(taken) == due && due.value().is_some(),
            operands,
            steps,
        }))
    })
}

/// The lines from the costs to the grant that they earn.
fn earning(
    one: &Earning,
    grant: &Grant,
    subject: &Subject<'_>,
    ctx: &Context<'_>,
    lines: &mut Vec<AccountLine>,
) {
    let mut add = |what, reading: &Reading| {
        lines.push(AccountLine {
            what,
            sum: KnownValue::of(reading, subject, ctx),
        });
    };
    let rule = grant.decision.as_ref().and_then(|one| one.income_rule);
    let income = one.income.money() != Range::exact(Money::ZERO);
    if income {
        add(AccountEntry::Income, &one.income);
    }
    if income && rule == Some(IncomeRule::LowersCosts) {
        add(AccountEntry::CostsLessIncome, &one.costs_less_income);
    }
    add(AccountEntry::Rate, &one.rate);
    add(AccountEntry::ShareOfCosts, &one.share_of_costs);
    if income && matches!(rule, None | Some(IncomeRule::LowersGrant)) {
        add(AccountEntry::ShareLessIncome, &one.share_less_income);
    }
    add(AccountEntry::Granted, &one.granted);
    add(AccountEntry::Earned, &one.earned);
}

fn told(reading: &Reading, subject: &Subject<'_>, ctx: &Context<'_>) -> (Vec<Operand>, Vec<Step>) {
    let mut how = Reckoning::default();
    how.read(reading, subject, ctx);
    let told = Told {
        all: ctx.all,
        document: 0,
        together: false,
    };
    told.reckoning(how)
}

/// How a grant stands in the end.
pub(super) fn settlement(grant: &Grant, source: &Source<'_>) -> Option<SectionBody> {
    let number = number_of(grant, source)?;
    let account = grant.final_account.as_ref();
    let place = |field: &str| format!("/grants/{number}/{field}");
    let final_costs = account.and_then(|one| one.costs);
    let final_costs = final_costs.map(|sum| KnownValue::stated(sum, place("final_account/costs")));
    with_grant(number, source, |ctx, subject| {
        let all = grant_statement(number, ctx)?;
        let mut lines = Vec::new();
        let line = |what, reading: &Reading| AccountLine {
            what,
            sum: KnownValue::of(reading, subject, ctx),
        };
        lines.push(line(AccountEntry::Costs, &all.earning.costs));
        earning(&all.earning, grant, subject, ctx, &mut lines);
        // Nothing follows from payments where the document states none.
        if !grant.payments.is_empty() {
            lines.push(line(AccountEntry::Paid, &all.paid));
            if !grant.returns.is_empty() {
                lines.push(line(AccountEntry::Returned, &all.returned));
                lines.push(line(AccountEntry::Kept, &all.kept));
            }
            lines.push(line(AccountEntry::ToReturn, &all.to_return));
            lines.push(line(AccountEntry::ToPay, &all.to_pay));
        }
        let open = grant.claims.iter().filter(|claim| claim.accepted.is_none());
        let open = open.filter(|_| final_costs.is_none());
        let (surplus, limit) = (all.to_return.money(), all.least.as_ref());
        Some(SectionBody::Settlement(Box::new(SettlementSection {
            lines,
            not_accepted_yet: open.map(|claim| claim.id.clone()).collect(),
            final_costs: final_costs.clone(),
            claimed_costs: all
                .claimed
                .as_ref()
                .map(|reading| KnownValue::of(reading, subject, ctx)),
            limit: limit.map(|reading| KnownValue::of(reading, subject, ctx)),
            within_limit: limit.map(|reading| surplus.at_most(reading.money())),
            due: due(number, source, ctx.as_of),
            due_by_decision: grant
                .decision
                .as_ref()
                .and_then(|one| one.final_account_due),
            given: account.and_then(|one| one.given),
        })))
    })
}

/// When the final account of a grant is due.
fn due(number: usize, source: &Source<'_>, as_of: Date) -> Vec<Deadline> {
    let all = deadlines(source.project, source.books, as_of);
    let grant = format!("/grants/{number}");
    let dates = all.dates.into_iter().filter(|date| {
        let book = source.books.book(&date.book);
        let bound = book.and_then(|book| book.file.deadlines.get(&date.id));
        let done = bound.and_then(|bound| bound.done.as_ref());
        let own = date.place.pointer.strip_prefix(&grant);
        done.is_some_and(|done| done.date == Some(DateOf::Done))
            && bound.is_some_and(|bound| bound.over == Over::Grant)
            && own.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    dates.collect()
}

/// What a line is called.
fn named(what: AccountEntry, says: &Presenter<'_>) -> String {
    says.word("account_line", &key_of(&what))
}

/// The lines as a table; each that follows from others says so.
fn table(caption: &str, lines: &[AccountLine], says: &Presenter<'_>) -> Table {
    use AccountEntry as E;
    let total = |what| {
        matches!(
            what,
            E::Costs | E::CostsLessIncome | E::Earned | E::Due | E::Kept | E::ToReturn | E::ToPay
        )
    };
    let row = |line: &AccountLine| Row {
        cells: vec![
            Cell::text(plain(named(line.what, says))),
            line.sum.cell(says),
        ],
        level: 0,
        total: total(line.what),
    };
    let mut rows: Vec<Row> = lines.iter().map(row).collect();
    let at = |what: E| {
        let row = lines.iter().position(|line| line.what == what)?;
        Some(At { row, column: 1 })
    };
    let costs = at(E::CostsLessIncome)
        .or(at(E::Costs))
        .or(at(E::CostsOfClaim));
    let all_costs = at(E::Costs).or(at(E::CostsOfClaim));
    let kept = at(E::Kept).or(at(E::Paid));
    let less = |from: Option<At>, less: &[Option<At>]| {
        let less: Vec<At> = less.iter().flatten().copied().collect();
        from.map(|from| Formula::Less {
            from: vec![from],
            less,
        })
    };
    let sum = |cells: &[Option<At>]| Some(Formula::Sum(cells.iter().flatten().copied().collect()));
    for line in lines {
        let formula = match line.what {
            E::Costs => sum(&[at(E::CostsBefore), at(E::CostsOfClaim)])
                .filter(|_| at(E::CostsOfClaim).is_some()),
            E::CostsLessIncome => less(all_costs, &[at(E::Income)]),
            E::ShareOfCosts => costs
                .zip(at(E::Rate))
                .map(|(one, other)| Formula::Product { one, other }),
            E::ShareLessIncome => less(at(E::ShareOfCosts), &[at(E::Income)]),
            E::Due => less(at(E::Earned), &[at(E::Brought), at(E::Advances)]),
            E::Kept => less(at(E::Paid), &[at(E::Returned)]),
            E::ToReturn => less(kept, &[at(E::Earned)]),
            E::ToPay => less(at(E::Earned), &[kept]),
            _ => None,
        };
        if let (Some(at), Some(formula)) = (at(line.what), formula) {
            follows(&mut rows, at, formula);
        }
    }
    Table {
        caption: says.word("account", caption),
        columns: vec![
            Column::words(says.word("account", "line")),
            Column::figures(says.word("account", "euros")),
        ],
        rows,
    }
}

/// What is missing to tell the lines exactly, each gap once.
fn needs(lines: &[AccountLine], says: &Presenter<'_>, out: &mut Vec<Block>) {
    let mut told: Vec<Asked> = Vec::new();
    let mut items = Vec::new();
    for line in lines {
        let new = line
            .sum
            .missing
            .is_none_or(|missing| !told.contains(&missing));
        if new && let Some(need) = line.sum.needs(&named(line.what, says), says) {
            items.push(need);
            told.extend(line.sum.missing);
        }
    }
    if !items.is_empty() {
        out.push(Block::List(items));
    }
}

fn find(lines: &[AccountLine], what: AccountEntry) -> Option<&KnownValue> {
    let line = lines.iter().find(|line| line.what == what)?;
    Some(&line.sum)
}

/// Whence the grant's share is, where the decision does not state it, and what income does.
fn remarks(lines: &[AccountLine], says: &Presenter<'_>, out: &mut Vec<Block>) {
    if let Some(rate) = find(lines, AccountEntry::Rate)
        && rate.stated.is_none()
        && !rate.basis.is_empty()
    {
        let mut spans = plain(format!("{} ", says.word("account", "rate_of_rulebook")));
        spans.extend(basis_spans(&rate.basis, says));
        spans.push(Span::Plain(".".to_owned()));
        out.push(Block::Paragraph(spans));
    }
}

fn income_remark(
    rule: Option<IncomeRule>,
    lines: &[AccountLine],
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    if find(lines, AccountEntry::Income).is_some() {
        let key = rule.map_or_else(|| "unknown".to_owned(), |rule| key_of(&rule));
        out.push(Block::Paragraph(plain(says.word("income_rule", &key))));
    }
}

pub(in crate::report::section) fn claim_sum_blocks(
    one: &ClaimSumSection,
    level: u8,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    out.push(Block::Table(table("claim_sum_caption", &one.lines, says)));
    remarks(&one.lines, says, out);
    income_remark(one.income_rule, &one.lines, says, out);
    needs(&one.lines, says, out);
    let due = find(&one.lines, AccountEntry::Due);
    let mut facts = vec![(says.word("account", "requested"), one.requested.words(says))];
    let exact = due.and_then(KnownValue::money);
    if let Some(due) = exact.filter(|sum| !sum.is_in_cents()) {
        let (low, high) = (
            says.locale().money(due.cents_below()),
            says.locale().money(due.cents_above()),
        );
        let text = says.fill("account", "in_cents", &[("low", &low), ("high", &high)]);
        facts.push((says.word("account", "rounding"), plain(text)));
    }
    out.push(Block::Facts(facts));
    let of = |value: Option<&Value>| {
        value.map_or_else(
            || says.word("unit_words", "unknown"),
            |value| says.value(value),
        )
    };
    let stated = of(one.requested.value.as_ref());
    let computed = of(due.and_then(|due| due.value.as_ref()));
    let values = [("stated", stated.as_str()), ("computed", computed.as_str())];
    let text = says.fill("report", "differs", &values);
    match one.agrees {
        Truth::Yes => out.push(Block::Paragraph(plain(says.word("account", "agrees")))),
        Truth::No => out.push(Block::Card(Card {
            tone: Tone::Error,
            label: says.word("account", "differs_label"),
            title: plain(says.word("account", "claim_differs")),
            level: level + 1,
            blocks: vec![Block::Paragraph(plain(text))],
        })),
        Truth::Unknown => {
            let words = says.word("account", "claim_open");
            out.push(Block::Paragraph(plain(format!("{words} {text}"))));
        }
    }
    if !one.plain && !one.steps.is_empty() {
        out.push(Block::Paragraph(plain(says.word("account", "by_steps"))));
        let (values, reasoning) = says.told_reckoning(&one.operands, &one.steps);
        out.push(steps(&values, &reasoning, says));
    }
}

pub(in crate::report::section) fn settlement_blocks(
    one: &SettlementSection,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    out.push(Block::Table(table("settlement_caption", &one.lines, says)));
    remarks(&one.lines, says, out);
    needs(&one.lines, says, out);
    if let (Some(stated), Some(claimed)) = (&one.final_costs, &one.claimed_costs)
        && stated.value != claimed.value
    {
        out.push(Block::Paragraph(plain(
            says.word("account", "final_differs"),
        )));
        let item = |key: &str, sum: &KnownValue| (says.word("account", key), sum.words(says));
        out.push(Block::Facts(vec![
            item("costs_of_account", stated),
            item("costs_of_claims", claimed),
        ]));
    }
    if !one.not_accepted_yet.is_empty() {
        let claims = one.not_accepted_yet.join("; ");
        let text = says.fill("account", "not_accepted_yet", &[("claims", &claims)]);
        out.push(Block::Paragraph(plain(text)));
    }
    outcome(one, says, out);
    let mut facts = Vec::new();
    for date in &one.due {
        let mut spans = plain(format!("{} (", says.deadline_day(date)));
        spans.extend(basis_spans(&date.basis, says));
        spans.push(Span::Plain(")".to_owned()));
        facts.push((says.word("account", "account_due"), spans));
    }
    // What is due by a rulebook may be due by the decision.
    let told = |day: PartialDate| {
        let same = |date: &Deadline| PartialDate::Day(date.until.unwrap_or_default()) == day;
        one.due.iter().any(same)
    };
    if let Some(day) = one.due_by_decision.filter(|day| !told(*day)) {
        facts.push((
            says.word("account", "account_due_by_decision"),
            plain(says.partial(day)),
        ));
    }
    let given = one.given.map_or_else(
        || says.word("account", "not_given"),
        |day| says.partial(day),
    );
    facts.push((says.word("account", "account_given"), plain(given)));
    out.push(Block::Facts(facts));
}

/// What follows for the recipient: to return, to be paid, or neither.
fn outcome(one: &SettlementSection, says: &Presenter<'_>, out: &mut Vec<Block>) {
    let surplus = find(&one.lines, AccountEntry::ToReturn);
    let rest = find(&one.lines, AccountEntry::ToPay);
    if surplus.is_none() {
        out.push(Block::Paragraph(plain(says.word("account", "no_payments"))));
        return;
    }
    let mut facts = Vec::new();
    let nothing = surplus.is_none_or(KnownValue::is_nothing);
    if let Some(limit) = one.limit.as_ref().filter(|_| !nothing) {
        let mut spans = limit.words(says);
        if !limit.basis.is_empty() {
            spans.push(Span::Plain(" (".to_owned()));
            spans.extend(basis_spans(&limit.basis, says));
            spans.push(Span::Plain(")".to_owned()));
        }
        facts.push((says.word("account", "need_not_return"), spans));
        out.push(Block::Facts(facts));
    }
    let key = match (nothing, one.within_limit) {
        (true, _) if rest.is_some_and(KnownValue::is_nothing) => "settled",
        (true, _) if rest.is_some_and(|rest| rest.money().is_some()) => "is_to_pay",
        (true, _) => "pay_open",
        (false, Some(Truth::Yes)) => "may_keep",
        (false, Some(Truth::No)) => "must_return",
        (false, _) => "return_open",
    };
    let sum = match key {
        "is_to_pay" | "pay_open" => rest,
        _ => surplus,
    };
    let sum = sum.map_or_else(String::new, |sum| {
        sum.value.as_ref().map_or_else(
            || says.word("unit_words", "unknown"),
            |value| says.value(value),
        )
    });
    out.push(Block::Paragraph(plain(capital(&says.fill(
        "account",
        key,
        &[("sum", &sum)],
    )))));
}
