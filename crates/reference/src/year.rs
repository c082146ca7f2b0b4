//! Years as references write them: four digits, or two before the turn of the century.

/// The first year the Communities could number an act in (the Coal and Steel Community began in July 1952).
const FIRST: u32 = 1952;
/// Beyond this a four-digit number is not taken for a year.
const LAST: u32 = 2099;

/// Reads a year written with four digits, or with two when it belongs to the twentieth century.
///
/// Acts had two-digit years until the end of 1998, so `52`–`99` are 1952–1999 and anything lower is no year.
pub(crate) fn of_instrument(value: u32, digits: u8) -> Option<u16> {
    match digits {
        4 if (FIRST..=LAST).contains(&value) => u16::try_from(value).ok(),
        2 if (FIRST - 1900..=99).contains(&value) => u16::try_from(1900 + value).ok(),
        _ => None,
    }
}

/// Reads a year where two digits go on being used today: Council documents, case numbers, dates.
pub(crate) fn with_century(value: u32, digits: u8) -> Option<u16> {
    match digits {
        2 if value < FIRST - 1900 => u16::try_from(2000 + value).ok(),
        _ => of_instrument(value, digits),
    }
}
