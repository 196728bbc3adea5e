//! Writes a snapshot straight into a buffer: the server makes thousands a tick, so nothing here allocates once
//! the buffers have grown. A test holds that what is written is what [`Snapshot`] reads.

use rmp::encode;

use crate::{
    limits::SNAPSHOT_BYTES_MAX,
    record::{OwnRecord, ProgressRecord},
    server::Snapshot,
};

/// The parts of a snapshot, as bytes ready to travel. Kept and cleared, so that its buffers are reused.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The tick after which this is true.
    pub tick: u32,
    /// See [`Snapshot::ack_seq`].
    pub ack_seq: u32,
    /// See [`Snapshot::slack_ms`].
    pub slack_ms: u16,
    /// The reader's own ship.
    pub own: Option<OwnRecord>,
    /// How far the reader has come, if that is news; written only with an own ship.
    pub progress: Option<ProgressRecord>,
    /// See [`Snapshot::view`]; written only without an own ship.
    pub view: (u16, i32, i32),
    /// Slots of ships that left, little-endian.
    pub left_ships: Vec<u8>,
    /// Slots of rocks that left.
    pub left_rocks: Vec<u8>,
    /// Slots of scrap that left.
    pub left_scrap: Vec<u8>,
    /// Ship records.
    pub ships: Vec<u8>,
    /// End records.
    pub ends: Vec<u8>,
    /// Shot records.
    pub shots: Vec<u8>,
    /// Rock records.
    pub rocks: Vec<u8>,
    /// Scrap records.
    pub scrap: Vec<u8>,
    /// Rail records.
    pub rails: Vec<u8>,
    /// The minimap, or empty.
    pub far: Vec<u8>,
    /// Encoded events, one behind the other.
    pub events: Vec<u8>,
    /// How many events.
    pub event_count: u32,
}

impl Default for Parts {
    /// Empty parts, each with the memory that it may ever need.
    fn default() -> Self {
        let part = || Vec::with_capacity(SNAPSHOT_BYTES_MAX);
        Self {
            tick: 0,
            ack_seq: 0,
            slack_ms: 0,
            own: None,
            progress: None,
            view: (0, 0, 0),
            left_ships: part(),
            left_rocks: part(),
            left_scrap: part(),
            ships: part(),
            ends: part(),
            shots: part(),
            rocks: part(),
            scrap: part(),
            rails: part(),
            far: part(),
            events: part(),
            event_count: 0,
        }
    }
}

impl Parts {
    /// Bytes of a snapshot's envelope at the most: array head, numbers, own state and every head of a part.
    pub const ENVELOPE_BYTES_MAX: usize = 112;

    /// Empties all parts and keeps their memory.
    pub fn clear(&mut self) {
        (self.own, self.progress) = (None, None);
        for part in [
            &mut self.left_ships,
            &mut self.left_rocks,
            &mut self.left_scrap,
            &mut self.ships,
            &mut self.ends,
            &mut self.shots,
            &mut self.rocks,
            &mut self.scrap,
            &mut self.rails,
            &mut self.far,
            &mut self.events,
        ] {
            part.clear();
        }
        self.event_count = 0;
    }

    /// Bytes of the parts without the envelope.
    pub fn payload_bytes(&self) -> usize {
        [
            &self.left_ships,
            &self.left_rocks,
            &self.left_scrap,
            &self.ships,
            &self.ends,
            &self.shots,
            &self.rocks,
            &self.scrap,
            &self.rails,
            &self.far,
            &self.events,
        ]
        .iter()
        .map(|part| part.len())
        .sum()
    }

    /// Appends the message to `out`.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.push(0x9f); // fixarray of 15: the kind and fourteen fields
        out.push(Snapshot::KIND);
        uint(out, self.tick);
        uint(out, self.ack_seq);
        uint(out, u32::from(self.slack_ms));
        match &self.own {
            Some(own) => {
                let behind = self.progress.map(|progress| progress.to_bytes());
                let behind = behind.as_ref().map_or(&[][..], |bytes| bytes);
                bin_head(out, OwnRecord::SIZE + behind.len());
                out.extend_from_slice(&own.to_bytes());
                out.extend_from_slice(behind);
                nil(out);
            }
            None => {
                nil(out);
                let (slot, x, y) = self.view;
                out.push(0x93);
                uint(out, u32::from(slot));
                int(out, x);
                int(out, y);
            }
        }
        if self.left_ships.is_empty() && self.left_rocks.is_empty() && self.left_scrap.is_empty() {
            nil(out);
        } else {
            out.push(0x93);
            bin(out, &self.left_ships);
            bin(out, &self.left_rocks);
            bin(out, &self.left_scrap);
        }
        for part in [&self.ships, &self.ends, &self.shots, &self.rocks, &self.scrap, &self.rails, &self.far] {
            if part.is_empty() { nil(out) } else { bin(out, part) }
        }
        if self.event_count == 0 {
            nil(out);
        } else {
            infallible(encode::write_array_len(out, self.event_count));
            out.extend_from_slice(&self.events);
        }
    }
}

fn nil(out: &mut Vec<u8>) {
    out.push(0xc0);
}

fn uint(out: &mut Vec<u8>, value: u32) {
    infallible(encode::write_uint(out, u64::from(value)));
}

fn int(out: &mut Vec<u8>, value: i32) {
    infallible(encode::write_sint(out, i64::from(value)));
}

fn bin(out: &mut Vec<u8>, bytes: &[u8]) {
    bin_head(out, bytes.len());
    out.extend_from_slice(bytes);
}

fn bin_head(out: &mut Vec<u8>, bytes: usize) {
    infallible(encode::write_bin_len(out, bytes as u32));
}

/// Writing into a `Vec` cannot fail; the error types of `rmp` only say so at run time.
fn infallible<T, E: std::fmt::Debug>(result: Result<T, E>) {
    result.expect("a Vec takes every byte");
}
