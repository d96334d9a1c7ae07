//! Files: what is put comes back, lives as long as a row names it, and goes with it, on a disk and in a bucket.

mod backup;
mod bytes;
mod crash;
mod home;
mod life;
mod place;
