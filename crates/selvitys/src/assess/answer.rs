//! From the verdicts of subjects to that of a rule, and to the answer as a whole.

use super::decide::Judged;
use crate::finding::{Answer, Counts, Verdict};
use crate::rulebook::Severity;

/// The worst verdict that was counted.
pub(super) fn worst(counts: Counts) -> Verdict {
    if counts.not_met > 0 {
        Verdict::NotMet
    } else if counts.cannot_tell > 0 {
        Verdict::CannotTell
    } else if counts.waived > 0 {
        Verdict::Waived
    } else if counts.met > 0 {
        Verdict::Met
    } else {
        Verdict::NotApplicable
    }
}

pub(super) fn count(judged: &[Judged<'_>]) -> Counts {
    let mut counts = Counts::default();
    for one in judged {
        counts.add(one.verdict, 1);
    }
    counts
}

/// The answer as a whole.
pub(super) fn answer(judged: &[Judged<'_>]) -> Answer {
    let any = |verdict: Verdict, error: bool| {
        judged
            .iter()
            .any(|one| one.verdict == verdict && (one.severity == Severity::Error || !error))
    };
    // A rule that is not met may hide that it cannot be told of another subject.
    let open = judged
        .iter()
        .any(|one| one.severity == Severity::Error && one.counts.cannot_tell > 0);
    if any(Verdict::NotMet, true) {
        Answer::NotCompliant
    } else if open {
        Answer::Incomplete
    } else if any(Verdict::NotMet, false) || any(Verdict::Waived, false) {
        Answer::CompliantWithRemarks
    } else {
        Answer::Compliant
    }
}
