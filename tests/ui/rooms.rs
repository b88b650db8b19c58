//! The programs of the stories that are running.

use std::collections::HashMap;
use std::error::Error;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::room::Room;

/// All of them, by number.
#[derive(Clone, Default)]
pub struct Rooms {
    open: Arc<Mutex<HashMap<u32, Arc<Room>>>>,
    last: Arc<AtomicU32>,
    clipboard: Arc<tokio::sync::Mutex<()>>,
}

impl Rooms {
    /// One more, and its number.
    pub fn open(&self) -> Result<(u32, Arc<Room>), Box<dyn Error>> {
        let number = self.last.fetch_add(1, Ordering::SeqCst) + 1;
        let room = Arc::new(Room::new()?);
        self.all().insert(number, Arc::clone(&room));
        Ok((number, room))
    }

    /// One of them.
    pub fn get(&self, number: u32) -> Option<Arc<Room>> {
        self.all().get(&number).cloned()
    }

    /// Gives a story the clipboard, as soon as no other has it.
    pub async fn lend_clipboard(&self, room: &Room) {
        room.take_clipboard(Arc::clone(&self.clipboard).lock_owned().await);
    }

    /// A story has ended.
    pub fn close(&self, number: u32) {
        let room = self.all().remove(&number);
        if let Some(room) = room {
            room.close();
        }
    }

    /// All stories have ended.
    pub fn close_all(&self) {
        let numbers: Vec<u32> = self.all().keys().copied().collect();
        for number in numbers {
            self.close(number);
        }
    }

    fn all(&self) -> MutexGuard<'_, HashMap<u32, Arc<Room>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
