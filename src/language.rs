//! The folders of `geodata/languages`: everything that a language is stands in one of them.

use crate::model::Language;

/// The languages, in the order in which [`language_files`] gives their files.
pub(crate) const LANGUAGES: [Language; 3] = [Language::En, Language::Uk, Language::Ru];

/// The files of one name in the folders of all languages: where each stands, and its text.
///
/// A further language is a folder with files of these names, and its name in the list here.
macro_rules! language_files {
    ($name:literal) => {
        $crate::language::language_files!($name, "en" "uk" "ru")
    };
    ($name:literal, $($language:literal)+) => {
        [$((
            concat!("geodata/languages/", $language, "/", $name),
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/geodata/languages/",
                $language,
                "/",
                $name
            )),
        )),+]
    };
}
pub(crate) use language_files;
