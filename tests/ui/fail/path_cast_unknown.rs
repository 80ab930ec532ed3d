use graph_runtime::{graph_path, graph_resource};

graph_resource! {
    service Beta = "beta" {
        deviceConfigurations: [deviceConfiguration],
    }

    abstract entity deviceConfiguration {}

    entity androidScepProfile: deviceConfiguration {}

    entity iosScepProfile: deviceConfiguration {
        nav rootCertificate: deviceConfiguration { get },
    }

    entity user {}
}

fn main() {
    let key = "1";
    let _ = graph_path!(Beta: /deviceConfigurations/{key}/microsoft.graph.iosScepProfil/rootCertificate/{key});
}
