//! Which requests of a batch go out together, decided without any I/O.
//!
//! In: what is to be sent, and what each request depends on. Out: chunks of at most 20, dependents with what they depend on.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

/// "JSON batch requests are currently limited to 20 individual requests": "Combine multiple HTTP requests using JSON
/// batching".
pub(super) const MOST: usize = 20;

/// A request that is still to be sent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pending<'a> {
    pub(super) index: usize,
    pub(super) depends_on: &'a [usize],
    /// Requests of different groups cannot share a chunk.
    pub(super) group: &'a str,
    /// It has to wait, and keeps back what depends on it.
    pub(super) is_held: bool,
}

/// The requests in an order in which each comes behind what it depends on; those that depend on themselves, if any do.
pub(super) fn order(depends_on: &[Vec<usize>]) -> Result<Vec<usize>, Vec<usize>> {
    let mut dependents = HashMap::<usize, Vec<usize>>::new();
    for (index, on) in depends_on.iter().enumerate() {
        for &on in on {
            dependents.entry(on).or_default().push(index);
        }
    }
    let mut waits: Vec<usize> = depends_on.iter().map(Vec::len).collect();
    let mut ready: BTreeSet<usize> = (0..)
        .zip(&waits)
        .filter(|&(_, waits)| *waits == 0)
        .map(|(index, _)| index)
        .collect();
    let mut order = Vec::with_capacity(waits.len());
    while let Some(index) = ready.pop_first() {
        order.push(index);
        for dependent in dependents.remove(&index).unwrap_or_default() {
            if let Some(waits) = waits.get_mut(dependent) {
                *waits -= 1;
                if *waits == 0 {
                    ready.insert(dependent);
                }
            }
        }
    }
    match order.len() == waits.len() {
        true => Ok(order),
        false => Err((0..)
            .zip(waits)
            .filter(|&(_, waits)| waits > 0)
            .map(|(index, _)| index)
            .collect()),
    }
}

/// A request to be sent, with its place among them.
type Placed<'a> = (usize, Pending<'a>);

/// The chunks of one round: as few as hold all that can be sent now. `pending` comes in the order of [`order`], and so does
/// each chunk.
///
/// Requests that depend on each other stay together; of more than a chunk of them, only the first go out in this round, and the
/// rest when those are done.
pub(super) fn chunks(pending: &[Pending<'_>]) -> Vec<Vec<usize>> {
    let mut parts = connected(pending);
    for part in &mut parts {
        part.truncate(MOST);
    }
    parts.retain(|part| !part.iter().any(|(_, request)| request.is_held));
    // The largest first, each where it fits first: what is alone then fills the gaps.
    parts.sort_by_key(|part| Reverse(part.len()));
    let mut chunks: Vec<Vec<Placed<'_>>> = Vec::new();
    // Everything before this chunk is full: thousands of single requests do not look at each of them again.
    let mut first_open = 0;
    for part in parts {
        let room = chunks
            .iter_mut()
            .skip(first_open)
            .find(|chunk| chunk.len() + part.len() <= MOST && group_of(chunk) == group_of(&part));
        match room {
            Some(chunk) => chunk.extend(part),
            None => chunks.push(part),
        }
        while chunks
            .get(first_open)
            .is_some_and(|chunk| chunk.len() == MOST)
        {
            first_open += 1;
        }
    }
    for chunk in &mut chunks {
        chunk.sort_by_key(|(place, _)| *place);
    }
    chunks.sort_by_key(|chunk| chunk.first().map(|(place, _)| *place));
    let indices = |chunk: Vec<Placed<'_>>| chunk.iter().map(|(_, it)| it.index).collect();
    chunks.into_iter().map(indices).collect()
}

fn group_of<'a>(part: &[Placed<'a>]) -> Option<&'a str> {
    part.first().map(|(_, request)| request.group)
}

/// The requests, those together that depend on each other, each part in their order.
fn connected<'a>(pending: &[Pending<'a>]) -> Vec<Vec<Placed<'a>>> {
    let mut parts = HashMap::<usize, Vec<Placed<'a>>>::new();
    let mut part_of = HashMap::<usize, usize>::new();
    for (place, request) in pending.iter().enumerate() {
        let on = request.depends_on.iter().filter_map(|on| part_of.get(on));
        let joined: BTreeSet<usize> = on.copied().collect();
        let mut joined: Vec<_> = joined
            .into_iter()
            .filter_map(|part| parts.remove_entry(&part))
            .collect();
        // The small ones go to the largest, so that none is moved often.
        joined.sort_by_key(|(_, members)| Reverse(members.len()));
        let mut joined = joined.into_iter();
        let (part, mut members) = joined.next().unwrap_or((place, Vec::new()));
        for (_, others) in joined {
            part_of.extend(others.iter().map(|(_, it)| (it.index, part)));
            members.extend(others);
        }
        part_of.insert(request.index, part);
        members.push((place, *request));
        parts.insert(part, members);
    }
    let mut parts: Vec<_> = parts.into_values().collect();
    for part in &mut parts {
        part.sort_by_key(|(place, _)| *place);
    }
    parts.sort_by_key(|part| part.first().map(|(place, _)| *place));
    parts
}

/// How long to wait before the next round, given how long each throttled request has to.
///
/// All of them, so that they go out together; except that short waits do not wait for long ones.
pub(super) fn wait(waits: &[Duration]) -> Duration {
    let shortest = waits.iter().min().copied().unwrap_or_default();
    let together = shortest
        .saturating_mul(2)
        .saturating_add(Duration::from_secs(1));
    let near = waits.iter().filter(|wait| **wait <= together);
    near.max().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `is_pending` says of the requests, all of one group.
    fn chunks_of(depends_on: &[Vec<usize>], is_pending: impl Fn(usize) -> bool) -> Vec<Vec<usize>> {
        grouped(depends_on, is_pending, |_| ("", false))
    }

    fn grouped(
        depends_on: &[Vec<usize>],
        is_pending: impl Fn(usize) -> bool,
        kind: impl Fn(usize) -> (&'static str, bool),
    ) -> Vec<Vec<usize>> {
        let order = order(depends_on).expect("no circle");
        let pending: Vec<_> = order
            .into_iter()
            .filter(|&index| is_pending(index))
            .map(|index| Pending {
                index,
                depends_on: &depends_on[index],
                group: kind(index).0,
                is_held: kind(index).1,
            })
            .collect();
        chunks(&pending)
    }

    fn all_chunks(depends_on: &[Vec<usize>]) -> Vec<Vec<usize>> {
        chunks_of(depends_on, |_| true)
    }

    #[test]
    fn what_is_independent_fills_every_chunk_but_the_last() {
        for (count, lengths) in [
            (0, vec![]),
            (1, vec![1]),
            (20, vec![20]),
            (21, vec![20, 1]),
            (1_000, vec![20; 50]),
        ] {
            let chunks = all_chunks(&vec![Vec::new(); count]);
            assert_eq!(chunks.iter().map(Vec::len).collect::<Vec<_>>(), lengths);
            assert!(chunks.iter().flatten().copied().eq(0..count));
        }
    }

    #[test]
    fn dependents_stay_together_behind_what_they_depend_on() {
        let mut depends_on = vec![Vec::new(); 45];
        depends_on[0] = vec![44];
        depends_on[44] = vec![22];
        let chunks = all_chunks(&depends_on);
        assert_eq!(chunks.len(), 3);
        let chunk = chunks
            .iter()
            .find(|chunk| chunk.contains(&0))
            .expect("a chunk");
        let at = |index| chunk.iter().position(|&it| it == index).expect("together");
        assert!(at(22) < at(44) && at(44) < at(0));
        let mut all: Vec<_> = chunks.concat();
        all.sort_unstable();
        assert!(all.into_iter().eq(0..45));
    }

    #[test]
    fn more_dependents_than_a_chunk_holds_go_out_one_chunk_after_the_other() {
        let depends_on: Vec<Vec<usize>> = (0..50_usize)
            .map(|n| n.checked_sub(1).into_iter().collect())
            .collect();
        let mut done = Vec::new();
        let mut rounds = Vec::new();
        loop {
            let chunks = chunks_of(&depends_on, |index| !done.contains(&index));
            let Some(chunk) = chunks.first() else { break };
            assert_eq!(chunks.len(), 1);
            done.extend(chunk);
            rounds.push(chunk.len());
        }
        assert_eq!(rounds, [20, 20, 10]);
    }

    #[test]
    fn groups_do_not_share_a_chunk() {
        let group = |index| if index % 2 == 0 { "v1.0" } else { "beta" };
        let chunks = grouped(
            &vec![Vec::new(); 4],
            |_| true,
            |index| (group(index), false),
        );
        assert_eq!(chunks, [[0, 2], [1, 3]]);
    }

    #[test]
    fn what_has_to_wait_keeps_back_what_depends_on_it() {
        let depends_on = [vec![], vec![0], vec![1], vec![]];
        let chunks = grouped(&depends_on, |_| true, |index| ("", index == 1));
        assert_eq!(chunks, [[3]]);
        // What was done keeps nobody together.
        assert_eq!(chunks_of(&depends_on, |index| index > 1), [[2, 3]]);
    }

    #[test]
    fn parts_that_turn_out_to_be_one_are_joined() {
        // Two chains, and one request that depends on both; then singles.
        let mut depends_on: Vec<Vec<usize>> = vec![vec![], vec![0], vec![], vec![2], vec![1, 3]];
        depends_on.resize(25, Vec::new());
        let chunks = all_chunks(&depends_on);
        assert_eq!(chunks.len(), 2);
        assert_eq!(chunks[0].len(), 20);
        assert!(
            [0, 1, 2, 3, 4]
                .iter()
                .all(|index| chunks[0].contains(index))
        );
    }

    #[test]
    fn circles_are_named() {
        assert_eq!(order(&[vec![], vec![2], vec![1], vec![0]]), Err(vec![1, 2]));
        assert_eq!(order(&[vec![0]]), Err(vec![0]));
    }

    #[test]
    fn short_waits_do_not_wait_for_long_ones() {
        let seconds = |all: &[u64]| {
            wait(
                &all.iter()
                    .map(|s| Duration::from_secs(*s))
                    .collect::<Vec<_>>(),
            )
            .as_secs()
        };
        assert_eq!(seconds(&[]), 0);
        assert_eq!(seconds(&[2, 5, 3]), 5);
        assert_eq!(seconds(&[2, 300, 3]), 3);
    }
}
