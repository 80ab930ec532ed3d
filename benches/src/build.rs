//! Building requests: URLs and bodies.

use std::hint::black_box;

use graph_runtime::query::Operand as _;
use graph_runtime::{Request, Update, graph_request};
use http::Method;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

use crate::Case;
use crate::by_hand::{Assignment, GroupTarget, Source, TaggedTarget};
use crate::resources::{
    Beta, DeviceAndAppManagementAssignmentSource, DeviceConfigurationAssignment,
    GroupAssignmentTarget, documented_requests,
};
use crate::user::{User, Users};

const CONFIG: &str = "22e558a3-58a3-22e5-a358-e522a358e522";
const CERTIFICATE: &str = "0d12a8c4-a8c4-0d12-c4a8-120dc4a8120d";
const ASSIGNMENT: &str = "b1c9ff1e-5b0c-4c0f-9a7f-5c2c6a0a1d3e_0";
const GROUP: &str = "5a7f0a1d-0c4c-5b0c-9a7f-c6a0a1d3e5b0";

/// All but what RFC 3986 calls unreserved.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

fn encoded(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, SEGMENT)
}

fn update() -> Update<DeviceConfigurationAssignment> {
    let target = GroupAssignmentTarget {
        group_id: Some(black_box(GROUP).to_owned()),
        ..Default::default()
    };
    Update::new()
        .set(DeviceConfigurationAssignment::TARGET, target)
        .set(
            DeviceConfigurationAssignment::SOURCE,
            DeviceAndAppManagementAssignmentSource::PolicySets,
        )
        .set(
            DeviceConfigurationAssignment::SOURCE_ID,
            black_box("Source Id value"),
        )
}

/// The body of [`update`], from the structs that answers are read into.
fn body_by_hand() -> Vec<u8> {
    let update = Assignment {
        odata_type: Some("#microsoft.graph.deviceConfigurationAssignment".to_owned()),
        id: None,
        target: Some(TaggedTarget::Group(GroupTarget {
            device_and_app_management_assignment_filter_id: None,
            group_id: Some(black_box(GROUP).to_owned()),
        })),
        source: Some(Source::PolicySets),
        source_id: Some(black_box("Source Id value").to_owned()),
    };
    serde_json::to_vec(&update).expect("it has a JSON form")
}

/// The ten documented URLs.
fn urls_by_hand(config: &str, certificate: &str, assignment: &str) -> [String; 10] {
    let (c, r, a) = (encoded(config), encoded(certificate), encoded(assignment));
    let start = "/beta/deviceManagement/deviceConfigurations";
    [
        format!("{start}/{c}/assignments/{a}"),
        format!("{start}/{c}/rootCertificate/assignments/{a}"),
        format!("{start}/{c}/identityCertificate/assignments/{a}"),
        format!("{start}/{c}/identityCertificate/rootCertificate/assignments/{a}"),
        format!(
            "{start}/{c}/microsoft.graph.iosScepCertificateProfile/rootCertificate/assignments/{a}"
        ),
        format!(
            "{start}/{c}/microsoft.graph.windowsPhone81VpnConfiguration/identityCertificate/assignments/{a}"
        ),
        format!(
            "{start}/{c}/microsoft.graph.macOSWiredNetworkConfiguration/rootCertificateForServerValidation/assignments/{a}"
        ),
        format!(
            "{start}/{c}/microsoft.graph.macOSWiredNetworkConfiguration/identityCertificateForClientAuthentication/assignments/{a}"
        ),
        format!(
            "{start}/{c}/microsoft.graph.windowsWifiEnterpriseEAPConfiguration/identityCertificateForClientAuthentication/assignments/{a}"
        ),
        format!(
            "{start}/{c}/microsoft.graph.windowsWifiEnterpriseEAPConfiguration/rootCertificatesForServerValidation/{r}/assignments/{a}"
        ),
    ]
}

fn url_ours(config: &str, assignment: &str) -> Request<DeviceConfigurationAssignment> {
    graph_request!(Beta: GET /deviceManagement/deviceConfigurations/{config}/assignments/{assignment})
}

fn url_by_hand(config: &str, assignment: &str) -> String {
    let (config, assignment) = (encoded(config), encoded(assignment));
    format!("/beta/deviceManagement/deviceConfigurations/{config}/assignments/{assignment}")
}

const GUEST: &str = "adele.vance_contoso.com#EXT#@fabrikam.onmicrosoft.com";
const MESSAGE: &str = "AAMkADhMGAAA/+Zq9sQ==";

fn filter_ours() -> String {
    let filter = User::DISPLAY_NAME
        .starts_with(black_box("O'N"))
        .and(User::ACCOUNT_ENABLED.eq(black_box(true)))
        .and(User::DEPARTMENT.eq(black_box("R&D")))
        .and(User::CITY.eq(black_box("Zürich")))
        .and(User::USAGE_LOCATION.eq(black_box("CH")))
        .and(User::JOB_TITLE.eq(black_box("Retail Manager")));
    let request = graph_request!(Users: GET /users).filter(filter);
    request.url().to_owned()
}

fn filter_by_hand() -> String {
    let quoted = |text: &str| text.replace('\'', "''");
    let filter = format!(
        "startsWith(displayName,'{}') and accountEnabled eq {} and department eq '{}' and city eq '{}' and usageLocation eq '{}' and jobTitle eq '{}'",
        quoted(black_box("O'N")),
        black_box(true),
        quoted(black_box("R&D")),
        quoted(black_box("Zürich")),
        quoted(black_box("CH")),
        quoted(black_box("Retail Manager")),
    );
    format!("/beta/users?$filter={}", encoded(&filter))
}

pub(crate) fn cases() -> Vec<Case> {
    let what = "build the ten documented PATCHes";
    let ours = || {
        documented_requests(
            black_box(CONFIG),
            black_box(CERTIFICATE),
            black_box(ASSIGNMENT),
            update,
        )
    };
    let by_hand = || {
        urls_by_hand(
            black_box(CONFIG),
            black_box(CERTIFICATE),
            black_box(ASSIGNMENT),
        )
        .map(|url| (Method::PATCH, url, body_by_hand()))
    };
    for (ours, (_, url, body)) in ours().iter().zip(by_hand()) {
        assert_eq!(ours.url(), url);
        let bytes = ours.body().expect("a PATCH has a body").bytes();
        let [ours, by_hand] = [bytes, &body[..]].map(serde_json::from_slice::<serde_json::Value>);
        assert_eq!(ours.expect("JSON"), by_hand.expect("JSON"));
    }
    let mut cases = vec![
        Case::new(what, "ours", ours),
        Case::new(what, "by hand", by_hand),
    ];

    let what = "build a URL";
    assert_eq!(
        url_ours(CONFIG, ASSIGNMENT).url(),
        url_by_hand(CONFIG, ASSIGNMENT)
    );
    cases.push(Case::new(what, "ours", || {
        url_ours(black_box(CONFIG), black_box(ASSIGNMENT))
    }));
    cases.push(Case::new(what, "by hand", || {
        url_by_hand(black_box(CONFIG), black_box(ASSIGNMENT))
    }));

    let what = "build a URL, keys that need encoding";
    cases.push(Case::new(what, "ours", || {
        let (user, message) = (black_box(GUEST), black_box(MESSAGE));
        graph_request!(Users: GET /users/{user}/messages/{message})
    }));
    cases.push(Case::new(what, "by hand", || {
        let (user, message) = (encoded(black_box(GUEST)), encoded(black_box(MESSAGE)));
        format!("/beta/users/{user}/messages/{message}")
    }));

    let what = "build a filter with six terms";
    cases.push(Case::new(what, "ours", filter_ours));
    cases.push(Case::new(what, "by hand", filter_by_hand));
    cases
}
