//! What a column of a fleet list can hold, and how its header may be spelt.

use crate::table::place_of;

/// A field of an aircraft that a column can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Registration.
    Registration,
    /// ICAO 24-bit address.
    IcaoAddress,
    /// Type.
    AircraftType,
    /// Operator.
    Operator,
}

impl Field {
    /// All fields, in the order in which rows hold them.
    pub const ALL: [Self; 4] = [
        Self::Registration,
        Self::IcaoAddress,
        Self::AircraftType,
        Self::Operator,
    ];

    /// Its name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Registration => "registration",
            Self::IcaoAddress => "icao_address",
            Self::AircraftType => "aircraft_type",
            Self::Operator => "operator",
        }
    }

    /// Spellings of its header, best first: folded, letters and digits only.
    fn spellings(self) -> &'static [&'static str] {
        match self {
            Self::Registration => &[
                "registration",
                "aircraftregistration",
                "acregistration",
                "reg",
                "acreg",
                "aircraftreg",
                "regno",
                "registrationnumber",
                "registrationmark",
                "tail",
                "tailnumber",
                "tailno",
                "nnumber",
                "immatriculation",
                "kennzeichen",
                "registrierung",
                "matricula",
                "znakirejestracyjne",
                "aircraft",
                "ac",
            ],
            Self::IcaoAddress => &[
                "icaoaddress",
                "icao24",
                "icao24bit",
                "icao24bitaddress",
                "24bitaddress",
                "hex",
                "hexcode",
                "icaohex",
                "modes",
                "modeshex",
                "modescode",
                "transponder",
                "icao",
            ],
            Self::AircraftType => &[
                "icaotype",
                "icaotypecode",
                "typedesignator",
                "typecode",
                "icaotypedesignator",
                "aircrafttype",
                "actype",
                "type",
                "model",
                "aircraftmodel",
                "typ",
                "tipo",
            ],
            Self::Operator => &[
                "operator",
                "aircraftoperator",
                "airline",
                "company",
                "owneroperator",
                "owner",
                "betreiber",
                "operador",
                "exploitant",
            ],
        }
    }

    /// The column that holds it, by its header.
    #[must_use]
    pub fn place_in(self, headers: &[&str]) -> Option<usize> {
        place_of(self.spellings(), headers)
    }
}
