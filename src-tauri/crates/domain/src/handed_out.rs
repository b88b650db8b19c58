//! How a key's secret leaves.

/// How a key's secret left the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandedOut {
    /// It never left.
    Never,
    /// Copied to the clipboard.
    Copied,
    /// Saved as a file.
    Saved,
    /// Said to be stored.
    Stored,
}

impl HandedOut {
    /// All ways.
    pub const ALL: [Self; 4] = [Self::Never, Self::Copied, Self::Saved, Self::Stored];

    /// Its name on the wire and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Copied => "copied",
            Self::Saved => "saved",
            Self::Stored => "stored",
        }
    }

    /// The way of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|how| how.name() == name)
    }
}
