use graph_runtime::{Create, graph_resource};

graph_resource! {
    entity event {
        createdDateTime: DateTimeOffset,
    }
}

fn main() {
    Create::<Event>::new().set(Event::CREATED_DATE_TIME, "2026-01-31T08:15:00Z");
}
