//! Random ids that prove something, and the hashes that stand for secrets in the database.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A fresh unguessable id: 122 bits from the operating system's generator, 32 hex digits.
pub(crate) fn random_id() -> String {
    Uuid::new_v4().simple().to_string()
}

/// What the database keeps in place of a secret, and the name by which a body is known again.
pub(crate) fn hash(secret: impl AsRef<[u8]>) -> String {
    let digest = Sha256::digest(secret.as_ref());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_as_the_standard_says() {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hash("abc"), expected);
    }

    #[test]
    fn ids_differ() {
        assert_ne!(random_id(), random_id());
    }
}
