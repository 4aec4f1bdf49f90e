//! When: the days and the hours that a sentence names, each as a whole phrase.
//!
//! [`days`] and [`hours`] take the longest phrase of a row of tokens. A day is given as its words
//! give it ([`Day`]); [`Day::date`] tells the date as seen from the day of publication. What is
//! named and cannot be told ("this weekend", 31 June, 3/4/2022 in English) is a phrase too, and
//! has no date: nobody may take another day for it.

mod clock;
mod day;
mod days;
mod hours;
mod months;
mod numeric;
mod row;
mod spans;
mod units;
mod vocabulary;

pub use clock::DAY;
pub use day::{Anchor, Day, Order};
pub use days::{DayPhrase, days};
pub use hours::{HoursPhrase, hours};
pub use row::{Phrases, Row};
pub use vocabulary::{Calendar, DayWord};
