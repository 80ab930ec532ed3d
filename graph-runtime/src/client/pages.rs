//! Collections: pages, members and changes.

use graph_model::model::{Page, Value};
use graph_model::path::Entity;
use graph_model::request::Request;

use super::Client;
use crate::error::Error;
use crate::pages::{Delta, DeltaLink, Items, Pages};

impl Client {
    /// The pages that a request is the first of.
    ///
    /// Each page is asked for with the headers of the request: `ConsistencyLevel`, `Prefer`. Links are used whole, as
    /// they came, and only if they lead to the client's own origin.
    pub fn pages<T: Value>(&self, request: Request<Page<T>>) -> Pages<T> {
        Pages::new(&self.inner, request)
    }

    /// The members of a collection, over all its pages.
    ///
    /// ```no_run
    /// # use graph_runtime::{Client, Error, graph_request, graph_resource};
    /// # graph_resource! {
    /// #     service V1 = "v1.0" { users: [user] }
    /// #     entity user { displayName: String }
    /// # }
    /// # async fn example(client: &Client) -> Result<(), Error> {
    /// let mut users = client.items(graph_request!(V1: GET /users));
    /// while let Some(user) = users.next().await {
    ///     println!("{:?}", user?.display_name);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn items<T: Value>(&self, request: Request<Page<T>>) -> Items<T> {
        Items::new(&self.inner, request)
    }

    /// A page that is there already, and the pages that follow it: of a collection that `expand` asked for, say, which
    /// [`Nav::of`](crate::schema::Nav::of) gives.
    ///
    /// The page comes first. If its link cannot be followed, that is the error after it. The pages behind it are asked for without the
    /// headers of the first request, unless [`with_headers`](Pages::with_headers) gives them.
    pub fn pages_from<T: Value>(&self, page: Page<T>) -> Pages<T> {
        Pages::after(&self.inner, page)
    }

    /// The members of a page that is there already, and those of all pages that follow it.
    ///
    /// As [`pages_from`](Self::pages_from).
    ///
    /// ```no_run
    /// # use graph_runtime::{Client, graph_request, graph_resource};
    /// # graph_resource! {
    /// #     service V1 = "v1.0" { groups: [group] }
    /// #     entity directoryObject {}
    /// #     entity group: directoryObject { ref members: [directoryObject] }
    /// # }
    /// # async fn example(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let group = client.send(graph_request!(V1: GET /groups/{"7"}).expand(Group::MEMBERS)).await?;
    /// if let Some(members) = Group::MEMBERS.of(&group)? {
    ///     let mut members = client.items_from(members);
    ///     while let Some(member) = members.next().await {
    ///         println!("{:?}", member?.id);
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn items_from<T: Value>(&self, page: Page<T>) -> Items<T> {
        Items::after(&self.inner, page)
    }

    /// The first round of a delta query: everything that there is now.
    ///
    /// ```no_run
    /// # use graph_runtime::pages::{DeltaLink, RoundEnd};
    /// # use graph_runtime::{Change, Client, Error, graph_request, graph_resource};
    /// # graph_resource! {
    /// #     service V1 = "v1.0" { users: [user] }
    /// #     entity user { displayName: String, collection function delta() -> [user] }
    /// # }
    /// # async fn example(client: &Client) -> Result<(), Error> {
    /// let mut changes = client.delta(graph_request!(V1: GET /users/delta));
    /// while let Some(change) = changes.next().await {
    ///     match change? {
    ///         Change::Changed(user) => println!("{user:?}"),
    ///         Change::Removed { id, reason } => println!("{id} is gone: {reason:?}"),
    ///     }
    /// }
    /// match changes.finish()? {
    ///     RoundEnd::Complete(link) => store(link), // and later: client.delta_from(&link)
    ///     RoundEnd::Resync(resync) => store(resync.into_link()), // forget all, and read it again
    /// }
    /// # fn store(_: DeltaLink<User>) {}
    /// # Ok(())
    /// # }
    /// ```
    pub fn delta<T: Value<Own: Entity>>(&self, request: Request<Page<T>>) -> Delta<T> {
        Delta::first(&self.inner, request)
    }

    /// What has changed since a delta link was given, or the rest of a round from its
    /// [`checkpoint`](Delta::checkpoint).
    ///
    /// # Errors
    ///
    /// [`ProtocolError::ForeignLink`](crate::error::ProtocolError::ForeignLink) if the link is of another service than the client's.
    pub fn delta_from<T: Value<Own: Entity>>(
        &self,
        link: &DeltaLink<T>,
    ) -> Result<Delta<T>, Error> {
        Delta::since(&self.inner, link)
    }
}
