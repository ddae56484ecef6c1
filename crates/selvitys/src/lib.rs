//! Checks Finnish state-grant projects.
mod assess;
pub mod check;
mod example;
pub mod finding;
mod index;
pub mod model;
mod place;
mod range;
mod read;
pub mod register;
pub mod rulebook;

pub use assess::*;
pub use example::ExampleError;
pub use finding::*;
pub use model::*;
pub use read::*;
pub use rulebook::*;
