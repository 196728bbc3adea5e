//! What a light player reads of a snapshot: the numbers at its head, some records and the minimap, where they lie.
//!
//! The strict decoder measures a frame, then makes every event of it; this reader looks at each byte once and makes
//! nothing. It refuses what the protocol does not allow in shape and size, but does not look into what it passes
//! over (names, leaderboards): full players in the same run do.

use fracas_protocol::{
    Slot, Tick,
    event::{Speed, World},
    far,
    record::{
        EndRecord, OwnRecord, ProgressRecord, RailRecord, RockRecord, ScrapRecord, ShipRecord, ShotRecord,
    },
    server::Snapshot,
};

/// The head of a snapshot's array: its kind and fields.
const HEAD: u8 = 0x90 | (1 + Snapshot::FIELDS.len() as u8);

/// The parts of a snapshot that a light player uses.
#[derive(Clone, Debug, PartialEq)]
pub struct Envelope<'a> {
    /// See [`Snapshot::tick`].
    pub tick: Tick,
    /// See [`Snapshot::ack_seq`].
    pub ack_seq: u32,
    /// See [`Snapshot::slack_ms`].
    pub slack_ms: u16,
    /// The reader's own ship.
    pub own: Option<OwnRecord>,
    /// How far the reader has come, if that is news.
    pub progress: Option<ProgressRecord>,
    /// [`ShipRecord`]s.
    pub ships: &'a [u8],
    /// [`RockRecord`]s: new, or with a new date.
    pub rocks: &'a [u8],
    /// Slots of rocks that left.
    pub left_rocks: &'a [u8],
    /// The minimap, twice a second.
    pub far: Option<&'a [u8; far::BYTES]>,
    /// A new size of the world, if one was told.
    pub world: Option<World>,
    /// A new speed of the world, if one was told, percent.
    pub speed: Option<u8>,
}

/// Bytes are no snapshot: what was expected where they cease to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no snapshot: {0} expected")]
pub struct Illegal(&'static str);

/// True when these bytes claim to be a snapshot.
pub fn is_snapshot(bytes: &[u8]) -> bool {
    bytes.starts_with(&[HEAD, Snapshot::KIND])
}

impl<'a> Envelope<'a> {
    /// Reads a snapshot.
    ///
    /// # Errors
    /// When the bytes are none.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Illegal> {
        let mut rest = Rest(bytes.strip_prefix(&[HEAD, Snapshot::KIND]).ok_or(Illegal("kind 2"))?);
        let (tick, ack_seq) = (rest.unsigned()?, rest.unsigned()?);
        let slack_ms = rest.unsigned()?.try_into().map_err(|_| Illegal("slack_ms up to 65535"))?;
        let (own, progress) = rest.own()?;
        rest.view()?;
        let left_rocks = rest.leaves()?;
        let ships = rest.records(ShipRecord::SIZE)?;
        rest.records(EndRecord::SIZE)?;
        rest.records(ShotRecord::SIZE)?;
        let rocks = rest.records(RockRecord::SIZE)?;
        rest.records(ScrapRecord::SIZE)?;
        rest.records(RailRecord::SIZE)?;
        let far = rest.bin()?.map(|bytes| bytes.try_into().map_err(|_| Illegal("a minimap of 144 cells")));
        let far = far.transpose()?;
        let (world, speed) = rest.events()?;
        if !rest.0.is_empty() {
            return Err(Illegal("the end"));
        }
        Ok(Self { tick, ack_seq, slack_ms, own, progress, ships, rocks, left_rocks, far, world, speed })
    }
}

/// The bytes that are not read yet. The forms are those that the server writes: integers in their shortest form
/// or any other, floats of 32 bits.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn byte(&mut self) -> Result<u8, Illegal> {
        let (first, rest) = self.0.split_first().ok_or(Illegal("more"))?;
        self.0 = rest;
        Ok(*first)
    }

    fn bytes(&mut self, len: usize) -> Result<&'a [u8], Illegal> {
        let (bytes, rest) = self.0.split_at_checked(len).ok_or(Illegal("more"))?;
        self.0 = rest;
        Ok(bytes)
    }

    /// A big-endian number of `len` bytes, at most 4.
    fn big_endian(&mut self, len: usize) -> Result<u32, Illegal> {
        Ok(self.bytes(len)?.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
    }

    fn unsigned(&mut self) -> Result<u32, Illegal> {
        match self.byte()? {
            small @ 0..=0x7f => Ok(u32::from(small)),
            0xcc => self.big_endian(1),
            0xcd => self.big_endian(2),
            0xce => self.big_endian(4),
            _ => Err(Illegal("a number")),
        }
    }

    /// True, and past it, when nil comes next.
    fn nil(&mut self) -> bool {
        let nil = self.0.first() == Some(&0xc0);
        if nil {
            self.0 = &self.0[1..];
        }
        nil
    }

    fn bin(&mut self) -> Result<Option<&'a [u8]>, Illegal> {
        if self.nil() {
            return Ok(None);
        }
        let len = match self.byte()? {
            0xc4 => self.big_endian(1)?,
            0xc5 => self.big_endian(2)?,
            _ => return Err(Illegal("bin or nil")),
        };
        self.bytes(len as usize).map(Some)
    }

    /// Whole records of `size` bytes; none for nil.
    fn records(&mut self, size: usize) -> Result<&'a [u8], Illegal> {
        let bytes = self.bin()?.unwrap_or_default();
        if bytes.len().is_multiple_of(size) { Ok(bytes) } else { Err(Illegal("whole records")) }
    }

    fn own(&mut self) -> Result<(Option<OwnRecord>, Option<ProgressRecord>), Illegal> {
        let Some(bytes) = self.bin()? else { return Ok((None, None)) };
        let (ship, behind) = bytes.split_first_chunk().ok_or(Illegal("an own record"))?;
        let own = OwnRecord::from_bytes(ship);
        if ![own.x, own.y, own.vx, own.vy, own.energy].iter().all(|v| v.is_finite()) {
            return Err(Illegal("finite numbers in own"));
        }
        if behind.is_empty() {
            return Ok((Some(own), None));
        }
        let behind = behind.try_into().map_err(|_| Illegal("one progress record behind own"))?;
        Ok((Some(own), Some(ProgressRecord::from_bytes(behind))))
    }

    fn view(&mut self) -> Result<(), Illegal> {
        match self.nil() {
            true => Ok(()),
            false if self.byte()? == 0x93 => self.skip(3),
            false => Err(Illegal("a view of three numbers")),
        }
    }

    /// Passes the slots that left; returns those of rocks.
    fn leaves(&mut self) -> Result<&'a [u8], Illegal> {
        if self.nil() {
            return Ok(&[]);
        }
        if self.byte()? != 0x93 {
            return Err(Illegal("three kinds of leaves"));
        }
        self.records(size_of::<Slot>())?;
        let rocks = self.records(size_of::<Slot>())?;
        self.records(size_of::<Slot>())?;
        Ok(rocks)
    }

    /// Passes the events; returns the last size and the last speed of the world among them.
    fn events(&mut self) -> Result<(Option<World>, Option<u8>), Illegal> {
        let (mut world, mut speed) = (None, None);
        if self.nil() {
            return Ok((world, speed));
        }
        for _ in 0..self.array()? {
            let fields = self.array()?;
            let kind = self.unsigned()?;
            if kind == u32::from(World::KIND) && fields == 3 {
                if self.byte()? != 0xca {
                    return Err(Illegal("a float"));
                }
                let half = f32::from_bits(self.big_endian(4)?);
                world = Some(World { half, from: self.unsigned()? });
            } else if kind == u32::from(Speed::KIND) && fields == 2 {
                let percent = u8::try_from(self.unsigned()?).ok().filter(|&percent| percent > 0);
                speed = Some(percent.ok_or(Illegal("a percentage"))?);
            } else {
                self.skip(fields.checked_sub(1).ok_or(Illegal("an event's kind"))?)?;
            }
        }
        Ok((world, speed))
    }

    fn array(&mut self) -> Result<usize, Illegal> {
        match self.byte()? {
            small @ 0x90..=0x9f => Ok(usize::from(small & 0x0f)),
            0xdc => Ok(self.big_endian(2)? as usize),
            _ => Err(Illegal("an array")),
        }
    }

    /// Passes `count` values and all that is in them. Each step takes a byte at least, so it ends.
    fn skip(&mut self, count: usize) -> Result<(), Illegal> {
        let mut left = count;
        while left > 0 {
            left -= 1;
            let bytes = match self.byte()? {
                0..=0x7f | 0xe0.. | 0xc0 | 0xc2 | 0xc3 => 0,
                array @ 0x90..=0x9f => {
                    left += usize::from(array & 0x0f);
                    0
                }
                0xdc => {
                    left += self.big_endian(2)? as usize;
                    0
                }
                text @ 0xa0..=0xbf => usize::from(text & 0x1f),
                0xc4 | 0xd9 => self.big_endian(1)? as usize,
                0xc5 | 0xda => self.big_endian(2)? as usize,
                0xcc | 0xd0 => 1,
                0xcd | 0xd1 => 2,
                0xca | 0xce | 0xd2 => 4,
                0xcb | 0xcf | 0xd3 => 8,
                _ => return Err(Illegal("a value that events have")),
            };
            self.bytes(bytes)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use fracas_protocol::{
        Event, ServerMessage, decode_server, encode,
        event::{Board, Name},
        snapshot::Parts,
    };

    use super::*;

    fn full() -> Vec<u8> {
        let events = [
            Event::Name(Name { slot: 7, name: "Ann".into(), bot: false, level: 3 }),
            Event::Board(Board { players: 9, rank: 2, rows: vec![(7, 900)], crown: Some((7, -70_000, 5)) }),
            Event::World(World { half: 1_600.0, from: 70_000 }),
        ];
        let mut parts = Parts {
            tick: 70_001,
            ack_seq: 300,
            slack_ms: 12,
            own: Some(OwnRecord { x: 3.5, hull: 90, ..OwnRecord::default() }),
            progress: Some(ProgressRecord { score: 70, level: 3, ..ProgressRecord::default() }),
            left_rocks: vec![1, 0],
            ships: vec![3; 40 * ShipRecord::SIZE],
            rocks: RockRecord::default().to_bytes().into(),
            far: vec![0x21; far::BYTES],
            event_count: events.len() as u32,
            events: events.iter().flat_map(encode).collect(),
            ..Parts::default()
        };
        let mut bytes = Vec::new();
        parts.write(&mut bytes);
        parts.clear();
        bytes
    }

    #[test]
    fn says_what_the_strict_decoder_says() {
        let bytes = full();
        let Ok(ServerMessage::Snapshot(told)) = decode_server(&bytes) else { panic!("no snapshot") };
        let read = Envelope::read(&bytes).unwrap();
        assert!(is_snapshot(&bytes));
        assert_eq!((read.tick, read.ack_seq, read.slack_ms), (told.tick, told.ack_seq, told.slack_ms));
        assert_eq!((read.own, read.progress), (told.own(), told.progress()));
        assert_eq!(
            (read.ships, read.far),
            (&told.ships.unwrap()[..], told.far.and_then(|far| far.first_chunk()))
        );
        assert_eq!((read.rocks.len(), read.left_rocks), (RockRecord::SIZE, &[1, 0][..]));
        assert_eq!(read.world, Some(World { half: 1_600.0, from: 70_000 }));
    }

    #[test]
    fn a_frame_of_a_watcher_is_read_too() {
        let parts = Parts { tick: 1, view: (3, -5_000, 200), ..Parts::default() };
        let mut bytes = Vec::new();
        parts.write(&mut bytes);
        let read = Envelope::read(&bytes).unwrap();
        assert_eq!((read.own, read.ships, read.far, read.world), (None, &[][..], None, None));
    }

    #[test]
    fn cut_or_longer_frames_and_broken_records_are_refused() {
        let bytes = full();
        for len in 0..bytes.len() {
            assert!(Envelope::read(&bytes[..len]).is_err(), "{len} of {} bytes pass", bytes.len());
        }
        assert!(Envelope::read(&[&bytes[..], &[0xc0]].concat()).is_err());
        for parts in [
            Parts { ships: vec![0; 9], ..Parts::default() },
            Parts { far: vec![0; 7], ..Parts::default() },
            Parts { own: Some(OwnRecord { x: f32::NAN, ..OwnRecord::default() }), ..Parts::default() },
        ] {
            let mut bytes = Vec::new();
            parts.write(&mut bytes);
            assert!(Envelope::read(&bytes).is_err(), "{parts:?}");
        }
    }

    #[test]
    fn no_byte_that_is_changed_makes_it_panic() {
        let bytes = full();
        for at in 0..bytes.len() {
            for byte in [0x00, 0x7f, 0x93, 0xc0, 0xc4, 0xc5, 0xdc, 0xdd, 0xff] {
                let mut changed = bytes.clone();
                changed[at] = byte;
                let _ = Envelope::read(&changed);
            }
        }
    }
}
