//! What self-assessments say, as a matrix: by round, goal and focus area.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::chart::{self, BODY, GAP, Key, LEADING, SMALL, STRONG, TALLEST, WIDTH};
use super::drawing::{Anchor, Drawing, Fill, Pattern, Point, Role, Weight};
use super::label::Setting;
use crate::model::{Part, Project, Round, Text};
use crate::report::document::{Cell, Column, Picture, Row, Table, plain};
use crate::words::{Presenter, capital};

/// Where the names of goals end and the matrix begins.
const LABELS: i32 = 2750;
const MARK: i32 = 150;
/// The most empty headings that the text names; the table names all.
const MOST_NAMED: usize = 8;

/// What self-assessments say of each goal in each focus area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// The goals, by the call's ids, in the order of the rows.
    pub goals: Vec<String>,
    /// The focus areas, in the order of the columns.
    pub areas: Vec<CoverageArea>,
    /// The rounds, the earliest first.
    pub rounds: Vec<CoverageRound>,
}

/// A column of the matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoverageArea {
    /// The focus area's id; absent for what is said of a goal as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
}

/// One round of the matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoverageRound {
    /// Which round.
    pub round: Round,
    /// A row a goal, in it a cell a focus area.
    pub rows: Vec<Vec<Covered>>,
}

/// What a round says at one place.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Covered {
    /// Something.
    Said,
    /// The heading stands there, and nothing under it.
    Empty,
    /// The heading is not there.
    Absent,
}

impl Covered {
    const ALL: [Covered; 3] = [Covered::Said, Covered::Empty, Covered::Absent];

    /// How it is drawn: by its form as much as by its colour.
    fn mark(self) -> Key {
        match self {
            Covered::Said => Key::Surface(Fill::new(Role::Good, Pattern::Solid)),
            Covered::Empty => Key::Surface(Fill::new(Role::Error, Pattern::Hatch)),
            Covered::Absent => Key::Line(Role::Soft),
        }
    }

    fn key(self) -> &'static str {
        match self {
            Covered::Said => "said",
            Covered::Empty => "empty",
            Covered::Absent => "absent",
        }
    }
}

impl Coverage {
    /// The self-assessments of a project. `expected` are the goals that the call has as headings;
    /// those that the document names come after them. Nothing when there is no round.
    pub(crate) fn of(project: &Project, expected: &[String]) -> Option<Self> {
        let assessments = &project.self_assessments;
        let entries = || assessments.iter().flat_map(|one| &one.entries);
        let mut goals: Vec<String> = expected.to_vec();
        for entry in entries() {
            if !goals.contains(&entry.goal) {
                goals.push(entry.goal.clone());
            }
        }
        if expected.is_empty() {
            goals.sort();
        }
        let area = |part: &Part| CoverageArea {
            id: Some(part.id.clone()),
            title: Some(part.title.clone()),
        };
        let mut areas: Vec<CoverageArea> = project.focus_areas.iter().map(area).collect();
        for entry in entries() {
            if !areas.iter().any(|area| area.id == entry.focus_area) {
                areas.push(CoverageArea {
                    id: entry.focus_area.clone(),
                    title: None,
                });
            }
        }
        if assessments.is_empty() || goals.is_empty() || areas.is_empty() {
            return None;
        }
        let mut rounds: Vec<Round> = assessments.iter().map(|one| one.round).collect();
        rounds.sort();
        rounds.dedup();
        let covered = |round: Round, goal: &str, area: &CoverageArea| {
            let of_round = assessments.iter().filter(|one| one.round == round);
            let entries = of_round.flat_map(|one| &one.entries);
            let mut here = entries.filter(|one| one.goal == goal && one.focus_area == area.id);
            let mut found = Covered::Absent;
            if here.clone().next().is_some() {
                let says = |text: &Option<Text>| text.as_ref().is_some_and(|one| !one.is_blank());
                let said = here.any(|one| says(&one.text) || says(&one.status));
                found = if said { Covered::Said } else { Covered::Empty };
            }
            found
        };
        let rounds = rounds.into_iter().map(|round| CoverageRound {
            round,
            rows: goals
                .iter()
                .map(|goal| {
                    areas
                        .iter()
                        .map(|area| covered(round, goal, area))
                        .collect()
                })
                .collect(),
        });
        Some(Coverage {
            rounds: rounds.collect(),
            goals,
            areas,
        })
    }

    /// How many places say something, stand empty, are not there.
    fn count(&self, covered: Covered) -> usize {
        let rows = self.rounds.iter().flat_map(|round| &round.rows);
        rows.flatten().filter(|one| **one == covered).count()
    }

    /// What the picture finds.
    pub(crate) fn text(&self, says: &Presenter<'_>) -> String {
        let number = |n: usize| says.locale().count(n as u64);
        let of = |covered| self.count(covered);
        let [said, empty, absent] = Covered::ALL.map(of);
        let all = number(said + empty + absent);
        let (said, empties, absent) = (number(said), number(empty), number(absent));
        let values = [
            ("all", all.as_str()),
            ("said", said.as_str()),
            ("empty", empties.as_str()),
            ("absent", absent.as_str()),
        ];
        let mut text = vec![says.fill("picture", "covered", &values)];
        let named: Vec<String> = self.empties(says).take(MOST_NAMED).collect();
        if !named.is_empty() {
            let named = named.join("; ");
            let key = if empty > MOST_NAMED {
                "empties_first"
            } else {
                "empties"
            };
            let values = [("places", named.as_str()), ("count", empties.as_str())];
            text.push(says.fill("picture", key, &values));
        }
        text.join(" ")
    }

    fn empties<'a>(&'a self, says: &'a Presenter<'_>) -> impl Iterator<Item = String> + 'a {
        self.cells()
            .filter_map(move |(round, goal, area, covered)| {
                let place = [
                    says.round(round),
                    goal_words(goal, says),
                    area_words(area, says),
                ];
                (covered == Covered::Empty).then(|| place.join(", "))
            })
    }

    /// Every place, round by round.
    fn cells(&self) -> impl Iterator<Item = (Round, &str, &CoverageArea, Covered)> {
        self.rounds.iter().flat_map(move |round| {
            let rows = self.goals.iter().zip(&round.rows);
            rows.flat_map(move |(goal, row)| {
                let cells = self.areas.iter().zip(row);
                cells.map(move |(area, one)| (round.round, goal.as_str(), area, *one))
            })
        })
    }

    /// The picture.
    pub(crate) fn picture(&self, name: &str, says: &Presenter<'_>) -> Picture {
        Picture {
            name: name.to_owned(),
            title: says.word("picture", "coverage_title"),
            text: self.text(says),
            drawing: self.draw(says),
        }
    }

    /// The data of the picture.
    pub(crate) fn table(&self, says: &Presenter<'_>) -> Table {
        let word = |key: &str| says.word("picture", key);
        let mut columns = vec![Column::words(word("goal")), Column::words(word("round"))];
        let areas = self
            .areas
            .iter()
            .map(|area| Column::words(area_words(area, says)));
        columns.extend(areas);
        let rows = self.rounds.iter().flat_map(|round| {
            let rows = self.goals.iter().zip(&round.rows);
            rows.map(move |(goal, row)| {
                let text = |words: String| Cell::text(plain(words));
                let mut cells = vec![
                    text(goal_words(goal, says)),
                    text(capital(&says.round(round.round))),
                ];
                cells.extend(row.iter().map(|one| text(says.word("picture", one.key()))));
                Row::of(cells)
            })
        });
        Table {
            caption: word("coverage_caption"),
            columns,
            rows: rows.collect(),
        }
    }

    fn draw(&self, says: &Presenter<'_>) -> Drawing {
        let mut drawing = Drawing::new(WIDTH);
        let all = Covered::ALL;
        let entries = all.map(|one| (one.mark(), says.word("picture", one.key())));
        let mut y = chart::key(&mut drawing, 0, &entries, says.lang()) + 100;
        let columns = i32::try_from(self.areas.len()).unwrap_or(1).max(1);
        let column = ((WIDTH - LABELS) / columns).min(1300);
        let middle = |at: usize| LABELS + column * i32::try_from(at).unwrap_or(0) + column / 2;
        // Where columns are too narrow for words they are numbered; the table names them.
        let numbered = column < 600;
        let heads: Vec<Vec<String>> = self
            .areas
            .iter()
            .enumerate()
            .map(|(at, area)| {
                let words = if numbered {
                    (at + 1).to_string()
                } else {
                    area_words(area, says)
                };
                let setting = Setting {
                    lang: says.lang(),
                    size: SMALL.size,
                    weight: Weight::Regular,
                    room: column - 80,
                    lines: 4,
                };
                setting.lines(&words)
            })
            .collect();
        let tallest = heads.iter().map(Vec::len).max().unwrap_or(1);
        let tallest = i32::try_from(tallest).unwrap_or(1) * 145;
        for (at, lines) in heads.iter().enumerate() {
            let count = i32::try_from(lines.len()).unwrap_or(1);
            let mut line_y = y + tallest - count * 145 + 115;
            for line in lines {
                drawing.text((middle(at), line_y), Anchor::Middle, SMALL, line.as_str());
                line_y += 145;
            }
        }
        y += tallest + 60;
        let setting = Setting {
            lang: says.lang(),
            size: BODY.size,
            weight: BODY.weight,
            room: LABELS - GAP,
            lines: 3,
        };
        let goals = self
            .goals
            .iter()
            .map(|goal| setting.lines(&goal_words(goal, says)));
        let goals: Vec<Vec<String>> = goals.collect();
        let goals = goals.get(..chart::fitting(&goals)).unwrap_or_default();
        let tall: i32 = goals
            .iter()
            .map(|lines| chart::row_height(lines.len()))
            .sum();
        let tall = tall + LEADING + 170;
        let rounds = usize::try_from(TALLEST / tall.max(1)).unwrap_or(1).max(1);
        let rounds = rounds.min(self.rounds.len());
        for round in self.rounds.iter().take(rounds) {
            drawing.line(&[(0, y), (WIDTH, y)], Role::Rule, 10);
            let title = capital(&says.round(round.round));
            drawing.text((0, y + LEADING + 40), Anchor::Start, STRONG, title);
            y += LEADING + 110;
            for (lines, row) in goals.iter().zip(&round.rows) {
                let height = chart::row_height(lines.len());
                chart::beside(&mut drawing, 0, y + height / 2, BODY, lines);
                for (at, covered) in row.iter().enumerate() {
                    mark(&mut drawing, (middle(at), y + height / 2), *covered);
                }
                y += height;
            }
            y += 60;
        }
        let (shown, all) = (rounds * goals.len(), self.rounds.len() * self.goals.len());
        drawing.height = chart::more(&mut drawing, y, shown, all, says);
        drawing
    }
}

fn mark(drawing: &mut Drawing, (x, y): Point, covered: Covered) {
    match covered.mark() {
        Key::Surface(fill) => drawing.rect((x - MARK / 2, y - MARK / 2), (MARK, MARK), fill),
        _ => drawing.line(&[(x - 50, y), (x + 50, y)], Role::Soft, 15),
    }
    if covered == Covered::Said {
        let tick = [(x - 40, y), (x - 10, y + 32), (x + 42, y - 35)];
        drawing.line(&tick, Role::Paper, 20);
    }
}

fn area_words(area: &CoverageArea, says: &Presenter<'_>) -> String {
    match (&area.title, &area.id) {
        (Some(title), _) => says.text(title),
        (None, Some(id)) => id.clone(),
        (None, None) => says.word("picture", "goal_as_a_whole"),
    }
}

fn goal_words(goal: &str, says: &Presenter<'_>) -> String {
    capital(&says.code(goal))
}
