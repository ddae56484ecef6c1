//! What has changed between two versions of a document, in words.

use super::Presenter;
use crate::compare::{AmountChange, DateChange};
use crate::finding::Value;
use crate::model::{Money, Stated};

impl Presenter<'_> {
    /// A sum as stated, with its precision where it is rounded.
    pub fn stated(&self, sum: Stated) -> String {
        let amount = self.value(&Value::Money(sum.amount));
        let Some(nearest) = sum.nearest else {
            return amount;
        };
        let nearest = self.value(&Value::Money(nearest));
        self.fill(
            "diff",
            "rounded",
            &[("sum", &amount), ("nearest", &nearest)],
        )
    }

    /// From which sum to which, and by how much.
    pub fn amount_change(&self, change: &AmountChange) -> String {
        let sum = |sum: Option<Stated>| sum.map(|sum| self.stated(sum));
        let mut said = self.moved(sum(change.from), sum(change.to));
        if let Some(by) = change.difference {
            let sign = if by > Money::ZERO { "+" } else { "" };
            let by = format!("{sign}{}", self.value(&Value::Money(by)));
            said = format!(
                "{said}. {}",
                self.fill("diff", "difference", &[("by", &by)])
            );
        }
        said
    }

    /// From which date to which, and by how many days.
    pub fn date_change(&self, change: &DateChange) -> String {
        let date = |date: Option<_>| date.map(|date| self.value(&Value::Coarse(date)));
        let mut said = self.moved(date(change.from), date(change.to));
        if let Some(days) = change.days {
            let key = if days < 0 { "sooner" } else { "later" };
            let by = self.value(&Value::Days(days));
            said = format!("{said}. {}", self.fill("diff", key, &[("by", &by)]));
        }
        said
    }

    pub(super) fn moved(&self, from: Option<String>, to: Option<String>) -> String {
        let none = || self.word("diff", "none");
        let (from, to) = (from.unwrap_or_else(none), to.unwrap_or_else(none));
        self.fill("diff", "change", &[("from", &from), ("to", &to)])
    }
}
