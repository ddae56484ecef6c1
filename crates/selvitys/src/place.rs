//! Where things stand: a small copyable place, made into pointer and path only for a finding.

use crate::finding::{Asked, PathStep, Place};
use crate::index::Index;
use crate::model::{Countable, Figure, Lang, Status, Text};
use crate::pointer::escape;

/// A place in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum At {
    Root,
    Field(&'static str),
    /// A text of the document in one language.
    Text(&'static str, Lang),
    /// The things of a kind that are counted.
    Counted(Countable),
    Asked(Asked),
    Grant(usize, &'static str),
    Budget(usize, &'static str),
    Line(usize, &'static str),
    Cell(usize, Status, Figure),
    Earmarks(usize),
    /// A part of a line that is set aside.
    Earmark(usize, usize),
    /// A figure of all lines of a budget together.
    Lines(usize, Status, Figure),
    Headline(usize, usize),
    Package(usize, &'static str),
    Organisation(usize, &'static str),
    Participant(usize),
    PrivateService(usize, &'static str),
    Goal(usize, &'static str),
    StatedCount(usize),
    FocusArea(usize),
    View(usize),
    Round(usize),
    Entry(usize, usize),
    Target(usize),
    Result(usize),
    Risk(usize, &'static str),
    Deviation(usize, &'static str),
    Content(usize),
    /// A member of a list of a grant: the list, its number, and a field of it.
    OfGrant(usize, &'static str, usize, &'static str),
    Milestone(usize, &'static str),
    PackageMeasure(usize, usize, &'static str),
    RowMeasure(usize, usize, &'static str),
    Indicator(usize, usize, &'static str),
    Declaration(usize, &'static str),
    WritingGroup(usize, &'static str),
}

impl At {
    /// The place as findings carry it.
    pub(crate) fn place(self, index: &Index<'_>) -> Place {
        let mut to = Walk::new(true);
        self.walk(index, &mut to);
        Place {
            document: None,
            pointer: to.pointer,
            path: to.path,
        }
    }

    /// The pointer of the place alone.
    pub(crate) fn pointer(self, index: &Index<'_>) -> String {
        let mut to = Walk::new(false);
        self.walk(index, &mut to);
        to.pointer
    }

    fn walk(self, index: &Index<'_>, to: &mut Walk) {
        let project = index.project;
        match self {
            At::Root => {}
            At::Field(field) => to.fields(field),
            At::Text(field, lang) => {
                to.fields(field);
                to.key(lang.tag());
            }
            At::Counted(what) => to.fields(crate::check::count::field(what)),
            At::Asked(asked) => to.fields(field_of(asked)),
            At::Grant(number, field) => {
                let call = project.grants.get(number).map(|grant| &grant.call);
                to.item("grants", number);
                to.named(call, |call| PathStep::Call(call.clone()));
                to.fields(field);
            }
            At::Budget(number, field) => {
                to.item("budgets", number);
                to.fields(field);
            }
            At::Line(line, field) => {
                to.line(index, line);
                to.fields(field);
            }
            At::Cell(line, status, figure) => {
                to.line(index, line);
                to.key(status.key());
                to.key(figure.key());
                to.named(Some(figure), PathStep::Figure);
            }
            At::Earmarks(line) => {
                to.line(index, line);
                to.fields("of_which");
            }
            At::Earmark(line, number) => {
                to.line(index, line);
                to.fields("of_which");
                to.number(number);
                to.key("amount");
            }
            At::Lines(budget, _, figure) => {
                to.item("budgets", budget);
                to.fields("lines");
                to.named(Some(figure), PathStep::Figure);
            }
            At::Headline(budget, number) => {
                to.item("budgets", budget);
                let headline = project
                    .budgets
                    .get(budget)
                    .and_then(|budget| budget.headlines.get(number));
                to.under(
                    "headlines",
                    number,
                    headline.map(|headline| &headline.title),
                );
            }
            At::Package(number, field) => {
                to.package(index, number);
                to.fields(field);
            }
            At::Organisation(number, field) => {
                let title = project.organisations.get(number).map(|one| &one.name);
                to.item("organisations", number);
                to.title(title);
                to.fields(field);
            }
            At::Participant(number) => {
                let code = project
                    .participants
                    .get(number)
                    .map(|one| &one.municipality);
                to.item("participants", number);
                to.named(code, |code| PathStep::Municipality(code.clone()));
            }
            At::PrivateService(number, field) => {
                let code = project
                    .private_services
                    .get(number)
                    .map(|one| &one.municipality);
                to.item("private_services", number);
                to.named(code, |code| PathStep::Municipality(code.clone()));
                to.fields(field);
            }
            At::Goal(number, field) => {
                let goals = project.goals.as_ref();
                let row = goals.and_then(|goals| goals.table.get(number));
                to.fields("goals");
                to.under("table", number, row.map(|row| &row.goal));
                to.fields(field);
            }
            At::StatedCount(number) => {
                to.item("stated_counts", number);
                to.title(project.stated_counts.get(number).map(|one| &one.claim));
            }
            At::FocusArea(number) => {
                to.item("focus_areas", number);
                to.title(project.focus_areas.get(number).map(|one| &one.title));
            }
            At::View(number) => {
                to.item("views", number);
                to.title(project.views.get(number).map(|one| &one.title));
            }
            At::Round(number) => to.round(index, number),
            At::Entry(number, entry) => {
                to.round(index, number);
                to.key("entries");
                to.number(entry);
                let round = project.self_assessments.get(number);
                if let Some(entry) = round.and_then(|round| round.entries.get(entry)) {
                    to.cell(index, &entry.goal, entry.focus_area.as_deref());
                }
            }
            At::Target(number) => {
                to.fields("goals");
                to.key("targets");
                to.number(number);
                let goals = project.goals.as_ref();
                if let Some(target) = goals.and_then(|goals| goals.targets.get(number)) {
                    to.cell(index, &target.goal, target.focus_area.as_deref());
                }
            }
            At::Result(number) => {
                to.item("results", number);
                to.title(project.results.get(number).map(|result| &result.title));
            }
            At::Risk(number, field) => {
                to.item("risks", number);
                to.title(project.risks.get(number).map(|one| &one.title));
                to.fields(field);
            }
            At::Deviation(number, field) => {
                to.item("deviations", number);
                to.title(project.deviations.get(number).map(|one| &one.title));
                to.fields(field);
            }
            At::OfGrant(grant, list, number, field) => {
                At::Grant(grant, list).walk(index, to);
                to.number(number);
                to.named(Some(number + 1), PathStep::Number);
                to.fields(field);
            }
            At::Milestone(number, field) => {
                let schedule = project.schedule.as_ref();
                let one = schedule.and_then(|one| one.milestones.get(number));
                to.fields("schedule");
                to.under("milestones", number, one.map(|one| &one.title));
                to.fields(field);
            }
            At::PackageMeasure(package, number, field) => {
                to.package(index, package);
                let node = index.packages.get(package);
                let measure = node.and_then(|node| node.package.measures.get(number));
                to.under("measures", number, measure.map(|one| &one.text));
                to.fields(field);
            }
            At::RowMeasure(row, number, field) => {
                At::Goal(row, "").walk(index, to);
                let goals = project.goals.as_ref();
                let row = goals.and_then(|goals| goals.table.get(row));
                let measure = row.and_then(|row| row.measures.get(number));
                to.under("measures", number, measure.map(|one| &one.text));
                to.fields(field);
            }
            At::Indicator(row, number, field) => {
                At::Goal(row, "").walk(index, to);
                let goals = project.goals.as_ref();
                let row = goals.and_then(|goals| goals.table.get(row));
                let indicator = row.and_then(|row| row.indicators.get(number));
                to.under("indicators", number, indicator.map(|one| &one.title));
                to.fields(field);
            }
            At::Declaration(number, field) => {
                to.item("declarations", number);
                to.named(Some(number + 1), PathStep::Number);
                to.fields(field);
            }
            At::WritingGroup(number, field) => {
                to.fields("governance");
                let governance = project.governance.as_ref();
                let group = governance.and_then(|one| one.writing_groups.get(number));
                to.under("writing_groups", number, group.map(|one| &one.title));
                to.fields(field);
            }
            At::Content(number) => {
                to.fields("contents");
                if let Some(id) = project.contents.keys().nth(number) {
                    to.key(&escape(id));
                    to.named(Some(id), |id| PathStep::Field(id.clone().into()));
                }
            }
        }
    }
}

/// The way to a place.
struct Walk {
    pointer: String,
    path: Vec<PathStep>,
    /// Whether the path is asked for.
    with_path: bool,
}

impl Walk {
    fn new(with_path: bool) -> Self {
        Walk {
            // Longer and deeper than most are.
            pointer: String::with_capacity(64),
            path: Vec::with_capacity(if with_path { 6 } else { 0 }),
            with_path,
        }
    }

    /// A step of the pointer, escaped where it may have to be.
    fn key(&mut self, key: &str) {
        self.pointer.push('/');
        self.pointer.push_str(key);
    }

    fn number(&mut self, number: usize) {
        self.pointer.push('/');
        self.digits(number);
    }

    fn digits(&mut self, number: usize) {
        if number >= 10 {
            self.digits(number / 10);
        }
        let digit = "0123456789".get(number % 10..=number % 10);
        self.pointer.push_str(digit.unwrap_or_default());
    }

    /// A step of the path, made only where the path is asked for.
    fn named<T>(&mut self, name: Option<T>, step: impl FnOnce(T) -> PathStep) {
        if self.with_path {
            self.path.extend(name.map(step));
        }
    }

    /// Fields of the model one inside the other, written `plans/evaluation`.
    fn fields(&mut self, fields: &'static str) {
        for field in fields.split('/').filter(|field| !field.is_empty()) {
            self.key(field);
            self.named(Some(field), |field| PathStep::Field(field.into()));
        }
    }

    fn item(&mut self, list: &'static str, number: usize) {
        self.key(list);
        self.number(number);
        self.named(Some(list), |list| PathStep::Field(list.into()));
    }

    fn under(&mut self, list: &str, number: usize, title: Option<&Text>) {
        self.key(list);
        self.number(number);
        self.title(title);
    }

    fn title(&mut self, title: Option<&Text>) {
        self.named(title, |title| PathStep::Title(Box::new(title.into())));
    }

    fn line(&mut self, index: &Index<'_>, at: usize) {
        let Some(node) = index.lines.get(at) else {
            return;
        };
        match node.parent {
            Some(parent) => {
                self.line(index, parent);
                self.key("children");
                self.number(node.ordinal);
            }
            None => {
                self.item("budgets", node.budget);
                self.key("lines");
                self.number(node.ordinal);
            }
        }
        self.title(Some(&node.line.title));
    }

    fn package(&mut self, index: &Index<'_>, at: usize) {
        let Some(node) = index.packages.get(at) else {
            return;
        };
        match node.parent {
            Some(parent) => {
                self.package(index, parent);
                self.key("children");
                self.number(node.ordinal);
            }
            None => self.item("packages", node.ordinal),
        }
        self.title(Some(&node.package.title));
    }

    fn round(&mut self, index: &Index<'_>, number: usize) {
        self.item("self_assessments", number);
        let one = index.project.self_assessments.get(number);
        self.named(one, |one| PathStep::Field(one.round.to_string().into()));
    }

    fn cell(&mut self, index: &Index<'_>, goal: &str, focus_area: Option<&str>) {
        self.named(Some(goal), |goal| PathStep::Field(goal.to_owned().into()));
        let mut areas = index.project.focus_areas.iter();
        let area = areas.find(|area| Some(area.id.as_str()) == focus_area);
        self.title(area.map(|area| &area.title));
    }
}

/// Where a thing that a rule asks for would stand.
fn field_of(asked: Asked) -> &'static str {
    match asked {
        Asked::Coordinator | Asked::Implementers | Asked::OrganisationKind => "organisations",
        Asked::CommittedParties
        | Asked::Participants
        | Asked::Commitments
        | Asked::CommitmentDate => "participants",
        Asked::Objectives | Asked::Measures | Asked::NationalGoals | Asked::LeadField => "packages",
        Asked::Results => "expected_results",
        Asked::GrantAmount
        | Asked::Budget
        | Asked::TotalCosts
        | Asked::FundingShares
        | Asked::Figures
        | Asked::CostClasses => "budgets",
        Asked::Timetable | Asked::Start | Asked::End | Asked::Reached => "schedule",
        Asked::Organisation => "governance",
        Asked::EvaluationPlan => "plans/evaluation",
        Asked::ParticipationPlan => "plans/participation",
        Asked::ExploitationPlan => "plans/exploitation",
        Asked::ExperienceAccount => "plans/experience",
        Asked::PrivateServiceParticipation | Asked::ContractEnd | Asked::OptionUsed => {
            "private_services"
        }
        Asked::RelatedProjects => "plans/related_projects",
        Asked::ResourceImpact => "goals",
        Asked::ResultText => "results",
        Asked::Created => "created",
        Asked::Modified => "modified",
        Asked::Region => "region",
        Asked::Declaration | Asked::DeclarationDate | Asked::DeclarationEvidence => "declarations",
        Asked::Content => "contents",
        Asked::Purpose => "purpose",
        Asked::GrantDecision
        | Asked::ApplicationDate
        | Asked::ClaimDate
        | Asked::ClaimCosts
        | Asked::AcceptedCosts
        | Asked::ClaimedSum
        | Asked::Claims
        | Asked::Payments
        | Asked::PaymentDate
        | Asked::ReturnDate
        | Asked::AdvanceTerms
        | Asked::ClaimsDue
        | Asked::ExtensionDecision
        | Asked::ExceptionDecision
        | Asked::DecisionRecipient
        | Asked::DecisionPurpose
        | Asked::DecisionAmount
        | Asked::DecisionEligibleCosts
        | Asked::DecisionIncomeEffect
        | Asked::DecisionPeriod
        | Asked::GrantRate
        | Asked::FinalAccountDue
        | Asked::FinalAccount
        | Asked::FinalProject
        | Asked::FinalProgress
        | Asked::FinalExecution
        | Asked::FinalCosts
        | Asked::FinalResults
        | Asked::FinalEffectiveness
        | Asked::FinalChangedPractices
        | Asked::FinalUsability
        | Asked::AuditorStatement
        | Asked::KeptUntil => "grants",
        Asked::AccountingReport => "attachments",
        Asked::RoundDate => "self_assessments",
        Asked::IndicatorTarget | Asked::IndicatorBaseline => "goals/table",
        Asked::ProcessGoals => "goals/process",
        Asked::County => "county",
        // A number of a rulebook: nothing in the document settles it.
        Asked::NumberInForce => "",
    }
}
