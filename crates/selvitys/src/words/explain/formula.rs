//! What a check asks, as one line.

use crate::check::{ContentOf, Formula, Quantity, Term, Whose};
use crate::rulebook::{Over, Rule, Unit};
use crate::words::{Presenter, Texts, capital};

/// Where a check stands: what its rule ranges over, and the rulebook that holds it.
#[derive(Clone, Copy)]
struct Seen<'r> {
    over: Over,
    book: &'r str,
}

impl Presenter<'_> {
    /// What a rule's check asks, as one line.
    pub(crate) fn formula(&self, rule: &Rule) -> String {
        let Formula { key, terms } = rule.check.formula();
        let owner = self.books().rule(&rule.id);
        let seen = Seen {
            over: rule.over,
            book: owner.map_or("", |(book, _)| &book.file.id),
        };
        let terms: Vec<(&str, String)> = terms
            .into_iter()
            .map(|(name, term)| (name, self.term(&term, seen)))
            .collect();
        let values: Vec<(&str, &str)> = terms
            .iter()
            .map(|(name, words)| (*name, words.as_str()))
            .collect();
        capital(&self.fill("formula", key, &values))
    }

    fn term(&self, term: &Term<'_>, seen: Seen<'_>) -> String {
        match term {
            Term::Quantity(quantity, unit) => self.quantity(quantity, *unit, seen),
            Term::Param(name) => self.number_of(seen.book, name),
            Term::Set(set) => self.word_of("set", set),
            Term::Contents(contents) => {
                let names = contents.iter().map(|one| self.content(one));
                names.collect::<Vec<_>>().join("; ")
            }
            Term::Statement(statement) => self.statement(statement),
            Term::Money(sum) => self.locale().money(*sum),
            Term::Word(section, key) => self.word(section, key),
        }
    }

    /// What a number is called: as the rulebook or those that it uses have it; where calls above it
    /// set it, as the first of them does.
    fn number_of(&self, book: &str, name: &str) -> String {
        let near = self.books().param(book, name);
        near.map_or_else(
            || self.param(name),
            |param| param.title.get(self.lang()).to_owned(),
        )
    }

    /// What a declaration says; its id, where a rulebook of one's own asks for it.
    fn statement(&self, id: &str) -> String {
        let known = Texts::get().find("statement", &id.replace('-', "_"));
        known.map_or(id, |text| text.get(self.lang())).to_owned()
    }

    /// What a content is called: a part of the model, or what a call asks for beyond it.
    fn content(&self, content: &ContentOf) -> String {
        match content {
            ContentOf::Part(asked) => self.asked(*asked),
            ContentOf::Call(id) => {
                let calls = self
                    .books()
                    .books()
                    .filter_map(|book| book.file.call.as_ref());
                let mut contents = calls.filter_map(|call| call.contents.get(id));
                let title = contents.next().map(|one| one.title.get(self.lang()));
                title.unwrap_or(id).to_owned()
            }
        }
    }

    fn quantity(&self, quantity: &Quantity, unit: Unit, seen: Seen<'_>) -> String {
        let Quantity {
            of,
            figure,
            status,
            plus,
            on_eligible,
            less,
            sum,
            earmarks,
            date,
            statement,
            rounds,
            year_end,
            months,
            working_day,
            count,
            content,
            stated_share,
            param,
            times,
            times_up_to,
            literal,
        } = quantity;
        let plain = if let Some(figure) = figure {
            self.figure(*figure)
        } else if let Some(sum) = sum {
            self.word_of("sum", sum)
        } else if *earmarks {
            self.word("quantity", "earmarks")
        } else if let Some(date) = date {
            self.word_of("date_of", date)
        } else if let Some(count) = count {
            self.word_of("countable", count)
        } else if let Some(id) = content {
            self.content(&ContentOf::Call(id.clone()))
        } else if let Some(figure) = stated_share {
            let figure = self.figure(*figure);
            self.fill("quantity", "stated_share", &[("figure", &figure)])
        } else if let Some(name) = param {
            self.number_of(seen.book, name)
        } else {
            self.shown(unit, literal.as_deref().unwrap_or_default())
        };
        let own = match of {
            None | Some(Whose::Subject) => true,
            Some(Whose::Grant) => seen.over == Over::Grant,
            Some(Whose::Budget | Whose::Paper) => false,
            Some(Whose::Project) => seen.over == Over::Project,
        };
        let whose = of.as_ref().filter(|_| !own);
        // A sum is reckoned by the share; a number is multiplied by it.
        let (share, times) = match sum {
            Some(_) => (times.as_ref(), None),
            None => (None, times.as_ref()),
        };
        let flag = |set: bool, key: &str| set.then(|| self.word("quantity", key));
        let how: Vec<String> = status
            .iter()
            .map(|status| self.word_of("status", status))
            .chain(whose.map(|whose| self.word_of("whose", whose)))
            .chain(statement.iter().map(|one| self.statement(one)))
            .chain(rounds.iter().map(|name| self.number_of(seen.book, name)))
            .chain(flag(*year_end, "year_end"))
            .chain(share.map(|name| {
                let share = self.number_of(seen.book, name);
                self.fill("quantity", "share", &[("share", &share)])
            }))
            .chain(times_up_to.iter().map(|name| {
                let share = self.number_of(seen.book, name);
                self.fill("quantity", "share_up_to", &[("share", &share)])
            }))
            .collect();
        let mut words = if how.is_empty() {
            plain
        } else {
            let values = [("what", plain.as_str()), ("how", &how.join(", "))];
            self.fill("quantity", "qualified", &values)
        };
        for figure in plus {
            words = format!("{words} + {}", self.figure(*figure));
        }
        if *on_eligible {
            let how = self.word("quantity", "on_eligible");
            let values = [("what", words.as_str()), ("how", &how)];
            words = self.fill("quantity", "qualified", &values);
        }
        for figure in less {
            words = format!("{words} − {}", self.figure(*figure));
        }
        if let Some(times) = times {
            words = format!("{words} × {}", self.number_of(seen.book, times));
        }
        if let Some(months) = months {
            words = format!("{words} + {}", self.number_of(seen.book, months));
        }
        if *working_day {
            let how = self.word("quantity", "working_day");
            let values = [("what", words.as_str()), ("how", &how)];
            words = self.fill("quantity", "qualified", &values);
        }
        words
    }
}
