//! What is wrong with a field of a request.

use chrono::NaiveDate;
use keytower_domain::account::AccountNameProblem;
use keytower_domain::fleet_group::TagProblem;
use keytower_domain::id::KeyId;
use keytower_domain::lifetime::ExpiryRefusal;
use keytower_domain::network::NetworkProblem;
use keytower_domain::policy::PolicyProblem;
use keytower_domain::text::TextProblem;

/// What is wrong, and at which field, by its name on the wire.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {reason}")]
pub struct Invalid {
    /// The field.
    pub field: &'static str,
    /// Why.
    pub reason: Reason,
}

/// Why a field is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Its text.
    #[error(transparent)]
    Text(#[from] TextProblem),
    /// Its text, as a service account's name.
    #[error(transparent)]
    AccountName(#[from] AccountNameProblem),
    /// Not an e-mail address.
    #[error("not an e-mail address")]
    Email,
    /// Somebody else who is there has that e-mail address.
    #[error("the e-mail address is taken")]
    EmailTaken,
    /// Nobody else who is there is system administrator.
    #[error("the last system administrator")]
    LastAdministrator,
    /// Another of the same kind has that name.
    #[error("taken")]
    NameTaken,
    /// A live key of the same owner has that name.
    #[error("a live key has that name")]
    LiveKeyHasName(KeyId),
    /// What it names isn't there.
    #[error("not there")]
    NotFound,
    /// Its owner is disabled.
    #[error("the owner is disabled")]
    OwnerDisabled,
    /// Its owner left.
    #[error("the owner left")]
    OwnerLeft,
    /// Its owner doesn't have that, and whoever asks may not grant it to them.
    #[error("not theirs to grant")]
    MayNotGrant,
    /// Nothing is chosen, or the owner has nothing.
    #[error("no resources")]
    NoResources,
    /// The resource has no such level.
    #[error("no such level")]
    NoSuchLevel,
    /// The resource has been retired.
    #[error("the resource is retired")]
    ResourceRetired,
    /// Only some aircraft, and none chosen.
    #[error("no aircraft")]
    NoAircraft,
    /// The aircraft has been retired.
    #[error("the aircraft is retired")]
    AircraftRetired,
    /// One of the networks.
    #[error("network {entry}: {problem}")]
    Network {
        /// Its place among them, from 0. Not its text: what was pasted there may be anything.
        entry: usize,
        /// Why.
        problem: NetworkProblem,
    },
    /// More networks than the maximum.
    #[error("more than {0} networks")]
    TooManyNetworks(usize),
    /// One of the days on which reminders come.
    #[error("days {entry}: not a number up to {limit}")]
    ReminderDay {
        /// Its place among them, from 0.
        entry: usize,
        /// The longest time before that is allowed.
        limit: u16,
    },
    /// Days of its own, and none is named.
    #[error("no days")]
    NoReminderDays,
    /// More days than the maximum.
    #[error("more than {0} days")]
    TooManyReminderDays(usize),
    /// More people and service accounts than the maximum.
    #[error("more than {0} people and service accounts")]
    TooManyPersonnel(usize),
    /// Somebody of that name has left: they can't be chosen any more.
    #[error("{0} has left")]
    PersonLeft(String),
    /// Whoever takes over is the one who left.
    #[error("the same person")]
    SamePerson,
    /// Not an address.
    #[error("not an address")]
    Address,
    /// Not an address that a browser opens.
    #[error("not a web address")]
    WebAddress,
    /// A name or a password in such an address.
    #[error("a name or a password in the address")]
    AddressCredentials,
    /// Not a time of day.
    #[error("not a time of day")]
    Time,
    /// Not a date.
    #[error("not a date")]
    Date,
    /// Its end.
    #[error(transparent)]
    Expiry(#[from] ExpiryRefusal),
    /// More days than the maximum, or none.
    #[error("not a renewal period up to {0} days")]
    RenewalDays(u16),
    /// More days than an old secret may go on working.
    #[error("more than {0} days")]
    OverlapDays(u16),
    /// Not a registration.
    #[error("not a registration")]
    Registration,
    /// Another aircraft has that registration.
    #[error("the registration is taken")]
    RegistrationTaken,
    /// Its text, as a tag.
    #[error(transparent)]
    Tag(#[from] TagProblem),
    /// Not a 24-bit address.
    #[error("not a 24-bit address")]
    IcaoAddress,
    /// Not a permission code.
    #[error("not a permission code")]
    PermissionCode,
    /// Another resource has that permission code.
    #[error("the permission code is taken")]
    PermissionCodeTaken,
    /// A resource needs a level.
    #[error("no levels")]
    NoLevels,
    /// A level that something holds can't be removed.
    #[error("the level is in use")]
    LevelInUse,
    /// So many accounts and people have the template.
    #[error("{0} owners have the template")]
    TemplateInUse(usize),
    /// It isn't asked for here: nothing can be given.
    #[error("not asked")]
    NotAsked,
    /// The policy lets it be as it is.
    #[error("locked by policy")]
    Locked,
    /// The policy wants somebody named who approves.
    #[error("approval required")]
    ApprovalRequired,
    /// The policy has other owners.
    #[error("not an owner by policy")]
    OwnerByPolicy,
    /// The policy has names of letters and digits only.
    #[error("not only letters and digits")]
    LettersAndDigits,
    /// In what a policy contradicts itself.
    #[error(transparent)]
    Policy(#[from] PolicyProblem),
    /// No such time zone.
    #[error("no such time zone")]
    TimeZone,
}

impl Reason {
    /// The same, at a field.
    #[must_use]
    pub fn at(self, field: &'static str) -> Invalid {
        Invalid { field, reason: self }
    }
}

/// Puts a refusal at a field.
pub(crate) trait AtField<T> {
    /// The value, or what is wrong at that field.
    fn at(self, field: &'static str) -> Result<T, Invalid>;
}

impl<T, E: Into<Reason>> AtField<T> for Result<T, E> {
    fn at(self, field: &'static str) -> Result<T, Invalid> {
        self.map_err(|reason| reason.into().at(field))
    }
}

/// A date as typed.
pub(crate) fn date(text: &str) -> Result<NaiveDate, Reason> {
    text.trim().parse().map_err(|_| Reason::Date)
}
