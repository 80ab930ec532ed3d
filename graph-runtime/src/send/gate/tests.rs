//! The gate under tokio's paused clock: waits take no time, and times are exact.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

const SECOND: Duration = Duration::from_secs(1);

fn long() -> Duration {
    Duration::MAX
}

async fn is_closed(gate: &Arc<Gate>) -> bool {
    tokio::time::timeout(Duration::from_nanos(1), gate.enter(long))
        .await
        .is_err()
}

#[tokio::test(start_paused = true)]
async fn so_many_and_no_more() {
    let gate = Arc::new(Gate::new(3));
    let mut held = Vec::new();
    for _ in 0..3 {
        held.push(gate.enter(long).await.expect("a permit"));
    }
    assert!(is_closed(&gate).await);
    held.pop();
    held.push(gate.enter(long).await.expect("a permit"));
    assert!(is_closed(&gate).await);
}

#[tokio::test(start_paused = true)]
async fn a_limit_of_nothing_is_one() {
    let gate = Arc::new(Gate::new(0));
    let _one = gate.enter(long).await.expect("a permit");
    assert!(is_closed(&gate).await);
}

#[tokio::test(start_paused = true)]
async fn nobody_goes_before_a_pause_ends_and_then_they_go_by_and_by() {
    let gate = Arc::new(Gate::new(64));
    let start = Instant::now();
    // One in flight learns of the pause; a hundred wait.
    let first = gate.enter(long).await.expect("a permit");
    gate.pause(Duration::from_millis(2128));
    drop(first);

    let in_flight = Arc::new(AtomicUsize::new(0));
    let tasks: Vec<_> = (0..100)
        .map(|_| {
            let (gate, in_flight) = (gate.clone(), in_flight.clone());
            tokio::spawn(async move {
                let permit = gate.enter(long).await.expect("a permit");
                let began = start.elapsed();
                let most = in_flight.fetch_add(1, Ordering::SeqCst) + 1;
                tokio::time::sleep(SECOND).await;
                in_flight.fetch_sub(1, Ordering::SeqCst);
                permit.answered();
                (began, most)
            })
        })
        .collect();
    let mut began = Vec::new();
    for task in tasks {
        let (at, most) = task.await.expect("no panic");
        assert!(at >= Duration::from_millis(2128), "{at:?}");
        began.push((at.as_millis() / 1000 - 2, most));
    }
    let in_second = |second| began.iter().filter(|(at, _)| *at == second).count();
    assert_eq!([0, 1, 2, 3].map(in_second), [1, 2, 4, 8]);
    assert!(began.iter().all(|(_, most)| *most <= 64));
}

#[tokio::test(start_paused = true)]
async fn the_longest_pause_counts() {
    let gate = Arc::new(Gate::new(4));
    let start = Instant::now();
    gate.pause(5 * SECOND);
    gate.pause(SECOND);
    gate.enter(long).await.expect("a permit");
    assert_eq!(start.elapsed(), 5 * SECOND);
}

#[tokio::test(start_paused = true)]
async fn a_pause_that_comes_while_one_waits_for_its_turn_counts() {
    let gate = Arc::new(Gate::new(1));
    let start = Instant::now();
    let held = gate.enter(long).await.expect("a permit");
    let waiting = tokio::spawn({
        let gate = gate.clone();
        async move { gate.enter(long).await.map(|_| start.elapsed()) }
    });
    tokio::time::sleep(SECOND).await;
    gate.pause(5 * SECOND);
    drop(held);
    assert_eq!(waiting.await.expect("no panic"), Ok(6 * SECOND));
}

#[tokio::test(start_paused = true)]
async fn who_has_less_time_than_the_pause_does_not_wait() {
    let gate = Arc::new(Gate::new(4));
    let start = Instant::now();
    gate.pause(3600 * SECOND);
    let left = gate.enter(|| 600 * SECOND).await.err();
    assert_eq!(left, Some(3600 * SECOND));
    assert_eq!(start.elapsed(), Duration::ZERO);
    gate.pause(Duration::MAX);
    assert!(gate.enter(|| 600 * SECOND).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn who_is_dropped_takes_no_permit_along() {
    let gate = Arc::new(Gate::new(2));
    for _ in 0..100 {
        let permit = gate.enter(long).await.expect("a permit");
        let waiting = tokio::spawn({
            let gate = gate.clone();
            async move { gate.enter(long).await.map(drop) }
        });
        tokio::task::yield_now().await;
        waiting.abort();
        gate.pause(SECOND);
        drop(permit);
        let waiting = gate.enter(long);
        drop(waiting);
    }
    let one = gate.enter(long).await.expect("a permit");
    assert!(is_closed(&gate).await);
    one.answered();
    let _two = gate.enter(long).await.expect("a permit");
    assert!(is_closed(&gate).await);
}
