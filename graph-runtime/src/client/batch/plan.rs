//! Which requests of a batch go out together, decided without any I/O.
//!
//! In: what each request waits for, and what became of it so far. Out: chunks of at most 20, dependents with what they
//! depend on.

use std::collections::BTreeSet;
use std::time::Duration;

/// "JSON batch requests are currently limited to 20 individual requests": "Combine multiple HTTP requests using JSON
/// batching".
pub(super) const MOST: usize = 20;

/// What became of a request so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// It is still to be sent.
    Pending,
    /// It was done.
    Done,
    /// It failed for good, or will never be sent.
    Failed,
}

/// The requests in an order in which each comes behind what it depends on; those that depend on themselves, if any do.
pub(super) fn order(depends_on: &[Vec<usize>]) -> Result<Vec<usize>, Vec<usize>> {
    let mut waits: Vec<usize> = depends_on.iter().map(Vec::len).collect();
    let mut dependents = vec![Vec::new(); depends_on.len()];
    for (index, on) in depends_on.iter().enumerate() {
        for &on in on {
            dependents[on].push(index);
        }
    }
    let mut ready: BTreeSet<usize> = (0..waits.len())
        .filter(|&index| waits[index] == 0)
        .collect();
    let mut order = Vec::with_capacity(waits.len());
    while let Some(index) = ready.pop_first() {
        order.push(index);
        for &dependent in &dependents[index] {
            waits[dependent] -= 1;
            if waits[dependent] == 0 {
                ready.insert(dependent);
            }
        }
    }
    match order.len() == waits.len() {
        true => Ok(order),
        false => Err((0..waits.len()).filter(|&index| waits[index] > 0).collect()),
    }
}

/// The chunks of one round, each in the order of `order`: as few as hold all that can be sent now.
///
/// `groups` keeps those apart that cannot share a chunk. Requests that depend on each other stay together; of more than a
/// chunk of them, only the first go out in this round, and the rest when those are done. What has to wait (`is_held`) keeps
/// back what depends on it.
pub(super) fn chunks(
    order: &[usize],
    depends_on: &[Vec<usize>],
    states: &[State],
    groups: &[usize],
    is_held: &dyn Fn(usize) -> bool,
) -> Vec<Vec<usize>> {
    let mut parts = connected(order, depends_on, states);
    for part in &mut parts {
        part.truncate(MOST);
    }
    parts.retain(|part| !part.iter().any(|&index| is_held(index)));
    // The largest first, each where it fits first: what is alone then fills the gaps.
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    let mut chunks: Vec<Vec<usize>> = Vec::new();
    // Everything before this chunk is full: thousands of single requests do not look at each of them again.
    let mut first_open = 0;
    for part in parts {
        let group = groups[part[0]];
        let fits =
            |chunk: &Vec<usize>| chunk.len() + part.len() <= MOST && groups[chunk[0]] == group;
        match chunks[first_open..].iter().position(fits) {
            Some(at) => chunks[first_open + at].extend(part),
            None => chunks.push(part),
        }
        while chunks
            .get(first_open)
            .is_some_and(|chunk| chunk.len() == MOST)
        {
            first_open += 1;
        }
    }
    let mut place = vec![0; order.len()];
    for (at, &index) in order.iter().enumerate() {
        place[index] = at;
    }
    for chunk in &mut chunks {
        chunk.sort_by_key(|&index| place[index]);
    }
    chunks.sort_by_key(|chunk| place[chunk[0]]);
    chunks
}

/// The pending requests, those together that depend on each other, each part in the order of `order`.
fn connected(order: &[usize], depends_on: &[Vec<usize>], states: &[State]) -> Vec<Vec<usize>> {
    fn root(parents: &mut [usize], mut index: usize) -> usize {
        while parents[index] != index {
            parents[index] = parents[parents[index]];
            index = parents[index];
        }
        index
    }
    let is_pending = |index: usize| states[index] == State::Pending;
    let mut parents: Vec<usize> = (0..order.len()).collect();
    for &index in order.iter().filter(|&&index| is_pending(index)) {
        for &on in depends_on[index].iter().filter(|&&on| is_pending(on)) {
            let (a, b) = (root(&mut parents, index), root(&mut parents, on));
            parents[a] = b;
        }
    }
    let mut part_of = vec![usize::MAX; order.len()];
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for &index in order.iter().filter(|&&index| is_pending(index)) {
        let root = root(&mut parents, index);
        if part_of[root] == usize::MAX {
            part_of[root] = parts.len();
            parts.push(Vec::new());
        }
        parts[part_of[root]].push(index);
    }
    parts
}

/// How long to wait before the next round, given how long each throttled request has to.
///
/// All of them, so that they go out together; except that short waits do not wait for long ones.
pub(super) fn wait(waits: &[Duration]) -> Duration {
    let shortest = waits.iter().min().copied().unwrap_or_default();
    let together = shortest * 2 + Duration::from_secs(1);
    let near = waits.iter().filter(|wait| **wait <= together);
    near.max().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_chunks(depends_on: &[Vec<usize>]) -> Vec<Vec<usize>> {
        let order = order(depends_on).expect("no circle");
        let states = vec![State::Pending; depends_on.len()];
        chunks(
            &order,
            depends_on,
            &states,
            &vec![0; depends_on.len()],
            &|_| false,
        )
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
        let order = order(&depends_on).expect("no circle");
        let mut states = vec![State::Pending; 50];
        let mut rounds = Vec::new();
        loop {
            let chunks = chunks(&order, &depends_on, &states, &[0; 50], &|_| false);
            let Some(chunk) = chunks.first() else { break };
            assert_eq!(chunks.len(), 1);
            chunk.iter().for_each(|&index| states[index] = State::Done);
            rounds.push(chunk.len());
        }
        assert_eq!(rounds, [20, 20, 10]);
    }

    #[test]
    fn groups_do_not_share_a_chunk() {
        let depends_on = vec![Vec::new(); 4];
        let order = order(&depends_on).expect("no circle");
        let chunks = chunks(
            &order,
            &depends_on,
            &[State::Pending; 4],
            &[0, 1, 0, 1],
            &|_| false,
        );
        assert_eq!(chunks, [[0, 2], [1, 3]]);
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
