//! Requests, counted by route, method and class of status, with how long they took.

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use web::{Answered, Observer};

/// Upper bounds, in seconds. A list of fifty rows takes some milliseconds, a what-if some seconds.
const BUCKETS_SECONDS: [f64; 9] = [0.002, 0.005, 0.01, 0.025, 0.1, 0.25, 1.0, 2.5, 10.0];

type Labels<const N: usize> = [(&'static str, String); N];

/// What is counted.
pub(crate) struct Requests {
    answered: Family<Labels<3>, Counter>,
    took: Family<Labels<1>, Histogram, fn() -> Histogram>,
    in_flight: Gauge,
}

impl Default for Requests {
    fn default() -> Self {
        let took = Family::new_with_constructor((|| Histogram::new(BUCKETS_SECONDS)) as fn() -> Histogram);
        Self { answered: Family::default(), took, in_flight: Gauge::default() }
    }
}

impl Requests {
    pub(super) fn register(&self, registry: &mut Registry) {
        registry.register("http_requests", "Requests that were answered", self.answered.clone());
        let took = "From when a request was read until its answer began";
        registry.register_with_unit("http_request_duration", took, Unit::Seconds, self.took.clone());
        registry.register("http_requests_in_flight", "Requests that are being answered", self.in_flight.clone());
    }
}

impl Observer for Requests {
    fn began(&self) {
        self.in_flight.inc();
    }

    fn answered(&self, answered: &Answered<'_>) {
        let Answered { route, method, status, took } = *answered;
        let class = match status {
            100..200 => "1xx",
            200..300 => "2xx",
            300..400 => "3xx",
            400..500 => "4xx",
            _ => "5xx",
        };
        let labels = [("route", route.to_owned()), ("method", method.to_owned()), ("status", class.to_owned())];
        self.answered.get_or_create(&labels).inc();
        self.took.get_or_create(&[("route", route.to_owned())]).observe(took.as_secs_f64());
    }

    fn ended(&self) {
        self.in_flight.dec();
    }
}
