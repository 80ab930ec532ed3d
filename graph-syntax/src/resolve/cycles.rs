//! Links the hierarchies, cuts their cycles, and finds values that contain themselves.

use std::collections::HashSet;

use super::Model;
use crate::ast::RecordKind;
use crate::errors::Errors;

/// Fills in the ancestors and descendants of every record. Reports and cuts cycles of bases.
pub(super) fn link_hierarchies(model: &mut Model, errors: &mut Errors) {
    let count = model.records.len();
    let mut base_of: Vec<Option<usize>> = model
        .records
        .iter()
        .map(|record| record.base.as_ref().and_then(|base| model.record_of(base)))
        .collect();
    for start in 0..count {
        let mut chain = vec![start];
        let mut at = start;
        while let Some(base) = base_of[at] {
            if base == start {
                report_cycle(model, &chain, errors);
                base_of[start] = None;
                model.records[start].base = None;
                break;
            }
            // A cycle that `start` only leads into is reported when its own turn comes.
            if chain.contains(&base) {
                break;
            }
            chain.push(base);
            at = base;
        }
    }
    model.ancestors = (0..count)
        .map(|index| std::iter::successors(base_of[index], |&base| base_of[base]).collect())
        .collect();
    model.descendants = vec![Vec::new(); count];
    for index in 0..count {
        for position in 0..model.ancestors[index].len() {
            let ancestor = model.ancestors[index][position];
            model.descendants[ancestor].push(index);
        }
    }
}

fn report_cycle(model: &Model, chain: &[usize], errors: &mut Errors) {
    let record = &model.records[chain[0]];
    let Some(base) = &record.base else { return };
    let name = |index: usize| format!("`{}`", model.records[index].name.wire);
    let message = match chain {
        [only] => format!("{} extends itself", name(*only)),
        _ => {
            let path: Vec<String> = chain
                .iter()
                .chain(&chain[..1])
                .map(|&at| name(at))
                .collect();
            format!("these types extend each other: {}", path.join(" → "))
        }
    };
    errors.push(base.span(), message, "remove one of the bases");
}

/// Finds the properties (record, position) with boxed values: their type contains the record by value.
pub(super) fn find_boxed(model: &Model) -> HashSet<(usize, usize)> {
    let edges: Vec<Vec<usize>> = (0..model.records.len())
        .map(|index| contained_in(model, index))
        .collect();
    let component = components(&edges);
    let mut boxed = HashSet::new();
    for (index, record) in model.records.iter().enumerate() {
        for (position, property) in record.properties.iter().enumerate() {
            if property.ty.is_collection {
                continue;
            }
            if let Some(target) = model.record_of(&property.ty.name)
                && family(model, target).any(|member| component[member] == component[index])
            {
                boxed.insert((index, position));
            }
        }
    }
    boxed
}

fn family(model: &Model, record: usize) -> impl Iterator<Item = usize> {
    std::iter::once(record).chain(model.descendants(record).iter().copied())
}

/// Returns the records that a record's struct contains by value: its base, and its single complex values with all their subtypes.
fn contained_in(model: &Model, index: usize) -> Vec<usize> {
    let record = &model.records[index];
    let mut contained: Vec<usize> = model
        .ancestors(index)
        .first()
        .copied()
        .into_iter()
        .collect();
    for property in record
        .properties
        .iter()
        .filter(|property| !property.ty.is_collection)
    {
        if let Some(target) = model.record_of(&property.ty.name)
            && model.records[target].kind == RecordKind::Complex
        {
            contained.extend(family(model, target));
        }
    }
    contained
}

/// Finds the strongly connected component of each node (Kosaraju's algorithm, without recursion).
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(edges.len());
    let mut visited = vec![false; edges.len()];
    for start in 0..edges.len() {
        let mut stack = vec![(start, 0)];
        if std::mem::replace(&mut visited[start], true) {
            continue;
        }
        while let Some((node, next)) = stack.pop() {
            match edges[node].get(next) {
                Some(&to) => {
                    stack.push((node, next + 1));
                    if !std::mem::replace(&mut visited[to], true) {
                        stack.push((to, 0));
                    }
                }
                None => order.push(node),
            }
        }
    }
    let mut backwards = vec![Vec::new(); edges.len()];
    for (from, targets) in edges.iter().enumerate() {
        for &to in targets {
            backwards[to].push(from);
        }
    }
    let mut component = vec![usize::MAX; edges.len()];
    for &start in order.iter().rev() {
        let mut stack = vec![start];
        while let Some(node) = stack.pop() {
            if component[node] == usize::MAX {
                component[node] = start;
                stack.extend(&backwards[node]);
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use crate::mistakes::{mistakes_in, model_of};

    #[test]
    fn a_cycle_is_reported_once_and_what_leads_into_it_is_not() {
        assert_eq!(
            mistakes_in(
                "entity z: a {} entity a: b {} entity b: c {} entity c: a {} complex d: d {}"
            ),
            [
                "these types extend each other: `a` → `b` → `c` → `a`\nhelp: remove one of the bases",
                "`d` extends itself\nhelp: remove one of the bases",
            ]
        );
    }

    #[test]
    fn hierarchies_are_linked_in_any_order() {
        let model = model_of("entity c: b {} entity b: a {} entity a {} entity d: b {}");
        assert_eq!(model.ancestors(0), [1, 2]);
        assert_eq!(model.descendants(2), [0, 1, 3]);
        assert_eq!((model.root(0), model.root(2)), (2, 2));
    }

    #[test]
    fn values_that_contain_themselves_are_boxed_and_no_others() {
        let model = model_of(
            "complex tree { left: tree, children: [tree], size: Int32, leaf: leaf }
            complex leaf {}
            abstract complex clause { other: branch }
            complex branch: clause { first: clause, leaf: leaf }
            complex a { b: b } complex b { c: c } complex c { a: a }
            complex outside { tree: tree, a: a }",
        );
        let boxed: Vec<String> = model
            .records
            .iter()
            .enumerate()
            .flat_map(|(index, record)| {
                let model = &model;
                record
                    .properties
                    .iter()
                    .enumerate()
                    .filter(move |(position, _)| model.is_boxed(index, *position))
                    .map(|(_, property)| format!("{}.{}", record.name.wire, property.name.wire))
            })
            .collect();
        assert_eq!(
            boxed,
            [
                "tree.left",
                "clause.other",
                "branch.first",
                "a.b",
                "b.c",
                "c.a"
            ]
        );
    }
}
