//! What a project document says. No rules here: whatever can be represented is represented.

mod account;
mod budget;
mod conduct;
mod date;
mod goals;
mod grant;
mod money;
mod package;
mod people;
mod project;
mod self_assessment;
mod strategy;
mod text;

pub use account::*;
pub use budget::*;
pub use conduct::*;
pub use date::*;
pub use goals::*;
pub use grant::*;
pub use money::*;
pub use package::*;
pub use people::*;
pub use project::*;
pub use self_assessment::*;
pub use strategy::*;
pub use text::*;
