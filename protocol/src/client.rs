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

message! {
    /// Where a watcher looks.
    Watch = 7 {
        /// Whose ship he follows; 65535: none.
        slot: u16,
        /// Without one: the middle of what he sees, whole units; [`CHOICE`] leaves the choice to the server.
        x: i32,
        /// As `x`.
        y: i32,
    }
}

/// [`Watch::x`] of a watcher who lets the server choose.
pub const CHOICE: i32 = i32::MIN;

message! {
    /// Says something to the room.
    Say = 8 {
        /// 1 up to [`CHAT_CHARS_MAX`](crate::limits::CHAT_CHARS_MAX) characters after trimming.
        text: String,
    }
}

message! {
    /// Shows a sign over the ship.
    Emote = 9 {
        /// Which, below [`EMOTES`](crate::limits::EMOTES).
        which: u8,
    }
}

message! {
    /// Points at a place, for the room to see.
    Mark = 10 {
        /// Whole units.
        x: i32,
        /// Whole units.
        y: i32,
    }
}

message! {
    /// Tells the operator that somebody misbehaves.
    Report = 11 {
        /// Who.
        slot: u16,
    }
}

message! {
    /// An order of the room's host.
    Manage = 12 {
        /// One of [`order`].
        what: u8,
        /// Whom it is about; 65535: nobody.
        slot: u16,
        /// A number that belongs to it, or 0.
        value: u32,
        /// A text that belongs to it, or none: at most [`SETTING_BYTES_MAX`](crate::limits::SETTING_BYTES_MAX) bytes.
        text: String,
    }
}

message! {
    /// Whether somebody looks: with nobody there two snapshots a second are enough, and others see it.
    Away = 13 {
        /// Nobody looks.
        away: bool,
    }
}

/// What a host may order: [`Manage::what`].
pub mod order {
    /// Sends `slot` out of the room.
    pub const KICK: u8 = 1;
    /// Sends `slot` out for as long as the room lives.
    pub const BAN: u8 = 2;
    /// Lets `slot` be heard no more.
    pub const MUTE: u8 = 3;
    /// Lets `slot` be heard again.
    pub const UNMUTE: u8 = 4;
    /// Makes `slot` the host.
    pub const PASS: u8 = 5;
    /// Players up to which bots fill the room: `value`.
    pub const BOTS: u8 = 6;
    /// How well bots play: `value` is one of [`strength`](crate::event::strength).
    pub const STRENGTH: u8 = 7;
    /// Seats for people: `value`.
    pub const SEATS: u8 = 8;
    /// Stands in the list of rooms with `value` 1, not with 0.
    pub const LISTED: u8 = 9;
    /// The password is `text`; empty for none.
    pub const PASSWORD: u8 = 10;
    /// The room's name is `text`.
    pub const NAME: u8 = 11;
    /// Closes the room.
    pub const CLOSE: u8 = 12;
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
        /// Looks elsewhere.
        Watch,
        /// Says something.
        Say,
        /// Shows a sign.
        Emote,
        /// Points at a place.
        Mark,
        /// Reports somebody.
        Report,
        /// Rules the room.
        Manage,
        /// Looks or does not.
        Away,
    }
}
