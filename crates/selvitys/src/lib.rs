#![doc = include_str!("../README.md")]

mod assess;
pub mod calendar;
pub mod check;
mod deadlines;
mod example;
mod exchange;
pub mod finding;
mod hash;
mod hidden;
mod index;
pub mod model;
mod place;
mod pointer;
mod proof;
mod range;
mod read;
pub mod register;
mod report;
pub mod rulebook;
mod schema;
mod whatif;
mod words;

pub use assess::*;
pub use deadlines::*;
pub use example::ExampleError;
pub use exchange::*;
pub use finding::*;
pub use model::*;
pub use proof::*;
pub use read::*;
pub use report::*;
pub use rulebook::*;
pub use schema::schemas;
pub use whatif::*;
pub use words::*;
