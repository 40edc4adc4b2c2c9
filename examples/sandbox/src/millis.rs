//! Durations travel as whole milliseconds.

use std::time::Duration;

use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

/// The longest that a browser's timer can wait: 24 days.
const LONGEST: u32 = i32::MAX.unsigned_abs();

pub(crate) fn serialize<S: Serializer>(
    duration: &Duration,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_u64(u64::try_from(duration.as_millis()).unwrap_or(u64::MAX))
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Duration, D::Error> {
    let ms = u32::deserialize(deserializer)?;
    if ms > LONGEST {
        return Err(D::Error::custom(format_args!("more than {LONGEST} ms")));
    }
    Ok(Duration::from_millis(ms.into()))
}
