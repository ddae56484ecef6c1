//! What a public edition leaves out: said at its place, so that it is not taken for missing.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Source;
use crate::model::{Grant, Text};
use crate::report::document::{Block, Span, plain};
use crate::report::view::spans;
use crate::rulebook::ReportPart;
use crate::words::Presenter;

/// A part that is left out of a public edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withheld {
    /// Why, in the words of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
}

/// Whether a part is not there because the public edition leaves it out.
pub(super) fn of(part: ReportPart, grant: Option<&Grant>, source: &Source<'_>) -> Option<Withheld> {
    let edition = source.edition?;
    let project = source.project;
    let number = grant.and_then(|grant| project.grants.iter().position(|one| one.id == grant.id));
    let mut places = places(part).iter().map(|place| match number {
        Some(number) => format!("/grants/{number}{place}"),
        None => (*place).to_owned(),
    });
    let left_out = places.find_map(|place| edition.left_out_at(&place))?;
    Some(Withheld {
        reason: left_out.reason.clone(),
    })
}

/// Where the document has a part; of a part of a grant, below the grant.
fn places(part: ReportPart) -> &'static [&'static str] {
    match part {
        ReportPart::Summary => &["/summary"],
        ReportPart::Baseline => &["/baseline", "/strategy/background", "/strategy/needs"],
        ReportPart::Purpose => &["/purpose", "/main_goal"],
        ReportPart::Strategy => &["/strategy"],
        ReportPart::Goals => &[
            "/goals",
            "/goals/targets",
            "/goals/process",
            "/goals/advanced",
        ],
        ReportPart::GoalTable | ReportPart::Indicators => &["/goals/table"],
        ReportPart::ExpectedResults => &["/expected_results"],
        ReportPart::Packages | ReportPart::Cards | ReportPart::Deliverables => &["/packages"],
        ReportPart::Measures => &["/packages", "/goals/table"],
        ReportPart::Schedule => &["/schedule", "/schedule/milestones"],
        ReportPart::Budget | ReportPart::Costs => &["/budgets"],
        ReportPart::Organisations | ReportPart::Funder => &["/organisations"],
        ReportPart::Participants => &["/participants"],
        ReportPart::PrivateServices => &["/private_services"],
        ReportPart::Governance => &["/governance"],
        ReportPart::Evaluation => &["/plans/evaluation"],
        ReportPart::Participation => &["/plans/participation"],
        ReportPart::Exploitation => &["/plans/exploitation"],
        ReportPart::Experience => &["/plans/experience"],
        ReportPart::RelatedProjects => &["/plans/related_projects"],
        ReportPart::Risks => &["/risks"],
        ReportPart::Deviations => &["/deviations"],
        ReportPart::CallContents => &["/contents"],
        ReportPart::Declarations => &["/declarations"],
        ReportPart::Contacts => &["/contacts"],
        ReportPart::Attachments => &["/attachments"],
        ReportPart::Coverage | ReportPart::SelfAssessments => &["/self_assessments"],
        ReportPart::Links => &["/links"],
        ReportPart::PagePeriod => &["/schedule"],
        ReportPart::MainGoal => &["/main_goal"],
        ReportPart::Topics => &["/topics"],
        ReportPart::Phenomena => &["/phenomena"],
        ReportPart::Results => &["/results"],
        ReportPart::Decision => &["/decision"],
        ReportPart::ClaimCosts | ReportPart::ClaimSum | ReportPart::Claims => &["/claims"],
        ReportPart::Settlement => &["/claims", "/payments", "/returns"],
        ReportPart::AccountProject => &["/final_account/project"],
        ReportPart::AccountProgress => &["/final_account/progress"],
        ReportPart::AccountExecution => &["/final_account/execution"],
        ReportPart::AccountResults => &["/final_account/results"],
        ReportPart::AccountEffectiveness => &["/final_account/effectiveness"],
        ReportPart::AccountChangedPractices => &["/final_account/changed_practices"],
        ReportPart::AccountUsability => &["/final_account/usability"],
        ReportPart::AccountCosts => &["/final_account/costs"],
        ReportPart::AuditorStatement => &["/final_account/auditor_statement"],
        ReportPart::Place
        | ReportPart::State
        | ReportPart::Deadlines
        | ReportPart::Confirmation
        | ReportPart::PageName
        | ReportPart::Page
        | ReportPart::Counts
        | ReportPart::Faults
        | ReportPart::Open
        | ReportPart::Waived
        | ReportPart::Met
        | ReportPart::WithheldRules
        | ReportPart::NotApplicable
        | ReportPart::Reckonings
        | ReportPart::Record => &[],
    }
}

pub(super) fn blocks(withheld: &Withheld, says: &Presenter<'_>, out: &mut Vec<Block>) {
    let mut text = plain(says.word("notices", "withheld"));
    if let Some(reason) = &withheld.reason {
        text.push(Span::Plain(format!(
            " {} ",
            says.word("notices", "withheld_reason")
        )));
        text.extend(spans(reason, says));
    }
    out.push(Block::Paragraph(text));
}
