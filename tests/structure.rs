//! The files of `src` know each other in one direction, and none is long. What falls short of that is listed here,
//! and the lists may only shrink.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod sources;

use std::collections::BTreeSet;

use sources::{Sources, circles};

/// Files that still know each other in a circle, one circle a line, by their paths under `src`.
const CIRCLES: &[&[&str]] = &[
    &["filter/mod.rs", "filter/text.rs", "filter/token.rs"],
    &["format/csv.rs", "format/geojson.rs", "format/mod.rs"],
    &[
        "gazetteer/answer.rs",
        "gazetteer/mod.rs",
        "gazetteer/reverse.rs",
        "gazetteer/search.rs",
    ],
    &[
        "layer/changes.rs",
        "layer/control.rs",
        "layer/corridors.rs",
        "layer/crossings.rs",
        "layer/mod.rs",
        "layer/points.rs",
        "layer/proposals.rs",
    ],
    &["model/corridor.rs", "model/place.rs", "model/statement.rs"],
    &["report/mod.rs", "report/plain.rs"],
    &[
        "report/personal_data/addresses.rs",
        "report/personal_data/handles.rs",
        "report/personal_data/link.rs",
        "report/personal_data/mod.rs",
    ],
    &["report/phrasebook.rs", "report/phrasebook/build.rs"],
    &[
        "routing/answer.rs",
        "routing/avoid.rs",
        "routing/mod.rs",
        "routing/stop.rs",
    ],
    &[
        "server/changes.rs",
        "server/content.rs",
        "server/features.rs",
        "server/geocode.rs",
        "server/landing.rs",
        "server/layers.rs",
        "server/mod.rs",
        "server/openapi.rs",
        "server/ops.rs",
        "server/page.rs",
        "server/report_json.rs",
        "server/reports.rs",
        "server/router.rs",
        "server/schema.rs",
        "server/style.rs",
        "server/tiles.rs",
        "server/ways.rs",
        "server/withdrawals.rs",
    ],
    &["shape/control/lines.rs", "shape/control/surface.rs"],
    &["shape/network/access.rs", "shape/network/mod.rs"],
    &[
        "shape/osm/build.rs",
        "shape/osm/components.rs",
        "shape/osm/geometry.rs",
        "shape/osm/graph.rs",
        "shape/osm/hierarchy.rs",
        "shape/osm/mod.rs",
        "shape/osm/pbf.rs",
        "shape/osm/snap.rs",
    ],
    &[
        "store/archive.rs",
        "store/archive/held.rs",
        "store/archive/withdrawal.rs",
        "store/gpkg/check.rs",
        "store/gpkg/fingerprints.rs",
        "store/gpkg/mod.rs",
        "store/gpkg/open.rs",
        "store/gpkg/originals.rs",
        "store/gpkg/read.rs",
        "store/gpkg/tombstones.rs",
        "store/gpkg/write.rs",
        "store/mod.rs",
    ],
    &["store/query.rs", "store/snapshot.rs", "store/states.rs"],
    &["time/days.rs", "time/spans.rs"],
];

/// Files that add methods to a type of another file: arrows that no `use` shows.
const METHODS_FROM_AFAR: &[(&str, &str)] = &[
    ("filter/evaluate.rs", "Comparison"),
    ("filter/evaluate.rs", "Filter"),
    ("filter/evaluate.rs", "Operand"),
    ("filter/evaluate.rs", "Pattern"),
    ("filter/text.rs", "Filter"),
    ("filter/text.rs", "Pattern"),
    ("gazetteer/answer.rs", "Gazetteer"),
    ("gazetteer/reverse.rs", "Gazetteer"),
    ("gazetteer/search.rs", "Gazetteer"),
    ("layer/corridors/grounds.rs", "Record"),
    ("report/personal_data/name_shapes.rs", "Names"),
    ("report/personal_data/notices.rs", "Names"),
    ("report/personal_data/numbers.rs", "Run"),
    ("report/personal_data/phones.rs", "Run"),
    ("shape/control/change.rs", "Control"),
    ("shape/control/history.rs", "Control"),
    ("shape/network/access.rs", "Network"),
    ("shape/network/cost.rs", "NetworkOn"),
    ("shape/network/search.rs", "Network"),
    ("shape/network/search.rs", "NetworkOn"),
    ("shape/network/way.rs", "NetworkOn"),
    ("shape/osm/file.rs", "ImportedRoads"),
    ("shape/osm/route.rs", "ImportedRoads"),
    ("store/archive/withdrawal.rs", "Archive"),
    ("store/archive/withdrawal.rs", "Receipt"),
    ("time/units.rs", "Scan"),
];

/// Files that are longer than [`LONGEST`], with the lines that they may have.
const LONG: &[(&str, usize)] = &[
    ("gazetteer/forms.rs", 619),
    ("gazetteer/name.rs", 419),
    ("gazetteer/search.rs", 553),
    ("layer/corridors.rs", 517),
    ("layer/registry.rs", 766),
    ("model/corridor.rs", 471),
    ("routing/avoid.rs", 435),
    ("server/features.rs", 415),
    ("server/forwarded.rs", 570),
    ("shape/control/surface.rs", 420),
    ("store/archive.rs", 526),
    ("store/snapshot.rs", 450),
];

/// The lines that a file may have.
const LONGEST: usize = 400;

#[test]
fn files_know_each_other_in_one_direction() {
    let sources = Sources::read();
    let arrows = sources.arrows();
    let mut faults = Vec::new();
    let mut allowed_and_gone: BTreeSet<&str> = CIRCLES
        .iter()
        .flat_map(|circle| circle.iter().copied())
        .collect();
    for circle in circles(&arrows) {
        let allowed = CIRCLES
            .iter()
            .find(|allowed| circle.iter().all(|file| allowed.contains(&file.as_str())));
        if allowed.is_some() {
            circle.iter().for_each(|file| {
                allowed_and_gone.remove(file.as_str());
            });
            continue;
        }
        faults.push(format!("a circle of {} files:", circle.len()));
        for (from, to) in &arrows {
            if circle.contains(from) && circle.contains(to) {
                faults.push(format!("  {from} uses {to}"));
            }
        }
    }
    faults.extend(
        allowed_and_gone
            .iter()
            .map(|file| format!("{file} is in no circle any more: take it from the list CIRCLES")),
    );
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The folders of `extract`, in the order of reading: each knows only those before it.
const PHASES: [&str; 9] = [
    "words",
    "clause",
    "annotate",
    "facts",
    "places",
    "speaker",
    "discourse",
    "event",
    "statement",
];

#[test]
fn a_phase_of_extract_knows_only_those_before_it() {
    let phase = |file: &str| {
        let folder = file.strip_prefix("extract/")?.split('/').next()?.to_owned();
        PHASES.iter().position(|known| *known == folder)
    };
    let arrows = Sources::read().arrows();
    let back: Vec<_> = arrows
        .iter()
        .filter(|(from, to)| phase(from).is_some() && phase(from) < phase(to))
        .collect();
    assert!(back.is_empty(), "a phase knows a later one: {back:?}");
    let within = arrows
        .iter()
        .filter(|(from, to)| phase(from).is_some() && phase(from) == phase(to));
    assert!(
        within.count() > PHASES.len(),
        "the folders have other names"
    );
}

#[test]
fn methods_stand_with_their_types() {
    let sources = Sources::read();
    let found = sources.methods_from_afar();
    let allowed: BTreeSet<(String, String)> = METHODS_FROM_AFAR
        .iter()
        .map(|(file, name)| (file.to_string(), name.to_string()))
        .collect();
    let new: Vec<_> = found.difference(&allowed).collect();
    assert!(new.is_empty(), "methods of a type of another file: {new:?}");
    let gone: Vec<_> = allowed.difference(&found).collect();
    assert!(
        gone.is_empty(),
        "mended, so take them from the list METHODS_FROM_AFAR: {gone:?}"
    );
}

#[test]
fn no_file_is_long() {
    let sources = Sources::read();
    let mut faults = Vec::new();
    for (file, lines) in sources.lines() {
        let most = LONG
            .iter()
            .find(|(long, _)| *long == file)
            .map_or(LONGEST, |(_, lines)| *lines);
        if lines > most {
            faults.push(format!(
                "{file} has {lines} lines, and may have {most}: split it by what it holds"
            ));
        }
        if most > LONGEST && lines <= LONGEST {
            faults.push(format!(
                "{file} is not long any more: take it from the list LONG"
            ));
        }
    }
    for (file, _) in LONG {
        if !sources.lines().any(|(known, _)| known == *file) {
            faults.push(format!("{file} is gone: take it from the list LONG"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
