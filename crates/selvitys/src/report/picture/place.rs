//! The region's place in the programme: its share beside those of the other regions.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::chart::{self, BODY, GAP, Key, SMALL, STRONG, WIDTH};
use super::drawing::{Anchor, Drawing, Fill, Letters, Pattern, Role, Weight};
use super::label::{Setting, width};
use crate::finding::Assumption;
use crate::model::{Grant, Money, Project, Share, Status};
use crate::register;
use crate::report::document::{At, Cell, Column, Formula, Picture, Row, Table, plain};
use crate::rulebook::{Bases, By, ParamValue, Rulebooks};
use crate::words::Presenter;

/// The number of a rulebook that holds each region's greatest share.
const SHARES: &str = "annex-1-share";
/// The number of a rulebook that holds what is shared out.
const POT: &str = "pot";
const LABELS: i32 = 1700;
const BAR: i32 = 130;

/// A grant's place among the shares of all regions under its call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegionPlace {
    /// The call.
    pub call: String,
    /// The project's region, by its code.
    pub region: String,
    /// What the call shares out, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pot: Option<Money>,
    /// The greatest share of each region, the greatest first.
    pub regions: Vec<RegionShare>,
    /// The project's grant, where its sum is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant: Option<PlacedGrant>,
    /// On what the shares and the sum to be shared out rest.
    pub basis: Bases,
    /// What the numbers take for granted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assumes: Vec<Assumption>,
}

/// The greatest share of a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegionShare {
    /// The region, by its code.
    pub region: String,
    /// Its greatest share of what is shared out.
    pub share: Share,
    /// The share in euros, where the sum to be shared out is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<Money>,
}

/// The sum of the project's grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlacedGrant {
    /// Whether it is applied for or granted.
    pub status: Status,
    /// The sum.
    pub sum: Money,
    /// Its share of what is shared out, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Share>,
}

impl RegionPlace {
    /// The place of a grant. `grant_sum` is what the report itself says of the grant's sum. Nothing
    /// where the rulebooks of the call have no shares of regions, or none of the project's.
    pub(crate) fn of(
        project: &Project,
        grant: &Grant,
        grant_sum: Option<(Status, Money)>,
        books: &Rulebooks,
        as_of: Date,
    ) -> Option<Self> {
        let region = project.region.clone()?;
        let shares = number(SHARES, grant, books, as_of)?;
        let pot_value = number(POT, grant, books, as_of);
        let pot = pot_value
            .as_ref()
            .and_then(|one| one.value.value.as_ref()?.parse::<Money>().ok());
        let by_region = shares.value.by_region.iter();
        let all = by_region.filter_map(|(region, share)| {
            let share: Share = share.parse().ok()?;
            Some(RegionShare {
                region: region.clone(),
                share,
                most: pot.map(|pot| pot.times(share)),
            })
        });
        let mut regions: Vec<RegionShare> = all.collect();
        regions.sort_by(|a, b| b.share.cmp(&a.share).then_with(|| a.region.cmp(&b.region)));
        regions.iter().find(|one| one.region == region)?;
        let used = [Some(&shares), pot_value.as_ref().filter(|_| pot.is_some())];
        let basis = Bases::joined(used.into_iter().flatten().map(|one| &one.value.basis));
        let assumes = used
            .into_iter()
            .flatten()
            .filter(|one| one.value.remark.is_some());
        Some(RegionPlace {
            call: grant.call.clone(),
            region,
            pot,
            regions,
            grant: grant_sum.map(|(status, sum)| PlacedGrant {
                status,
                sum,
                share: pot.and_then(|pot| sum.share_of(pot)),
            }),
            basis,
            assumes: assumes.map(Number::assumption).collect(),
        })
    }

    fn own(&self) -> Option<&RegionShare> {
        self.regions.iter().find(|one| one.region == self.region)
    }

    /// What the picture finds.
    pub(crate) fn text(&self, says: &Presenter<'_>) -> String {
        let Some(own) = self.own() else {
            return String::new();
        };
        let money = |sum: Money| says.locale().money(sum);
        let share = says.locale().share(own.share);
        let region = region_words(&self.region, says);
        let values = [("region", region.as_str()), ("share", share.as_str())];
        let mut said = vec![says.fill("picture", "region_share", &values)];
        let count = |n: usize| says.locale().count(n as u64);
        let before = self
            .regions
            .iter()
            .filter(|one| one.share > own.share)
            .count();
        let same = self
            .regions
            .iter()
            .filter(|one| one.share == own.share)
            .count();
        if same == 1 {
            let (rank, all) = (count(before + 1), count(self.regions.len()));
            let values = [("rank", rank.as_str()), ("all", all.as_str())];
            said.push(says.fill("picture", "region_rank", &values));
        }
        if let Some((pot, most)) = self.pot.zip(own.most) {
            let (pot, most) = (money(pot), money(most));
            let values = [("pot", pot.as_str()), ("most", most.as_str())];
            said.push(says.fill("picture", "region_most", &values));
        }
        if let Some(grant) = &self.grant {
            let sum = money(grant.sum);
            let status = says.word("status", grant.status.key());
            let share = grant.share.map(|share| says.locale().share(share));
            let key = if share.is_some() {
                "region_grant"
            } else {
                "region_grant_alone"
            };
            let share = share.unwrap_or_default();
            let values = [
                ("status", status.as_str()),
                ("sum", sum.as_str()),
                ("share", share.as_str()),
            ];
            said.push(says.fill("picture", key, &values));
        }
        said.extend(says.assumptions(&self.assumes));
        let cited = says.basis(&self.basis).join("; ");
        said.push(says.fill("picture", "place_basis", &[("basis", &cited)]));
        said.join(" ")
    }

    /// The picture.
    pub(crate) fn picture(&self, name: &str, says: &Presenter<'_>) -> Picture {
        Picture {
            name: name.to_owned(),
            title: says.fill(
                "picture",
                "place_title",
                &[("call", &says.call(&self.call))],
            ),
            text: self.text(says),
            drawing: self.draw(says),
        }
    }

    /// The data of the picture.
    pub(crate) fn table(&self, says: &Presenter<'_>) -> Table {
        let word = |key: &str| says.word("picture", key);
        let mut columns = vec![
            Column::words(word("region")),
            Column::figures(word("greatest_share")),
        ];
        if self.pot.is_some() {
            columns.push(Column::figures(word("most")));
        }
        let all = self.regions.len();
        let row = |(nth, one): (usize, &RegionShare)| {
            let mut cells = vec![
                Cell::text(plain(region_words(&one.region, says))),
                Cell::share(one.share),
            ];
            if self.pot.is_some() {
                let share = At {
                    row: nth,
                    column: 1,
                };
                let pot = At {
                    row: all,
                    column: 2,
                };
                let product = Formula::Product {
                    one: share,
                    other: pot,
                };
                cells.push(
                    one.most
                        .map_or_else(Cell::empty, |most| Cell::money(most).by(product)),
                );
            }
            let own = one.region == self.region;
            Row {
                total: own,
                ..Row::of(cells)
            }
        };
        let mut rows: Vec<Row> = self.regions.iter().enumerate().map(row).collect();
        if let Some(pot) = self.pot {
            let cells = vec![
                Cell::text(plain(word("pot"))),
                Cell::empty(),
                Cell::money(pot),
            ];
            rows.push(Row::of(cells));
        }
        if let (Some(grant), Some(_)) = (&self.grant, self.pot) {
            let status = says.word("status", grant.status.key());
            let words = says.fill("picture", "own_grant", &[("status", &status)]);
            let part = At {
                row: all + 1,
                column: 2,
            };
            let whole = At {
                row: all,
                column: 2,
            };
            let share = grant
                .share
                .map(|share| Cell::share(share).by(Formula::Share { part, whole }));
            rows.push(Row::of(vec![
                Cell::text(plain(words)),
                share.unwrap_or_else(Cell::empty),
                Cell::money(grant.sum),
            ]));
        }
        Table {
            caption: says.fill(
                "picture",
                "place_caption",
                &[("call", &says.call(&self.call))],
            ),
            columns,
            rows,
        }
    }

    fn draw(&self, says: &Presenter<'_>) -> Drawing {
        let mut drawing = Drawing::new(WIDTH);
        let own = Fill::new(Role::First, Pattern::Solid);
        let others = Fill::new(Role::Soft, Pattern::Hatch);
        let mut entries = vec![
            (Key::Surface(own), region_words(&self.region, says)),
            (Key::Surface(others), says.word("picture", "other_regions")),
        ];
        let granted = self
            .grant
            .as_ref()
            .and_then(|grant| Some((grant, grant.share?)));
        if let Some((grant, _)) = granted {
            let status = says.word("status", grant.status.key());
            let words = says.fill("picture", "own_grant", &[("status", &status)]);
            entries.push((Key::Line(Role::Second), words));
        }
        let mut y = chart::key(&mut drawing, 0, &entries, says.lang()) + 60;
        let words = |share: Share| says.locale().share(share);
        let widest = self
            .regions
            .iter()
            .map(|one| width(&words(one.share), BODY.size, Weight::Bold));
        let room = WIDTH - LABELS - 2 * GAP - widest.max().unwrap_or(0);
        let shares = self.regions.iter().map(|one| one.share);
        let greatest = shares.chain(granted.map(|(_, share)| share)).max();
        let whole = greatest.unwrap_or(Share::WHOLE).decimal();
        let along = |share: Share| LABELS + chart::along(share.decimal(), whole, room);
        let top = y;
        for one in &self.regions {
            let is_own = one.region == self.region;
            let (letters, fill) = if is_own {
                (STRONG, own)
            } else {
                (BODY, others)
            };
            let height = 215;
            let middle = y + height / 2;
            let lines = vec![name(letters).line(&region_words(&one.region, says))];
            chart::beside(&mut drawing, 0, middle, letters, &lines);
            let mut end = along(one.share);
            drawing.rect((LABELS, middle - BAR / 2), (end - LABELS, BAR), fill);
            if let (true, Some((_, share))) = (is_own, granted) {
                let x = along(share);
                drawing.line(&[(x, middle - BAR), (x, middle + BAR)], Role::Second, 30);
                end = end.max(x + 20);
            }
            chart::value(&mut drawing, (end, middle), letters, &words(one.share));
            y += height;
        }
        drawing.line(&[(LABELS, top), (LABELS, y)], Role::Soft, 10);
        let unit = says.word("picture", "share_of_pot");
        let setting = Setting {
            room: WIDTH,
            ..name(SMALL)
        };
        drawing.text((0, y + 170), Anchor::Start, SMALL, setting.line(&unit));
        drawing.height = y + 220;
        drawing
    }
}

fn name(letters: Letters) -> Setting {
    Setting {
        lang: crate::model::Lang::Fi,
        size: letters.size,
        weight: letters.weight,
        room: LABELS - GAP,
        lines: 1,
    }
}

fn region_words(code: &str, says: &Presenter<'_>) -> String {
    let area = register::region(code);
    area.map_or_else(|| code.to_owned(), |area| says.text(&area.name()))
}

/// A value of a rulebook that is in force for a grant.
struct Number<'a> {
    book: &'a str,
    param: &'static str,
    value: &'a ParamValue,
}

impl Number<'_> {
    fn assumption(&self) -> Assumption {
        Assumption::Number {
            book: self.book.to_owned().into(),
            param: self.param.to_owned().into(),
        }
    }
}

/// The only value that can be in force. Where the day that chooses is not known well enough to
/// tell, there is none.
fn number<'a>(
    name: &'static str,
    grant: &Grant,
    books: &'a Rulebooks,
    as_of: Date,
) -> Option<Number<'a>> {
    let (book, _, param) = books.param_and_book(&grant.call, name)?;
    let opened = books.call(&grant.call).and_then(|call| call.opened);
    let decided = grant.decision.as_ref().and_then(|one| one.date);
    let (first, last) = match param.by {
        By::CallOpened => (opened?, opened?),
        By::Award => match decided {
            Some(date) => (date.earliest(), date.latest()),
            None => (opened.unwrap_or(as_of).min(as_of), as_of),
        },
        By::AsOf | By::Event => (as_of, as_of),
    };
    let mut values = param.between(first, last);
    let value = values.next()?;
    let alone = values.next().is_none();
    alone.then_some(Number {
        book: &book.file.id,
        param: name,
        value,
    })
}
