//! Adding an aircraft by hand.

use keytower_domain::actor::Action;
use keytower_domain::aircraft::{Aircraft, AircraftDescription, IcaoAddress, Registration};
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::fleet_group::Tag;
use keytower_domain::id::AircraftId;
use keytower_domain::time::Instant;

use crate::caller::Caller;
use crate::error::DescribeError;
use crate::invalid::{AtField as _, Invalid, Reason};
use crate::record::{Changes, record};
use crate::store::{Store, Stored, WriteTx};

/// An aircraft as somebody, or a file's row, describes it.
#[derive(Clone, Debug)]
pub struct DescribeAircraft<'a> {
    /// Its registration.
    pub registration: &'a str,
    /// Its 24-bit address, or nothing.
    pub icao_address: &'a str,
    /// Its type.
    pub aircraft_type: &'a str,
    /// Its operator.
    pub operator: &'a str,
    /// Its tags.
    pub tags: &'a [String],
}

impl DescribeAircraft<'_> {
    /// The description, or all that is wrong with it.
    pub(crate) fn check(&self) -> Result<AircraftDescription, Vec<Invalid>> {
        let registration =
            Registration::parse(self.registration).map_err(|_| Reason::Registration.at("registration"));
        let icao_address = IcaoAddress::parse_optional(self.icao_address)
            .map_err(|_| Reason::IcaoAddress.at("icao_address"));
        let aircraft_type = AircraftDescription::aircraft_type(self.aircraft_type).at("aircraft_type");
        let operator = AircraftDescription::operator(self.operator).at("operator");
        let tags = self.tags.iter().map(|tag| Tag::parse(tag).at("tags")).collect();
        match (registration, icao_address, aircraft_type, operator, tags) {
            (Ok(registration), Ok(icao_address), Ok(aircraft_type), Ok(operator), Ok(tags)) => {
                Ok(AircraftDescription {
                    registration,
                    icao_address,
                    aircraft_type,
                    operator,
                    tags,
                })
            }
            (registration, icao_address, aircraft_type, operator, tags) => Err([
                registration.err(),
                icao_address.err(),
                aircraft_type.err(),
                operator.err(),
                tags.err(),
            ]
            .into_iter()
            .flatten()
            .collect()),
        }
    }
}

/// Adds an aircraft.
///
/// # Errors
/// [`DescribeError`].
pub fn add_aircraft<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    request: &DescribeAircraft<'_>,
) -> Result<Aircraft, DescribeError> {
    caller.may(Action::ChangeFleet)?;
    let description = request.check().map_err(DescribeError::Invalid)?;
    store.write(|tx| {
        if tx
            .aircraft_registered(&description.registration.folded())?
            .is_some()
        {
            return Err(Reason::RegistrationTaken.at("registration").into());
        }
        let now = caller.now(tx)?;
        Ok(insert(tx, caller, now, description.clone())?)
    })
}

/// Writes a new aircraft and its event.
pub(crate) fn insert(
    tx: &mut (impl WriteTx + ?Sized),
    caller: &Caller<'_>,
    now: Instant,
    description: AircraftDescription,
) -> Stored<Aircraft> {
    let aircraft = Aircraft {
        id: AircraftId::new(&mut caller.fill()),
        description,
        retired_at: None,
    };
    tx.insert_aircraft(&aircraft)?;
    let changes = changes(None, &aircraft.description);
    record(
        tx,
        caller,
        now,
        EventKind::AircraftAdded,
        Subject::Aircraft(aircraft.id),
        changes,
        aircraft.digest(),
    )?;
    Ok(aircraft)
}

pub(crate) fn changes(before: Option<&AircraftDescription>, after: &AircraftDescription) -> Changes {
    fields(after)
        .into_iter()
        .enumerate()
        .fold(Changes::default(), |changes, (place, (field, value))| {
            let old = before
                .map(|before| fields(before)[place].1.clone())
                .unwrap_or_default();
            changes.field(field, old, value)
        })
}

/// The fields of an aircraft by their names on the wire, as text.
pub(crate) fn fields(described: &AircraftDescription) -> [(&'static str, String); 5] {
    let tags: Vec<&str> = described.tags.iter().map(Tag::as_str).collect();
    [
        ("registration", described.registration.as_str().to_owned()),
        (
            "icao_address",
            described
                .icao_address
                .map(|address| address.to_string())
                .unwrap_or_default(),
        ),
        ("aircraft_type", described.aircraft_type.clone()),
        ("operator", described.operator.clone()),
        ("tags", tags.join(", ")),
    ]
}
