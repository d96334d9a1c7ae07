//! The router: every route there is, in five tables, behind one gate and under one layer of headers.

use crate::app::{App, Site};
use crate::gate::gate;
use crate::measure::measured;
use crate::public::{headers, not_allowed, not_found};
use crate::{
    api, areas, breaches, charts, correspondence, demo, desk, longwork, notices, parties, privacy, records, requests,
    support, system, website,
};
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::MethodRouter;
use std::sync::Arc;

/// A path and what answers there.
pub(crate) type Route = (String, MethodRouter<Arc<App>>);

/// The whole site.
///
/// Each request must bring a `ConnectInfo<SocketAddr>`, the address of the visitor: requests and messages are counted
/// per network, in memory only.
pub fn router(site: Site) -> Router {
    let app = Arc::new(App::new(site));
    let mut all = public_routes();
    all.extend(desk_routes());
    all.extend(support::portal_routes());
    all.extend(api::routes());
    if app.demo.is_some() {
        all.extend(demo::routes());
    }
    all.into_iter()
        .fold(Router::new(), |router, (path, method)| router.route(&path, method))
        .fallback(not_found)
        .method_not_allowed_fallback(not_allowed)
        .layer(from_fn_with_state(Arc::clone(&app), gate))
        .layer(from_fn_with_state(Arc::clone(&app), headers))
        .layer(from_fn_with_state(Arc::clone(&app), measured))
        .with_state(app)
}

/// The path of every route that a session may open or anybody, outside a demonstration, as it is declared: what tests must not
/// miss one of. The data interface is not among them.
pub fn paths() -> Vec<String> {
    let all = public_routes().into_iter().chain(support::portal_routes()).chain(desk_routes());
    all.map(|(path, _)| path).collect()
}

/// Routes for everybody: each answers with a [`PublicPage`](crate::public::PublicPage).
pub(crate) fn public_routes() -> Vec<Route> {
    let mut routes = crate::public::routes();
    routes.extend(website::public_routes());
    routes.extend(privacy::public_routes());
    routes.extend(requests::public_routes());
    routes.extend(support::public_routes());
    routes.extend(correspondence::public_routes());
    routes
}

/// Routes for those who work here.
pub(crate) fn desk_routes() -> Vec<Route> {
    let all = [
        desk::routes(),
        areas::desk_routes(),
        website::desk_routes(),
        correspondence::desk_routes(),
        parties::desk_routes(),
        records::desk_routes(),
        notices::desk_routes(),
        longwork::desk_routes(),
        privacy::desk_routes(),
        requests::desk_routes(),
        breaches::desk_routes(),
        support::desk_routes(),
        charts::desk_routes(),
        system::routes(),
    ];
    all.into_iter().flatten().collect()
}
