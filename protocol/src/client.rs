//! What a client may say. Nothing here claims a result or an identity: the server stamps and judges.

message! {
    /// First message of a connection, due within 5 s; Join may follow at once.
    Hello = 1 {
        /// [`PROTOCOL_VERSION`](crate::PROTOCOL_VERSION).
        version: u32,
        /// Room to watch, that of the ticket: 1 up to [`ROOM_BYTES_MAX`](crate::limits::ROOM_BYTES_MAX) of `a-z0-9-`.
        room: String,
    }
}

message! {
    /// A watcher asks for a seat; answered by Seated or Refused.
    Join = 2 {
        /// 1 up to [`NAME_CHARS_MAX`](crate::limits::NAME_CHARS_MAX) characters after trimming; no control characters.
        name: String,
    }
}

message! {
    /// What a player wants in one tick. One is used per tick, in the order of `seq`.
    Input = 3 {
        /// Counts up by one from 1.
        seq: u32,
        /// Newest snapshot tick that was read.
        ack: u32,
        /// Ticks for which this input stays in force if no newer one comes, 1 up to
        /// [`HOLD_TICKS_MAX`](crate::limits::HOLD_TICKS_MAX). A program sends 1.
        hold: u8,
        /// Thrust to the right of the screen, -127..=127.
        move_x: i8,
        /// Thrust down the screen, -127..=127.
        move_y: i8,
        /// Bits of [`buttons`].
        buttons: u8,
        /// Aim to the right; with `aim_y` a direction of any length. (0, 0) keeps the last aim.
        aim_x: i16,
        /// Aim down.
        aim_y: i16,
        /// Sixteenths of a tick by which the other ships were drawn before `ack`: where the rail finds them.
        back: u8,
    }
}

message! {
    /// Newest snapshot tick that was read, from a watcher or a client that holds its input.
    Ack = 4 {
        /// Tick of the snapshot.
        tick: u32,
    }
}

message! {
    /// Gives the seat back and watches on.
    Leave = 5 {}
}

message! {
    /// Puts a level's point into a stat. Without a point, or into a full stat, it changes nothing.
    Spend = 6 {
        /// One of [`stat`](crate::stat).
        stat: u8,
    }
}

/// Bits of [`Input::buttons`].
pub mod buttons {
    /// Boost.
    pub const BOOST: u8 = 1;
    /// Fire the blaster.
    pub const FIRE: u8 = 2;
    /// Fire the rail as soon as it may.
    pub const RAIL: u8 = 4;
    /// All bits that mean something; another bit is an illegal message.
    pub const ALL: u8 = BOOST | FIRE | RAIL;
}

direction! {
    /// Any message of a client.
    ClientMessage {
        /// Opens the conversation.
        Hello,
        /// Asks for a seat.
        Join,
        /// Steers.
        Input,
        /// Says what was read.
        Ack,
        /// Gives the seat back.
        Leave,
        /// Puts a point into a stat.
        Spend,
    }
}
