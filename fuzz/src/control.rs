//! Files of who holds what.

use korydor::cli::import::control_of;
use korydor::shape::control::ControlImport;

/// A table: the columns are there, the rows are anything.
pub fn csv(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    imported(text.clone().into_owned());
    imported(format!("name;lat;lon;status;date;oblast\n{text}"));
}

/// Areas.
pub fn geojson(data: &[u8]) {
    imported(String::from_utf8_lossy(data).into_owned());
}

/// What is understood of a file has a state at the end of its first day.
fn imported(text: String) {
    let Ok((import, _)) = control_of("held", text) else {
        return;
    };
    let ControlImport { areas, .. } = &import;
    let corners: usize = areas
        .iter()
        .flat_map(|area| &area.rings)
        .flatten()
        .map(Vec::len)
        .sum();
    if corners < 64 {
        let claims = import.claims();
        let day = claims.iter().map(|claim| claim.period.since).next();
        let area_claims = import.area_claims();
        let day = day.or(area_claims.first().map(|claim| claim.period.since));
        let history = korydor::shape::control::ControlHistory::new(claims, area_claims);
        if let Some(day) = day {
            let _ = history.make(day);
        }
    }
    let _ = import.reading();
}
