//! A workspace in a vault: what was acknowledged survives `kill -9`, a full disk and a failing write, and what wasn't
//! acknowledged did not half happen.

mod acts;
mod failing_writes;
mod full_disk;
mod kills;
mod migrating;
mod others;
mod replayed;
pub mod tower;
