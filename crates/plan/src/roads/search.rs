//! The shortest ways from one node to several (Dijkstra).
//!
//! A table needs the way from each place to each. One search from each place finds them all in a time
//! that grows with the roads; contraction hierarchies would first work on the roads for longer than that,
//! and then look each of the pairs up.

use super::graph::Lists;
use std::{cmp::Reverse, collections::BinaryHeap};

/// Milliseconds from a node to each of the others, in their order; `None` where it is not reached.
pub(super) fn from(lists: &Lists, nodes: usize, begin: u32, to: &[u32]) -> Vec<Option<u64>> {
    let mut least = vec![u64::MAX; nodes];
    let mut wanted = vec![false; nodes];
    let mut left = 0_usize;
    for node in to {
        left += usize::from(!std::mem::replace(&mut wanted[*node as usize], true));
    }
    let mut heap = BinaryHeap::from([Reverse((0_u64, begin))]);
    least[begin as usize] = 0;
    while let Some(Reverse((ms, node))) = heap.pop() {
        if ms > least[node as usize] {
            continue;
        }
        // Once all are settled the rest of the town is of no concern.
        if std::mem::replace(&mut wanted[node as usize], false) {
            left -= 1;
            if left == 0 {
                break;
            }
        }
        for (next, edge) in lists.of(node) {
            let there = ms.saturating_add(*edge);
            if there < least[*next as usize] {
                least[*next as usize] = there;
                heap.push(Reverse((there, *next)));
            }
        }
    }
    let known = |node: &u32| Some(least[*node as usize]).filter(|ms| *ms < u64::MAX);
    to.iter().map(known).collect()
}
