//! The airline, who works there, and which systems call it. All of it is made up.

use keytower_app::domain::access::Level;
use keytower_app::domain::access::Level::{Modify, View};

/// The workspace's name.
pub const NAME: &str = "Northwind Ops";
/// Where its days are counted.
pub const ZONE: &str = "Europe/Warsaw";
/// Its first system administrator.
pub const ADMINISTRATOR: &str = "Ada Lindqvist";
/// Who else looks after keys there.
pub const MANAGERS: [&str; 3] = ["Tomasz Zieliński", "Priya Nair", "Jonas Weber"];

/// What a kind of system asks for.
type Access = &'static [(&'static str, Level)];

const OPERATIONS: Access = &[
    ("Flights", View),
    ("Airports", View),
    ("Aircraft", View),
    ("Flight watch", Modify),
    ("Handling agents", View),
];
const CREW: Access = &[
    ("Crew members", View),
    ("Duties", Modify),
    ("Crew availability", View),
    ("Flight time limits", View),
    ("Flights", View),
];
const PASSENGERS: Access = &[
    ("Passengers", Modify),
    ("Reservations", View),
    ("Contacts", View),
    ("Flights", View),
];
const SALES: Access = &[
    ("Bookings", View),
    ("Quotes", Modify),
    ("Schedule orders", Modify),
    ("Aircraft availability", View),
    ("Feasibility check", View),
];
const MAINTENANCE: Access = &[
    ("Aircraft", Modify),
    ("Aircraft activities", View),
    ("Journey log", View),
    ("Flights by aircraft", View),
];
const GROUND: Access = &[
    ("Flights", View),
    ("Flight watch", View),
    ("Airports", View),
    ("Positioning", Modify),
];
const REPORTING: Access = &[
    ("Flights", View),
    ("Journey log", View),
    ("Activity history", View),
    ("Operator", View),
    ("Crew members", View),
    ("Bookings", View),
];

/// An access template.
pub struct Template {
    pub name: &'static str,
    pub summary: &'static str,
    pub access: Access,
}

/// The access templates, each for the systems of its kind.
pub const TEMPLATES: [Template; 3] = [
    Template {
        name: "Operations control",
        summary: "What the operations room's systems read, and the movements that they report.",
        access: OPERATIONS,
    },
    Template {
        name: "Crew planning",
        summary: "Rosters and duties.",
        access: CREW,
    },
    Template {
        name: "Reporting",
        summary: "Reads for reports; changes nothing.",
        access: REPORTING,
    },
];
/// What the last of them keeps once nobody is to report on sales any more.
pub const REPORTING_NARROWED: Access = REPORTING.split_at(5).0;

/// A system that calls.
pub struct System {
    /// Its service account's name.
    pub account: &'static str,
    /// Whose it is.
    pub organisation: &'static str,
    /// What its keys are called after.
    pub stems: [&'static str; 2],
    /// What it asks for.
    pub access: Access,
}

const fn system(
    account: &'static str,
    organisation: &'static str,
    stems: [&'static str; 2],
    access: Access,
) -> System {
    System {
        account,
        organisation,
        stems,
        access,
    }
}

/// The systems; each has a second service account for tests.
pub const SYSTEMS: [System; 45] = [
    system("svc-opscontrol", "Northwind", ["ops", "turnaround"], OPERATIONS),
    system("svc-flightwatch", "Northwind", ["watch", "delay"], OPERATIONS),
    system("svc-dispatch", "Northwind", ["dispatch", "briefing"], OPERATIONS),
    system("svc-loadsheet", "Trimline", ["loadsheet", "balance"], OPERATIONS),
    system("svc-weather", "Isobar", ["weather", "notam"], OPERATIONS),
    system("svc-slots", "Slotdesk", ["slot", "schedule"], OPERATIONS),
    system("svc-flightplan", "Greatcircle", ["plan", "route"], OPERATIONS),
    system("svc-acars", "Skywire", ["acars", "datalink"], OPERATIONS),
    system("svc-efb", "Paperless Cockpit", ["efb", "charts"], OPERATIONS),
    system("svc-crewlink", "Crewlink", ["crew", "roster"], CREW),
    system("svc-ftl", "Restwell", ["ftl", "fatigue"], CREW),
    system("svc-training", "Simhall", ["training", "checkride"], CREW),
    system("svc-hotels", "Layover", ["hotel", "transport"], CREW),
    system("svc-payroll", "Northwind", ["payroll", "per-diem"], CREW),
    system("svc-medical", "Class One", ["medical", "licence"], CREW),
    system("svc-crewapp", "Northwind", ["crewapp", "swap"], CREW),
    system("svc-uniforms", "Gold Braid", ["uniform", "badge"], CREW),
    system(
        "svc-border",
        "Borderline",
        ["pax-manifest", "api-pnr"],
        PASSENGERS,
    ),
    system("svc-checkin", "Queueless", ["checkin", "bagtag"], PASSENGERS),
    system("svc-loyalty", "Northwind", ["loyalty", "tier"], PASSENGERS),
    system("svc-website", "Northwind", ["website", "booking"], PASSENGERS),
    system(
        "svc-callcentre",
        "Northwind",
        ["callcentre", "rebooking"],
        PASSENGERS,
    ),
    system(
        "svc-catering",
        "Tray Table",
        ["catering", "special-meal"],
        PASSENGERS,
    ),
    system("svc-wifi", "Aisle Seat", ["wifi", "cabin"], PASSENGERS),
    system("svc-lounge", "Quiet Hours", ["lounge", "access"], PASSENGERS),
    system("svc-charter", "Northwind", ["charter", "quote"], SALES),
    system("svc-brokers", "Tailmatch", ["broker", "empty-leg"], SALES),
    system("svc-cargo", "Northwind Cargo", ["cargo", "awb"], SALES),
    system("svc-pricing", "Farewell", ["pricing", "fare"], SALES),
    system("svc-gds", "Threeway", ["gds", "availability"], SALES),
    system("svc-groups", "Northwind", ["group", "series"], SALES),
    system(
        "svc-camo",
        "Northwind Technics",
        ["camo", "airworthiness"],
        MAINTENANCE,
    ),
    system("svc-mx", "Hangar Six", ["mx", "work-order"], MAINTENANCE),
    system("svc-parts", "Serial & Batch", ["parts", "rotable"], MAINTENANCE),
    system("svc-engines", "Core Flow", ["engine", "trend"], MAINTENANCE),
    system("svc-techlog", "Open Item", ["techlog", "defect"], MAINTENANCE),
    system("svc-avfuel", "Uplift", ["fuel", "uplift"], GROUND),
    system("svc-handling", "Rampside", ["handling", "ramp"], GROUND),
    system("svc-airport", "Gate Twelve", ["gate", "stand"], GROUND),
    system("svc-deicing", "Type Four", ["deicing", "holdover"], GROUND),
    system("svc-noise", "Chapter Four", ["noise", "track"], GROUND),
    system("svc-reports", "Northwind", ["bi", "punctuality"], REPORTING),
    system("svc-safety", "Just Culture", ["safety", "fdm"], REPORTING),
    system("svc-emissions", "Carbon Ledger", ["emissions", "ets"], REPORTING),
    system("svc-invoices", "Northwind", ["invoice", "overflight"], REPORTING),
];

/// Who approves keys there.
pub const APPROVERS: [&str; 4] = ["Marta Kowalczyk", "Henrik Dahl", "Leila Osman", "Paul Fournier"];
/// Why there are some; others have a ticket.
pub const REASONS: [&str; 3] = [
    "Interface contract with the partner",
    "Yearly access review",
    "Go-live of the new integration",
];

/// What keys are for: the end of their name, and what is written beside it.
pub const PURPOSES: [(&str, &str); 15] = [
    ("feed", "Sends every change as it happens."),
    ("sync", "Keeps both sides the same, every five minutes."),
    ("export", "Writes the daily file for the data warehouse."),
    ("import", "Reads the file that the partner leaves every morning."),
    ("mobile", "Behind the mobile app."),
    ("dashboard", "Behind the wall display in the operations room."),
    ("gateway", "For the gateway in the second data centre."),
    ("alerts", "Tells the duty manager when something is late."),
    ("archive", "Keeps what the authority asks to be kept."),
    ("probe", "Asks once a minute whether we answer."),
    ("reports", "For the weekly report."),
    ("batch", "Runs at night, from 02:00."),
    ("webhook", ""),
    ("backfill", "Fills what was missed while a side was down."),
    ("desk", ""),
];

/// Why a key that had expired already was renewed.
pub const LATE_REASONS: [&str; 3] = [
    "The partner changes over next month; agreed with the duty manager.",
    "Nobody was in the office when it expired.",
    "The replacement failed its test.",
];
