use graph_runtime::{graph_path, graph_resource};

mod upstream {
    graph_runtime::graph_resource! {
        pub abstract complex subjectSet {}
    }
}

graph_resource! {
    service Beta = "beta" {
        policies: [policy],
    }

    entity policy {
        subjects: groupSubjectSet { get },
    }

    complex groupSubjectSet: crate::upstream::SubjectSet {
        nav groups: [group],
    }

    entity group {}
}

fn main() {
    graph_path!(Beta: /policies/{"1"}/subjects).as_base();
}
