//! What is known of a request and its answer when it ends in an error: what support asks for.

use std::fmt;

use http::{HeaderMap, HeaderName, Method};

/// A request that was sent, and what is known of its answers: what to write into a log, and to tell Microsoft's support.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestInfo {
    method: Method,
    path: String,
    attempts: u32,
    in_doubt: bool,
    client_request_id: Option<String>,
    request_id: Option<String>,
    diagnostic: Option<String>,
}

impl RequestInfo {
    #[doc(hidden)]
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        RequestInfo {
            method,
            path: path.into(),
            attempts: 0,
            in_doubt: false,
            client_request_id: None,
            request_id: None,
            diagnostic: None,
        }
    }

    /// The method of the request.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path of the request, without its query.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// How often the request was sent; 0 if the client sent nothing.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Whether an attempt ended without saying whether it was carried out: by a time-out or a connection that broke after
    /// the first byte, or by 408, 500, 502 or 504.
    ///
    /// Then a `POST` may have been carried out all the same, and a repeated `DELETE` that is answered 404, or a repeated
    /// `PATCH` with `If-Match` that is answered 412, may have succeeded before.
    pub fn in_doubt(&self) -> bool {
        self.in_doubt
    }

    /// The id that the client gave to the request, the same for all attempts.
    pub fn client_request_id(&self) -> Option<&str> {
        self.client_request_id.as_deref()
    }

    /// The id that Graph gave to the last attempt that it answered: what its support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// Where in Microsoft's network that answer came from (`x-ms-ags-diagnostic`).
    pub fn diagnostic(&self) -> Option<&str> {
        self.diagnostic.as_deref()
    }

    /// What is known of one request of a batch, whose exchange this is: what its own answer does not say, that of the batch does.
    #[doc(hidden)]
    pub fn of_part(
        &self,
        method: Method,
        path: impl Into<String>,
        attempts: u32,
        headers: &HeaderMap,
    ) -> RequestInfo {
        let mut part = RequestInfo {
            method,
            path: path.into(),
            attempts,
            ..self.clone()
        };
        part.note_response(headers);
        part
    }

    /// Takes from an answer what it says of itself; what it does not say stays as it is known.
    #[doc(hidden)]
    pub fn note_response(&mut self, headers: &HeaderMap) {
        const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
        const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");
        const DIAGNOSTIC: HeaderName = HeaderName::from_static("x-ms-ags-diagnostic");
        for (name, known) in [
            (REQUEST_ID, &mut self.request_id),
            (CLIENT_REQUEST_ID, &mut self.client_request_id),
            (DIAGNOSTIC, &mut self.diagnostic),
        ] {
            if let Some(value) = headers.get(name).and_then(|value| value.to_str().ok()) {
                *known = Some(value.to_owned());
            }
        }
    }

    /// ` after 3 attempts`, if there was more than one.
    ///
    /// # Errors
    ///
    /// Those of the formatter.
    #[doc(hidden)]
    pub fn write_attempts(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.attempts {
            0 | 1 => Ok(()),
            attempts => write!(f, " after {attempts} attempts"),
        }
    }

    /// ` [request-id …] [client-request-id …]`, as far as they are known.
    ///
    /// # Errors
    ///
    /// Those of the formatter.
    #[doc(hidden)]
    pub fn write_ids(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, id) in [
            ("request-id", &self.request_id),
            ("client-request-id", &self.client_request_id),
        ] {
            if let Some(id) = id {
                write!(f, " [{name} {}]", OneLine(id))?;
            }
        }
        Ok(())
    }
}

// For the client and its errors.
impl RequestInfo {
    /// Takes the ids out: Graph's and the client's.
    #[doc(hidden)]
    pub fn take_ids(&mut self) -> [Option<String>; 2] {
        [self.request_id.take(), self.client_request_id.take()]
    }

    /// Sets the ids that are not known yet: Graph's and the client's.
    #[doc(hidden)]
    pub fn fill_ids(&mut self, [request_id, client_request_id]: [Option<String>; 2]) {
        self.request_id = self.request_id.take().or(request_id);
        self.client_request_id = self.client_request_id.take().or(client_request_id);
    }

    #[doc(hidden)]
    pub fn note_client_request_id(&mut self, id: &http::HeaderValue) {
        self.client_request_id = id.to_str().ok().map(str::to_owned);
    }

    #[doc(hidden)]
    #[must_use]
    pub fn after(self, attempts: u32, in_doubt: bool) -> Self {
        RequestInfo {
            attempts,
            in_doubt,
            ..self
        }
    }

    #[doc(hidden)]
    pub fn doubt(&mut self) {
        self.in_doubt = true;
    }
}

/// `GET /v1.0/me`.
impl fmt::Display for RequestInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, OneLine(&self.path))
    }
}

/// What others wrote, on one line, so that it cannot pass for a line of ours in a log.
#[derive(Debug)]
pub struct OneLine<'a>(pub &'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, part) in self.0.split(char::is_control).enumerate() {
            if at > 0 {
                f.write_str(" ")?;
            }
            f.write_str(part)?;
        }
        Ok(())
    }
}
