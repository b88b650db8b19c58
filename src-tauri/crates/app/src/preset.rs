//! What a catalogue can start with. Leon's permission codes are Leon's; titles, groups and lines are our own.

use keytower_domain::access::Level;
use keytower_domain::resource::{PermissionCode, ResourceDescription};

/// What a catalogue starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// Leon's resources.
    Leon,
    /// A few resources of an API of one's own, to be changed.
    Generic,
}

/// Title, group, line, and the codes of *view* and *modify*; nothing where there is no such level.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const LEON: &[Row] = &[
    (
        "Flights",
        "Flights",
        "Planned and flown legs: times, routes, loads.",
        "GRAPHQL_FLIGHT",
        "GRAPHQL_FLIGHT_EDIT",
    ),
    (
        "Flight watch",
        "Flights",
        "Movements as they happen: off block, airborne, landed, delays.",
        "GRAPHQL_FLIGHT_WATCH",
        "GRAPHQL_FLIGHT_WATCH_EDIT",
    ),
    (
        "Journey log",
        "Flights",
        "What the crew reports after each leg: fuel, times, remarks.",
        "GRAPHQL_JOURNEY_LOG",
        "GRAPHQL_JOURNEY_LOG_EDIT",
    ),
    (
        "Flights by aircraft",
        "Flights",
        "The legs of one aircraft.",
        "GRAPHQL_AIRCRAFT_FLIGHTS",
        "",
    ),
    (
        "Positioning",
        "Flights",
        "Crew and aircraft on the way to where they are needed.",
        "GRAPHQL_POSITIONING_SEE",
        "GRAPHQL_POSITIONING_EDIT",
    ),
    (
        "Airports",
        "Flights",
        "Airports with their codes, places and hours.",
        "GRAPHQL_AIRPORT",
        "",
    ),
    (
        "Handling agents",
        "Flights",
        "Who handles aircraft where, and how to reach them.",
        "GRAPHQL_HANDLING_AGENT",
        "",
    ),
    (
        "Flight support",
        "Flights",
        "Hand-over of flights to a flight support provider.",
        "INTEGRATION_FLIGHT_SUPPORT",
        "",
    ),
    (
        "Aircraft",
        "Fleet",
        "The fleet: registrations, types, seats, equipment.",
        "GRAPHQL_ACFT",
        "GRAPHQL_ACFT_EDIT",
    ),
    (
        "Aircraft activities",
        "Fleet",
        "Maintenance and other time on the ground.",
        "GRAPHQL_AIRCRAFT_ACTIVITIES",
        "",
    ),
    (
        "Aircraft availability",
        "Fleet",
        "When each aircraft is free.",
        "GRAPHQL_AIRCRAFT_AVAILABILITY",
        "",
    ),
    (
        "Crew members",
        "Crew",
        "People who fly: names, positions, qualifications.",
        "GRAPHQL_CREW_MEMBER",
        "GRAPHQL_CREW_MEMBER_EDIT",
    ),
    (
        "Crew availability",
        "Crew",
        "When each crew member can be planned.",
        "GRAPHQL_CREW_AVAILABILITY",
        "",
    ),
    (
        "Crew panel",
        "Crew",
        "The roster as crew members see it.",
        "GRAPHQL_CREW_PANEL",
        "",
    ),
    (
        "Duties",
        "Crew",
        "Duty periods, standby and days off.",
        "GRAPHQL_DUTY_SEE",
        "GRAPHQL_DUTY_EDIT",
    ),
    (
        "Flight time limits",
        "Crew",
        "Flight and duty times against their limits.",
        "GRAPHQL_FTL",
        "",
    ),
    ("Logbook", "Crew", "Pilots' logbook entries.", "LOGBOOK", ""),
    (
        "Passengers",
        "Passengers",
        "Passengers with their travel documents.",
        "GRAPHQL_PASSENGER",
        "GRAPHQL_PASSENGER_EDIT",
    ),
    (
        "Contacts",
        "Passengers",
        "Clients, companies and people to call.",
        "GRAPHQL_CONTACT",
        "GRAPHQL_CONTACT_EDIT",
    ),
    (
        "Reservations",
        "Passengers",
        "Reservations belonging to flights.",
        "GRAPHQL_RESERVATION_SEE",
        "GRAPHQL_RESERVATION_EDIT",
    ),
    (
        "Bookings",
        "Sales",
        "Confirmed trips and their terms.",
        "GRAPHQL_SALES_BOOKINGS",
        "",
    ),
    (
        "Quotes",
        "Sales",
        "Offers to clients: prices and conditions.",
        "",
        "GRAPHQL_SALES_QUOTE_EDIT",
    ),
    (
        "Schedule orders",
        "Sales",
        "Orders for series of flights.",
        "GRAPHQL_SCHEDULE_ORDER_SEE",
        "GRAPHQL_SCHEDULE_ORDER_EDIT",
    ),
    (
        "Feasibility check",
        "Sales",
        "Whether a trip can be flown with what is there.",
        "GRAPHQL_FEASIBILITY_CHECK",
        "",
    ),
    (
        "Operator",
        "Company",
        "The operator itself: name, codes, settings.",
        "GRAPHQL_OPERATOR",
        "",
    ),
    (
        "Activity history",
        "Company",
        "Who changed what in Leon, and when.",
        "GRAPHQL_ACTIVITY_HISTORY",
        "",
    ),
    (
        "Sign-in",
        "Company",
        "The person that a session belongs to.",
        "GRAPHQL_LOGIN",
        "",
    ),
];

const GENERIC: &[Row] = &[
    (
        "Records",
        "Data",
        "What the API is mostly about. Rename it.",
        "records:read",
        "records:write",
    ),
    (
        "Files",
        "Data",
        "Uploads and downloads.",
        "files:read",
        "files:write",
    ),
    (
        "Reports",
        "Data",
        "Figures made from the data.",
        "reports:read",
        "",
    ),
    (
        "Users",
        "Administration",
        "People who can sign in.",
        "users:read",
        "users:write",
    ),
    (
        "Webhooks",
        "Administration",
        "Addresses that are called when something happens.",
        "webhooks:read",
        "webhooks:write",
    ),
];

impl Preset {
    /// The resources it starts a catalogue with.
    ///
    /// # Panics
    /// Never: the codes above are codes, which a test shows.
    #[must_use]
    pub fn resources(self) -> Vec<ResourceDescription> {
        let rows = match self {
            Self::Leon => LEON,
            Self::Generic => GENERIC,
        };
        let code = |text| PermissionCode::parse(text).expect("a preset's codes are codes");
        rows.iter()
            .map(|&(title, group, summary, view, modify)| ResourceDescription {
                title: title.to_owned(),
                group: group.to_owned(),
                summary: summary.to_owned(),
                levels: [(Level::View, view), (Level::Modify, modify)]
                    .into_iter()
                    .filter(|(_, text)| !text.is_empty())
                    .map(|(level, text)| (level, code(text)))
                    .collect(),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// As named in Leon's public integration documents.
    const LEON_CODES: &str = "GRAPHQL_ACFT GRAPHQL_ACFT_EDIT GRAPHQL_ACTIVITY_HISTORY GRAPHQL_AIRCRAFT_ACTIVITIES \
        GRAPHQL_AIRCRAFT_AVAILABILITY GRAPHQL_AIRCRAFT_FLIGHTS GRAPHQL_AIRPORT GRAPHQL_CONTACT GRAPHQL_CONTACT_EDIT \
        GRAPHQL_CREW_AVAILABILITY GRAPHQL_CREW_MEMBER GRAPHQL_CREW_MEMBER_EDIT GRAPHQL_CREW_PANEL GRAPHQL_DUTY_SEE \
        GRAPHQL_DUTY_EDIT GRAPHQL_FEASIBILITY_CHECK GRAPHQL_FLIGHT GRAPHQL_FLIGHT_EDIT GRAPHQL_FLIGHT_WATCH \
        GRAPHQL_FLIGHT_WATCH_EDIT GRAPHQL_FTL GRAPHQL_HANDLING_AGENT GRAPHQL_JOURNEY_LOG GRAPHQL_JOURNEY_LOG_EDIT \
        GRAPHQL_LOGIN GRAPHQL_OPERATOR GRAPHQL_PASSENGER GRAPHQL_PASSENGER_EDIT GRAPHQL_POSITIONING_SEE \
        GRAPHQL_POSITIONING_EDIT GRAPHQL_RESERVATION_SEE GRAPHQL_RESERVATION_EDIT GRAPHQL_SALES_BOOKINGS \
        GRAPHQL_SALES_QUOTE_EDIT GRAPHQL_SCHEDULE_ORDER_SEE GRAPHQL_SCHEDULE_ORDER_EDIT INTEGRATION_FLIGHT_SUPPORT \
        LOGBOOK";

    #[test]
    fn leons_preset_has_each_of_its_codes_once_and_a_line_for_each_resource() {
        let resources = Preset::Leon.resources();
        let codes: Vec<_> = resources
            .iter()
            .flat_map(|r| r.levels.values().map(PermissionCode::as_str))
            .collect();
        assert_eq!(codes.len(), 38);
        assert_eq!(
            codes.into_iter().collect::<BTreeSet<_>>(),
            LEON_CODES.split_whitespace().collect()
        );
        assert!(resources.iter().all(|resource| !resource.summary.is_empty()));
    }

    #[test]
    fn see_is_view_edit_is_modify_and_an_edit_alone_is_modify_only() {
        for resource in Preset::Leon.resources() {
            for (level, code) in &resource.levels {
                assert_eq!(
                    *level == Level::Modify,
                    code.as_str().ends_with("_EDIT"),
                    "{code:?}"
                );
            }
            let bases: BTreeSet<_> = resource
                .levels
                .values()
                .map(|code| code.as_str().trim_end_matches("_EDIT").trim_end_matches("_SEE"))
                .collect();
            assert_eq!(bases.len(), 1, "{}", resource.title);
        }
        let quotes = Preset::Leon
            .resources()
            .into_iter()
            .find(|resource| resource.title == "Quotes");
        assert_eq!(
            quotes.map(|quotes| quotes.levels.keys().copied().collect::<Vec<_>>()),
            Some(vec![Level::Modify])
        );
    }

    #[test]
    fn the_generic_preset_is_small_and_describes_each_resource() {
        assert!(
            Preset::Generic
                .resources()
                .iter()
                .all(|resource| !resource.summary.is_empty())
        );
        assert!(Preset::Generic.resources().len() < 10);
    }
}
