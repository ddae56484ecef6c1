//! Texts are no placeholders.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Formula, Kind, Reckoning, Sink, Subject, Term};
use crate::finding::{Op, Truth, Value};
use crate::model::Text;
use crate::place::At;
use crate::rulebook::Unit;

/// No text of the document is only a placeholder, apart from case, spaces and marks at its ends.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceholderText {
    /// The placeholders, a list of the rulebook.
    pub phrases: String,
}

impl Kind for PlaceholderText {
    const NAME: &'static str = "placeholder-text";
    const VALUES: &'static [&'static str] = &["text"];

    fn formula(&self) -> Formula<'_> {
        let Self { phrases } = self;
        Formula::new("placeholder_text").with("phrases", Term::Param(phrases))
    }

    fn lists(&self) -> Vec<(&'static str, &str, Unit)> {
        vec![("phrases", &self.phrases, Unit::Codes)]
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let mut judge = |at: At, text: &Text| {
            let placeholder = text.each().find(|(_, text)| ctx.texts.is_placeholder(text));
            let words = placeholder.map(|(_, words)| Value::Code(words.to_owned()));
            let truth = Truth::from(words.is_none());
            out.decide(truth, None, || {
                let mut how = Reckoning::default();
                let own = words.clone().unwrap_or_else(|| ctx.texts.measure(text));
                let own = how.at(at, own);
                let list = how.list(&self.phrases, subject, ctx);
                how.truth(Op::NotOneOf, [own, list], truth);
                Case::at(at).value("text", words).reckoned(how)
            });
        };
        each_text(ctx, &mut judge);
    }
}

/// Every free text of the document that a reader would expect to say something.
fn each_text(ctx: &Context<'_>, judge: &mut impl FnMut(At, &Text)) {
    let project = ctx.index.project;
    let single = [
        ("name", Some(&project.name)),
        ("summary", project.summary.as_ref()),
        ("purpose", project.purpose.as_ref()),
        ("baseline", project.baseline.as_ref()),
        ("main_goal", project.main_goal.as_ref()),
        ("expected_results", project.expected_results.as_ref()),
    ];
    let plans = project.plans.as_ref();
    let plans = plans.into_iter().flat_map(|plans| {
        [
            ("plans/evaluation", plans.evaluation.as_ref()),
            ("plans/participation", plans.participation.as_ref()),
            ("plans/exploitation", plans.exploitation.as_ref()),
            ("plans/experience", plans.experience.as_ref()),
        ]
    });
    for (field, text) in single.into_iter().chain(plans) {
        if let Some(text) = text {
            judge(At::Field(field), text);
        }
    }
    for (number, node) in ctx.index.packages.iter().enumerate() {
        let package = node.package;
        judge(At::Package(number, "title"), &package.title);
        package.objectives.iter().for_each(|one| judge(At::Package(number, "objectives"), one));
        package.deliverables.iter().for_each(|one| judge(At::Package(number, "deliverables"), one));
        let measures = package.measures.iter();
        measures.for_each(|one| judge(At::Package(number, "measures"), &one.text));
    }
    for (number, node) in ctx.index.lines.iter().enumerate() {
        judge(At::Line(number, "title"), &node.line.title);
    }
    if let Some(goals) = &project.goals {
        for (number, row) in goals.table.iter().enumerate() {
            judge(At::Goal(number, "goal"), &row.goal);
            row.measures.iter().for_each(|one| judge(At::Goal(number, "measures"), &one.text));
        }
        for (number, target) in goals.targets.iter().enumerate() {
            judge(At::Target(number), &target.text);
        }
    }
    for (number, result) in project.results.iter().enumerate() {
        result.text.iter().for_each(|text| judge(At::Result(number), text));
    }
    for (number, risk) in project.risks.iter().enumerate() {
        judge(At::Risk(number, "title"), &risk.title);
        risk.precaution.iter().for_each(|text| judge(At::Risk(number, "precaution"), text));
    }
    for (number, deviation) in project.deviations.iter().enumerate() {
        judge(At::Deviation(number, "title"), &deviation.title);
        let texts = [("reason", &deviation.reason), ("effect", &deviation.effect)];
        for (field, text) in texts {
            if let Some(text) = text {
                judge(At::Deviation(number, field), text);
            }
        }
    }
    for (round, one) in project.self_assessments.iter().enumerate() {
        for (number, entry) in one.entries.iter().enumerate() {
            entry.text.iter().for_each(|text| judge(At::Entry(round, number), text));
        }
    }
    for (number, service) in project.private_services.iter().enumerate() {
        let participation = service.participation.iter();
        participation.for_each(|text| judge(At::PrivateService(number, "participation"), text));
    }
    for (number, content) in project.contents.values().enumerate() {
        if let crate::model::Content::Text(text) = content {
            judge(At::Content(number), text);
        }
    }
}
