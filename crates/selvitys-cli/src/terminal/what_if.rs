//! What would be, on a terminal.

use std::io::{self, Write};

use selvitys::{
    Admitted, Binding, Distance, Finding, GrantMoney, Interval, IntervalEnd, Presenter, Solved,
    Turn, Value, VerdictTurn, WhatIf, phrase,
};

use super::concerns::said;
use super::summary::day_and_stage;
use crate::input::When;

/// Writes everything that changes, and what was solved for.
pub(crate) fn what_if(
    then: &WhatIf,
    when: &When,
    says: &Presenter<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut page = Page { says, out };
    if !then.edits.is_empty() {
        page.changes(then)?;
        page.rules(then)?;
        page.money(then)?;
        page.distances(then)?;
    }
    for solved in &then.solved {
        page.solved(solved)?;
    }
    let answer = turn(&then.answer, |answer| says.answer(*answer));
    writeln!(page.out, "{}: {answer}", says.word("report", "answer"))?;
    writeln!(page.out, "{}", day_and_stage(when, says))
}

struct Page<'p, 'a> {
    says: &'p Presenter<'a>,
    out: &'p mut dyn Write,
}

impl Page<'_, '_> {
    fn word(&self, key: &str) -> String {
        self.says.word("what_if", key)
    }

    fn fill(&self, key: &str, name: &str, value: &str) -> String {
        phrase("what_if", key, self.says.lang(), &[(name, value)])
    }

    /// A value; of one that fills more than a line its beginning.
    fn maybe(&self, value: Option<&Value>) -> String {
        const MOST: usize = 80;
        let said = value.map_or_else(|| self.word("nothing"), |value| self.says.value(value));
        match said.char_indices().nth(MOST) {
            None => said,
            Some((end, _)) => format!("{}…", said.get(..end).unwrap_or_default()),
        }
    }

    fn heading(&mut self, key: &str) -> io::Result<()> {
        let heading = self.word(key);
        writeln!(self.out, "{heading}")
    }

    fn changes(&mut self, then: &WhatIf) -> io::Result<()> {
        self.heading("changes")?;
        for edit in &then.edits {
            let (before, after) = (edit.value_before(), edit.value_after());
            let (before, after) = (self.maybe(before.as_ref()), self.maybe(after.as_ref()));
            let place = self.says.place(&edit.place);
            writeln!(self.out, "  {}", edit.place.pointer)?;
            writeln!(self.out, "    {place}: {before} → {after}")?;
        }
        writeln!(self.out, "  {}\n", self.word("nothing_follows"))
    }

    fn rules(&mut self, then: &WhatIf) -> io::Result<()> {
        if then.verdicts.is_empty() && then.new.is_empty() && then.gone.is_empty() {
            return writeln!(self.out, "{}\n", self.word("no_change"));
        }
        if !then.verdicts.is_empty() {
            self.heading("rules")?;
            for one in &then.verdicts {
                self.verdict(one, then)?;
            }
            writeln!(self.out)?;
        }
        // What belongs to a rule whose verdict changes stands with it.
        let alone = |finding: &&Finding| !then.verdicts.iter().any(|one| one.rule == finding.rule);
        for (key, findings) in [("new", &then.new), ("gone", &then.gone)] {
            let findings: Vec<&Finding> = findings.iter().filter(alone).collect();
            if !findings.is_empty() {
                self.heading(key)?;
                for finding in findings {
                    writeln!(self.out, "  {}: {}", finding.rule, self.said(finding))?;
                }
                writeln!(self.out)?;
            }
        }
        if !then.broken_sums.is_empty() {
            self.heading("broken_sums")?;
            for finding in then.broken_sums.iter().filter_map(|at| then.new.get(*at)) {
                writeln!(self.out, "  {}", self.said(finding))?;
            }
            writeln!(self.out)?;
        }
        Ok(())
    }

    fn verdict(&mut self, one: &VerdictTurn, then: &WhatIf) -> io::Result<()> {
        let says = self.says;
        let verdict = turn(&one.verdict, |verdict| says.verdict(*verdict));
        let severity = says.severity(one.severity);
        writeln!(self.out, "  {severity}: {}: {verdict}", one.rule)?;
        writeln!(self.out, "    {}", says.requirement(&one.rule))?;
        let sums = |at: usize| then.broken_sums.contains(&at);
        let new = then.new.iter().enumerate();
        // Sums that break are listed once, below.
        let new = new.filter(|(at, finding)| finding.rule == one.rule && !sums(*at));
        let mut lines: Vec<String> = new.map(|(_, finding)| self.said(finding)).collect();
        lines.extend(says.basis(&one.basis));
        for line in lines {
            writeln!(self.out, "    {line}")?;
        }
        Ok(())
    }

    /// A finding in one line: where, and its words.
    fn said(&self, finding: &Finding) -> String {
        said(finding, self.says)
    }

    fn money(&mut self, then: &WhatIf) -> io::Result<()> {
        let changes = |grant: &&GrantMoney| {
            let sums = grant
                .figures
                .iter()
                .any(|one| one.sum.before != one.sum.after);
            sums || grant.rate.share.before != grant.rate.share.after
        };
        let changed: Vec<&GrantMoney> = then.money.iter().filter(changes).collect();
        if changed.is_empty() {
            return writeln!(self.out, "{}\n", self.word("money_same"));
        }
        self.heading("money")?;
        let says = self.says;
        for grant in changed {
            let place = says.place(&grant.place);
            let status = says.word("status", grant.status.key());
            writeln!(self.out, "  {place}: {status}")?;
            for figure in &grant.figures {
                let sum = turn(&figure.sum, |sum| self.maybe(sum.as_ref()));
                let name = says.word("figure", figure.figure.key());
                writeln!(self.out, "    {name}: {sum}")?;
            }
            let rate = turn(&grant.rate.share, |share| self.maybe(share.as_ref()));
            writeln!(self.out, "    {}: {rate}", self.word("rate"))?;
            for assumed in says.assumptions(&grant.rate.assumes.after) {
                writeln!(self.out, "    {assumed}")?;
            }
        }
        writeln!(self.out)
    }

    fn distances(&mut self, then: &WhatIf) -> io::Result<()> {
        if then.distances.is_empty() {
            return Ok(());
        }
        self.heading("distances")?;
        for one in &then.distances {
            // Two sentences with an arrow between them read as one.
            let plain = |distance: &Distance| {
                let said = self.says.distance(distance);
                said.trim_end_matches('.').to_owned()
            };
            let distance = turn(&one.distance, plain);
            let place = self.says.place(&one.place);
            writeln!(self.out, "  {}: {place}: {distance}", one.rule)?;
        }
        writeln!(self.out)
    }

    fn solved(&mut self, solved: &Solved) -> io::Result<()> {
        let says = self.says;
        writeln!(
            self.out,
            "{}: {}",
            self.word("solved"),
            solved.place.pointer
        )?;
        writeln!(self.out, "  {}", says.place(&solved.place))?;
        let now = self.maybe(solved.now.as_ref());
        writeln!(self.out, "  {}", self.fill("now", "value", &now))?;
        let money = matches!(solved.looked_at.0, Value::Money(_));
        let nothing = Admitted::default();
        self.admitted("required", &solved.required, money, &nothing)?;
        if solved.clean != solved.required {
            self.admitted("clean", &solved.clean, money, &solved.required)?;
        }
        if let Some(sums) = &solved.sums {
            self.admitted("sums", sums, money, &nothing)?;
        }
        for binding in &solved.never {
            writeln!(self.out, "  {}", self.word("never"))?;
            self.binding(binding)?;
        }
        for open in &solved.open {
            let missing = says.missing(&open.missing);
            writeln!(self.out, "  {}", self.fill("open", "missing", &missing))?;
            self.rule(&open.rule)?;
        }
        for (key, rules) in [("waived", &solved.waived), ("unsolved", &solved.unsolved)] {
            if !rules.is_empty() {
                writeln!(self.out, "  {}", self.word(key))?;
            }
            for rule in rules {
                self.rule(rule)?;
            }
        }
        let (least, greatest) = &solved.looked_at;
        let (least, greatest) = (says.value(least), says.value(greatest));
        let values = [("least", least.as_str()), ("greatest", greatest.as_str())];
        let looked_at = phrase("what_if", "looked_at", says.lang(), &values);
        writeln!(self.out, "  {looked_at}\n")
    }

    fn rule(&mut self, rule: &str) -> io::Result<()> {
        writeln!(self.out, "    {rule}: {}", self.says.requirement(rule))
    }

    /// `said` is what was said of the place before: its bounds are not explained twice.
    fn admitted(
        &mut self,
        key: &str,
        admitted: &Admitted,
        money: bool,
        said: &Admitted,
    ) -> io::Result<()> {
        writeln!(self.out, "  {}", self.word(key))?;
        if admitted.intervals.is_empty() {
            writeln!(self.out, "    {}", self.word("conflict"))?;
            for binding in &admitted.conflict {
                self.binding(binding)?;
            }
        }
        for interval in &admitted.intervals {
            self.interval(interval, money, said)?;
        }
        Ok(())
    }

    fn interval(&mut self, interval: &Interval, money: bool, said: &Admitted) -> io::Result<()> {
        let is_said = |end: &IntervalEnd| {
            let mut known = said
                .intervals
                .iter()
                .flat_map(|one| [&one.least, &one.greatest]);
            known.any(|known| known == end)
        };
        let (least, greatest) = (&interval.least, &interval.greatest);
        if let (Some(value), true) = (&least.value, least.value == greatest.value) {
            let key = if money { "only_sum" } else { "only_day" };
            writeln!(
                self.out,
                "    {}",
                self.fill(key, "value", &self.says.value(value))
            )?;
            for binding in both(least, greatest) {
                self.binding(binding)?;
            }
            return Ok(());
        }
        let keys = if money {
            [("greatest", "no_greatest"), ("least", "no_least")]
        } else {
            [("latest", "no_latest"), ("earliest", "no_earliest")]
        };
        for (end, (bound, free)) in [greatest, least].into_iter().zip(keys) {
            match &end.value {
                None => writeln!(self.out, "    {}", self.word(free))?,
                Some(value) => {
                    let value = self.says.value(value);
                    writeln!(self.out, "    {}", self.fill(bound, "value", &value))?;
                }
            }
            if !is_said(end) {
                for binding in &end.by {
                    self.binding(binding)?;
                }
            }
        }
        Ok(())
    }

    fn binding(&mut self, binding: &Binding) -> io::Result<()> {
        let says = self.says;
        let severity = says.severity(binding.severity);
        let requirement = says.requirement(&binding.rule);
        writeln!(
            self.out,
            "      {severity}: {}: {requirement}",
            binding.rule
        )?;
        if let Some(evidence) = &binding.evidence {
            let evidence = says.evidence_of(&binding.rule, evidence);
            if !evidence.is_empty() {
                writeln!(self.out, "      {evidence}")?;
            }
        }
        if binding.exception {
            writeln!(self.out, "      {}", self.word("exception"))?;
        }
        writeln!(self.out, "      {}", says.basis(&binding.basis).join("; "))
    }
}

/// The rules that bind a value from either side, each once.
fn both<'b>(least: &'b IntervalEnd, greatest: &'b IntervalEnd) -> Vec<&'b Binding> {
    let mut both: Vec<&Binding> = least.by.iter().collect();
    for binding in &greatest.by {
        if !both.iter().any(|known| known.rule == binding.rule) {
            both.push(binding);
        }
    }
    both
}

/// Something before and after; once where it is the same.
fn turn<T: PartialEq>(turn: &Turn<T>, say: impl Fn(&T) -> String) -> String {
    if turn.before == turn.after {
        say(&turn.after)
    } else {
        format!("{} → {}", say(&turn.before), say(&turn.after))
    }
}
