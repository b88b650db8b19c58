//! Everything that must be there before a build: system packages, Node, and what the user interface is made of.

use crate::step::Outcome;
use crate::{packages, tools, ui};

/// What the computer is set up for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Building Keytower and starting it.
    Run,
    /// Packaging it.
    Package,
    /// The tests too, which need a screen, a keyring and browsers.
    Test,
}

/// Installs what may be installed without asking; names whatever else is missing, and fails.
pub fn setup(purpose: Purpose) -> Outcome {
    tools::require_node()?;
    if packages::are_managed_by_apt() {
        packages::install_missing(purpose)?;
    } else {
        tools::require(purpose)?;
    }
    ui::install_dependencies()
}
