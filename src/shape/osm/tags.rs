//! What the tags of a way or node say to somebody in a car. The values stand in
//! `geodata/roads/openstreetmap.toml`; here stands how they are read.

use std::collections::BTreeMap;

use serde::Deserialize;

const RULES: &str = include_str!("../../../geodata/roads/openstreetmap.toml");

/// Kilometres in a statute mile.
const MILE_KM: f32 = 1.609_344;
/// Kilometres in a nautical mile.
const KNOT_KM: f32 = 1.852;

/// The rules by which tags are read.
#[derive(Debug, Deserialize)]
pub(super) struct Rules {
    speeds: BTreeMap<String, f32>,
    service: Service,
    tracks: BTreeMap<String, f32>,
    by_permission: ByPermission,
    limits: Limits,
    surfaces: BTreeMap<String, f32>,
    smoothness: BTreeMap<String, f32>,
    access: Access,
    closed: BTreeMap<String, Vec<String>>,
    barriers: Barriers,
    ferries: Ferries,
}

#[derive(Debug, Deserialize)]
struct Service {
    not_driven: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct ByPermission {
    classes: Vec<String>,
    speed: f32,
}

#[derive(Debug, Deserialize)]
struct Limits {
    factor: f32,
    words: BTreeMap<String, f32>,
}

#[derive(Debug, Deserialize)]
struct Access {
    keys: Vec<String>,
    open: Vec<String>,
    closed: Vec<String>,
    restricted: Vec<String>,
    restricted_factor: f32,
}

#[derive(Debug, Deserialize)]
struct Barriers {
    passable: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Ferries {
    speed: f32,
    boarding_minutes: f32,
}

/// What else there is to know of a way than its speed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Road,
    Bridge,
    Ferry,
}

/// A way that a car can take.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drive {
    /// Kilometres an hour in the direction of the way; `None` where it may not be driven so.
    pub forward_kmh: Option<f32>,
    /// Kilometres an hour against it.
    pub backward_kmh: Option<f32>,
    /// Seconds that the whole way takes, where a ferry tells.
    pub duration_s: Option<u32>,
    pub kind: Kind,
    /// Open to those only who live or work there.
    pub restricted: bool,
    /// Number, else name.
    pub label: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Permission {
    Open,
    Restricted,
    Closed,
}

/// The tags of one element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tags<'a>(pub &'a [(&'a str, &'a str)]);

impl<'a> Tags<'a> {
    fn get(&self, key: &str) -> Option<&'a str> {
        let found = self.0.iter().find(|(name, _)| *name == key);
        found.map(|(_, value)| value.trim())
    }
}

impl Rules {
    pub(super) fn embedded() -> Result<Self, toml::de::Error> {
        toml::from_str(RULES)
    }

    /// A way through a restricted road counts for as many times its time.
    pub(super) fn restricted_factor(&self) -> f32 {
        self.access.restricted_factor
    }

    /// What going aboard a ferry costs in the choice of a way, seconds.
    pub(super) fn boarding_s(&self) -> f32 {
        self.ferries.boarding_minutes * 60.0
    }

    /// How a way with these tags is driven; `None` where it is not.
    pub(super) fn drive(&self, tags: Tags<'_>) -> Option<Drive> {
        if self.closed.iter().any(|(key, values)| {
            tags.get(key)
                .is_some_and(|value| values.iter().any(|closed| closed == value))
        }) {
            return None;
        }
        let permission = self.permission(tags, "");
        if permission == Some(Permission::Closed) {
            return None;
        }
        let (kind, speed) = match tags.get("highway") {
            Some(class) => {
                let speed = self.speed_of_class(class, tags, permission)?;
                let on_bridge = tags.get("bridge").is_some_and(|bridge| bridge != "no");
                (if on_bridge { Kind::Bridge } else { Kind::Road }, speed)
            }
            None if takes_cars(tags, permission) => (Kind::Ferry, self.ferries.speed),
            None => return None,
        };
        let (forward, backward) = directions(tags);
        let speed_in = |open: bool, side: &str| {
            let closed = self.permission(tags, side) == Some(Permission::Closed);
            (open && !closed).then(|| self.speed(speed, kind, tags, side))
        };
        let drive = Drive {
            forward_kmh: speed_in(forward, ":forward"),
            backward_kmh: speed_in(backward, ":backward"),
            duration_s: tags
                .get("duration")
                .filter(|_| kind == Kind::Ferry)
                .and_then(duration),
            kind,
            restricted: permission == Some(Permission::Restricted),
            label: label(tags, kind),
        };
        (drive.forward_kmh.is_some() || drive.backward_kmh.is_some()).then_some(drive)
    }

    /// Whether a node with these tags lets no car pass.
    pub(super) fn closes(&self, tags: Tags<'_>) -> bool {
        let Some(barrier) = tags.get("barrier") else {
            return false;
        };
        match self.permission(tags, "") {
            Some(permission) => permission == Permission::Closed,
            None => !self.barriers.passable.iter().any(|open| open == barrier),
        }
    }

    /// What the access tags whose keys end in `side` say; `None` where they say nothing.
    fn permission(&self, tags: Tags<'_>, side: &str) -> Option<Permission> {
        let says = |value: &str| {
            let among = |list: &[String]| list.iter().any(|known| known == value);
            if among(&self.access.closed) {
                Some(Permission::Closed)
            } else if among(&self.access.restricted) {
                Some(Permission::Restricted)
            } else {
                among(&self.access.open).then_some(Permission::Open)
            }
        };
        self.access.keys.iter().find_map(|key| {
            let value = match side {
                "" => tags.get(key),
                side => tags.get(&format!("{key}{side}")),
            };
            // Several values: cars may pass if one of them lets them.
            value?
                .split(';')
                .filter_map(|value| says(value.trim()))
                .min_by_key(|permission| *permission as u8)
        })
    }

    fn speed_of_class(
        &self,
        class: &str,
        tags: Tags<'_>,
        permission: Option<Permission>,
    ) -> Option<f32> {
        if let Some(speed) = self.speeds.get(class) {
            let service = tags.get("service").unwrap_or_default();
            let leads_on =
                class != "service" || !self.service.not_driven.iter().any(|no| no == service);
            return leads_on.then_some(*speed);
        }
        if class == "track"
            && let Some(speed) = tags
                .get("tracktype")
                .and_then(|grade| self.tracks.get(grade))
        {
            return Some(*speed);
        }
        // "access=yes" is said of many a path that is meant for people on foot.
        let named = self.access.keys.iter().any(|key| {
            key != "access"
                && tags
                    .get(key)
                    .is_some_and(|value| self.access.open.iter().any(|open| open == value))
        });
        let allowed = named
            && permission.is_some()
            && self.by_permission.classes.iter().any(|by| by == class);
        allowed.then_some(self.by_permission.speed)
    }

    /// The speed of a class, slower or faster by what the way says of itself.
    fn speed(&self, of_class: f32, kind: Kind, tags: Tags<'_>, side: &str) -> f32 {
        if kind == Kind::Ferry {
            return of_class;
        }
        let limit = tags
            .get(&format!("maxspeed{side}"))
            .or_else(|| tags.get("maxspeed"))
            .and_then(|text| self.limit(text));
        let speed = limit.map_or(of_class, |limit| limit * self.limits.factor);
        let cap = |key: &str, caps: &BTreeMap<String, f32>| {
            tags.get(key)
                .and_then(|value| caps.get(value))
                .copied()
                .unwrap_or(f32::INFINITY)
        };
        let speed = speed
            .min(cap("surface", &self.surfaces))
            .min(cap("smoothness", &self.smoothness));
        speed.clamp(3.0, 130.0)
    }

    /// Kilometres an hour of a speed limit as it is written: "50", "30 mph", "UA:urban", "50;70".
    fn limit(&self, text: &str) -> Option<f32> {
        let first = text.split(';').next().unwrap_or_default().trim();
        let digits = first.len()
            - first
                .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
                .len();
        if let Ok(number) = first[..digits].parse::<f32>() {
            let unit = match first[digits..].trim() {
                "mph" => MILE_KM,
                "knots" => KNOT_KM,
                _ => 1.0,
            };
            return (number > 0.0).then_some(number * unit);
        }
        let word = first.rsplit(':').next().unwrap_or_default();
        self.limits.words.get(word).copied()
    }
}

/// Whether the way is a ferry for cars: one that names other passengers alone is not.
fn takes_cars(tags: Tags<'_>, permission: Option<Permission>) -> bool {
    let says_nothing =
        permission.is_none() && tags.get("foot").is_none() && tags.get("bicycle").is_none();
    let allowed = permission.is_some() || says_nothing || tags.get("hgv") == Some("yes");
    tags.get("route") == Some("ferry") && allowed
}

/// Whether a way may be driven in its direction, and against it.
fn directions(tags: Tags<'_>) -> (bool, bool) {
    let roundabout = matches!(tags.get("junction"), Some("roundabout" | "circular"));
    let motorway = matches!(tags.get("highway"), Some("motorway" | "motorway_link"));
    match tags.get("oneway") {
        Some("-1" | "reverse") => (false, true),
        Some("yes" | "1" | "true") => (true, false),
        Some("no" | "0" | "false") => (true, !roundabout),
        _ => (true, !roundabout && !motorway),
    }
}

fn label(tags: Tags<'_>, kind: Kind) -> Option<String> {
    let said = |key: &str| tags.get(key).filter(|text| !text.is_empty());
    let name = said("ref").or_else(|| said("name"));
    match kind {
        Kind::Ferry => said("name").or(name).map(str::to_owned),
        Kind::Bridge => said("bridge:name").or(name).map(str::to_owned),
        Kind::Road => name.map(str::to_owned),
    }
}

/// Seconds of a duration as it is written: "25" (minutes), "1:30", "01:30:00", "PT1H30M".
fn duration(text: &str) -> Option<u32> {
    let seconds = if let Some(iso) = text.strip_prefix("PT") {
        let mut seconds = 0;
        let mut rest = iso;
        while let Some(end) = rest.find(|c: char| !c.is_ascii_digit()) {
            let number: u32 = rest[..end].parse().ok()?;
            let unit = match rest[end..].chars().next()? {
                'H' => 3600,
                'M' => 60,
                'S' => 1,
                _ => return None,
            };
            seconds = number.checked_mul(unit)?.checked_add(seconds)?;
            rest = &rest[end + 1..];
        }
        rest.is_empty().then_some(seconds)?
    } else {
        let parts: Vec<u32> = text
            .split(':')
            .map(|part| part.trim().parse().ok())
            .collect::<Option<_>>()?;
        let units: &[u32] = match parts.len() {
            1 => &[60],
            2 => &[3600, 60],
            3 => &[3600, 60, 1],
            _ => return None,
        };
        let mut seconds: u32 = 0;
        for (part, unit) in parts.iter().zip(units) {
            seconds = part.checked_mul(*unit)?.checked_add(seconds)?;
        }
        seconds
    };
    (seconds > 0).then_some(seconds)
}

#[cfg(test)]
mod tests;
