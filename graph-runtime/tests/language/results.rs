//! Verbs at what a function returns: how cells of a workbook are written.

use graph_runtime::edm::Json;
use graph_runtime::path::Path as _;
use graph_runtime::{
    Arguments, Create, Page, Request, Update, graph_path, graph_request, graph_resource,
};
use serde_json::json;

graph_resource! {
    service Beta = "beta" {
        sheets: [sheet],
        drive: drive,
    }

    entity sheet {
        function range(address?: String) -> range { get, patch },
        function cell(row: Int32, column: Int32) -> range { get, put, patch, delete },
        function charts(kind: String) -> [chart] { get, post } each { get, patch, delete },
        function latest() -> [chart] each { patch },
        function owner() -> self::people::Person { get, patch },
        function owners() -> [self::people::Person] { get } each { get, delete },
        function named(name: String) -> range { get, patch } as by_name,
        action addRange(address: String) -> range,
    }
    entity protectedSheet: sheet {
        function cell(column: Int32, row: Int32) -> range { get },
    }
    entity range {
        values: Json,
        address: String,
        function usedRange(valuesOnly?: Boolean) -> range { get, patch },
        nav format: format { get, patch },
        action clear(applyTo: String),
    }
    entity format { columnWidth: Double, nav fill: fill { get, patch } }
    entity fill { color: String }
    entity chart { name: String, nav series: [chart] { get, post } each { get, delete } }
    entity narrowChart: chart {}

    entity drive { nav items: [item] { get }, nav root: item { get } }
    #[path_addressed]
    entity item { nav sheets: [sheet] { get } each { get } }
}

mod people {
    graph_runtime::graph_resource! {
        pub entity person { displayName: String, nav manager: person { get, patch } }
    }
}

mod extended {
    graph_runtime::graph_resource! {
        pub extend super::Format { function preview() -> super::Chart { get, patch } }
    }
}

#[track_caller]
fn assert_line<R>(request: &Request<R>, line: &str) {
    assert_eq!(request.problem(), None);
    assert_eq!(format!("{} {}", request.method(), request.url()), line);
}

fn values() -> Update<Range> {
    Update::<Range>::new().set(Range::VALUES, Json::from(json!([["a", 1]])))
}

#[test]
fn the_entity_that_a_function_returns_is_changed() {
    let (id, address) = ("s", "A1:B2");
    let request: Request<Option<Range>> =
        graph_request!(Beta: PATCH /sheets/{id}/range(address={address}), values());
    assert_line(
        &request,
        "PATCH /beta/sheets/s/range(address=%27A1%3AB2%27)",
    );
    let body: serde_json::Value = serde_json::from_slice(request.body().unwrap().bytes()).unwrap();
    assert_eq!(body["values"], json!([["a", 1]]));
    assert_line(
        &graph_request!(Beta: PATCH /sheets/{id}/range(), values()),
        "PATCH /beta/sheets/s/range()",
    );
    let read: Request<Range> = graph_request!(Beta: GET /sheets/{id}/range(address={address}));
    assert_line(&read, "GET /beta/sheets/s/range(address=%27A1%3AB2%27)");
    assert_line(
        &Beta.sheets().id(id).by_name("n").patch(values()),
        "PATCH /beta/sheets/s/named(name=%27n%27)",
    );
}

#[test]
fn each_verb_of_an_entity_is_one_of_a_result() {
    let (row, column) = (0, 1);
    let cell = || graph_path!(Beta: /sheets/{"s"}/cell(row={row}, column={column}));
    let line = |verb: &str| format!("{verb} /beta/sheets/s/cell(row=0,column=1)");
    assert_line(&cell().get(), &line("GET"));
    assert_line(&cell().patch(values()), &line("PATCH"));
    assert_line(&cell().put(Create::<Range>::new()), &line("PUT"));
    assert_line(&cell().delete(), &line("DELETE"));
    let deleted: Request<()> =
        graph_request!(Beta: DELETE /sheets/{"s"}/cell(row={row}, column={column}));
    assert_line(&deleted, &line("DELETE"));
}

#[test]
fn functions_follow_functions() {
    let (id, address, only) = ("s", "A1", true);
    assert_line(
        &graph_request!(
            Beta: PATCH /sheets/{id}/range(address={address})/usedRange(valuesOnly={only}),
            values()
        ),
        "PATCH /beta/sheets/s/range(address=%27A1%27)/usedRange(valuesOnly=true)",
    );
    let fill = Update::<Fill>::new().set(Fill::COLOR, "#fff");
    assert_line(
        &graph_request!(Beta: PATCH /sheets/{id}/range(address={address})/format/fill, fill),
        "PATCH /beta/sheets/s/range(address=%27A1%27)/format/fill",
    );
    let arguments = Arguments::new().set(RangeClear::APPLY_TO, "all");
    assert_line(
        &graph_request!(Beta: POST /sheets/{id}/range(address={address})/clear, arguments),
        "POST /beta/sheets/s/range(address=%27A1%27)/clear",
    );
    let path = "Reports/Q1.xlsx";
    assert_line(
        &graph_request!(
            Beta: PATCH /drive/root:/{path}:/sheets/{id}/range(address={address}), values()
        ),
        "PATCH /beta/drive/root:/Reports/Q1.xlsx:/sheets/s/range(address=%27A1%27)",
    );
}

#[test]
fn collections_that_functions_return_have_their_own_verbs_and_those_of_members() {
    let kind = "line";
    let new = Create::<Chart>::new().set(Chart::NAME, "n");
    let created: Request<Option<AnyChart>> =
        graph_request!(Beta: POST /sheets/{"s"}/charts(kind={kind}), new);
    assert_line(&created, "POST /beta/sheets/s/charts(kind=%27line%27)");
    let read: Request<Page<AnyChart>> = Beta.sheets().id("s").charts(kind).get();
    assert_line(&read, "GET /beta/sheets/s/charts(kind=%27line%27)");
    let change = || Update::<Chart>::new().set(Chart::NAME, "m");
    assert_line(
        &graph_request!(Beta: PATCH /sheets/{"s"}/charts(kind={kind})/{"c"}, change()),
        "PATCH /beta/sheets/s/charts(kind=%27line%27)/c",
    );
    assert_line(
        &graph_request!(Beta: DELETE /sheets/{"s"}/charts(kind={kind})/{"c"}/series/{"d"}),
        "DELETE /beta/sheets/s/charts(kind=%27line%27)/c/series/d",
    );
    assert_line(
        &Beta.sheets().id("s").latest().id("c").patch(change()),
        "PATCH /beta/sheets/s/latest()/c",
    );
    assert_line(
        &Beta.sheets().id("s").latest().get(),
        "GET /beta/sheets/s/latest()",
    );
}

#[test]
fn results_of_other_declarations_are_paths() {
    use people::Person;

    let change = Update::<Person>::new().set(Person::DISPLAY_NAME, "n");
    let changed: Request<Option<Person>> =
        graph_request!(Beta: PATCH /sheets/{"s"}/owner(), change.clone());
    assert_line(&changed, "PATCH /beta/sheets/s/owner()");
    assert_line(
        &graph_request!(Beta: PATCH /sheets/{"s"}/owner()/manager, change),
        "PATCH /beta/sheets/s/owner()/manager",
    );
    let read: Request<Page<Person>> = graph_request!(Beta: GET /sheets/{"s"}/owners());
    assert_line(&read, "GET /beta/sheets/s/owners()");
    assert_line(
        &graph_request!(Beta: DELETE /sheets/{"s"}/owners()/{"p"}),
        "DELETE /beta/sheets/s/owners()/p",
    );
}

#[test]
fn subtypes_and_extensions_have_the_verbs_too() {
    let address = "A1";
    assert_line(
        &graph_request!(
            Beta: PATCH /sheets/{"s"}/microsoft.graph.protectedSheet/range(address={address}),
            values()
        ),
        "PATCH /beta/sheets/s/microsoft.graph.protectedSheet/range(address=%27A1%27)",
    );
    assert_line(
        &Beta.sheets().id("s").as_protected_sheet().cell(1, 0).get(),
        "GET /beta/sheets/s/microsoft.graph.protectedSheet/cell(column=1,row=0)",
    );
    let change = Update::<Chart>::new().set(Chart::NAME, "m");
    assert_line(
        &graph_request!(
            Beta: PATCH /sheets/{"s"}/range(address={address})/format/preview(), change
        ),
        "PATCH /beta/sheets/s/range(address=%27A1%27)/format/preview()",
    );
}
