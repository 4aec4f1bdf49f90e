//! The coordinate reference systems that positions are given and taken in, with their axis order.

use std::f64::consts::PI;
use std::str::FromStr;

use geo::{Coord, coord};
use thiserror::Error;

/// Radius of the sphere of Web Mercator, metres (the semi-major axis of WGS 84; EPSG method 1024).
const SPHERE_METRES: f64 = 6_378_137.0;
/// Where Web Mercator's square world ends, degrees of latitude (EPSG:3857's area of use).
const MERCATOR_EDGE: f64 = 85.051_128_779_806_59;

/// A coordinate reference system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Crs {
    /// Longitude, latitude in degrees on WGS 84: what everything is kept in.
    #[default]
    Crs84,
    /// EPSG:4326: latitude, longitude in degrees on WGS 84.
    Epsg4326,
    /// EPSG:3857 (Web Mercator): easting, northing in metres.
    Epsg3857,
}

/// A coordinate reference system that is none of ours.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("coordinates are given in {known}; \"{0}\" is none of these", known = Crs::ALL.map(Crs::uri).join(", "))]
pub struct UnknownCrs(String);

impl Crs {
    /// All of them, the one that everything is kept in first.
    pub const ALL: [Self; 3] = [Self::Crs84, Self::Epsg4326, Self::Epsg3857];

    /// Its identifier in the register of the Open Geospatial Consortium.
    pub fn uri(self) -> &'static str {
        match self {
            Self::Crs84 => "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            Self::Epsg4326 => "http://www.opengis.net/def/crs/EPSG/0/4326",
            Self::Epsg3857 => "http://www.opengis.net/def/crs/EPSG/0/3857",
        }
    }

    /// A position in this system, in its axis order, from longitude and latitude in degrees.
    ///
    /// Web Mercator has no poles: latitudes beyond its square world lie on the edge of it.
    pub fn from_degrees(self, position: Coord) -> Coord {
        match self {
            Self::Crs84 => position,
            Self::Epsg4326 => coord! { x: position.y, y: position.x },
            Self::Epsg3857 => {
                let latitude = position.y.clamp(-MERCATOR_EDGE, MERCATOR_EDGE).to_radians();
                coord! {
                    x: SPHERE_METRES * position.x.to_radians(),
                    y: SPHERE_METRES * (PI / 4.0 + latitude / 2.0).tan().ln(),
                }
            }
        }
    }

    /// Longitude and latitude in degrees of a position in this system. Eastings beyond the world
    /// lie on the edge of it.
    pub fn to_degrees(self, position: Coord) -> Coord {
        match self {
            Self::Crs84 => position,
            Self::Epsg4326 => coord! { x: position.y, y: position.x },
            Self::Epsg3857 => coord! {
                x: (position.x / SPHERE_METRES).to_degrees().clamp(-180.0, 180.0),
                y: (position.y / SPHERE_METRES).sinh().atan().to_degrees(),
            },
        }
    }

    /// How many digits after the point tell positions a centimetre apart.
    pub fn decimals(self) -> i32 {
        match self {
            Self::Crs84 | Self::Epsg4326 => 7,
            Self::Epsg3857 => 2,
        }
    }
}

impl FromStr for Crs {
    type Err = UnknownCrs;

    /// Reads an identifier as a URI (also with `https`), as a URN or as a CURIE (`EPSG:3857`, also in brackets).
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let curie = text.trim_start_matches('[').trim_end_matches(']');
        let named = |crs: Self| {
            let uri = crs.uri();
            let path = uri.trim_start_matches("http://www.opengis.net/def/crs/");
            let parts: Vec<&str> = path.split('/').collect();
            let [authority, version, code] = parts.as_slice() else {
                return false;
            };
            let urn_version = if *version == "0" { "" } else { version };
            text == uri
                || text
                    .strip_prefix("https")
                    .is_some_and(|rest| uri.strip_prefix("http") == Some(rest))
                || text == format!("urn:ogc:def:crs:{authority}:{urn_version}:{code}")
                || curie == format!("{authority}:{code}")
        };
        let found = Self::ALL.into_iter().find(|crs| named(*crs));
        found.ok_or_else(|| UnknownCrs(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_system_is_named_by_uri_urn_or_curie() {
        let cases = [
            ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", Crs::Crs84),
            ("https://www.opengis.net/def/crs/OGC/1.3/CRS84", Crs::Crs84),
            ("urn:ogc:def:crs:OGC:1.3:CRS84", Crs::Crs84),
            ("http://www.opengis.net/def/crs/EPSG/0/4326", Crs::Epsg4326),
            ("urn:ogc:def:crs:EPSG::4326", Crs::Epsg4326),
            ("EPSG:4326", Crs::Epsg4326),
            ("[EPSG:3857]", Crs::Epsg3857),
        ];
        for (text, crs) in cases {
            assert_eq!(text.parse(), Ok(crs), "{text}");
        }
        for bad in [
            "",
            "4326",
            "EPSG:32636",
            "http://www.opengis.net/def/crs/EPSG/0/432",
            "epsg",
        ] {
            assert_eq!(bad.parse::<Crs>(), Err(UnknownCrs(bad.into())));
        }
    }

    #[test]
    fn mariupol_lies_where_the_published_formula_puts_it() {
        let mariupol = coord! { x: 37.54131, y: 47.09514 };
        assert_eq!(
            Crs::Epsg4326.from_degrees(mariupol),
            coord! { x: 47.09514, y: 37.54131 }
        );
        let metres = Crs::Epsg3857.from_degrees(mariupol);
        assert!((metres.x - 4_179_079.51).abs() < 0.01, "{metres:?}");
        assert!((metres.y - 5_957_617.19).abs() < 0.01, "{metres:?}");
        let pole = Crs::Epsg3857.from_degrees(coord! { x: 0.0, y: 90.0 });
        assert!((pole.y - 20_037_508.34).abs() < 0.01, "{pole:?}");
    }

    proptest! {
        #[test]
        fn there_and_back_is_the_same_position(lon in -180.0..=180.0_f64, lat in -85.0..=85.0_f64) {
            for crs in Crs::ALL {
                let back = crs.to_degrees(crs.from_degrees(coord! { x: lon, y: lat }));
                prop_assert!((back.x - lon).abs() < 1e-9 && (back.y - lat).abs() < 1e-9);
            }
        }
    }
}
