//! The fleet: two files, a year apart.

use std::fmt::Write as _;

/// Aircraft of one type and operator.
struct Batch {
    aircraft_type: &'static str,
    operator: &'static str,
    count: u32,
}

const fn batch(aircraft_type: &'static str, operator: &'static str, count: u32) -> Batch {
    Batch {
        aircraft_type,
        operator,
        count,
    }
}

/// What the airline began with.
const FIRST: [Batch; 6] = [
    batch("B738", "Northwind", 16),
    batch("A320", "Northwind", 12),
    batch("E190", "Northwind", 8),
    batch("DH8D", "Northwind Regional", 8),
    batch("B763", "Northwind Cargo", 3),
    batch("C56X", "Northwind Executive", 3),
];
/// What came later.
const SECOND: [Batch; 3] = [
    batch("B38M", "Northwind", 8),
    batch("A20N", "Northwind", 4),
    batch("PC12", "Northwind Executive", 2),
];

/// A fleet group.
pub struct Group {
    pub name: &'static str,
    pub held: Held,
}

/// What a fleet group holds.
pub enum Held {
    /// All that have a tag.
    Tagged(&'static str),
    /// Aircraft by their numbers.
    Chosen(&'static [u32]),
}

/// The tag of the turboprops, and their types.
pub const TURBOPROP: &str = "turboprop";
pub const TURBOPROPS: [&str; 2] = ["DH8D", "PC12"];

/// The fleet groups.
pub const GROUPS: [Group; 2] = [
    Group {
        name: "Turboprops",
        held: Held::Tagged(TURBOPROP),
    },
    Group {
        name: "Cargo",
        held: Held::Chosen(&[45, 46]),
    },
];

/// How many aircraft the two files bring.
pub const AIRCRAFT: [usize; 2] = [50, 14];

/// The two files, as a fleet list is exported elsewhere.
pub fn files() -> [String; 2] {
    let mut number = 0;
    [&FIRST[..], &SECOND[..]].map(|batches| {
        let mut file = String::from("$Registration,$ICAO Type,$ICAO 24-bit,$Operator\n");
        for batch in batches {
            for _ in 0..batch.count {
                let address = 0x48_c2_00 + number;
                let (registration, kind, operator) =
                    (registration(number), batch.aircraft_type, batch.operator);
                writeln!(file, "{registration},{kind},{address:06X},{operator}").expect("a text takes any");
                number += 1;
            }
        }
        file
    })
}

/// The registration of an aircraft by its number: SP-KTA and on.
pub fn registration(number: u32) -> String {
    let letter = |number: u32| char::from(b'A' + u8::try_from(number % 26).unwrap_or_default());
    format!("SP-K{}{}", letter(19 + number / 26), letter(number))
}
