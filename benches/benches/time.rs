//! `cargo bench`: each case by the clock, with divan. For a ratio on a machine that does other things as well, the cases
//! have to take turns, which `measure time` does.

use graph_benches::cases;

fn main() {
    divan::main();
}

fn numbers() -> std::ops::Range<usize> {
    0..cases().len()
}

#[divan::bench(args = numbers().map(|number| {
    let case = &cases()[number];
    format!("{number:02} {}, {}", case.what, case.way)
}))]
fn case(bencher: divan::Bencher<'_, '_>, name: &str) {
    let number: usize = name[..2].parse().expect("the name begins with its number");
    let mut case = cases().remove(number);
    bencher.bench_local(|| case.measured());
}
