//! What takes long: uploads, downloads, and work that the service carries out later.

use bytes::Bytes;
use graph_model::request::{Decode, Request};

use super::Client;
use crate::error::Error;
use crate::transfer::{
    Accepted, Download, Monitor, OperationStatus, Progress, UploadSession, UploadSource,
};

impl Client {
    /// Uploads the bytes of a source, or those that the service has not got yet, and reads the response to the last fragment.
    ///
    /// Fragments are as large as the session [says](UploadSession::with_fragments), 5 MiB by default, and go out in order, **without
    /// the token**: the session's URL is pre-authenticated. `progress` is called before each fragment and at the end. After an
    /// error, call it again with the same session to go on.
    ///
    /// The response to the last fragment may be empty, as Outlook's is: read it as `()`, [`Option`] or [`RawResponse`](crate::request::RawResponse). A session
    /// that was created with `deferCommit` still has to be [completed](Self::complete_upload): read it as `()`.
    ///
    /// ```no_run
    /// # use graph_runtime::request::RawResponse;
    /// # use graph_runtime::transfer::{ReaderSource, UploadSession};
    /// # use graph_runtime::{Client, Error, Method, Request};
    /// # async fn example(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let url = "/v1.0/me/drive/root:/film.mp4:/createUploadSession";
    /// let mut session = client.send(Request::<UploadSession>::new(Method::POST, url)).await?;
    /// std::fs::write("session.json", serde_json::to_string(&session)?)?; // to go on after a restart
    /// let mut source = ReaderSource::new(std::fs::File::open("film.mp4")?)?;
    /// let done: RawResponse = client
    ///     .upload(&mut session, &mut source, &mut |now| println!("{} of {}", now.sent, now.total))
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Upload`] for a session that is gone, a source that fails, and a service that contradicts itself; those of
    /// [`send`](Self::send) otherwise. [`Error::Decode`] if the upload is complete, and its response is not an `R`.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime, as everything of tokio does.
    pub async fn upload<R: Decode>(
        &self,
        session: &mut UploadSession,
        source: &mut dyn UploadSource,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<R, Error> {
        let answered = Box::pin(self.inner.send_fragments(session, source, progress)).await?;
        answered.read()
    }

    /// Completes an upload whose session was created with `deferCommit`, when all bytes are there, and reads the response: the
    /// item that was made.
    ///
    /// ```no_run
    /// # use graph_runtime::request::{Body, RawResponse};
    /// # use graph_runtime::transfer::UploadSession;
    /// # use graph_runtime::{Bytes, Client, Error, Method, Request};
    /// # async fn example(client: &Client, mut film: Bytes) -> Result<(), Error> {
    /// let url = "/v1.0/me/drive/root:/film.mp4:/createUploadSession";
    /// let create = Request::new(Method::POST, url).with_body(Body::json(r#"{"deferCommit": true}"#));
    /// let mut session: UploadSession = client.send(create).await?;
    /// client.upload::<()>(&mut session, &mut film, &mut |_| {}).await?;
    /// let item: RawResponse = client.complete_upload(&session).await?;
    /// # let _ = item;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`UploadError::SessionGone`](crate::error::UploadError::SessionGone) if the session has expired or the upload is complete; those of [`send`](Self::send).
    ///
    /// Source: "driveItem: createUploadSession", "Completing a file".
    pub async fn complete_upload<R: Decode>(&self, session: &UploadSession) -> Result<R, Error> {
        self.inner.complete_upload(session).await
    }

    /// Ends a session; what was sent is dropped.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send).
    pub async fn cancel_upload(&self, session: UploadSession) -> Result<(), Error> {
        self.inner.cancel_upload(session).await
    }

    /// Downloads content from a byte on: 0 for all of it.
    ///
    /// The service redirects to a pre-authenticated URL, which is followed without the token.
    ///
    /// To go on with what an earlier download left, pass how many bytes there are, and give the request the `ETag` of the earlier
    /// [`headers`](Download::headers) as `If-Range`. Then the download is an error unless the content is still the same. Without
    /// it, only the offset can be compared: that the bytes before it are of the same content is the caller's to know.
    ///
    /// ```no_run
    /// # use graph_runtime::{Bytes, Client, Error, Method, Request};
    /// # async fn example(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use std::io::Write;
    ///
    /// let mut file = std::fs::OpenOptions::new().append(true).create(true).open("film.mp4")?;
    /// let mut request = Request::<Bytes>::new(Method::GET, "/v1.0/me/drive/root:/film.mp4:/content");
    /// if let Ok(etag) = std::fs::read_to_string("film.etag") {
    ///     request = request.header(http::header::IF_RANGE, etag)?;
    /// }
    /// let mut film = client.download(request, file.metadata()?.len()).await?;
    /// if let Some(etag) = film.headers().get("ETag") {
    ///     std::fs::write("film.etag", etag)?;
    /// }
    /// while let Some(chunk) = film.next().await {
    ///     file.write_all(&chunk?)?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Download`] if the response is not the part that was asked for, or of another version than `If-Range` names.
    /// [`Error::InvalidRequest`] for a request with a `Range` of its own, or whose `If-Range` is a weak etag.
    /// [`Error::ContentEncoding`] if the content is packed. Those of [`send`](Self::send). The limit on responses does not hold
    /// here.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime, as everything of tokio does.
    pub async fn download(&self, request: Request<Bytes>, from: u64) -> Result<Download, Error> {
        Download::begin(&self.inner, request, from).await
    }

    /// Sends a request that the service may accept first and carry out later (202, with `Location` or
    /// `Operation-Location`).
    ///
    /// ```no_run
    /// # use graph_runtime::request::{Body, RawResponse};
    /// # use graph_runtime::transfer::Accepted;
    /// # use graph_runtime::{Client, Error, Method, Request};
    /// # async fn example(client: &Client) -> Result<(), Error> {
    /// let copy = Request::<RawResponse>::new(Method::POST, "/v1.0/me/drive/items/1/copy")
    ///     .with_body(Body::json(r#"{"name": "copy.txt"}"#));
    /// if let Accepted::Running(monitor) = client.begin(copy).await? {
    ///     let operation = client.wait_for(&monitor).await?;
    ///     println!("{:?}", operation.resource_id());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send), and [`ProtocolError::UnusableLink`](crate::error::ProtocolError::UnusableLink) if the monitor's URL is none. A response without a body
    /// is no error: see [`Accepted::Unmonitored`].
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime, as everything of tokio does.
    pub async fn begin<R: Decode>(&self, request: Request<R>) -> Result<Accepted<R>, Error> {
        self.inner.begin(request).await
    }

    /// Waits until long-running work has ended, as long as it takes. Before each question, it waits as long as the service
    /// asks for, or up to twice as long each time, as [`Retry::backoff`](crate::Retry::backoff) says; but at least a second.
    ///
    /// The work has ended with any final status: `succeeded`, `completed`, `skipped`, or `partiallySucceeded`, which
    /// [`is_partial`](OperationStatus::is_partial) tells; or with a status that is not known and comes with 100 percent.
    ///
    /// Put a time-out around it to wait no longer; the monitor can be asked again later.
    ///
    /// # Errors
    ///
    /// [`Error::Service`] if the work fails (`failed`, `cancelled`, `timedOut`, `submissionFailed`, a status that is not known with
    /// an error), with what the operation says of it; those of [`send`](Self::send).
    pub async fn wait_for<R>(&self, monitor: &Monitor<R>) -> Result<OperationStatus<R>, Error> {
        self.inner.wait_for(monitor).await
    }

    /// Asks once how long-running work stands. A monitor on another origin gets no token.
    ///
    /// # Errors
    ///
    /// [`Error::Service`] if the work has failed, with what the operation says of it; those of [`send`](Self::send).
    pub async fn check<R>(&self, monitor: &Monitor<R>) -> Result<OperationStatus<R>, Error> {
        self.inner.check(monitor).await
    }

    /// What came of long-running work: reads the resource that the operation names, or the operation's own answer if it
    /// names none.
    ///
    /// # Errors
    ///
    /// [`ProtocolError::ForeignLink`](crate::error::ProtocolError::ForeignLink) if the resource is on another origin; those of [`send`](Self::send).
    pub async fn result<R: Decode>(&self, operation: &OperationStatus<R>) -> Result<R, Error> {
        self.inner.result(operation).await
    }
}
