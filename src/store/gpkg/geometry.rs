//! Geometry as a GeoPackage stores it: a header with the envelope, then WKB.

use geo::{BoundingRect, Geometry, Rect, coord};
use geozero::error::GeozeroError;
use geozero::{CoordDimensions, ToWkb};

use super::schema::WGS84;

/// The blob of a geometry, with its envelope in the header so that nothing needs to be parsed
/// to know where it lies.
pub(super) fn blob(geometry: &Geometry<f64>) -> Result<Vec<u8>, GeozeroError> {
    let envelope = geometry.bounding_rect().map(|bounds| {
        vec![
            bounds.min().x,
            bounds.max().x,
            bounds.min().y,
            bounds.max().y,
        ]
    });
    geometry.to_gpkg_wkb(
        CoordDimensions::xy(),
        Some(WGS84),
        envelope.unwrap_or_default(),
    )
}

/// The envelope in the header of a blob that [`blob`] wrote.
pub(super) fn envelope(blob: &[u8]) -> Option<Rect> {
    const HEADER: usize = 8;
    let number = |at: usize| {
        let bytes = blob.get(HEADER + at * 8..HEADER + at * 8 + 8)?;
        Some(f64::from_le_bytes(bytes.try_into().ok()?))
    };
    let flags = *blob.get(3)?;
    let has_xy_envelope = (flags >> 1) & 0b111 == 1;
    if !has_xy_envelope {
        return None;
    }
    Some(Rect::new(
        coord! { x: number(0)?, y: number(2)? },
        coord! { x: number(1)?, y: number(3)? },
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use geo::{LineString, Point};
    use geozero::ToGeo;
    use geozero::wkb::GpkgWkb;

    use super::*;

    #[test]
    fn a_blob_holds_its_geometry_and_its_envelope() {
        let line: Geometry = LineString::from(vec![(37.5, 47.1), (35.1, 47.9)]).into();
        let point: Geometry = Point::new(37.5, 47.1).into();
        for geometry in [line, point] {
            let blob = blob(&geometry).unwrap();
            assert_eq!(&blob[..2], b"GP");
            assert_eq!(envelope(&blob), geometry.bounding_rect());
            assert_eq!(GpkgWkb(blob).to_geo().unwrap(), geometry);
        }
    }
}
