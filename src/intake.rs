//! The way in: bytes with what is said about them → report → reading → archive.

use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Unit};
use thiserror::Error;

use crate::fault::{InternalError, caught};
use crate::layer::StoredReading;
use crate::model::{Problem, Tombstone, one_line};
use crate::read::{self, read};
use crate::report::{self, Hint, ReportError};
use crate::store::{
    Archive, FrontMatterError, Receipt, Reception, Reread, StoreError, WithdrawalError, Withdrawn,
    samples, split_front_matter,
};
use crate::world::World;

/// Setting: the version of the reader that the readings are of.
const READ_BY: &str = "reader_version";
/// Setting: whether the sample reports have been offered to the store.
const SAMPLES_LOADED: &str = "samples_loaded";
/// How many reports are read again between two commits.
const BATCH: usize = 64;

/// Why a report was not taken in. Nothing was kept of it.
#[derive(Debug, Error)]
pub enum IntakeError {
    /// The bytes are no report.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The head of the file is not understood.
    #[error(transparent)]
    FrontMatter(#[from] FrontMatterError),
    /// We failed to read it.
    #[error("the report {0}")]
    Fault(#[from] InternalError),
    /// The report is too long.
    #[error("the report has {size} bytes and at most {MAX_BYTES} are taken; send it in parts")]
    TooLarge {
        /// Its length in bytes.
        size: usize,
    },
    /// Its day of publication has not begun anywhere.
    #[error(
        "the day of publication, {0}, is yet to come; write the day on which the report appeared, or leave it out"
    )]
    NotYet(Date),
    /// Its address is none that a browser may follow.
    #[error(
        "url is not the address of a web page; write it with http:// or https:// and without user name, password, spaces and control characters, or leave it out"
    )]
    NoWebAddress,
    /// The same text was withdrawn.
    #[error("{0}; it is not taken in again")]
    Withdrawn(Box<Tombstone>),
    /// Nothing can be restored.
    #[error(transparent)]
    Withdrawal(#[from] WithdrawalError),
    /// The store could not keep it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The longest report that is taken in: 50 MiB.
pub const MAX_BYTES: usize = 50 * 1024 * 1024;

/// Whether a day has begun somewhere on Earth: UTC+14 is furthest on.
pub fn has_begun(day: Date, now: Timestamp) -> bool {
    day <= now.to_zoned(TimeZone::fixed(Offset::constant(14))).date()
}

/// Whether an address is of a web page, which a browser may follow and everyone may know: it carries
/// nobody's name and password ("https://name:password@example.org").
pub fn is_web_address(url: &str) -> bool {
    url.split_once("://").is_some_and(|(scheme, rest)| {
        let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
        matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https")
            && !authority.is_empty()
            && !authority.contains('@')
    }) && one_line(url) == url
        && !url.contains(' ')
}

/// Reads reports and hands them to the archive. Cheap to clone.
#[derive(Clone)]
pub struct Intake {
    world: Arc<World>,
    archive: Arc<Archive>,
    keeps_originals: bool,
}

impl Intake {
    /// An intake that reads with `world` and keeps in `archive`.
    pub fn new(world: Arc<World>, archive: Arc<Archive>) -> Self {
        Self {
            world,
            archive,
            keeps_originals: false,
        }
    }

    /// The same, and where that is asked for what reports come in as is kept, personal data and all.
    pub fn keeping_originals(self, keeps_originals: bool) -> Self {
        Self {
            keeps_originals,
            ..self
        }
    }

    /// The knowledge that reports are read with.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// Where reports are kept.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// Reads the bytes of one report; nothing is kept yet.
    ///
    /// # Errors
    /// [`IntakeError`] when the bytes are no report.
    pub fn read(
        &self,
        bytes: impl Into<Vec<u8>>,
        hint: &Hint,
    ) -> Result<StoredReading, IntakeError> {
        let bytes = bytes.into();
        let original = self.keeps_originals.then(|| bytes.clone());
        self.read_with(bytes, hint, original)
    }

    fn read_with(
        &self,
        bytes: Vec<u8>,
        hint: &Hint,
        original: Option<Vec<u8>>,
    ) -> Result<StoredReading, IntakeError> {
        if bytes.len() > MAX_BYTES {
            return Err(IntakeError::TooLarge { size: bytes.len() });
        }
        if hint.url.as_deref().is_some_and(|url| !is_web_address(url)) {
            return Err(IntakeError::NoWebAddress);
        }
        let now = Timestamp::now();
        let report = caught(|| report::from_bytes(bytes, hint))??;
        let published = report.published.as_deref().and_then(|day| day.parse().ok());
        if let Some(day) = published.filter(|day| !has_begun(*day, now)) {
            return Err(IntakeError::NotYet(day));
        }
        let reading = caught(|| read(report, &self.world))?;
        let mut stored = StoredReading::new(reading, now);
        stored.original = original;
        Ok(stored)
    }

    /// Reads the bytes of a file, whose head may say what is known of the report; what `hint`
    /// says goes before it.
    ///
    /// # Errors
    /// [`IntakeError`] when the bytes are no report.
    pub fn read_file(
        &self,
        file: impl Into<Vec<u8>>,
        hint: &Hint,
    ) -> Result<StoredReading, IntakeError> {
        let mut bytes = file.into();
        let original = self.keeps_originals.then(|| bytes.clone());
        let hint = take_head(&mut bytes, hint)?;
        self.read_with(bytes, &hint, original)
    }

    /// Reads and keeps one report.
    ///
    /// # Errors
    /// [`IntakeError`] when the bytes are no report, or its text was withdrawn, or it could not be
    /// kept.
    pub fn accept(&self, bytes: impl Into<Vec<u8>>, hint: &Hint) -> Result<Receipt, IntakeError> {
        let receipts = self.archive.accept(&[self.read(bytes, hint)?], &[])?;
        match only(receipts)? {
            Receipt {
                reception: Reception::Withdrawn(tombstone),
                ..
            } => Err(IntakeError::Withdrawn(Box::new(tombstone))),
            receipt => Ok(receipt),
        }
    }

    /// Reads and keeps one report, also where its text was withdrawn.
    ///
    /// # Errors
    /// [`IntakeError`] when the bytes are no report, or it could not be kept.
    pub fn accept_again(
        &self,
        bytes: impl Into<Vec<u8>>,
        hint: &Hint,
    ) -> Result<Receipt, IntakeError> {
        only(self.archive.accept_again(&[self.read(bytes, hint)?])?)
    }

    /// Takes in again what was withdrawn: a report is read anew.
    ///
    /// # Errors
    /// [`IntakeError`] when nothing was withdrawn under this identifier, or it is forgotten, or it
    /// could not be kept.
    pub fn restore(&self, id: &str) -> Result<Receipt, IntakeError> {
        let withdrawn = match self.archive.withdrawn(id)? {
            Withdrawn::Report(stored) => Withdrawn::Report(self.anew(stored)?),
            Withdrawn::Import(import) => {
                let masked_before = import.report.masked.clone();
                let import = import.without_personal_data();
                let masks_more = import.report.masked != masked_before;
                Withdrawn::Import(if masks_more { import.renamed() } else { import })
            }
        };
        Ok(self.archive.restore(id, &withdrawn)?)
    }

    /// Keeps the sample reports in a store that never held a report and was never offered them.
    ///
    /// # Errors
    /// [`IntakeError`] when they could not be kept.
    pub fn load_samples(&self) -> Result<usize, IntakeError> {
        let snapshot = self.archive.snapshot();
        let is_unused = snapshot.reports().is_empty() && snapshot.tombstones().is_empty();
        if !is_unused || self.archive.setting(SAMPLES_LOADED)?.is_some() {
            return Ok(0);
        }
        let readings = samples()
            .iter()
            .map(|(_, file)| self.read_file(file.as_bytes(), &Hint::default()))
            .collect::<Result<Vec<_>, _>>()?;
        let settings = [
            (SAMPLES_LOADED, now().to_string()),
            (READ_BY, read::VERSION.to_owned()),
        ];
        Ok(self.archive.accept(&readings, &settings)?.len())
    }

    /// Reads the kept reports again if another version of the reader has read them; gives how
    /// many. The old reading stays of one that this version fails to read. What this version masks
    /// and older ones did not leaves the file of the store.
    ///
    /// # Errors
    /// [`IntakeError`] when they could not be read or kept; the old readings then stay.
    pub fn read_again(&self) -> Result<usize, IntakeError> {
        if self.archive.setting(READ_BY)?.as_deref() == Some(read::VERSION) {
            return Ok(0);
        }
        let snapshot = self.archive.snapshot();
        let (mut count, mut masks_more) = (0, self.archive.mask_imports()?);
        for reports in snapshot.reports().chunks(BATCH) {
            let mut readings = Vec::with_capacity(reports.len());
            for summary in reports {
                let Some(stored) = self.archive.report(&summary.id)? else {
                    continue;
                };
                let before = stored.reading.report.masked.clone();
                match self.anew(stored) {
                    Ok(now) => {
                        masks_more |= now.reading.report.masked != before;
                        readings.push(Reread {
                            before: summary.id.clone(),
                            now,
                        });
                    }
                    Err(error) => tracing::error!("report {}, kept before: {error}", summary.id),
                }
            }
            count += readings.len();
            self.archive.replace(&readings, &[])?;
        }
        if masks_more {
            self.archive.erase_deleted()?;
        }
        let settings = [(READ_BY, read::VERSION.to_owned())];
        self.archive.replace(&[], &settings)?;
        Ok(count)
    }

    /// The report of a reading, read again.
    fn anew(&self, stored: StoredReading) -> Result<StoredReading, IntakeError> {
        let was_inferred = |problem: &Problem| problem.code == "published_inferred";
        let inferred = stored.reading.problems.iter().any(was_inferred);
        let report = stored.reading.report;
        let hint = Hint {
            content_type: None,
            title: report.title,
            published: report.published.filter(|_| !inferred),
            source: report.source,
            url: report.url,
            language: Some(report.language),
        };
        let masked_before = report.masked;
        let reading = caught(|| {
            report::from_text(report.text, &hint).map(|mut report| {
                report.masked.add(&masked_before);
                read(report, &self.world)
            })
        })??;
        Ok(StoredReading::new(reading, stored.received_at))
    }
}

/// The receipt of the one report that was handed in.
fn only(receipts: Vec<Receipt>) -> Result<Receipt, IntakeError> {
    // As many come back as were handed in.
    let receipt = receipts.into_iter().next();
    receipt.ok_or(IntakeError::Store(StoreError::Contended))
}

/// To the millisecond, which is as fine as the order of reports needs.
fn now() -> Timestamp {
    let now = Timestamp::now();
    now.round(Unit::Millisecond).unwrap_or(now)
}

/// Takes the head off a file that has one: the report is left. Answers what is known of it, the head's
/// word below `hint`'s.
///
/// # Errors
/// [`FrontMatterError`] when the head is not understood.
pub fn take_head(bytes: &mut Vec<u8>, hint: &Hint) -> Result<Hint, FrontMatterError> {
    let Ok(file) = std::str::from_utf8(bytes) else {
        return Ok(hint.clone());
    };
    let (head, text) = split_front_matter(file)?;
    let start = file.len() - text.len();
    bytes.drain(..start);
    Ok(first_of_both(hint, head))
}

fn first_of_both(first: &Hint, second: Hint) -> Hint {
    let first = first.clone();
    Hint {
        content_type: first.content_type.or(second.content_type),
        title: first.title.or(second.title),
        published: first.published.or(second.published),
        source: first.source.or(second.source),
        url: first.url.or(second.url),
        language: first.language.or(second.language),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_web_are_addresses() {
        assert!(is_web_address("https://example.org/a"));
        for address in [
            "https://olena@example.org/",
            "https://olena:secret@example.org/a",
            "http:///a",
            "https://example.org/\u{202e}gpj.exe",
            "https://example.org/a b",
            "https://example.org/\nb",
            "javascript:alert(1)",
            "data:text/html,x",
            "//evil.org",
            "JAVASCRIPT:x",
            "",
        ] {
            assert!(!is_web_address(address), "{address}");
        }
    }

    #[test]
    fn a_day_begins_first_at_utc_plus_14() {
        let day = Date::constant(2022, 3, 31);
        let at = |text: &str| text.parse().unwrap_or_default();
        assert!(!has_begun(day, at("2022-03-30T09:59:59Z")));
        assert!(has_begun(day, at("2022-03-30T10:00:00Z")));
    }
}
