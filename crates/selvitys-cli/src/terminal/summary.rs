//! What a check ends with: what matters most, what is closest to its limit, and the answer.

use std::io::{self, Write};

use selvitys::{About, Assessment, Concern, Presenter};

use crate::input::When;

/// The three things that matter most: three causes, each with how far it is from complying.
pub(crate) fn top_three(
    assessment: &Assessment,
    says: &Presenter<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let concerns = assessment.concerns();
    if concerns.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", says.word("cli", "matters_most"))?;
    for (number, concern) in concerns.iter().take(3).enumerate() {
        let label = says.label(concern.verdict, concern.severity);
        writeln!(out, "  {}. {label}: {}", number + 1, says.title_of(concern))?;
        let far = far(concern, says);
        let lines = far.into_iter().chain([says.what_to_do_about(concern)]);
        for line in lines {
            writeln!(out, "     {line}")?;
        }
    }
    writeln!(out)
}

/// Where it is and how far from complying; of a cause, how many rules depend on it too.
fn far(concern: &Concern<'_>, says: &Presenter<'_>) -> Vec<String> {
    let finding = concern.farthest();
    let place = match (concern.about, finding) {
        (About::Cause(group), None) => group.cause.places().first(),
        (_, Some(finding)) => Some(&finding.place),
        (About::Rule(_), None) => concern.findings.first().map(|finding| &finding.place),
    };
    let place = place.map(|place| says.place(place)).unwrap_or_default();
    let distance = finding.and_then(|finding| finding.distance.as_ref());
    let distance = distance
        .map(|distance| says.distance(distance))
        .unwrap_or_default();
    let parts = [place, distance]
        .into_iter()
        .filter(|part| !part.is_empty());
    let mut lines = vec![parts.collect::<Vec<_>>().join(": ")];
    if let About::Cause(_) = concern.about {
        lines.push(says.rules_of_cause(concern.findings.iter().copied()));
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// Of the limits that are kept, the one that leaves the least room.
pub(crate) fn closest_call(
    assessment: &Assessment,
    says: &Presenter<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Some((outcome, closest)) = assessment.closest_call(says.books()) else {
        return Ok(());
    };
    writeln!(
        out,
        "{}: {}",
        says.word("report", "closest_call"),
        says.heading(outcome)
    )?;
    let parts = [says.place(&closest.place), says.evidence(outcome)];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    writeln!(out, "     {}\n", parts.collect::<Vec<_>>().join(": "))
}

/// The answer, for which day and stage, and how many rules have which verdict.
pub(crate) fn answer(
    assessment: &Assessment,
    when: &When,
    says: &Presenter<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let answer = says.answer(assessment.answer);
    writeln!(out, "{answer}. {}", says.answer_text(assessment.answer))?;
    if assessment.without_grant(says.books()) {
        writeln!(out, "{}", says.word("report", "no_grant"))?;
    }
    writeln!(out, "{}", day_and_stage(when, says))?;
    writeln!(out, "{}", says.counted(assessment.counts))
}

/// For which day and stage, and whether the command chose them.
pub(crate) fn day_and_stage(when: &When, says: &Presenter<'_>) -> String {
    let day = says.value(&selvitys::Value::Date(when.as_of));
    let stage = says.stage(when.stage);
    let key = match (when.day_chosen, when.stage_chosen) {
        (true, true) => "assessed_by_choice",
        (true, false) => "assessed_day_chosen",
        (false, true) => "assessed_stage_chosen",
        (false, false) => "assessed",
    };
    let values = [("day", day.as_str()), ("stage", stage.as_str())];
    selvitys::phrase("cli", key, says.lang(), &values)
}
