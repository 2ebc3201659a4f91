//! Requests for an exception: what a user says of a finding, kept until the DPO decides.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::params;
use serde::{Deserialize, Serialize};

use super::run::moment;
use super::{Result, State};

/// A finding that its finder holds for no personal data, or for allowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    pub finding: String,
    pub reason: String,
    pub made: Timestamp,
}

impl State {
    /// A second request for the same finding replaces the first.
    pub fn request(&self, request: &Request) -> Result<()> {
        let Request { finding, reason, made } = request;
        self.database.execute(
            "INSERT OR REPLACE INTO request VALUES (?1, ?2, ?3)",
            params![finding, reason, made.as_millisecond()],
        )?;
        Ok(())
    }

    /// All requests, by the id of their finding.
    pub fn requests(&self) -> Result<BTreeMap<String, Request>> {
        let mut statement = self.database.prepare("SELECT finding, reason, made FROM request")?;
        let requests = statement.query_map([], |row| {
            Ok(Request {
                finding: row.get(0)?,
                reason: row.get(1)?,
                made: moment(row.get(2)?),
            })
        })?;
        let by_finding = requests.map(|request| request.map(|request| (request.finding.clone(), request)));
        Ok(by_finding.collect::<rusqlite::Result<_>>()?)
    }
}
