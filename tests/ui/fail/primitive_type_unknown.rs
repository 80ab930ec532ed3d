use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        accountEnabled: Bool,
        employeeHireDate: DateTimeOfset,
        mail: string,
        logins: i64,
    }
}

fn main() {}
