//! Settlements as a triangulated surface, and the contours of what holds there.

use std::collections::HashMap;

use geo::{ConvexHull, Coord, MultiPoint, Point};
use spade::{DelaunayTriangulation, HasPosition, Point2, Triangulation};

/// How far beyond the outermost settlements a surface is trusted to go on as it is there,
/// kilometres.
const REACH_KM: f64 = 40.0;
/// Where the nearest settlements are farther away than this, nothing is known, kilometres.
const EMPTY_KM: f64 = 75.0;
/// Distance between the auxiliary vertices around the settlements, kilometres.
const STEP_KM: f64 = 15.0;

/// What a vertex of the mesh is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vertex {
    /// The settlement of this number.
    Settlement(u32),
    /// A place near the edge that is taken to be as the settlement of this number.
    Like(u32),
    /// A place of which nothing is known.
    Unknown,
}

/// A Delaunay triangulation of settlements (spade), closed off by auxiliary vertices around them
/// and in empty country, so that every contour is a ring.
#[derive(Debug)]
pub(super) struct Mesh {
    /// Positions in the plane, kilometres; the settlements come first, in their order.
    pub at: Vec<Coord>,
    /// What each vertex is.
    pub vertices: Vec<Vertex>,
    /// Corners of the triangles, against the clock.
    triangles: Vec<[u32; 3]>,
    /// Settlements that share an edge with each settlement, in order.
    neighbours: Vec<Vec<u32>>,
}

/// A point of a contour: it lies on the edge between two vertices of the mesh.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Crossing {
    /// The vertex above zero.
    pub above: u32,
    /// The vertex at zero or below.
    pub below: u32,
    /// Share of the way from `above` to `below`.
    pub share: f64,
}

struct Numbered {
    at: Point2<f64>,
}

impl HasPosition for Numbered {
    type Scalar = f64;

    fn position(&self) -> Point2<f64> {
        self.at
    }
}

fn triangulate(at: &[Coord]) -> Option<DelaunayTriangulation<Numbered>> {
    let points = at.iter().map(|at| Numbered {
        at: Point2::new(at.x, at.y),
    });
    let mesh = DelaunayTriangulation::bulk_load_stable(points.collect()).ok()?;
    // Vertices that fell together would be numbered anew.
    (mesh.num_vertices() == at.len()).then_some(mesh)
}

impl Mesh {
    /// The mesh over settlements at these different places; `None` where there are fewer than
    /// three or all lie on a line.
    pub fn over(settlements: &[Coord]) -> Option<Self> {
        let inner = triangulate(settlements)?;
        if inner.num_inner_faces() == 0 {
            return None;
        }
        let nearest = |at: Coord| {
            let near = inner.nearest_neighbor(Point2::new(at.x, at.y))?;
            u32::try_from(near.index()).ok()
        };
        let mut at = settlements.to_vec();
        let count = u32::try_from(settlements.len()).ok()?;
        let mut vertices: Vec<Vertex> = (0..count).map(Vertex::Settlement).collect();
        for place in around(settlements, REACH_KM) {
            vertices.push(Vertex::Like(nearest(place)?));
            at.push(place);
        }
        for place in around(settlements, 2.0 * REACH_KM + STEP_KM) {
            vertices.push(Vertex::Unknown);
            at.push(place);
        }
        for face in inner.inner_faces() {
            let (centre, radius_2) = face.circumcircle();
            let centre = Coord {
                x: centre.x,
                y: centre.y,
            };
            if radius_2 > EMPTY_KM * EMPTY_KM
                && inside_triangle(centre, face.vertices().map(|v| v.position()))
            {
                vertices.push(Vertex::Unknown);
                at.push(centre);
            }
        }
        let whole = triangulate(&at)?;
        let corner = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        let triangles: Vec<[u32; 3]> = whole
            .inner_faces()
            .map(|face| face.vertices().map(|vertex| corner(vertex.index())))
            .collect();
        let mut neighbours: Vec<Vec<u32>> = vec![Vec::new(); settlements.len()];
        for [a, b, c] in &triangles {
            for (from, to) in [(a, b), (b, c), (c, a), (b, a), (c, b), (a, c)] {
                if *from < count && *to < count {
                    neighbours[*from as usize].push(*to);
                }
            }
        }
        for each in &mut neighbours {
            each.sort_unstable();
            each.dedup();
        }
        Some(Self {
            at,
            vertices,
            triangles,
            neighbours,
        })
    }

    /// The settlements that share an edge with settlement `number`, in order.
    pub fn neighbours(&self, number: usize) -> impl Iterator<Item = usize> {
        self.neighbours[number].iter().map(|other| *other as usize)
    }

    /// Distance from settlement `number` to the nearest other one, kilometres: in a Delaunay
    /// triangulation they share an edge.
    pub fn nearest_km(&self, number: usize) -> f64 {
        let here = self.at[number];
        self.neighbours(number)
            .map(|other| (self.at[other].x - here.x).hypot(self.at[other].y - here.y))
            .fold(f64::INFINITY, f64::min)
    }

    /// The values of all vertices, from those of the settlements and that of the unknown.
    pub fn spread(&self, settlements: &[f64], unknown: f64) -> Vec<f64> {
        let value = |vertex: &Vertex| match *vertex {
            Vertex::Settlement(number) | Vertex::Like(number) => settlements[number as usize],
            Vertex::Unknown => unknown,
        };
        self.vertices.iter().map(value).collect()
    }

    /// The rings on which the surface through `values` (linear on each triangle) is zero, with what
    /// is above zero on their left.
    ///
    /// Rings neither cross nor touch each other or themselves: on each triangle there is at most
    /// one piece of one ring.
    pub fn zero_rings(&self, values: &[f64]) -> Vec<Vec<Crossing>> {
        let is_above = |vertex: u32| values[vertex as usize] > 0.0;
        let mut next: HashMap<(u32, u32), (u32, u32), foldhash::fast::FixedState> =
            HashMap::default();
        let mut starts = Vec::new();
        for &[a, b, c] in &self.triangles {
            // Turned so that the corner that differs from the two others comes first.
            let (a, b, c) = match (is_above(a), is_above(b), is_above(c)) {
                (true, true, true) | (false, false, false) => continue,
                (x, y, z) if y == z && x != y => (a, b, c),
                (x, y, z) if x == z && y != x => (b, c, a),
                _ => (c, a, b),
            };
            let (from, to) = if is_above(a) {
                ((a, b), (a, c))
            } else {
                ((c, a), (b, a))
            };
            next.insert(from, to);
            starts.push(from);
        }
        let mut rings = Vec::new();
        for start in starts {
            let mut ring = Vec::new();
            let mut at = start;
            while let Some(to) = next.remove(&at) {
                let (above, below) = (values[at.0 as usize], values[at.1 as usize]);
                ring.push(Crossing {
                    above: at.0,
                    below: at.1,
                    share: above / (above - below),
                });
                at = to;
            }
            if ring.len() >= 3 && at == start {
                rings.push(ring);
            }
        }
        rings
    }

    /// Where a crossing lies.
    pub fn position(&self, crossing: &Crossing) -> Coord {
        let (above, below) = (
            self.at[crossing.above as usize],
            self.at[crossing.below as usize],
        );
        above + (below - above) * crossing.share
    }

    /// Length of the edge that a crossing lies on, kilometres.
    pub fn edge_km(&self, crossing: &Crossing) -> f64 {
        let edge = self.at[crossing.above as usize] - self.at[crossing.below as usize];
        edge.x.hypot(edge.y)
    }

    /// The two settlements that a crossing lies between, the one above first; `None` where one of
    /// the vertices is auxiliary.
    pub fn settlements(&self, crossing: &Crossing) -> Option<(usize, usize)> {
        let settlement = |vertex: u32| match self.vertices[vertex as usize] {
            Vertex::Settlement(number) => Some(number as usize),
            Vertex::Like(_) | Vertex::Unknown => None,
        };
        Some((settlement(crossing.above)?, settlement(crossing.below)?))
    }
}

fn inside_triangle(at: Coord, corners: [Point2<f64>; 3]) -> bool {
    let side = |a: Point2<f64>, b: Point2<f64>| {
        (b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x) >= 0.0
    };
    let [a, b, c] = corners;
    side(a, b) && side(b, c) && side(c, a)
}

/// Places at this distance around the convex hull of the settlements.
fn around(settlements: &[Coord], distance: f64) -> Vec<Coord> {
    let hull = MultiPoint::new(settlements.iter().map(|at| Point::from(*at)).collect());
    let hull = hull.convex_hull();
    let ring = &hull.exterior().0;
    let sides: Vec<(Coord, Coord, f64)> = ring
        .windows(2)
        .map(|side| {
            let along = side[1] - side[0];
            (side[0], side[1], along.y.atan2(along.x))
        })
        .collect();
    let mut places = Vec::new();
    for (at, (from, to, heading)) in sides.iter().enumerate() {
        // The hull runs against the clock: outside is on the right.
        let outward = heading - std::f64::consts::FRAC_PI_2;
        let out = Coord {
            x: outward.cos() * distance,
            y: outward.sin() * distance,
        };
        let length = (to.x - from.x).hypot(to.y - from.y);
        let steps = (length / STEP_KM).ceil().max(1.0);
        let mut step = 0.0;
        while step < steps {
            places.push(*from + (*to - *from) * (step / steps) + out);
            step += 1.0;
        }
        places.push(*to + out);
        // Around the corner to the next side.
        let turn = (sides[(at + 1) % sides.len()].2 - heading).rem_euclid(std::f64::consts::TAU);
        let arcs = (turn * distance / STEP_KM).ceil().max(1.0);
        let mut arc = 1.0;
        while arc < arcs {
            let direction = outward + turn * arc / arcs;
            places.push(
                *to + Coord {
                    x: direction.cos() * distance,
                    y: direction.sin() * distance,
                },
            );
            arc += 1.0;
        }
    }
    places.dedup_by(|a, b| (a.x - b.x).hypot(a.y - b.y) < 0.01);
    if let (Some(first), Some(last)) = (places.first(), places.last())
        && (first.x - last.x).hypot(first.y - last.y) < 0.01
    {
        places.pop();
    }
    places
}
