//! A request as plain data: a method, a URL, headers, a body, and the type of its answer.
//!
//! In: what a path, a verb and a body say. Out: something that can be printed, compared and sent. No I/O happens here.

use std::fmt;
use std::marker::PhantomData;

use http::header::{HeaderMap, HeaderName, HeaderValue};

use crate::model::Record;

mod body;
mod decode;
mod decode_error;
mod info;
mod options;
mod problem;
mod raw_response;
mod template;
mod url;

pub use body::Body;
pub(crate) use body::PUBLIC_ORIGIN;
pub use decode::Decode;
#[doc(hidden)]
pub use decode::{Shape, decode, is_error, without_bom};
pub use decode_error::DecodeError;
pub use http::Method;
#[doc(hidden)]
pub use info::OneLine;
pub use info::RequestInfo;
pub(crate) use options::{COUNT, EXPAND, FILTER, ORDER_BY, Options, SEARCH, SELECT, SKIP, TOP};
pub use problem::InvalidRequest;
pub use raw_response::RawResponse;
#[doc(hidden)]
pub use template::{path_of, template};
use url::{invalid_url, repeated_option};
#[doc(hidden)]
pub use url::{problem_of, shown, would_be_changed};

/// A request to Microsoft Graph whose answer is an `R`.
///
/// It is data: building one sends nothing. `Client::send` executes it.
///
/// Its `Debug` form shows the method, the URL, the names of the headers and the length of the body; never a header's
/// value and never the body.
#[must_use = "a request is not sent: give it to a client, `client.send(request)`"]
pub struct Request<R> {
    method: Method,
    url: String,
    headers: HeaderMap,
    body: Option<Body>,
    problem: Option<Box<InvalidRequest>>,
    may_repeat: bool,
    /// Which segments of the path are keys: a bit for each of the first 64, if they are known.
    keys: Option<u64>,
    /// The length of the URL without the query options below, which follow in it.
    path: usize,
    options: Options,
    answer: PhantomData<fn() -> R>,
}

impl<R> Request<R> {
    /// A request from its parts, for what no declaration covers.
    ///
    /// `url` is the path and query behind the service's origin, with the version: `/beta/users?$top=5`. It is sent as it
    /// stands: whatever needs percent-encoding has to be encoded already. A URL that cannot be sent, and a query option that is given
    /// twice, are the request's [`problem`](Self::problem).
    pub fn new(method: Method, url: impl Into<String>) -> Self {
        let request = Request::to_known(method, url.into());
        let problem = request.problem_of_url();
        request.with_problem(problem)
    }

    /// A request to a URL that nobody has to look at: a path made it, or the service sent it.
    #[doc(hidden)]
    pub fn to_known(method: Method, url: String) -> Self {
        Request {
            method,
            path: url.len(),
            url,
            headers: HeaderMap::new(),
            body: None,
            problem: None,
            may_repeat: false,
            keys: None,
            options: Options::default(),
            answer: PhantomData,
        }
    }

    /// The HTTP method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path and query behind the service's origin, percent-encoded: `/beta/users/a%2Fb`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The headers that this request asks for itself; the client adds those of every request.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body, if there is one.
    pub fn body(&self) -> Option<&Body> {
        self.body.as_ref()
    }

    /// What makes this request impossible to send, if anything does.
    ///
    /// Requests are built without `?`; what was wrong (an empty key, a list without values, a query option that is given twice) is kept
    /// here and returned by `Client::send` before anything is sent.
    pub fn problem(&self) -> Option<&InvalidRequest> {
        self.problem.as_deref()
    }

    /// Adds a header, or replaces the value that it had.
    ///
    /// # Errors
    ///
    /// If `value` holds a character that no header can hold (a line break, say).
    pub fn header<V>(mut self, name: HeaderName, value: V) -> Result<Self, http::Error>
    where
        HeaderValue: TryFrom<V, Error: Into<http::Error>>,
    {
        let value = HeaderValue::try_from(value).map_err(Into::into)?;
        self.headers.insert(name, value);
        Ok(self)
    }

    /// Sets the body.
    pub fn with_body(mut self, body: Body) -> Self {
        self.body = Some(body);
        self
    }

    /// Says that carrying the request out twice does no harm (RFC 9110, 9.2.2, calls that idempotent), so that the client may send it again when it does not know
    /// whether it was carried out: a `POST` whose connection broke, say.
    ///
    /// Methods other than `POST` need no such word.
    pub fn may_repeat(mut self) -> Self {
        self.may_repeat = true;
        self
    }

    /// Whether the request is known to do no harm when it is carried out twice, whatever its method.
    pub fn is_repeatable(&self) -> bool {
        self.may_repeat
    }

    /// Has the request carried out only if the entity is still as it was read (`If-Match`): otherwise the service answers 412,
    /// `Refusal::PreconditionFailed`.
    ///
    /// Takes what was read, or its etag; `"*"` stands for whatever is there. An entity that came without an etag has nothing
    /// to compare, which is reported when the request is sent, and nothing goes out.
    ///
    /// Source: OData 4.01, Protocol, section 8.2.4.
    ///
    /// ```
    /// # use graph_runtime::{graph_request, graph_resource, Update};
    /// # graph_resource! {
    /// #     service Beta = "beta" { users: [user] }
    /// #     entity user { jobTitle: String }
    /// # }
    /// # fn main() -> Result<(), serde_json::Error> {
    /// let read: User = serde_json::from_str(r#"{"@odata.etag": "W/\"1\"", "id": "7"}"#)?;
    /// let update = Update::<User>::new().set(User::JOB_TITLE, "Retail Manager");
    /// let request = graph_request!(Beta: PATCH /users/{"7"}, update).if_match(&read);
    /// assert_eq!(request.headers()["If-Match"], "W/\"1\"");
    /// # Ok(())
    /// # }
    /// ```
    pub fn if_match<V>(self, version: &V) -> Self
    where
        V: Versioned + ?Sized,
    {
        let value = version
            .etag_text()
            .and_then(|etag| HeaderValue::from_str(etag).ok());
        self.conditional(http::header::IF_MATCH, value)
    }

    /// Has the request carried out only if there is nothing at its URL yet (`If-None-Match: *`): otherwise the service answers
    /// 412, `Refusal::PreconditionFailed`. For a `PUT` that shall create.
    ///
    /// Source: OData 4.01, Protocol, section 8.2.5.
    pub fn if_absent(self) -> Self {
        self.conditional(
            http::header::IF_NONE_MATCH,
            Some(HeaderValue::from_static("*")),
        )
    }

    fn conditional(mut self, name: HeaderName, value: Option<HeaderValue>) -> Self {
        match value {
            Some(value) => {
                self.headers.insert(name, value);
                self
            }
            None => self.with_problem(Some(Box::new(InvalidRequest::Header {
                name,
                problem: "the entity came without an etag",
            }))),
        }
    }

    /// The path with `{}` in place of its keys, and without its query: `/v1.0/users/{}/messages/{}`.
    ///
    /// It holds nothing that belongs to a user, so that it can name a metric or a span. Of a path that is built by hand, nobody
    /// knows what is a key: what follows its second segment is left out (`/v1.0/users/…`).
    pub fn path_template(&self) -> String {
        let path = path_of(&self.url[..self.path]);
        template(path, self.keys)
    }

    /// Which segments of the path are keys, if they are known.
    #[doc(hidden)]
    pub fn keys(&self) -> Option<u64> {
        self.keys
    }

    pub(crate) fn with_keys(mut self, keys: u64) -> Self {
        self.keys = Some(keys);
        self
    }

    /// The same request, its answer read as another type.
    ///
    /// For an answer that is known to differ from what the declaration says.
    pub fn decode_as<T>(self) -> Request<T> {
        Request {
            method: self.method,
            url: self.url,
            headers: self.headers,
            body: self.body,
            problem: self.problem,
            may_repeat: self.may_repeat,
            keys: self.keys,
            path: self.path,
            options: self.options,
            answer: PhantomData,
        }
    }

    /// Appends an option to the query as it stands, in front of typed options: its value is not checked.
    ///
    /// For what this library does not know. `option` is `name=value`, percent-encoded already. What cannot be sent as it stands (a space,
    /// say), and an option that the request has already, are the request's [`problem`](Self::problem).
    ///
    /// Source: OData 4.01, URL Conventions, section 5.1 (each system query option once).
    pub fn raw_query_option_unchecked(mut self, option: &str) -> Self {
        self.url.truncate(self.path);
        self.url
            .push(if self.url.contains('?') { '&' } else { '?' });
        self.url.push_str(option);
        self.path = self.url.len();
        self.options.append_to(&mut self.url);
        let problem = self.problem_of_url();
        self.with_problem(problem)
    }

    /// What makes a URL that was not made by a path impossible to send.
    #[cold]
    fn problem_of_url(&self) -> Option<Box<InvalidRequest>> {
        let url = &self.url[..self.path];
        let problem = invalid_url(url).or_else(|| repeated_option(url, self.options.names()));
        problem.map(Box::new)
    }

    /// Whether the path ends in a type cast. No other segment has a name with this beginning: such a key has quotes.
    pub(crate) fn ends_in_cast(&self) -> bool {
        let path = path_of(&self.url[..self.path]);
        path.rsplit('/')
            .next()
            .is_some_and(|last| last.starts_with("microsoft.graph."))
    }

    pub(crate) fn options(&self) -> &Options {
        &self.options
    }

    pub(crate) fn with_options(mut self, change: impl FnOnce(&mut Options)) -> Self {
        change(&mut self.options);
        self.url.truncate(self.path);
        let has_others = self.options.append_to(&mut self.url);
        let mut problem = self.options.problem();
        if has_others && problem.is_none() {
            problem = self.problem_of_url();
        }
        self.with_problem(problem)
    }

    /// `ConsistencyLevel: eventual`, which advanced queries on directory objects need.
    ///
    /// Source: "Advanced query capabilities on directory objects".
    pub fn eventual(mut self) -> Self {
        let name = HeaderName::from_static("consistencylevel");
        self.headers
            .insert(name, HeaderValue::from_static("eventual"));
        self
    }

    /// What asks for the page at `url`: with the same headers, and nothing else of this request.
    #[doc(hidden)]
    pub fn following(self, url: String) -> Self {
        Request::to_known(Method::GET, url).with_headers(self.headers)
    }

    #[doc(hidden)]
    pub fn with_headers(mut self, headers: HeaderMap) -> Self {
        self.headers = headers;
        self
    }

    /// Asks for another media type than JSON.
    pub(crate) fn accepting(mut self, media_type: &'static str) -> Self {
        let value = HeaderValue::from_static(media_type);
        self.headers.insert(http::header::ACCEPT, value);
        self
    }

    #[doc(hidden)]
    pub fn with_problem(mut self, problem: Option<Box<InvalidRequest>>) -> Self {
        self.problem = self.problem.or(problem);
        self
    }
}

impl<R> Clone for Request<R> {
    fn clone(&self) -> Self {
        Request {
            method: self.method.clone(),
            url: self.url.clone(),
            headers: self.headers.clone(),
            body: self.body.clone(),
            problem: self.problem.clone(),
            may_repeat: self.may_repeat,
            keys: self.keys,
            path: self.path,
            options: self.options.clone(),
            answer: PhantomData,
        }
    }
}

impl<R> PartialEq for Request<R> {
    fn eq(&self, other: &Self) -> bool {
        self.method == other.method
            && self.url == other.url
            && self.headers == other.headers
            && self.body == other.body
            && self.problem == other.problem
            && self.may_repeat == other.may_repeat
    }
}

impl<R> fmt::Debug for Request<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("url", &self.url)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &self.body)
            .field("problem", &self.problem)
            .finish()
    }
}

/// What says which version of an entity is meant: the entity as it was read, or its etag.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no etag",
    label = "neither an entity nor an etag",
    note = "`if_match` takes a reference to an entity as it was read, or its etag as a `&str`"
)]
pub trait Versioned {
    /// The etag, if there is one.
    fn etag_text(&self) -> Option<&str>;
}

impl Versioned for str {
    fn etag_text(&self) -> Option<&str> {
        Some(self)
    }
}

impl Versioned for String {
    fn etag_text(&self) -> Option<&str> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl<X: Versioned> Versioned for Option<X> {
    fn etag_text(&self) -> Option<&str> {
        self.as_ref().and_then(Versioned::etag_text)
    }
}

#[diagnostic::do_not_recommend]
impl<X: Record> Versioned for X {
    fn etag_text(&self) -> Option<&str> {
        self.extras().etag()
    }
}
