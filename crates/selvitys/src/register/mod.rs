//! Municipalities, regions and counties of the 2021 division.
//!
//! Facts of Statistics Finland and THL's Sotkanet, CC BY 4.0, by way of the open geofi data.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use crate::model::Text;

mod names;

/// The municipalities of the 2021 division, with their populations.
const MUNICIPALITIES: &str = include_str!("municipalities-2021.csv");

/// A municipality of the 2021 division.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Municipality {
    /// The three-digit code.
    pub code: &'static str,
    /// The Finnish name.
    pub fi: &'static str,
    /// The Swedish name.
    pub sv: &'static str,
    /// The region's two-digit code.
    pub region: &'static str,
    /// The wellbeing services county's two-digit code.
    pub county: &'static str,
    /// Which languages it has.
    pub languages: Languages,
    /// Inhabitants on 31 December of 2018 to 2022.
    population: [u32; 5],
}

/// Which languages a municipality has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Languages {
    /// Finnish alone.
    Finnish,
    /// Both, with a Finnish-speaking majority.
    BilingualFinnish,
    /// Swedish alone.
    Swedish,
    /// Both, with a Swedish-speaking majority.
    BilingualSwedish,
}

/// A region or a wellbeing services county.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Area {
    /// The two-digit code.
    pub code: &'static str,
    /// The Finnish name.
    pub fi: &'static str,
    /// The Swedish name.
    pub sv: &'static str,
}

impl Municipality {
    /// Inhabitants on 31 December of a year; known for 2018 to 2022.
    pub fn population(&self, year: u16) -> Option<u64> {
        let index = usize::from(year.checked_sub(2018)?);
        self.population.get(index).map(|count| u64::from(*count))
    }

    /// Its name in Finnish and Swedish.
    pub fn name(&self) -> Text {
        Text {
            fi: Some(self.fi.to_owned()),
            sv: Some(self.sv.to_owned()),
            en: None,
        }
    }
}

impl Area {
    /// Its name in Finnish and Swedish.
    pub fn name(&self) -> Text {
        Text {
            fi: Some(self.fi.to_owned()),
            sv: Some(self.sv.to_owned()),
            en: None,
        }
    }
}

/// By code.
static ALL: LazyLock<Vec<Municipality>> = LazyLock::new(|| {
    let towns = MUNICIPALITIES.lines().skip(1).filter_map(parse);
    let mut towns: Vec<Municipality> = towns.collect();
    towns.sort_by_key(|town| town.code);
    towns
});

static BY_CODE: LazyLock<HashMap<&'static str, &'static Municipality>> =
    LazyLock::new(|| municipalities().map(|town| (town.code, town)).collect());

fn parse(line: &'static str) -> Option<Municipality> {
    let mut cells = line.split(',');
    let code = cells.next()?;
    let (fi, sv) = (cells.next()?, cells.next()?);
    let region = cells.next()?;
    let county = cells.nth(1)?;
    let languages = match cells.nth(2)? {
        "0" => Languages::Finnish,
        "1" => Languages::BilingualFinnish,
        "2" => Languages::Swedish,
        "3" => Languages::BilingualSwedish,
        _ => return None,
    };
    let mut population = [0; 5];
    for count in &mut population {
        *count = cells.next()?.parse().ok()?;
    }
    Some(Municipality {
        code,
        fi,
        sv,
        region,
        county,
        languages,
        population,
    })
}

/// The municipality with a three-digit code.
///
/// ```
/// let oulu = selvitys::register::municipality("564").unwrap();
/// assert_eq!((oulu.fi, oulu.sv, oulu.region), ("Oulu", "Uleåborg", "17"));
/// ```
pub fn municipality(code: &str) -> Option<&'static Municipality> {
    BY_CODE.get(code).copied()
}

/// All municipalities, by code.
pub fn municipalities() -> impl Iterator<Item = &'static Municipality> {
    ALL.iter()
}

static BY_REGION: LazyLock<BTreeMap<&'static str, Vec<&'static Municipality>>> =
    LazyLock::new(|| {
        let mut regions: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for town in municipalities() {
            regions.entry(town.region).or_default().push(town);
        }
        regions
    });

/// The municipalities of a region, by code; none where no region has the code.
pub(crate) fn municipalities_of(region: &str) -> &'static [&'static Municipality] {
    BY_REGION.get(region).map_or(&[], Vec::as_slice)
}

/// The region (maakunta) with a two-digit code.
pub fn region(code: &str) -> Option<&'static Area> {
    names::REGIONS.iter().find(|area| area.code == code)
}

/// The wellbeing services county (hyvinvointialue) with a two-digit code.
pub fn county(code: &str) -> Option<&'static Area> {
    names::COUNTIES.iter().find(|area| area.code == code)
}

/// All regions, by code.
pub fn regions() -> &'static [Area] {
    names::REGIONS
}

/// All wellbeing services counties, by code; Helsinki and Åland, which have none, among them.
pub fn counties() -> &'static [Area] {
    names::COUNTIES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_division_of_2021_has_309_municipalities_in_19_regions() {
        assert_eq!(municipalities().count(), 309);
        assert_eq!(
            MUNICIPALITIES.lines().skip(1).count(),
            309,
            "a line did not parse"
        );
        assert_eq!(regions().len(), 19);
        for town in municipalities() {
            assert!(region(town.region).is_some(), "{}", town.fi);
            assert!(county(town.county).is_some(), "{} {}", town.fi, town.county);
        }
    }

    #[test]
    fn annex_1_rests_on_the_population_of_2018() {
        let of = |region: &str| {
            municipalities()
                .filter(|town| town.region == region)
                .filter_map(|town| town.population(2018))
                .sum::<u64>()
        };
        assert_eq!(of("17"), 412_161);
        assert_eq!(of("12"), 165_569);
        let mainland: u64 = municipalities()
            .filter(|t| t.region != "21")
            .filter_map(|t| t.population(2018))
            .sum();
        assert_eq!(mainland, 5_488_130);
    }

    #[test]
    fn years_outside_the_register_have_no_population() {
        let oulu = municipality("564").unwrap();
        assert!(oulu.population(2017).is_none());
        assert!(oulu.population(2022).is_some());
        assert!(oulu.population(2023).is_none());
    }

    #[test]
    fn unknown_codes_are_unknown() {
        assert!(municipality("000").is_none());
        assert!(municipality("9").is_none());
        assert!(region("03").is_none());
        assert!(county("22").is_none());
    }
}
