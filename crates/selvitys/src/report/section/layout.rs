//! How sections stand below one another: headings, grants, groups, and the blocks of each.

use super::common::Under;
use super::{
    Section, SectionBody, SectionGrant, account, baseline, budget, call_contents, cards,
    compliance, contacts, declarations, goal_table, goals, governance, links, missing,
    organisations, packages, page, participants, pictures, private_services, progress, record,
    related_projects, results, self_assessments, strategy, texts, withheld,
};
use crate::report::Report;
use crate::report::document::{Block, plain};
use crate::rulebook::{Kind, ReportPart};
use crate::words::Presenter;

/// The blocks of all sections.
pub(in crate::report) fn blocks(report: &Report, says: &Presenter<'_>) -> Vec<Block> {
    let mut out = Vec::new();
    missing::summary(report, says, &mut out);
    let mut grant: Option<&SectionGrant> = None;
    let mut group = None;
    let mut headed = None;
    for section in &report.sections {
        if section.part == ReportPart::Record {
            // Before what the report was made from stands what it does not have, and how the
            // results were reached.
            missing::not_stated(&report.not_stated, report.kind, says, &mut out);
            if report.kind == Kind::Compliance {
                compliance::reckonings(&report.sections, says, &mut out);
            }
        }
        if section.grant.as_ref() != grant {
            grant = section.grant.as_ref();
            headed = None;
            if let Some(grant) = grant {
                out.push(Block::Heading(2, plain(says.call(&grant.call))));
            }
        }
        let of = section.part.group(report.kind);
        if let Some(key) = of.filter(|_| of != group) {
            out.push(Block::Heading(2, plain(says.word("page_group", key))));
        }
        group = of;
        let below = section.grant.is_some() || of.is_some();
        let level = if below { 3 } else { 2 };
        // Parts of one title stand under one heading.
        let title = part_title(section.part, report.kind, says);
        if !heads_itself(section, report.kind) && headed.as_ref() != Some(&title) {
            out.push(Block::Heading(level, plain(title.as_str())));
        }
        headed = Some(title);
        body_blocks(section, report.kind, level, says, &mut out);
    }
    out
}

/// What a part is called in a kind of report.
pub(super) fn part_title(part: ReportPart, kind: Kind, says: &Presenter<'_>) -> String {
    let key = crate::check::key_of(&part).replace('-', "_");
    if kind == Kind::Innokyla && says.has("part_of_page", &key) {
        says.word("part_of_page", &key)
    } else {
        own_title(part, says)
    }
}

/// What a part is called in reports other than the public page.
pub(super) fn own_title(part: ReportPart, says: &Presenter<'_>) -> String {
    says.word("part", &crate::check::key_of(&part))
}

/// Whether a section writes its headings itself.
fn heads_itself(section: &Section, kind: Kind) -> bool {
    match section.body {
        SectionBody::Budget(_) => kind == Kind::Budget,
        SectionBody::Cards(_) => kind == Kind::Card,
        SectionBody::Counts(_)
        | SectionBody::Faults(_)
        | SectionBody::Open(_)
        | SectionBody::Waived(_)
        | SectionBody::Met(_)
        | SectionBody::WithheldRules(_)
        | SectionBody::NotApplicable(_)
        | SectionBody::Record(_) => true,
        _ => false,
    }
}

/// The blocks of a section below its heading, which has this level.
fn body_blocks(
    section: &Section,
    kind: Kind,
    level: u8,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    let under = Under { level, kind };
    match &section.body {
        SectionBody::Missing(one) => missing::blocks(one, level, says, out),
        SectionBody::Withheld(one) => withheld::blocks(one, says, out),
        SectionBody::Texts(items) => texts::blocks(items, says, out),
        SectionBody::Budget(one) => {
            let level = if kind == Kind::Budget { 2 } else { level + 1 };
            budget::blocks(one, level, says, out);
        }
        SectionBody::Schedule(_)
        | SectionBody::Coverage(_)
        | SectionBody::Place(_)
        | SectionBody::OverTime(_) => pictures::blocks(&section.body, says, out),
        SectionBody::State(one) => progress::state_blocks(one, says, out),
        SectionBody::Measures(one) => progress::measure_blocks(one, says, out),
        SectionBody::Deliverables(rows) => progress::deliverable_blocks(rows, says, out),
        SectionBody::Milestones(one) => progress::milestone_blocks(one, says, out),
        SectionBody::Deviations(rows) => progress::deviation_blocks(rows, says, out),
        SectionBody::Indicators(rows) => progress::indicator_blocks(rows, says, out),
        SectionBody::Risks(risks) => progress::risk_blocks(risks, says, out),
        SectionBody::Deadlines(dates) => progress::deadline_blocks(dates, says, out),
        SectionBody::Attachments(rows) => progress::attachment_blocks(rows, says, out),
        SectionBody::Costs(one) => account::costs_blocks(one, level, says, out),
        SectionBody::Decision(one) => account::decision_blocks(one, says, out),
        SectionBody::ClaimCosts(one) => account::claim_costs_blocks(one, says, out),
        SectionBody::ClaimSum(one) => account::claim_sum_blocks(one, level, says, out),
        SectionBody::Claims(one) => account::claims_blocks(one, level, says, out),
        SectionBody::Confirmation(one) => account::confirmation_blocks(one, says, out),
        SectionBody::Settlement(one) => account::settlement_blocks(one, says, out),
        SectionBody::Auditor(one) => account::auditor_blocks(one, says, out),
        SectionBody::Record(record) => record::blocks(record, says, out),
        SectionBody::Baseline(one) => baseline::blocks(one, under, says, out),
        SectionBody::Strategy(one) => strategy::blocks(one, under, says, out),
        SectionBody::Goals(one) => goals::blocks(one, under, says, out),
        SectionBody::Packages(one) => packages::blocks(one, under, says, out),
        SectionBody::GoalTable(rows) => goal_table::blocks(rows, under, says, out),
        SectionBody::Cards(cards) => cards::blocks(cards, level, says, out),
        SectionBody::Organisations(all) => organisations::blocks(all, under, says, out),
        SectionBody::Participants(one) => participants::blocks(one, under, says, out),
        SectionBody::PrivateServices(all) => private_services::blocks(all, says, out),
        SectionBody::Governance(one) => governance::blocks(one, under, says, out),
        SectionBody::RelatedProjects(all) => related_projects::blocks(all, says, out),
        SectionBody::CallContents(one) => call_contents::blocks(one, under, says, out),
        SectionBody::Declarations(all) => declarations::blocks(all, says, out),
        SectionBody::Contacts(rows) => contacts::blocks(rows, under, says, out),
        SectionBody::Links(rows) => links::blocks(rows, says, out),
        SectionBody::Page(field) => page::blocks(field, says, out),
        SectionBody::Results(all) => results::blocks(all, level, says, out),
        SectionBody::SelfAssessments(rounds) => self_assessments::blocks(rounds, under, says, out),
        body => compliance::blocks(body, says, out),
    }
}
