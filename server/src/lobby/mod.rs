//! Before a room: which rooms there are, and who may come in. It is asked by HTTP requests only; the locks in it are never
//! on a tick's path.

mod directory;

pub(crate) use directory::{Denial, Directory, TooManyRooms};
