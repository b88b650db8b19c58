//! Backups: made while a vault is open, and restored.

mod crashes;
mod damage;
#[cfg(target_os = "linux")]
mod full_disk;
mod making;
#[cfg(target_os = "linux")]
mod places;
mod restoring;
mod support;
#[cfg(target_os = "linux")]
mod writing_goes_on;
