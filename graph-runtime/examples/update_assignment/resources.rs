//! The part of Graph that the page "Update deviceConfigurationAssignment" is about, and its ten requests.

use graph_runtime::{Request, Update, graph_request, graph_resource};

graph_resource! {
    /// The beta endpoint.
    pub service Beta = "beta" {
        deviceManagement: deviceManagement { get, patch },
    }

    pub entity deviceManagement {
        nav deviceConfigurations: [deviceConfiguration],
    }

    pub abstract entity deviceConfiguration {
        displayName: String,
        nav assignments: [deviceConfigurationAssignment] { get, post } each { get, patch, delete },
        /// Declared on subtypes, documented without a type cast.
        implicit nav rootCertificate: deviceConfiguration { get },
        /// Declared on subtypes, documented without a type cast.
        implicit nav identityCertificate: deviceConfiguration { get },
    }

    pub entity iosScepCertificateProfile: deviceConfiguration {
        nav rootCertificate: iosTrustedRootCertificate { get },
    }

    pub entity iosTrustedRootCertificate: deviceConfiguration {}

    pub entity windowsPhone81VpnConfiguration: deviceConfiguration {
        nav identityCertificate: windowsPhone81CertificateProfileBase { get },
    }

    pub abstract entity windowsPhone81CertificateProfileBase: deviceConfiguration {}

    pub entity macOSWiredNetworkConfiguration: deviceConfiguration {
        nav rootCertificateForServerValidation: macOSTrustedRootCertificate { get },
        nav identityCertificateForClientAuthentication: macOSCertificateProfileBase { get },
    }

    pub entity macOSTrustedRootCertificate: deviceConfiguration {}

    pub abstract entity macOSCertificateProfileBase: deviceConfiguration {}

    pub entity windowsWifiEnterpriseEAPConfiguration: deviceConfiguration {
        nav identityCertificateForClientAuthentication: windowsCertificateProfileBase { get },
        nav rootCertificatesForServerValidation: [windows81TrustedRootCertificate] { get } each { get },
    }

    pub abstract entity windowsCertificateProfileBase: deviceConfiguration {}

    pub entity windows81TrustedRootCertificate: deviceConfiguration {
        certFileName: String,
    }

    pub entity deviceConfigurationAssignment {
        target: deviceAndAppManagementAssignmentTarget,
        // The documentation writes these two, which the schema calls computed.
        source: deviceAndAppManagementAssignmentSource, // graph-check: allow(computed)
        sourceId: String, // graph-check: allow(computed)
    }

    pub enum deviceAndAppManagementAssignmentSource { direct, policySets }

    pub abstract complex deviceAndAppManagementAssignmentTarget {
        deviceAndAppManagementAssignmentFilterId: String,
    }

    pub complex groupAssignmentTarget: deviceAndAppManagementAssignmentTarget {
        groupId: String,
    }

    pub complex exclusionGroupAssignmentTarget: groupAssignmentTarget {}
}

/// The page's ten requests, in its order and its words.
#[rustfmt::skip]
pub(crate) fn documented_requests(
    config: &str,
    certificate: &str,
    assignment: &str,
    update: impl Fn() -> Update<DeviceConfigurationAssignment>,
) -> [Request<Option<DeviceConfigurationAssignment>>; 10] {
    [
        graph_request!(Beta: PATCH /deviceManagement/deviceConfigurations/{config}/assignments/{assignment}, update()),
        graph_request!(Beta: PATCH /deviceManagement/deviceConfigurations/{config}/rootCertificate/assignments/{assignment}, update()),
        graph_request!(Beta: PATCH /deviceManagement/deviceConfigurations/{config}/identityCertificate/assignments/{assignment}, update()),
        graph_request!(Beta: PATCH /deviceManagement/deviceConfigurations/{config}/identityCertificate/rootCertificate/assignments/{assignment}, update()),
        graph_request!(Beta: PATCH /deviceManagement/deviceConfigurations/{config}/microsoft.graph.iosScepCertificateProfile/rootCertificate/assignments/{assignment}, update()),
        graph_request!(Beta: PATCH /deviceManagement/deviceConfigurations/{config}/microsoft.graph.windowsPhone81VpnConfiguration/identityCertificate/assignments/{assignment}, update()),
        graph_request!(Beta: PATCH /deviceManagement/deviceConfigurations/{config}/microsoft.graph.macOSWiredNetworkConfiguration/rootCertificateForServerValidation/assignments/{assignment}, update()),
        graph_request!(Beta: PATCH /deviceManagement/deviceConfigurations/{config}/microsoft.graph.macOSWiredNetworkConfiguration/identityCertificateForClientAuthentication/assignments/{assignment}, update()),
        graph_request!(Beta: PATCH /deviceManagement/deviceConfigurations/{config}/microsoft.graph.windowsWifiEnterpriseEAPConfiguration/identityCertificateForClientAuthentication/assignments/{assignment}, update()),
        graph_request!(Beta: PATCH /deviceManagement/deviceConfigurations/{config}/microsoft.graph.windowsWifiEnterpriseEAPConfiguration/rootCertificatesForServerValidation/{certificate}/assignments/{assignment}, update()),
    ]
}
