//! Newsletter: so far, who has said no to marketing and must not come back by another way.

mod suppression;

pub use suppression::{Reached, is_suppressed};

pub(crate) use suppression::{Prospect, QuarantinedAddress, Suppression, marketing, said_no, suppress};
