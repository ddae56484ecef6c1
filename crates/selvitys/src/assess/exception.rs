//! What the exceptions of a grant make of a fault.

use super::decide::Run;
use crate::check::{Case, Context, Subject};
use crate::finding::{Asked, Verdict, Waiver, WaiverState};
use crate::index::Index;
use crate::model::{Grant, GrantException};
use crate::rulebook::{Over, Rule, Stage};

impl Run<'_> {
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
        let exceptions = grants.iter().flat_map(|grant| &grant.exceptions);
        let mut waivers: Vec<Waiver> = exceptions
            .filter(|one| one.rule == rule.id)
            .map(|one| self.waiver(one))
            .collect();
        waivers.sort_by_key(|waiver| waiver.state);
        let waiver = waivers.into_iter().next();
        match waiver.as_ref().map(|waiver| waiver.state) {
            Some(WaiverState::Granted) => return (Verdict::Waived, case, waiver),
            Some(WaiverState::Unclear) => {
                let case = case.missing([Asked::ExceptionDecision]).distance(None);
                return (Verdict::CannotTell, case, waiver);
            }
            _ => {}
        }
        let open = grants.iter().any(|grant| grant.decision.is_none());
        if self.stage <= Stage::Application && open {
            let case = case.missing([Asked::GrantDecision]).distance(None);
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
    ) -> Vec<&'g Grant> {
        if rule.over != Over::Together {
            return ctx.grant(subject).into_iter().collect();
        }
        let all = self.all.iter().flat_map(Index::grants);
        let under = all.filter(|(_, grant)| ctx.books.reaches(&grant.call, ctx.book));
        under.map(|(_, grant)| grant).collect()
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
