//! Bytes that should be text.

use super::ReportError;

/// First bytes of files that people send by mistake, and what to call them.
const SIGNATURES: [(&[u8], &str); 8] = [
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
];

const BYTE_ORDER_MARK: char = '\u{feff}';

/// The bytes as text, without a byte order mark.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, ReportError> {
    if let Some((_, name)) = SIGNATURES
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
    {
        return Err(ReportError::Binary(name));
    }
    if memchr::memchr(0, &bytes).is_some() {
        return Err(ReportError::Binary("a binary file (it holds zero bytes)"));
    }
    let mut text = String::from_utf8(bytes).map_err(|error| ReportError::NotUtf8 {
        at: error.utf8_error().valid_up_to(),
    })?;
    if text.starts_with(BYTE_ORDER_MARK) {
        text.remove(0);
    }
    Ok(text)
}
