//! Organisations, participants, private services, contacts and governance.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PartialDate, Text};

/// An organisation that has to do with the project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Names the organisation within the document.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Its business id (Y-tunnus), as the document writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business_id: Option<String>,
    /// What kind of organisation it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<OrganisationKind>,
    /// What it does in the project.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    /// The municipalities that it stands for, by code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stands_for: Vec<String>,
    /// A remark of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// What kind of organisation it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum OrganisationKind {
    /// A municipality.
    Municipality,
    /// A joint municipal authority (kuntayhtymä), hospital districts included.
    JointAuthority,
    /// A regional council (maakunnan liitto).
    RegionalCouncil,
    /// A wellbeing services county (hyvinvointialue).
    WellbeingCounty,
    /// A state authority.
    StateAuthority,
    /// A company.
    Company,
    /// An association or foundation.
    Association,
    /// A school, university or research body.
    Education,
    /// A parish.
    Parish,
    /// A group of organisations that the source names as one.
    Group,
    /// Anything else.
    Other,
}

/// What an organisation does in the project.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Administers the project and answers for the grant (hankehallinnoija).
    Coordinator,
    /// Prepares the application.
    Preparer,
    /// Carries out the project.
    Implementer,
    /// Hosts developers of its own.
    Developer,
    /// Works along as a partner.
    Partner,
    /// Is heard or affected.
    Stakeholder,
    /// Grants the money.
    Funder,
    /// Supervises or evaluates.
    Supervisor,
}

/// A municipality that takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// The municipality, by its three-digit code.
    pub municipality: String,
    /// The deed by which it committed itself; without one it is named only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<Commitment>,
    /// The joint authority through which it takes part, by its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<String>,
    /// A remark of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// The deed by which a municipality committed itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// Its day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The body that decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Text>,
    /// The decision's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
}

/// A service that a municipality buys from a private provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrivateService {
    /// The municipality, by its three-digit code.
    pub municipality: String,
    /// What is bought.
    pub service: Text,
    /// Who provides it.
    pub provider: String,
    /// The last day of the contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract_end: Option<PartialDate>,
    /// How many years an option may prolong the contract by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub option_years: Option<u8>,
    /// How the municipality takes part in the project for this service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participation: Option<Text>,
}

/// Whom to ask. Persons are left out of public reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// In which role.
    pub role: Text,
    /// Of which organisation, by its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// The person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// E-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// Who steers, who writes, who is responsible.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Governance {
    /// Bodies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bodies: Vec<Body>,
    /// The sub-areas that members come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sub_areas: Vec<SubArea>,
    /// Groups that write the plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub writing_groups: Vec<WritingGroup>,
}

/// A body of the project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Names the body within the document.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// What kind of body it is.
    pub kind: BodyKind,
    /// Who sits in it, by organisation or group.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Text>,
    /// The bodies that it reports to, by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reports_to: Vec<String>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<Text>,
    /// Whether it belonged to an earlier project that this one is joined to.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub earlier: bool,
}

/// What kind of body it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum BodyKind {
    /// Steers the project.
    Steering,
    /// Elected members who steer.
    PoliticalSteering,
    /// Elected members who follow.
    PoliticalMonitoring,
    /// Leading officials.
    Leadership,
    /// Prepares what others decide.
    Preparatory,
    /// The project's office.
    Office,
    /// A network.
    Network,
    /// A group for one subject.
    WorkingGroup,
}

/// A part of the region that members come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SubArea {
    /// Names the sub-area within the document.
    pub id: String,
    /// Its name.
    pub title: Text,
}

/// A group that writes a part of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WritingGroup {
    /// Names the group within the document.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// The packages that it writes, by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packages: Vec<String>,
    /// The sub-areas that it has writers from, by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<String>,
    /// The sub-areas that a chair comes from, by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chairs: Vec<String>,
    /// A remark of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}
