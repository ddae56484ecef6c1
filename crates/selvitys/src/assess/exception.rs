//! What the exceptions of a grant make of a fault.

use super::decide::Run;
use crate::check::{Case, Context, From, Subject, fixed};
use crate::finding::{Asked, Op, Truth, Value, Verdict, Waiver, WaiverState};
use crate::model::{Grant, GrantException};
use crate::place::At;
use crate::range::Range;
use crate::rulebook::{Over, Rule, Stage};

impl Run<'_> {
    /// What a fault of a subject comes to, as far as exceptions go.
    pub(super) fn verdict_of_fault(
        &self,
        rule: &Rule,
        subject: &Subject<'_>,
        ctx: &Context<'_>,
    ) -> Verdict {
        if rule.exception.is_none() {
            return Verdict::NotMet;
        }
        let fault = Case::at(subject.thing.at());
        self.except(rule, subject, Verdict::NotMet, fault, ctx).0
    }

    /// What an exception that the law allows makes of a fault: a decision waives it, as long as it
    /// holds; a claim without a decision and a decision that has run out do not, and are shown.
    pub(super) fn except(
        &self,
        rule: &Rule,
        subject: &Subject<'_>,
        verdict: Verdict,
        case: Case,
        ctx: &Context<'_>,
    ) -> (Verdict, Case, Option<Waiver>) {
        if rule.exception.is_none() || verdict != Verdict::NotMet {
            return (verdict, case, None);
        }
        let grants = self.grants(rule, subject, ctx);
        let exceptions = grants.iter().flat_map(|one| {
            let of_grant = one.grant.exceptions.iter().enumerate();
            of_grant.map(move |(number, exception)| (one, number, exception))
        });
        let asked = exceptions
            .filter(|(.., exception)| exception.rule == rule.id)
            .map(|(one, number, exception)| (self.waiver(exception), one, number));
        let best = asked.min_by_key(|(waiver, ..)| waiver.state);
        let case = match &best {
            Some((waiver, one, number)) => self.told(case, waiver, one, *number),
            None => case,
        };
        let waiver = best.map(|(waiver, ..)| waiver);
        match waiver.as_ref().map(|waiver| waiver.state) {
            Some(WaiverState::Granted) => return (Verdict::Waived, case, waiver),
            Some(WaiverState::Unclear) => {
                let case = case.missing([Asked::ExceptionDecision]).distance(None);
                return (Verdict::CannotTell, case, waiver);
            }
            _ => {}
        }
        let open = grants.iter().find(|one| one.grant.decision.is_none());
        if let Some(one) = open.filter(|_| self.stage <= Stage::Application) {
            let case = one
                .undecided(case)
                .missing([Asked::GrantDecision])
                .distance(None);
            return (Verdict::CannotTell, case, waiver);
        }
        (verdict, case, waiver)
    }

    /// The grants whose decisions may waive a rule: the subject's, or those of all documents.
    fn grants<'g>(
        &'g self,
        rule: &Rule,
        subject: &Subject<'_>,
        ctx: &'g Context<'_>,
    ) -> Vec<OfGrant<'g>> {
        if rule.over != Over::Together {
            let own = subject.grant.zip(ctx.grant(subject));
            return own
                .map(|(number, grant)| OfGrant {
                    document: 0,
                    number,
                    grant,
                })
                .into_iter()
                .collect();
        }
        let all = self.all.iter().enumerate();
        let all = all.flat_map(|(document, index)| {
            index.grants().map(move |(number, grant)| OfGrant {
                document,
                number,
                grant,
            })
        });
        all.filter(|one| ctx.books.reaches(&one.grant.call, ctx.book))
            .collect()
    }

    /// A case with what an exception makes of it: the rule is met, or the exception holds.
    fn told(&self, mut case: Case, waiver: &Waiver, of: &OfGrant<'_>, number: usize) -> Case {
        let Some(fault) = case.reckoning.last() else {
            return case;
        };
        let how = &mut case.reckoning;
        let at = |field| {
            From::In(
                of.document,
                At::OfGrant(of.number, "exceptions", number, field),
            )
        };
        let decision = how.used(at("decision"), waiver.decision.clone().map(Value::Code));
        let decided = Truth::from(waiver.decision.is_some());
        let decision = how.truth(Op::IsPresent, [decision], decided);
        let mut holds = (decision, decided);
        if let (Truth::Yes, Some(until)) = (decided, waiver.until) {
            let today = how.used(From::AsOf, Value::Date(self.as_of));
            let until_at = how.used(at("until"), Value::Coarse(until));
            let truth = Range::exact(self.as_of).at_most(Range::of(Some(until)));
            holds = (how.truth(Op::NotAfter, [today, until_at], truth), truth);
        }
        let (term, truth) = holds;
        how.truth(Op::Any, [fault, term], truth);
        case
    }

    fn waiver(&self, exception: &GrantException) -> Waiver {
        let until = exception.until;
        let state = if exception.decision.is_none() {
            WaiverState::Claimed
        } else if until.is_none_or(|until| self.as_of <= until.earliest()) {
            WaiverState::Granted
        } else if until.is_some_and(|until| self.as_of > until.latest()) {
            WaiverState::Expired
        } else {
            WaiverState::Unclear
        };
        Waiver {
            state,
            decision: exception.decision.clone(),
            date: exception.date,
            until,
        }
    }
}

/// A grant whose decisions may waive a rule, and where it stands.
struct OfGrant<'g> {
    document: usize,
    number: usize,
    grant: &'g Grant,
}

impl OfGrant<'_> {
    /// A case that a decision still to come may waive.
    fn undecided(&self, mut case: Case) -> Case {
        if let Some(fault) = case.reckoning.last() {
            let how = &mut case.reckoning;
            let decision = From::In(self.document, At::Grant(self.number, "decision"));
            let decision = how.used(decision, None);
            let open = fixed(Value::Asked(Asked::GrantDecision));
            let decision = how.truth(Op::IsPresent, [decision, open], Truth::Unknown);
            how.truth(Op::Any, [fault, decision], Truth::Unknown);
        }
        case
    }
}
