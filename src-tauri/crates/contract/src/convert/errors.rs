//! Refusals of use cases, as codes.

use keytower_app::domain::account::{AccountNameProblem, AccountRefusal};
use keytower_app::domain::actor::Forbidden;
use keytower_app::domain::fleet_group::TagProblem;
use keytower_app::domain::key::LifeRefusal;
use keytower_app::domain::lifetime::ExpiryRefusal;
use keytower_app::domain::network::NetworkProblem;
use keytower_app::domain::person::PersonRefusal;
use keytower_app::domain::policy::PolicyProblem;
use keytower_app::domain::text::TextProblem;
use keytower_app::{
    AccountStateError, ChangeKeysError, DescribeError, FileProblem, ImportError, Invalid, KeyLifeError,
    MAXIMUM_BYTES, MAXIMUM_ROWS, PersonStateError, ReadError, Reason, RetireError, SomeoneLeftError,
    StoreError,
};

use crate::{Code, ImportCode, Problem};

impl From<Forbidden> for Problem {
    fn from(_: Forbidden) -> Self {
        Self::new(Code::Forbidden)
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::new(Code::Conflict),
            StoreError::Full => Self::new(Code::DiskFull),
            StoreError::ReadOnly => Self::new(Code::VaultReadOnly),
            StoreError::Damaged(_) => Self::new(Code::VaultDamaged),
            StoreError::Unavailable(detail) => Self::new(Code::Internal).with("detail", detail),
        }
    }
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Forbidden(forbidden) => forbidden.into(),
            ReadError::NotFound => Self::new(Code::NotFound),
            ReadError::Stopped => Self::new(Code::Stopped),
            ReadError::Store(error) => error.into(),
        }
    }
}

impl From<DescribeError> for Problem {
    fn from(error: DescribeError) -> Self {
        match error {
            DescribeError::Forbidden(forbidden) => forbidden.into(),
            DescribeError::NotFound => Self::new(Code::NotFound),
            DescribeError::Invalid(invalid) => first(invalid),
            DescribeError::Store(error) => error.into(),
        }
    }
}

impl From<KeyLifeError> for Problem {
    fn from(error: KeyLifeError) -> Self {
        match error {
            KeyLifeError::Forbidden(forbidden) => forbidden.into(),
            KeyLifeError::NotFound => Self::new(Code::NotFound),
            KeyLifeError::Life(refusal) => refusal.into(),
            KeyLifeError::Off => Self::new(Code::KeysOff),
            KeyLifeError::Invalid(invalid) => first(invalid),
            KeyLifeError::Store(error) => error.into(),
        }
    }
}

impl From<ChangeKeysError> for Problem {
    fn from(error: ChangeKeysError) -> Self {
        match error {
            ChangeKeysError::Forbidden(forbidden) => forbidden.into(),
            ChangeKeysError::Invalid(invalid) => invalid.into(),
            ChangeKeysError::ReasonRequired => LifeRefusal::ReasonRequired.into(),
            ChangeKeysError::Stale => Self::new(Code::ChangesStale),
            ChangeKeysError::Stopped => Self::new(Code::ChangesStopped),
            ChangeKeysError::Store(error) => error.into(),
        }
    }
}

impl From<AccountStateError> for Problem {
    fn from(error: AccountStateError) -> Self {
        match error {
            AccountStateError::Forbidden(forbidden) => forbidden.into(),
            AccountStateError::NotFound => Self::new(Code::NotFound),
            AccountStateError::State(AccountRefusal::AlreadyDisabled) => {
                Self::new(Code::AccountAlreadyDisabled)
            }
            AccountStateError::State(AccountRefusal::AlreadyEnabled) => {
                Self::new(Code::AccountAlreadyEnabled)
            }
            AccountStateError::Store(error) => error.into(),
        }
    }
}

impl From<PersonStateError> for Problem {
    fn from(error: PersonStateError) -> Self {
        match error {
            PersonStateError::Forbidden(forbidden) => forbidden.into(),
            PersonStateError::NotFound => Self::new(Code::NotFound),
            PersonStateError::State(PersonRefusal::AlreadyLeft) => Self::new(Code::PersonAlreadyLeft),
            PersonStateError::State(PersonRefusal::NotLeft) => Self::new(Code::PersonNotLeft),
            PersonStateError::LastAdministrator => Self::new(Code::LastAdministrator),
            PersonStateError::EmailTaken => Self::new(Code::EmailTaken),
            PersonStateError::Store(error) => error.into(),
        }
    }
}

impl From<SomeoneLeftError> for Problem {
    fn from(error: SomeoneLeftError) -> Self {
        match error {
            SomeoneLeftError::Forbidden(forbidden) => forbidden.into(),
            SomeoneLeftError::NotFound => Self::new(Code::NotFound),
            SomeoneLeftError::Invalid(invalid) => invalid.into(),
            SomeoneLeftError::Person(error) => error.into(),
            SomeoneLeftError::Stale => Self::new(Code::HandoverStale),
            SomeoneLeftError::Store(error) => error.into(),
        }
    }
}

impl From<RetireError> for Problem {
    fn from(error: RetireError) -> Self {
        match error {
            RetireError::Forbidden(forbidden) => forbidden.into(),
            RetireError::NotFound => Self::new(Code::NotFound),
            RetireError::AlreadyRetired => Self::new(Code::AlreadyRetired),
            RetireError::NotRetired => Self::new(Code::NotRetired),
            RetireError::Store(error) => error.into(),
        }
    }
}

impl From<ImportError> for Problem {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Forbidden(forbidden) => forbidden.into(),
            ImportError::File(problem) => problem.into(),
            ImportError::Stale => Self::new(ImportCode::ImportStale),
            ImportError::Store(error) => error.into(),
        }
    }
}

impl From<FileProblem> for Problem {
    fn from(problem: FileProblem) -> Self {
        match problem {
            FileProblem::Empty => Self::new(ImportCode::CsvEmpty),
            FileProblem::TooLarge => Self::new(ImportCode::CsvTooLarge)
                .with("rows", MAXIMUM_ROWS)
                .with("megabytes", MAXIMUM_BYTES / 1_000_000),
            FileProblem::NotText => Self::new(ImportCode::CsvNotText),
            FileProblem::NoRegistration { found } => {
                Self::new(ImportCode::CsvNoRegistration).with("found", found.join(", "))
            }
        }
    }
}

impl From<LifeRefusal> for Problem {
    fn from(refusal: LifeRefusal) -> Self {
        match refusal {
            LifeRefusal::Revoked => Self::new(Code::KeyRevoked),
            LifeRefusal::Expired => Self::new(Code::KeyExpired),
            LifeRefusal::ExpiredByHand => Self::new(Code::ExpiredByHand),
            LifeRefusal::GraceOver { days } => Self::new(Code::GraceOver).with("days", days),
            LifeRefusal::NotByPolicy => Self::new(Code::NotByPolicy),
            LifeRefusal::AlreadyDisabled => Self::new(Code::AlreadyDisabled),
            LifeRefusal::NotDisabled => Self::new(Code::NotDisabled),
            LifeRefusal::NotRevoked => Self::new(Code::NotRevoked),
            LifeRefusal::EndsLaterAlready { expires_at } => Self::new(Code::EndsLaterAlready)
                .at("until")
                .with("expires_at", expires_at.to_rfc3339()),
            LifeRefusal::ReasonRequired => Self::new(Code::ReasonRequired).at("reason"),
            LifeRefusal::HandedOut => Self::new(Code::HandedOut),
            LifeRefusal::RotatingAlready { until } => {
                Self::new(Code::RotatingAlready).with("until", until.to_rfc3339())
            }
            LifeRefusal::NotRotating => Self::new(Code::NotRotating),
        }
    }
}

impl From<TextProblem> for Problem {
    fn from(problem: TextProblem) -> Self {
        match problem {
            TextProblem::Empty => Self::new(Code::Required),
            TextProblem::TooLong { limit } => Self::new(Code::TooLong).with("limit", limit),
            TextProblem::ControlCharacter => Self::new(Code::ControlCharacter),
            TextProblem::ContainsKey => Self::new(Code::ContainsKey),
        }
    }
}

impl From<NetworkProblem> for Problem {
    fn from(problem: NetworkProblem) -> Self {
        match problem {
            NetworkProblem::NotANetwork => Self::new(Code::InvalidNetwork),
            NetworkProblem::Zone => Self::new(Code::NetworkZone),
            NetworkProblem::Prefix { longest } => Self::new(Code::NetworkPrefix).with("limit", longest),
            NetworkProblem::HostBits { network, address } => Self::new(Code::NetworkHostBits)
                .with("network", network)
                .with("address", address),
        }
    }
}

impl From<PolicyProblem> for Problem {
    fn from(problem: PolicyProblem) -> Self {
        match problem {
            PolicyProblem::Days { most } => Self::new(Code::PolicyDays).with("limit", most),
            PolicyProblem::TooMany { most } => Self::new(Code::PolicyTooMany).with("limit", most),
            PolicyProblem::BeyondMaximum { maximum } => {
                Self::new(Code::PolicyBeyondMaximum).with("maximum", maximum)
            }
            PolicyProblem::DefaultNotOffered => Self::new(Code::PolicyDefaultNotOffered),
            PolicyProblem::NothingOffered => Self::new(Code::PolicyNothingOffered),
            PolicyProblem::NoEnd => Self::new(Code::PolicyNoEnd),
            PolicyProblem::NotRenewed => Self::new(Code::PolicyNotRenewed),
            PolicyProblem::ApprovalNotAsked => Self::new(Code::PolicyApprovalNotAsked),
            PolicyProblem::OwnerNotAsked => Self::new(Code::PolicyOwnerNotAsked),
            PolicyProblem::NeverChanges => Self::new(Code::PolicyNeverChanges),
            PolicyProblem::NoEnding => Self::new(Code::PolicyNoEnding),
            PolicyProblem::NeverRevoked => Self::new(Code::PolicyNeverRevoked),
        }
    }
}

impl From<Reason> for Problem {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Text(problem)
            | Reason::AccountName(AccountNameProblem::Text(problem))
            | Reason::Tag(TagProblem::Text(problem)) => problem.into(),
            Reason::AccountName(AccountNameProblem::Character) => Self::new(Code::AccountNameCharacters),
            Reason::Email => Self::new(Code::InvalidEmail),
            Reason::EmailTaken => Self::new(Code::EmailTaken),
            Reason::LastAdministrator => Self::new(Code::LastAdministrator),
            Reason::NameTaken => Self::new(Code::NameTaken),
            Reason::LiveKeyHasName(id) => Self::new(Code::LiveKeyHasName).with("key_id", id),
            Reason::NotFound => Self::new(Code::NotFound),
            Reason::OwnerDisabled => Self::new(Code::OwnerDisabled),
            Reason::OwnerLeft => Self::new(Code::OwnerLeft),
            Reason::MayNotGrant => Self::new(Code::MayNotGrant),
            Reason::NoResources => Self::new(Code::NoResources),
            Reason::NoSuchLevel => Self::new(Code::NoSuchLevel),
            Reason::ResourceRetired => Self::new(Code::ResourceRetired),
            Reason::NoAircraft => Self::new(Code::NoAircraft),
            Reason::AircraftRetired => Self::new(Code::AircraftRetired),
            Reason::Date => Self::new(Code::InvalidDate),
            Reason::NotAsked => Self::new(Code::NotAsked),
            Reason::Locked => Self::new(Code::LockedByPolicy),
            Reason::ApprovalRequired => Self::new(Code::ApprovalRequired),
            Reason::OwnerByPolicy => Self::new(Code::OwnerByPolicy),
            Reason::LettersAndDigits => Self::new(Code::LettersAndDigits),
            Reason::Policy(problem) => problem.into(),
            Reason::Expiry(ExpiryRefusal::Endless) => Self::new(Code::KeysHaveNoEnd),
            Reason::Expiry(ExpiryRefusal::NotOffered) => Self::new(Code::LifeNotOffered),
            Reason::Expiry(ExpiryRefusal::InPast) => Self::new(Code::DateInPast),
            Reason::Expiry(ExpiryRefusal::BeyondMaximum { latest }) => {
                Self::new(Code::BeyondMaximum).with("latest", latest)
            }
            Reason::OverlapDays(limit) => Self::new(Code::InvalidOverlapDays).with("limit", limit),
            Reason::RenewalDays(limit) => Self::new(Code::InvalidRenewalDays).with("limit", limit),
            Reason::Network { entry, problem } => Self::from(problem).with("entry", entry),
            Reason::TooManyNetworks(limit) => Self::new(Code::TooManyNetworks).with("limit", limit),
            Reason::ReminderDay { entry, limit } => Self::new(Code::InvalidReminderDay)
                .with("entry", entry)
                .with("limit", limit),
            Reason::NoReminderDays => Self::new(Code::NoReminderDays),
            Reason::TooManyReminderDays(limit) => Self::new(Code::TooManyReminderDays).with("limit", limit),
            Reason::TooManyPersonnel(limit) => Self::new(Code::TooManyPersonnel).with("limit", limit),
            Reason::PersonLeft(name) => Self::new(Code::PersonLeft).with("name", name),
            Reason::SamePerson => Self::new(Code::SamePerson),
            Reason::Address => Self::new(Code::InvalidAddress),
            Reason::WebAddress => Self::new(Code::InvalidWebAddress),
            Reason::AddressCredentials => Self::new(Code::AddressCredentials),
            Reason::Time => Self::new(Code::InvalidTime),
            Reason::Registration => Self::new(Code::InvalidRegistration),
            Reason::Tag(TagProblem::Separator) => Self::new(Code::TagSeparator),
            Reason::RegistrationTaken => Self::new(Code::RegistrationTaken),
            Reason::IcaoAddress => Self::new(Code::InvalidIcaoAddress),
            Reason::PermissionCode => Self::new(Code::InvalidPermissionCode),
            Reason::PermissionCodeTaken => Self::new(Code::PermissionCodeTaken),
            Reason::NoLevels => Self::new(Code::NoLevels),
            Reason::LevelInUse => Self::new(Code::LevelInUse),
            Reason::TemplateInUse(owners) => Self::new(Code::TemplateInUse).with("owners", owners),
            Reason::TimeZone => Self::new(Code::InvalidTimeZone),
        }
    }
}

impl From<Invalid> for Problem {
    fn from(invalid: Invalid) -> Self {
        // A chosen thing that isn't there is, for its field, a choice that wasn't made.
        let reason = match invalid {
            Invalid {
                field: "owner_id",
                reason: Reason::NotFound,
            } => return Self::new(Code::Required).at("owner_id"),
            Invalid { reason, .. } => reason,
        };
        Self::from(reason).at(invalid.field)
    }
}

/// Forms are answered field by field: the first that is wrong.
fn first(invalid: Vec<Invalid>) -> Problem {
    invalid
        .into_iter()
        .next()
        .map_or_else(|| Problem::new(Code::Internal), Problem::from)
}
