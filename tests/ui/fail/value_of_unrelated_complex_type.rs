use graph_runtime::{Update, graph_resource};

graph_resource! {
    entity user {
        employeeOrgData: employeeOrgData,
    }

    complex employeeOrgData {}

    complex passwordProfile {}
}

fn main() {
    Update::<User>::new().set(User::EMPLOYEE_ORG_DATA, PasswordProfile::default());
}
