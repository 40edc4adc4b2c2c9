//! The persons whom this host knows, and the vendor's id of each.

use sqlx::{AnyPool, FromRow};

use crate::config::Person;

/// A person as the database has them.
#[derive(Clone, FromRow)]
pub(crate) struct PersonRow {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) scan_ref: String,
}

/// Writes the configured persons over what the database had of them.
pub(crate) async fn seed(pool: &AnyPool, persons: &[Person]) -> Result<(), sqlx::Error> {
    for person in persons {
        sqlx::query(
            "INSERT INTO persons (id, name, scan_ref) VALUES ($1, $2, $3)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, scan_ref = excluded.scan_ref",
        )
        .bind(&person.id)
        .bind(&person.name)
        .bind(&person.scan_ref)
        .execute(pool)
        .await?;
    }
    Ok(())
}

/// The person with this id.
pub(crate) async fn find(pool: &AnyPool, id: &str) -> Result<Option<PersonRow>, sqlx::Error> {
    sqlx::query_as("SELECT id, name, scan_ref FROM persons WHERE id = $1")
        .bind(id)
        .fetch_optional(pool)
        .await
}

/// Everybody, in the order of their names.
pub(crate) async fn all(pool: &AnyPool) -> Result<Vec<PersonRow>, sqlx::Error> {
    sqlx::query_as("SELECT id, name, scan_ref FROM persons ORDER BY name")
        .fetch_all(pool)
        .await
}
