//! Why a connection ends: WebSocket close codes (RFC 6455 section 7.4) and what the client should do.

/// A close code that Fracas sends. 4000-4999 are private use; below are the standard ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u16)]
pub enum CloseCode {
    /// The server stops or restarts: come back in a moment.
    GoingAway = 1001,
    /// Bytes that are no WebSocket frames as RFC 6455 has them: a fault of the client's library.
    BadFrame = 1002,
    /// Bytes that are no legal message: a fault of the client's program.
    BadMessage = 1007,
    /// A message larger than the limit.
    TooBig = 1009,
    /// A fault of the server's own.
    Internal = 1011,
    /// Overloaded, or the client read too slowly for 10 s: come back later.
    TryAgainLater = 1013,
    /// The client speaks another version of the protocol: load the page anew.
    WrongVersion = 4001,
    /// No such room.
    NoSuchRoom = 4002,
    /// No message came in the time allowed.
    TooQuiet = 4003,
    /// More messages than a player needs.
    TooFast = 4004,
    /// A legal message that has no place in this state (Join twice, Input before Join).
    OutOfTurn = 4005,
    /// The same player has come by another way, and has the seat there.
    TakenOver = 4006,
    /// The room's host sent the player out; he may come back.
    Kicked = 4007,
    /// The room's host sent the player out for good.
    Banned = 4008,
    /// The room is closed.
    RoomClosed = 4009,
}

impl CloseCode {
    /// All codes, in rising order.
    pub const ALL: [Self; 15] = [
        Self::GoingAway,
        Self::BadFrame,
        Self::BadMessage,
        Self::TooBig,
        Self::Internal,
        Self::TryAgainLater,
        Self::WrongVersion,
        Self::NoSuchRoom,
        Self::TooQuiet,
        Self::TooFast,
        Self::OutOfTurn,
        Self::TakenOver,
        Self::Kicked,
        Self::Banned,
        Self::RoomClosed,
    ];

    /// The number on the wire.
    pub const fn number(self) -> u16 {
        self as u16
    }

    /// True when a client that comes back unchanged would be refused again.
    pub const fn is_final(self) -> bool {
        matches!(
            self,
            Self::BadFrame
                | Self::BadMessage
                | Self::TooBig
                | Self::WrongVersion
                | Self::NoSuchRoom
                | Self::TooFast
                | Self::OutOfTurn
                | Self::TakenOver
                | Self::Kicked
                | Self::Banned
                | Self::RoomClosed
        )
    }
}
