//! The clauses of a sentence, and what it says of its own claims.

pub mod claim;
mod clauses;

pub use clauses::{Clause, Opening, Stance, clause_at, clauses};
