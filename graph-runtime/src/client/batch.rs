//! Many requests in one.

use super::Client;
use crate::batch::{Batch, BatchResponses};
use crate::error::Error;

impl Client {
    /// Sends a batch, in as many parts as it takes, and waits until each request has been answered or has failed for good.
    ///
    /// What is throttled inside a batch is sent again, and nothing else, as [`Retry`](crate::Retry) says of any request: after the
    /// time that its own `Retry-After` asks for, in which nobody of this client sends anything. Since the unluckiest of many
    /// counts, each may be sent again twice as often as a request by itself. A batch whose answer gets lost is sent again if that
    /// does no harm to any request in it. If a part fails as a whole, the rest is not sent; what was answered by then is kept.
    ///
    /// ```no_run
    /// # use graph_runtime::{Batch, Client, Error, Update, graph_request, graph_resource};
    /// # graph_resource! {
    /// #     service V1 = "v1.0" { users: [user], me: user }
    /// #     entity user { displayName: String, jobTitle: String }
    /// # }
    /// # async fn example(client: &Client) -> Result<(), Error> {
    /// let mut batch = Batch::new();
    /// let update = Update::<User>::new().set(User::JOB_TITLE, "Engineer");
    /// let changed = batch.add(graph_request!(V1: PATCH /me, update));
    /// let read = batch.add(graph_request!(V1: GET /me));
    /// batch.depends_on(&read, &changed);
    ///
    /// let mut answers = client.run(batch).await?;
    /// answers.take(changed)?;
    /// println!("{:?}", answers.take(read)?.job_title);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`BatchError::Circle`](crate::error::BatchError::Circle) and [`BatchError::ForeignHandle`](crate::error::BatchError::ForeignHandle): nothing was sent. Everything else is said by
    /// [`BatchResponses::take`], for each request.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime, as everything of tokio does.
    pub async fn run(&self, batch: Batch) -> Result<BatchResponses, Error> {
        batch.run(&self.inner).await
    }
}
