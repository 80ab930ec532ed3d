use graph_runtime::{graph_path, graph_resource};

graph_resource! {
    service Beta = "beta" {
        deviceConfigurations: [deviceConfiguration],
    }

    abstract entity deviceConfiguration {}

    entity iosScepCertificateProfile: deviceConfiguration {
        nav rootCertificate: deviceConfiguration { get },
    }

    entity user {}
}

fn main() {
    graph_path!(Beta: /deviceConfigurations/{"1"}/rootCertificate);
}
