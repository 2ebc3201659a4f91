//! What tells the values of a rule from others.

use serde::Deserialize;

use super::Rule;
use crate::detect::hit::Code;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    #[default]
    CheckDigits,
    Shape,
    /// A shape that most random digits do not have: like check digits, it tells what a column does not hold.
    Plan,
}

impl Rule {
    /// What the base score is given for.
    pub fn proof(&self) -> Code {
        match self.file.find.proof {
            Proof::CheckDigits => Code::CheckDigits,
            Proof::Shape | Proof::Plan => Code::Shape,
        }
    }

    /// Whether whole cells that are not valid say of their column that it holds something else.
    pub fn counts_failures(&self) -> bool {
        !self.file.silent && self.file.find.proof != Proof::Shape
    }
}
