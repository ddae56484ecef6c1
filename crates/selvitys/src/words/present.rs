//! From data to words, in one language.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Locale, Texts};
use crate::finding::{
    Answer, Asked, Assumption, Distance, Evidence, Finding, NotApplicable, Outcome, PathStep,
    Place, Side, Value, Verdict, Waiver, WaiverState,
};
use crate::model::{Figure, Lang, Money, PartialDate, Round, Text};
use crate::register;
use crate::rulebook::{Basis, Localized, Rulebooks, Severity, Source, Stage};

/// Puts what an assessment says into words, in one language.
///
/// ```
/// use selvitys::{Lang, Presenter, Rulebooks, Value};
/// let swedish = Presenter::new(Rulebooks::builtin(), Lang::Sv);
/// assert_eq!(swedish.value(&Value::Municipality("564".into())), "Uleåborg");
/// ```
pub struct Presenter<'a> {
    books: &'a Rulebooks,
    lang: Lang,
    locale: Locale,
    texts: &'static Texts,
}

impl<'a> Presenter<'a> {
    /// For one language.
    pub fn new(books: &'a Rulebooks, lang: Lang) -> Self {
        Presenter {
            books,
            lang,
            locale: Locale::new(lang),
            texts: Texts::get(),
        }
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The rulebooks whose words it speaks.
    pub fn books(&self) -> &Rulebooks {
        self.books
    }

    pub(crate) fn locale(&self) -> &Locale {
        &self.locale
    }

    /// A word of the reports, by its section and key.
    pub fn word(&self, section: &str, key: &str) -> String {
        self.texts.word(section, key, self.lang)
    }

    /// Whether a section of the reports' words has a key.
    pub(crate) fn has(&self, section: &str, key: &str) -> bool {
        self.texts.find(section, key).is_some()
    }

    /// A text of the reports with its values.
    pub(crate) fn fill(&self, section: &str, key: &str, values: &[(&str, &str)]) -> String {
        self.texts.fill(section, key, self.lang, values)
    }

    /// What a verdict is called.
    pub fn verdict(&self, verdict: Verdict) -> String {
        self.word("verdict", verdict.key())
    }

    /// What a severity is called.
    pub fn severity(&self, severity: Severity) -> String {
        self.word("severity", severity.key())
    }

    /// What a stage is called.
    pub fn stage(&self, stage: Stage) -> String {
        self.word("stage", stage.key())
    }

    /// The answer in two or three words.
    pub fn answer(&self, answer: Answer) -> String {
        self.word("answer", answer.key())
    }

    /// What the answer means for the project office.
    pub fn answer_text(&self, answer: Answer) -> String {
        self.word("answer_text", answer.key())
    }

    /// A text of the document, in this language or the first that it has.
    pub fn text(&self, text: &Text) -> String {
        text.get(self.lang).0.to_owned()
    }

    /// A value as this language writes it.
    pub fn value(&self, value: &Value) -> String {
        let locale = &self.locale;
        match value {
            Value::Money(sum) => locale.money(*sum),
            Value::MoneyRange(low, high) => self.range(
                low.map(|sum| locale.money(sum)),
                high.map(|sum| locale.money(sum)),
            ),
            Value::Share(share) => locale.share(*share),
            Value::ShareRange(low, high) => self.range(
                low.map(|one| locale.share(one)),
                high.map(|one| locale.share(one)),
            ),
            Value::Points(points) => {
                let key = if points.decimal() == Decimal::new(1, 2) {
                    "points_one"
                } else {
                    "points"
                };
                self.fill("unit_words", key, &[("n", &locale.points(*points))])
            }
            Value::Date(day) => locale.date(*day),
            Value::Coarse(date) => locale.partial(*date),
            Value::Period(start, end) => locale.period(*start, *end),
            Value::DaysAtLeast(days) => {
                let days = self.value(&Value::Days(*days));
                self.fill("unit_words", "at_least", &[("low", &days)])
            }
            Value::Days(days) => {
                let key = if days.abs() == 1 {
                    "days_one"
                } else {
                    "days_other"
                };
                let days = locale.count(days.unsigned_abs());
                self.fill("unit_words", key, &[("n", &days)])
            }
            Value::Count(count) => locale.count(*count),
            Value::Text(text) => self.text(text),
            Value::Code(code) => self.code(code),
            Value::Municipality(code) => self.municipality(code),
            Value::Round(round) => self.round(*round),
            Value::Figure(figure) => self.figure(*figure),
            Value::Asked(asked) => self.asked(*asked),
            Value::Field(field) => self.field(field.rsplit('/').next().unwrap_or(field)),
            Value::Titled(_, title) => self.text(title),
            Value::Several(values) => self.list(values),
            Value::Open(values) if values.is_empty() => self.word("unit_words", "unknown"),
            Value::Open(values) => {
                self.fill("unit_words", "at_least", &[("low", &self.list(values))])
            }
            Value::CountRange(low, high) => self.range(
                low.map(|one| locale.count(one)),
                high.map(|one| locale.count(one)),
            ),
            Value::DateRange(low, high) => self.range(
                low.map(|one| locale.date(one)),
                high.map(|one| locale.date(one)),
            ),
            Value::Signs(signs) => {
                self.fill("unit_words", "signs", &[("n", &locale.count(*signs))])
            }
            Value::Stage(stage) => self.stage(*stage),
            Value::Truth(truth) => self.word("truth", truth.key()),
        }
    }

    fn list(&self, values: &[Value]) -> String {
        let values: Vec<String> = values.iter().map(|value| self.value(value)).collect();
        values.join("; ")
    }

    fn range(&self, low: Option<String>, high: Option<String>) -> String {
        match (low, high) {
            (Some(low), Some(high)) => {
                self.fill("unit_words", "range", &[("low", &low), ("high", &high)])
            }
            (Some(low), None) => self.fill("unit_words", "at_least", &[("low", &low)]),
            (None, Some(high)) => self.fill("unit_words", "at_most", &[("high", &high)]),
            (None, None) => self.word("unit_words", "unknown"),
        }
    }

    /// A code: what a rulebook or this library calls it, else as the document writes it.
    pub(crate) fn code(&self, code: &str) -> String {
        for section in ["lead_field", "content_type", "content_fault"] {
            if let Some(word) = self.texts.find(section, &code.replace('-', "_")) {
                return word.get(self.lang).to_owned();
            }
        }
        let params = self
            .books
            .books()
            .flat_map(|book| book.file.params.values());
        let values = params.flat_map(|param| &param.values);
        let mut codes = values.flat_map(|value| &value.codes);
        // A number may list codes that another one titles.
        let title = codes.find_map(|one| one.title.as_ref().filter(|_| one.code == code));
        let title = title.or_else(|| self.content_title(code));
        title.map_or_else(|| code.to_owned(), |title| title.get(self.lang).to_owned())
    }

    /// What a content that a call defines is called, or its id.
    pub(crate) fn content_words(&self, id: &str) -> String {
        let title = self.content_title(id);
        title.map_or_else(|| id.to_owned(), |title| title.get(self.lang).to_owned())
    }

    /// What a call calls a content, one of its choices or one of its columns.
    fn content_title(&self, code: &str) -> Option<&Localized> {
        let calls = self
            .books
            .books()
            .filter_map(|book| book.file.call.as_ref());
        let mut contents = calls.flat_map(|call| &call.contents);
        contents.find_map(|(id, content)| {
            let mut codes = content.choices.iter().chain(&content.columns);
            let own = (id == code).then_some(&content.title);
            own.or_else(|| codes.find(|one| one.code == code)?.title.as_ref())
        })
    }

    /// A municipality's name, or its code where no municipality has it.
    pub fn municipality(&self, code: &str) -> String {
        let town = register::municipality(code);
        town.map_or_else(|| code.to_owned(), |town| self.text(&town.name()))
    }

    pub(crate) fn figure(&self, figure: Figure) -> String {
        self.word("figure", figure.key())
    }

    pub(crate) fn round(&self, round: Round) -> String {
        self.fill(
            "season",
            round.season.key(),
            &[("year", &round.year.to_string())],
        )
    }

    /// What a thing that is asked for is called.
    pub fn asked(&self, asked: Asked) -> String {
        self.word("asked", &crate::check::ContentOf::Part(asked).to_string())
    }

    pub(crate) fn partial(&self, date: PartialDate) -> String {
        self.locale.partial(date)
    }

    /// What is wrong, as a heading: the rule's title.
    pub fn title(&self, rule: &str) -> String {
        let found = self.books.rule(rule);
        found.map_or_else(
            || rule.to_owned(),
            |(_, rule)| rule.title.get(self.lang).to_owned(),
        )
    }

    /// What the rule asks, as a sentence.
    pub fn requirement(&self, rule: &str) -> String {
        let found = self.books.rule(rule);
        found.map_or_else(
            || rule.to_owned(),
            |(_, one)| one.requirement.get(self.lang).to_owned(),
        )
    }

    /// Why the rule is there.
    pub fn why(&self, rule: &str) -> String {
        let found = self.books.rule(rule);
        found.map_or_else(String::new, |(_, rule)| rule.why.get(self.lang).to_owned())
    }

    /// What to do.
    pub fn advice(&self, rule: &str) -> String {
        let found = self.books.rule(rule);
        found.map_or_else(String::new, |(_, rule)| {
            rule.advice.get(self.lang).to_owned()
        })
    }

    /// What heads a rule with its findings: the fault, or what is asked while that is open.
    pub fn heading(&self, outcome: &Outcome) -> String {
        self.heading_of(&outcome.rule, outcome.verdict)
    }

    pub(crate) fn heading_of(&self, rule: &str, verdict: Verdict) -> String {
        match verdict {
            Verdict::NotMet | Verdict::Waived => self.title(rule),
            _ => self.requirement(rule).trim_end_matches('.').to_owned(),
        }
    }

    /// What the project office does now: against a fault what the rule advises, and where nothing
    /// can be told what makes it tellable.
    pub fn what_to_do(&self, outcome: &Outcome) -> String {
        match outcome.verdict {
            Verdict::CannotTell => self.word("report", "complete_the_document"),
            _ => self.advice(&outcome.rule),
        }
    }

    /// What the project office does now about a finding. Where nothing is missing and it still
    /// cannot be told, nothing can be completed: that is what the rule advises.
    pub fn what_to_do_about_finding(&self, finding: &Finding) -> String {
        match finding.verdict {
            Verdict::CannotTell if !finding.missing.is_empty() => {
                self.word("report", "complete_the_document")
            }
            _ => self.advice(&finding.rule),
        }
    }

    /// What a finding says, with its values.
    pub fn message(&self, finding: &Finding) -> String {
        let Some((_, rule)) = self.books.rule(&finding.rule) else {
            return finding.rule.to_string();
        };
        let value = |name: &str| {
            let known = finding.values.get(name).map(|value| self.value(value));
            known.or_else(|| Some(self.word("unit_words", "unknown")))
        };
        if finding.verdict != Verdict::CannotTell {
            let mut said = vec![rule.message.fill(self.lang, value)];
            if let Some(original) = finding.values.get("copied-from") {
                let place = self.value(original);
                said.push(self.fill("report", "copied_from", &[("place", &place)]));
            }
            said.extend(self.assumptions(&finding.assumes));
            return said.join(" ");
        }
        let undecided = finding.missing.contains(&Asked::GrantDecision);
        // The rule's message is not said here: it states a fault, and there may be none.
        match (&rule.exception, &rule.unclear) {
            (Some(exception), _) if undecided => exception.text.get(self.lang).to_owned(),
            (_, Some(unclear)) => unclear.fill(self.lang, value),
            _ => self.unknown(&finding.missing),
        }
    }

    /// That something is missing or too coarse, as a sentence.
    pub(crate) fn unknown(&self, missing: &[Asked]) -> String {
        if missing.is_empty() {
            return self.word("kind_unclear", "bare");
        }
        let missing = self.missing(missing);
        self.fill("kind_unclear", "generic", &[("missing", &missing)])
    }

    /// What a reckoning takes for granted, a sentence each.
    pub fn assumptions(&self, assumes: &[Assumption]) -> Vec<String> {
        let say = |one: &Assumption| match one {
            Assumption::AllCostsEligible => Some(self.word("assumes", "all_costs_eligible")),
            Assumption::OtherFundingOutside => Some(self.word("assumes", "other_funding_outside")),
            Assumption::Number { book, param } => {
                let book = self.books.book(book)?;
                let values = book
                    .file
                    .params
                    .get(param.as_str())
                    .map(|param| &param.values)?;
                let remark = values.iter().find_map(|value| value.remark.as_ref())?;
                Some(remark.get(self.lang).to_owned())
            }
        };
        assumes.iter().filter_map(say).collect()
    }

    /// How it stands with an exception.
    pub(crate) fn waiver(&self, waiver: &Waiver) -> String {
        let until = waiver.until.map(|until| self.partial(until));
        let key = match waiver.state {
            WaiverState::Granted if until.is_some() => "waived_until",
            WaiverState::Granted => "waived_by",
            WaiverState::Claimed => "waiver_claimed",
            WaiverState::Expired => "waiver_expired",
            WaiverState::Unclear => "waiver_unclear",
        };
        let decision = waiver.decision.as_deref().unwrap_or_default();
        let until = until.unwrap_or_default();
        self.fill("report", key, &[("decision", decision), ("until", &until)])
    }

    /// What is missing, as a list.
    pub fn missing(&self, missing: &[Asked]) -> String {
        missing
            .iter()
            .map(|asked| self.asked(*asked))
            .collect::<Vec<_>>()
            .join("; ")
    }

    /// What shows that a rule is met.
    pub fn evidence(&self, outcome: &Outcome) -> String {
        let Some(closest) = &outcome.closest else {
            return String::new();
        };
        self.evidence_of(&outcome.rule, closest)
    }

    /// What shows that a rule is met, as given.
    pub fn evidence_of(&self, rule: &str, evidence: &Evidence) -> String {
        let Some((_, rule)) = self.books.rule(rule) else {
            return String::new();
        };
        let kind = rule.check.evidence().replace('-', "_");
        let Some(text) = self.texts.find("kind_met", &kind) else {
            return String::new();
        };
        let known = |name: &str| evidence.values.get(name).map(|value| self.value(value));
        // Evidence that lacks one of the values of its sentence is left unsaid, not half said.
        let complete = text
            .placeholders(self.lang)
            .iter()
            .all(|name| known(name).is_some());
        if !complete {
            return String::new();
        }
        let mut said = vec![text.fill(self.lang, known)];
        let told = text.placeholders(self.lang).contains(&"distance");
        let nothing = [Value::Money(Money::ZERO), Value::Count(0)];
        let silent = |one: &Distance| one.side == Side::Apart && nothing.contains(&one.by);
        if let Some(distance) = &evidence.distance
            && !told
            && !silent(distance)
        {
            said.push(self.distance(distance));
        }
        said.extend(self.assumptions(&evidence.assumes));
        said.join(" ")
    }

    /// How far something is from its bound.
    pub fn distance(&self, distance: &Distance) -> String {
        self.fill(
            "distance",
            distance.side.key(),
            &[("by", &self.value(&distance.by))],
        )
    }

    /// Where something stands, by the titles on the way there.
    pub fn place(&self, place: &Place) -> String {
        let steps = place.path.iter().map(|step| match step {
            PathStep::Field(field) => self.field(field),
            PathStep::Title(title) => self.text(&title.as_ref().into()),
            PathStep::Municipality(code) => self.municipality(code),
            PathStep::Call(call) => self.call(call),
            PathStep::Status(status) => self.word("status", status.key()),
            PathStep::Figure(figure) => self.figure(*figure),
            PathStep::Number(number) => number.to_string(),
        });
        steps
            .filter(|step| !step.is_empty())
            .collect::<Vec<_>>()
            .join(" › ")
    }

    /// A call's title, or its id where no rulebook describes it.
    pub fn call(&self, call: &str) -> String {
        let book = self.books.book(call);
        book.map_or_else(
            || call.to_owned(),
            |book| book.file.title.get(self.lang).to_owned(),
        )
    }

    pub(crate) fn field(&self, field: &str) -> String {
        if let Ok(round) = field.parse::<Round>() {
            return self.round(round);
        }
        match self.texts.find("field", field) {
            Some(text) => text.get(self.lang).to_owned(),
            None => self.code(field),
        }
    }

    /// Why a rule does not apply.
    pub fn reason(&self, reason: &NotApplicable) -> String {
        let (key, values) = match reason {
            NotApplicable::NoGrant => ("no_grant", vec![]),
            NotApplicable::Stage => ("stage", vec![]),
            NotApplicable::NoSubject => ("no_subject", vec![]),
            NotApplicable::NotYetDue(day) => ("not_yet_due", vec![("day", self.locale.date(*day))]),
            NotApplicable::SwitchedOff(book) => ("switched_off", vec![("book", self.call(book))]),
            NotApplicable::Together => ("together", vec![]),
            NotApplicable::NoNumber(name) => ("no_number", vec![("name", self.param(name))]),
            NotApplicable::Award => ("award", vec![]),
        };
        let values: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        self.fill("not_applicable", key, &values)
    }

    pub(crate) fn param(&self, name: &str) -> String {
        let mut params = self
            .books
            .books()
            .filter_map(|book| book.file.params.get(name));
        let title = params
            .next()
            .map(|param| param.title.get(self.lang).to_owned());
        title.unwrap_or_else(|| name.to_owned())
    }

    /// Each basis as it is cited: `13/2020 5 § 1 mom. 5 kohta`.
    pub fn basis(&self, basis: &[Arc<Basis>]) -> Vec<String> {
        basis.iter().map(|one| self.cite(one)).collect()
    }

    fn cite(&self, basis: &Basis) -> String {
        let Some(source) = self.books.source(&basis.source) else {
            return basis.source.clone();
        };
        let name = match &source.number {
            Some(number) => number.clone(),
            None => self.paper(source),
        };
        let part = |key: &str, n: Option<String>| {
            n.map(|n| self.fill("basis", key, &[("n", &n)]).replace(' ', "\u{a0}"))
        };
        let parts = [
            part("section", basis.section.clone()),
            part("paragraph", basis.paragraph.map(|one| one.to_string())),
            part("item", basis.item.map(|one| one.to_string())),
            part("annex", basis.annex.map(|one| one.to_string())),
        ];
        let between = if self.lang == Lang::En { ", " } else { " " };
        let parts: Vec<String> = std::iter::once(name)
            .chain(parts.into_iter().flatten())
            .collect();
        parts.join(between)
    }

    /// A paper below a decree: its title, who published it and when.
    fn paper(&self, source: &Source) -> String {
        let title = source.title.get(self.lang);
        let publisher = source
            .publisher
            .as_ref()
            .map(|one| one.get(self.lang).to_owned());
        let date = source.date.map(|date| self.locale.partial(date));
        let by: Vec<String> = publisher.into_iter().chain(date).collect();
        if by.is_empty() {
            title.to_owned()
        } else {
            format!("{title} ({})", by.join(" "))
        }
    }

    /// Where a basis can be read, in this language if there is such a page.
    pub fn address(&self, basis: &Basis) -> Option<String> {
        let source = self.books.source(&basis.source)?;
        let swedish = source.address_sv.as_ref().filter(|_| self.lang == Lang::Sv);
        swedish.or(source.address.as_ref()).cloned()
    }
}
