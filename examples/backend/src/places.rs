//! How many requests may be held open, and how many of them look at the same time: who waits must
//! take neither the room nor the connections that deliveries need.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::error::ApiError;

/// How many look at the same time: half of the database's connections.
const LOOKS: usize = 4;

/// The places for requests that wait, by the person who waits.
#[derive(Clone)]
pub(crate) struct Places {
    taken: Arc<Mutex<Taken>>,
    looks: Arc<Semaphore>,
    of_a_person: usize,
    of_all: usize,
}

#[derive(Default)]
struct Taken {
    by_person: HashMap<String, usize>,
    all: usize,
}

/// A place, until it is dropped.
pub(crate) struct Place {
    places: Places,
    person: String,
}

impl Places {
    pub(crate) fn new(of_a_person: usize, of_all: usize) -> Self {
        Self {
            taken: Arc::default(),
            looks: Arc::new(Semaphore::new(LOOKS)),
            of_a_person,
            of_all,
        }
    }

    /// A place for one more request of this person's.
    pub(crate) fn take(&self, person: &str) -> Result<Place, ApiError> {
        let mut taken = self.lock();
        let of_this_person = taken.by_person.get(person).copied().unwrap_or_default();
        if of_this_person >= self.of_a_person || taken.all >= self.of_all {
            return Err(ApiError::TooManyWaiting);
        }
        taken.all += 1;
        taken
            .by_person
            .insert(person.to_owned(), of_this_person + 1);
        drop(taken);
        Ok(Place {
            places: self.clone(),
            person: person.to_owned(),
        })
    }

    /// Waits for a turn to look, in the order of asking.
    pub(crate) async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        // Nobody closes the semaphore.
        self.looks.acquire().await.ok()
    }

    /// The counts are whole whenever the lock is free, whatever became of who held it.
    fn lock(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.lock();
        taken.all -= 1;
        if let Some(count) = taken.by_person.get_mut(&self.person) {
            *count -= 1;
            if *count == 0 {
                taken.by_person.remove(&self.person);
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_free_again_once_it_is_left() {
        let places = Places::new(2, 3);
        let hers = [(); 2].map(|()| places.take("ada").expect("is free"));
        assert!(places.take("ada").is_err());
        let his = places.take("bob").expect("is free");
        assert!(places.take("bob").is_err(), "no place is left for anybody");
        drop(hers);
        let _hers = places.take("ada").expect("is free again");
        drop(his);
        assert_eq!(places.lock().by_person.len(), 1);
        assert_eq!(places.lock().all, 1);
    }

    #[tokio::test]
    async fn only_so_many_look_at_once() {
        let places = Places::new(1, 1);
        let mut turns = Vec::new();
        for _ in 0..LOOKS {
            turns.push(places.turn().await);
        }
        assert_eq!(places.looks.available_permits(), 0);
        turns.pop();
        assert!(places.turn().await.is_some());
    }
}
