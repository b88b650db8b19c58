//! What keys are said to be, and sorted by.

use keytower_app::domain::key::{Attention as Why, HandedOut as How, KeyState as State};
use keytower_app::{Days as AppDays, KeySort as Sort};

use crate::{Attention, Days, HandedOut, KeySort, KeyState};

impl From<State> for KeyState {
    fn from(state: State) -> Self {
        match state {
            State::Active => Self::Active,
            State::Expiring => Self::Expiring,
            State::NotHandedOut => Self::NotHandedOut,
            State::Rotating => Self::Rotating,
            State::Disabled => Self::Disabled,
            State::OwnerDisabled => Self::OwnerDisabled,
            State::Expired => Self::Expired,
            State::Revoked => Self::Revoked,
        }
    }
}

impl From<KeyState> for State {
    fn from(state: KeyState) -> Self {
        match state {
            KeyState::Active => Self::Active,
            KeyState::Expiring => Self::Expiring,
            KeyState::NotHandedOut => Self::NotHandedOut,
            KeyState::Rotating => Self::Rotating,
            KeyState::Disabled => Self::Disabled,
            KeyState::OwnerDisabled => Self::OwnerDisabled,
            KeyState::Expired => Self::Expired,
            KeyState::Revoked => Self::Revoked,
        }
    }
}

impl From<Attention> for Why {
    fn from(why: Attention) -> Self {
        match why {
            Attention::ExpiringSoon => Self::ExpiringSoon,
            Attention::StillRenewable => Self::StillRenewable,
        }
    }
}

impl From<Days> for AppDays {
    fn from(Days { from, to }: Days) -> Self {
        Self { from, to }
    }
}

impl From<How> for HandedOut {
    fn from(how: How) -> Self {
        match how {
            How::Copied => Self::Copied,
            How::Saved => Self::Saved,
            How::Stored => Self::Stored,
            How::Never => Self::Never,
        }
    }
}

impl From<HandedOut> for How {
    fn from(how: HandedOut) -> Self {
        match how {
            HandedOut::Copied => Self::Copied,
            HandedOut::Saved => Self::Saved,
            HandedOut::Stored => Self::Stored,
            HandedOut::Never => Self::Never,
        }
    }
}

impl From<KeySort> for Sort {
    fn from(sort: KeySort) -> Self {
        match sort {
            KeySort::Name => Self::Name,
            KeySort::Owner => Self::Owner,
            KeySort::Resources => Self::Resources,
            KeySort::Aircraft => Self::Aircraft,
            KeySort::State => Self::State,
            KeySort::Expires => Self::Expires,
            KeySort::Generated => Self::Generated,
            KeySort::LastUsed => Self::LastUsed,
        }
    }
}
