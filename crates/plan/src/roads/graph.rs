//! A directed graph of roads, and its largest part in which every node is reached from every other
//! (强连通分量): a car that is sent into a dead end of the extract would never come back.

use liandong_domain::geo::Place;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) from: u32,
    pub(super) to: u32,
    /// Milliseconds, one at the least.
    pub(super) ms: u64,
}

/// Nodes are numbered from 0.
#[derive(Debug, Clone, Default)]
pub(super) struct Graph {
    pub(super) places: Vec<Place>,
    pub(super) edges: Vec<Edge>,
}

/// The edges of each node, one list after the other.
pub(super) struct Lists {
    begins: Vec<usize>,
    ends: Vec<(u32, u64)>,
}

impl Lists {
    pub(super) fn new(nodes: usize, edges: &[Edge], ends: impl Fn(&Edge) -> (u32, u32)) -> Self {
        let mut begins = vec![0; nodes + 1];
        for edge in edges {
            begins[ends(edge).0 as usize + 1] += 1;
        }
        for node in 0..nodes {
            begins[node + 1] += begins[node];
        }
        let mut next = begins.clone();
        let mut list = vec![(0, 0); edges.len()];
        for edge in edges {
            let (from, to) = ends(edge);
            list[next[from as usize]] = (to, edge.ms);
            next[from as usize] += 1;
        }
        Self { begins, ends: list }
    }

    /// Where one comes from a node, and in how many milliseconds.
    pub(super) fn of(&self, node: u32) -> &[(u32, u64)] {
        let node = node as usize;
        &self.ends[self.begins[node]..self.begins[node + 1]]
    }
}

impl Graph {
    /// The largest strongly connected part, of equals the one with the first node; its nodes keep their
    /// order. By Kosaraju's two walks, without recursion.
    pub(super) fn largest_part(&self) -> Self {
        let part = self.parts();
        let many = part.iter().max().map_or(0, |one| *one as usize + 1);
        let mut sizes = vec![0_usize; many];
        for one in &part {
            sizes[*one as usize] += 1;
        }
        let Some(most) = sizes.iter().max() else {
            return Self::default();
        };
        let Some(kept) = part.iter().find(|one| sizes[**one as usize] == *most) else {
            return Self::default();
        };
        let mut numbers = vec![u32::MAX; part.len()];
        let mut places = Vec::with_capacity(*most);
        for (node, place) in self.places.iter().enumerate() {
            if part[node] == *kept {
                numbers[node] = u32::try_from(places.len()).unwrap_or(u32::MAX);
                places.push(*place);
            }
        }
        let edge = |one: &Edge| {
            let (from, to) = (numbers[one.from as usize], numbers[one.to as usize]);
            (from != u32::MAX && to != u32::MAX).then_some(Edge { from, to, ..*one })
        };
        let edges = self.edges.iter().filter_map(edge).collect();
        Self { places, edges }
    }

    /// By node: its part.
    fn parts(&self) -> Vec<u32> {
        let nodes = self.places.len();
        let ahead = Lists::new(nodes, &self.edges, |edge| (edge.from, edge.to));
        let back = Lists::new(nodes, &self.edges, |edge| (edge.to, edge.from));
        let (mut seen, mut order) = (vec![false; nodes], Vec::with_capacity(nodes));
        let mut stack: Vec<(u32, usize)> = Vec::new();
        let all = 0..u32::try_from(nodes).unwrap_or(u32::MAX);
        for first in all {
            if std::mem::replace(&mut seen[first as usize], true) {
                continue;
            }
            stack.push((first, 0));
            while let Some((node, next)) = stack.last_mut() {
                if let Some((to, _)) = ahead.of(*node).get(*next) {
                    *next += 1;
                    if !std::mem::replace(&mut seen[*to as usize], true) {
                        stack.push((*to, 0));
                    }
                } else {
                    order.push(*node);
                    stack.pop();
                }
            }
        }
        let mut part = vec![u32::MAX; nodes];
        let (mut parts, mut stack) = (0, Vec::new());
        for first in order.into_iter().rev() {
            if part[first as usize] != u32::MAX {
                continue;
            }
            part[first as usize] = parts;
            stack.push(first);
            while let Some(node) = stack.pop() {
                for (from, _) in back.of(node) {
                    if part[*from as usize] == u32::MAX {
                        part[*from as usize] = parts;
                        stack.push(*from);
                    }
                }
            }
            parts += 1;
        }
        part
    }
}
