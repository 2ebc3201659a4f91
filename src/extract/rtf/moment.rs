//! When a document was made, saved or printed, as its numbers come by one by one: `\yr2014\mo5\dy31`.

use jiff::civil::Date;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Year,
    Month,
    Day,
}

/// A moment that is being read.
#[derive(Default)]
pub(super) struct Moment {
    year: i32,
    month: i32,
    day: i32,
}

impl Moment {
    pub fn set(&mut self, part: Part, number: i32) {
        match part {
            Part::Year => self.year = number,
            Part::Month => self.month = number,
            Part::Day => self.day = number,
        }
    }

    /// None where the numbers are no day: programs write zeros for what they do not know.
    pub fn day(self) -> Option<Date> {
        Date::new(
            self.year.try_into().ok()?,
            self.month.try_into().ok()?,
            self.day.try_into().ok()?,
        )
        .ok()
    }
}
