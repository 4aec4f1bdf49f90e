//! Polygons of named areas, from the embedded boundary files.
//!
//! The files hold one GeoJSON feature a line, so that one area is found by its identifier and
//! parsed alone; nothing is parsed at start.

use geo::MultiPolygon;
use geo::orient::{Direction, Orient};
use geojson::Feature;
use thiserror::Error;

/// Finer files first: the first that knows an area gives its polygon.
const BOUNDARIES: &[&str] = &[
    include_str!("../../geodata/boundaries/ukraine_oblasts.geojson"),
    include_str!("../../geodata/boundaries/admin1.geojson"),
    include_str!("../../geodata/boundaries/countries.geojson"),
];

/// A boundary file that does not hold what it should.
#[derive(Debug, Error)]
pub enum AreaError {
    /// The line of the area is not a GeoJSON feature.
    #[error("the boundary of {id} is not a GeoJSON feature: {reason}")]
    NotAFeature {
        /// The area.
        id: String,
        /// What the parser says.
        reason: String,
    },
    /// The geometry of the area is not a polygon.
    #[error("the boundary of {id} is not a polygon")]
    NotAPolygon {
        /// The area.
        id: String,
    },
}

/// Boundary files.
#[derive(Debug, Clone, Copy)]
pub(super) struct Areas {
    files: &'static [&'static str],
}

impl Areas {
    pub(super) fn embedded() -> Self {
        Self { files: BOUNDARIES }
    }

    /// The polygon of the area called `id`; `None` where no file knows it.
    pub(super) fn polygon(&self, id: &str) -> Option<MultiPolygon> {
        let line = self.files.iter().find_map(|file| line_of(file, id))?;
        match parse(id, line) {
            Ok(polygon) => Some(polygon),
            Err(error) => {
                // The embedded files are tested: this is a broken build, and the feature is
                // listed without its polygon.
                tracing::error!("{error}");
                None
            }
        }
    }
}

fn line_of<'a>(file: &'a str, id: &str) -> Option<&'a str> {
    let member = format!("\"id\":\"{id}\"");
    let at = memchr::memmem::find(file.as_bytes(), member.as_bytes())?;
    let start = file[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = file[at..]
        .find('\n')
        .map_or(file.len(), |newline| at + newline);
    Some(file[start..end].trim().trim_end_matches(','))
}

fn parse(id: &str, line: &str) -> Result<MultiPolygon, AreaError> {
    let feature: Feature =
        line.parse()
            .map_err(|error: geojson::Error| AreaError::NotAFeature {
                id: id.to_owned(),
                reason: error.to_string(),
            })?;
    let geometry = feature
        .geometry
        .and_then(|geometry| geo::Geometry::<f64>::try_from(geometry).ok());
    let polygons = match geometry {
        Some(geo::Geometry::MultiPolygon(polygons)) => polygons,
        Some(geo::Geometry::Polygon(polygon)) => MultiPolygon::from(polygon),
        _ => return Err(AreaError::NotAPolygon { id: id.to_owned() }),
    };
    // RFC 7946: outer rings run against the clock, holes with it.
    Ok(polygons.orient(Direction::Default))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    const FILE: &str = concat!(
        "{\"type\":\"FeatureCollection\",\"features\":[\n",
        "{\"type\":\"Feature\",\"properties\":{\"id\":\"iso3166-2:UA-14\"},\"geometry\":{\"type\":\"Polygon\",",
        "\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]]]}},\n",
        "{\"type\":\"Feature\",\"properties\":{\"id\":\"iso3166-2:UA-1\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[0,0]}}\n",
        "]}\n",
    );

    #[test]
    fn an_area_is_found_by_its_whole_identifier() {
        let areas = Areas { files: &[FILE] };
        assert_eq!(areas.polygon("iso3166-2:UA-14").unwrap().0.len(), 1);
        assert_eq!(areas.polygon("iso3166-2:UA-99"), None);
    }

    #[test]
    fn outer_rings_run_against_the_clock() {
        use geo::winding_order::Winding;
        let clockwise = FILE.replace("[0,0],[1,0],[1,1],[0,0]", "[0,0],[1,1],[1,0],[0,0]");
        let line = line_of(&clockwise, "iso3166-2:UA-14").unwrap();
        assert!(parse("x", line).unwrap().0[0].exterior().is_ccw());
    }

    #[test]
    fn every_embedded_area_parses() {
        for file in BOUNDARIES {
            for line in file.lines().filter(|line| line.contains("\"Feature\"")) {
                parse("embedded", line.trim_end_matches(',')).unwrap();
            }
        }
    }

    #[test]
    fn a_boundary_that_is_no_polygon_is_an_error_and_no_area() {
        let line = line_of(FILE, "iso3166-2:UA-1").unwrap();
        assert!(matches!(
            parse("x", line),
            Err(AreaError::NotAPolygon { .. })
        ));
        assert!(matches!(
            parse("x", "{"),
            Err(AreaError::NotAFeature { .. })
        ));
    }
}
