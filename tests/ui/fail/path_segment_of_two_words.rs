use graph_runtime::{graph_path, graph_resource};

graph_resource! {
    service Beta = "beta" {
        deviceManagement: deviceManagement { get },
    }

    entity deviceManagement {
        intuneAccountId: Guid,
        nav deviceConfigurations: [deviceConfiguration],
        nav deviceCompliancePolicies: [deviceConfiguration],
        nav managedDevices: [deviceConfiguration] { get },
        action enableLegacyPcManagement(),
        function getEffectivePermissions(scope: String) -> [String],
        nav roleDefinitions: [deviceConfiguration],
        nav termsAndConditions: [deviceConfiguration],
        nav troubleshootingEvents: [deviceConfiguration],
        subscriptionState: String { get },
    }

    entity deviceConfiguration {}
}

fn main() {
    let key = "1";
    // What the compiler suggests compiles, too.
    let _ = graph_path!(Beta: /deviceManagement/device_configurations/{key});
    let _ = graph_path!(Beta: /deviceManagement/deviceConfiguration/{key});
}
