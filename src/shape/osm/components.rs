//! Which roads lead to each other: a stop on a road that leads nowhere would have no way.

use super::graph::Edge;
use super::pbf::Micro;

/// Roads that lead to each other and have fewer nodes than this are left out, unless there are no
/// larger ones: car parks behind gates, roads cut off by the border of an extract.
const WORTH_KEEPING: usize = 100;

/// Leaves the edges only whose ends can be reached from each other, in groups that are worth
/// keeping, and the nodes that these edges need.
pub(super) fn keep_connected(nodes: &mut Vec<Micro>, edges: &mut Vec<Edge>) {
    let (group_of, groups) = groups(nodes.len(), edges);
    let largest = groups.iter().copied().max().unwrap_or_default();
    let enough = WORTH_KEEPING.min(largest);
    edges.retain(|edge| {
        let group = group_of[edge.from as usize];
        group == group_of[edge.to as usize] && groups[group as usize] >= enough
    });
    let mut number = vec![u32::MAX; nodes.len()];
    let mut kept = Vec::new();
    for edge in edges {
        for end in [&mut edge.from, &mut edge.to] {
            let number = &mut number[*end as usize];
            if *number == u32::MAX {
                *number = kept.len() as u32;
                kept.push(nodes[*end as usize]);
            }
            *end = *number;
        }
    }
    *nodes = kept;
}

/// The strongly connected components (Tarjan 1972, with a stack of its own instead of
/// recursion): the component of each node, and how many nodes each has.
fn groups(nodes: usize, edges: &[Edge]) -> (Vec<u32>, Vec<usize>) {
    const NEW: u32 = u32::MAX;
    let (begin, heads) = heads(nodes, edges);
    let mut group_of = vec![NEW; nodes];
    let mut groups = Vec::new();
    let mut index = vec![NEW; nodes];
    let mut low = vec![0_u32; nodes];
    let mut next_edge = begin.clone();
    let mut open: Vec<u32> = Vec::new();
    let mut path: Vec<u32> = Vec::new();
    let mut count = 0;
    for root in 0..nodes as u32 {
        if index[root as usize] != NEW {
            continue;
        }
        path.push(root);
        while let Some(&node) = path.last() {
            let at = node as usize;
            if index[at] == NEW {
                index[at] = count;
                low[at] = count;
                count += 1;
                open.push(node);
            }
            let mut deeper = None;
            while next_edge[at] < begin[at + 1] {
                let head = heads[next_edge[at] as usize] as usize;
                if index[head] == NEW {
                    deeper = Some(head as u32);
                    break;
                }
                next_edge[at] += 1;
                // A head that went deeper has been finished since; one in a finished group no
                // longer counts.
                if group_of[head] == NEW {
                    low[at] = low[at].min(low[head]);
                }
            }
            if let Some(head) = deeper {
                path.push(head);
                continue;
            }
            path.pop();
            if low[at] == index[at] {
                let group = groups.len() as u32;
                let mut size = 0;
                while let Some(member) = open.pop() {
                    group_of[member as usize] = group;
                    size += 1;
                    if member == node {
                        break;
                    }
                }
                groups.push(size);
            }
        }
    }
    (group_of, groups)
}

/// For each node where its heads begin, and the heads of all nodes.
fn heads(nodes: usize, edges: &[Edge]) -> (Vec<u32>, Vec<u32>) {
    let arcs = |edge: &Edge| {
        [
            (edge.forward_ms > 0).then_some((edge.from, edge.to)),
            (edge.backward_ms > 0).then_some((edge.to, edge.from)),
        ]
    };
    let mut begin = vec![0_u32; nodes + 1];
    for (tail, _) in edges.iter().flat_map(arcs).flatten() {
        begin[tail as usize + 1] += 1;
    }
    for node in 0..nodes {
        begin[node + 1] += begin[node];
    }
    let mut next = begin.clone();
    let mut heads = vec![0; begin[nodes] as usize];
    for (tail, head) in edges.iter().flat_map(arcs).flatten() {
        let slot = &mut next[tail as usize];
        heads[*slot as usize] = head;
        *slot += 1;
    }
    (begin, heads)
}
