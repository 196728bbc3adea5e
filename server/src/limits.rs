//! Every bound on what a peer can make the server do: its number, its unit and its reason, in one place.
//! What travels is bounded in [`fracas_protocol::limits`].

use std::time::Duration;

/// How much of something a peer may ask for.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    /// Times at once.
    pub at_once: u32,
    /// Time for each once more.
    pub every: Duration,
}

/// Bytes of an HTTP request's head: ten times what a browser sends.
pub const HTTP_HEAD_BYTES_MAX: usize = 16 * 1024;

/// Wait for an HTTP request's head, also between two requests: a slow sender holds nothing for long.
pub const HTTP_HEAD_WAIT: Duration = Duration::from_secs(10);

/// Bytes of the body of an HTTP request: the longest password, name and room, several times over.
pub const API_BODY_BYTES_MAX: usize = 4 * 1024;

/// Wait for the body of an HTTP request after its head: it fits into the same packet.
pub const API_BODY_WAIT: Duration = Duration::from_secs(5);

/// Bytes of an identity token: four times what one of ours has.
pub const TOKEN_BYTES_MAX: usize = 1024;

/// Time for which an identity token is good: who comes back within a season is the same player.
pub const TOKEN_LIFE: Duration = Duration::from_secs(90 * 24 * 3600);

/// Age from which an identity token is replaced: who comes once a month never becomes a stranger.
pub const TOKEN_RENEWAL_AGE: Duration = Duration::from_secs(7 * 24 * 3600);

/// Time from a ticket to its use: two round trips of the worst playable line, and a hand that copies it.
pub const TICKET_LIFE: Duration = Duration::from_secs(30);

/// Tickets that are out: twice the seats of the largest room, all of whose players come back at once. 3 MB.
pub const TICKETS_MAX: usize = 16 * 1024;

/// Wait for Hello after the upgrade: one round trip of the worst playable line, several times over.
pub const HELLO_WAIT: Duration = Duration::from_secs(5);

/// Connections beyond one for each seat of the operator's rooms: pages loading their files, watchers, dashboards. Seats of
/// rooms that players open are not counted, for all that they may open have more than a process has files for: they fill
/// these, and what is free of the operator's.
pub const CONNECTIONS_SPARE: usize = 512;

/// Connections that wait in the kernel for accept: a burst of a thousand joins must not be refused.
pub const LISTEN_BACKLOG: i32 = 4096;

/// Connections of one address that have shown neither ticket nor key, and again those that play: a few dozen people
/// behind one router, each with a page that loads. An operator may set it.
pub const PER_ADDRESS: usize = 64;

/// Warnings that every connection is taken: an operator needs to know once.
pub const FULL_WARNINGS: Allowance = Allowance { at_once: 1, every: Duration::from_secs(10) };

/// Tickets that one address may ask for: a hundred people behind one router begin at once, and all come back.
pub const JOINS: Allowance = Allowance { at_once: 120, every: Duration::from_millis(100) };

/// Rooms that one address may open: each costs memory and work until it is empty for a while.
pub const OPENINGS: Allowance = Allowance { at_once: 3, every: Duration::from_secs(10) };

/// Questions of one address that change nothing, as of rooms and figures: an overlay, a dashboard and a few lobbies that ask
/// again and again. Each costs a room or the list a little work.
pub const LOOKS: Allowance = Allowance { at_once: 200, every: Duration::from_millis(20) };

/// Wrong tickets, tokens, keys and passwords of one address: a person who types, never a program that guesses.
pub const FAILURES: Allowance = Allowance { at_once: 10, every: Duration::from_secs(1) };

/// Addresses whose allowances are kept, about 3 MB; then half of them are forgotten, the oldest.
pub const ADDRESSES_KEPT: usize = 16 * 1024;

/// Wait after accept failed (no file descriptors left): the next one would fail as well.
pub const ACCEPT_RETRY_WAIT: Duration = Duration::from_millis(100);

/// Bytes tungstenite reads at once; it zeroes the buffer at each read, and a client message has 30 bytes.
pub const READ_BUFFER_BYTES: usize = 2048;

/// Bytes read before a message must have ended: the largest message in fragments of one byte with their heads,
/// and what else came with it.
pub const UNFINISHED_BYTES_MAX: usize = 12 * 1024;

/// Bytes of control frames (pongs) that may wait inside tungstenite: a peer that pings and never reads is closed.
pub const CONTROL_BYTES_MAX: usize = 1024;

/// Bytes that may wait for a socket in its outbox: one snapshot, a Welcome and some pongs.
pub const OUTBOX_BYTES_MAX: usize = 16 * 1024;

/// Bytes the kernel may hold unsent for one socket (`TCP_NOTSENT_LOWAT`): it takes 3.9 MB from a stalled client
/// otherwise, and every one of them is stale.
pub const NOTSENT_BYTES: u32 = 16 * 1024;

/// Time after which unacknowledged bytes end a connection (`TCP_USER_TIMEOUT`): longer than [`STALLED_WAIT`], so
/// that a slow reader is closed by us, with a reason and a count, and only a dead line by the kernel.
pub const TCP_UNACKED_WAIT: Duration = Duration::from_secs(15);

/// Time without a byte taken, or without an ack moving, after which a reader is too slow to play.
pub const STALLED_WAIT: Duration = Duration::from_secs(10);

/// Time for which a seat is kept whose player's line broke: a reload, a lift, a change of network.
pub const AWAY_WAIT: Duration = Duration::from_secs(30);

/// Time that the one who opened a room has to come, before somebody else rules it.
pub const HOST_WAIT: Duration = Duration::from_secs(60);

/// Rooms of one process: each has its figures and buffers, about half a megabyte when it is empty.
pub const ROOMS_MAX: usize = 1000;

/// Time after which a room that a player opened is closed when nobody is there: long enough for a restart of a browser.
pub const EMPTY_ROOM_WAIT: Duration = Duration::from_secs(60);

/// Rooms that players may have open: half of all, so that an operator has always place for his own.
pub const PLAYERS_ROOMS_MAX: usize = 500;

/// Seats that a player may give his room: a large party; more is for an operator to allow.
pub const PLAYERS_ROOM_SEATS_MAX: u16 = 200;

/// Players up to which bots may fill a player's room: as many as one sees at once, and a tenth of a core.
pub const PLAYERS_ROOM_BOTS_MAX: u16 = 60;

/// Time between two lists of rooms to one who follows it live: a person reads no faster.
pub const LIST_EVERY: Duration = Duration::from_millis(500);

/// Time between two signs of life on a stream of events: below the 30 s after which middleboxes forget a silent flow.
pub const STREAM_PING_EVERY: Duration = Duration::from_secs(15);

/// Players that a room's host may ban: whoever needs more closes the room and opens another.
pub const BANS_MAX: usize = 256;

/// Players that a room's host may mute, for the same reason.
pub const MUTES_MAX: usize = 256;

/// Seats that are kept for players of one address whose lines broke: a household, a class, and no more. Each costs its
/// owner nothing.
pub const SEATS_KEPT_PER_ADDRESS: usize = 64;

/// Bulletins of a room that wait for the lobby; more wait in the room, a host's orders at the most.
pub const BULLETINS_MAX: usize = 64;

/// Time between two pings: below the 30 s after which some middleboxes forget a silent flow.
pub const PING_EVERY: Duration = Duration::from_secs(15);

/// Silence that ends a connection: two pings without an answer, and some.
pub const SILENCE_MAX: Duration = Duration::from_secs(40);

/// Wait for our close frame to leave, and again for the peer's end of the connection.
pub const CLOSE_WAIT: Duration = Duration::from_secs(1);

/// Bytes of a closed peer that are read and dropped so that our close frame reaches it: a full receive window
/// of an honest one.
pub const LINGER_BYTES_MAX: usize = 64 * 1024;

/// Messages a session may send per tick of the room, in the long run: one input, and an ack now and then.
pub const MESSAGES_PER_TICK: f64 = 2.0;

/// Seconds of messages a session may send at once: what a line gathers while it stalls.
pub const MESSAGE_BURST_S: f64 = 4.0;

/// Bytes of messages that count as one message more: many inputs, or the heads of a few dozen empty fragments.
pub const BYTES_PER_MESSAGE: usize = 512;

/// Inputs, and also acks, of one session per tick of the room, in the long run: one, and a clock that runs ahead.
pub const INPUTS_PER_TICK: f64 = 1.5;

/// Seats asked for, and given back, by one session: a person who cannot decide.
pub const SEAT_WISHES: Allowance = Allowance { at_once: 10, every: Duration::from_secs(1) };

/// Points spent by one session: all that a long round brings, in a second of clicks.
pub const SPENDS: Allowance = Allowance { at_once: 20, every: Duration::from_millis(200) };

/// Moves of a watcher's camera, one for each snapshot that he gets, twice over; and words on whether somebody looks.
pub const CAMERA_MOVES: Allowance = Allowance { at_once: 40, every: Duration::from_millis(50) };

/// Lines, signs, marks and reports that are read of one session: the room allows far fewer, and says so.
pub const TALK: Allowance = Allowance { at_once: 20, every: Duration::from_millis(200) };

/// Orders that are read of one session, and that are followed in one room, whatever the number of its host's sockets: a
/// person who tries every setting.
pub const ORDERS: Allowance = Allowance { at_once: 20, every: Duration::from_millis(200) };

/// Pings and pongs of one session: answers to our pings, and a program's own a few times over.
pub const CONTROL_FRAMES: Allowance = Allowance { at_once: 20, every: Duration::from_millis(500) };

/// Messages dropped for being too many of their kind before their session is closed: about as many in a minute are one
/// player's nervous hand, more are a program.
pub const STRIKES: Allowance = Allowance { at_once: 30, every: Duration::from_secs(2) };

/// Inputs of one player that wait: a burst beyond this is old news, and keeping it would be permanent lag.
pub const INPUTS_WAITING_MAX: usize = 8;

/// Ticks for which the last axes are kept when no input comes.
pub const COAST_TICKS: u8 = 3;

/// Bytes of events that wait for one session, with what is kept beside each, about half as much again as the short ones
/// have: some 10 s of a player in a crowd. Beyond, he is too slow.
pub const EVENTS_BYTES_MAX: usize = 6 * 1024;

/// Bytes of a snapshot while the server has too much to do: the own state, the 30 nearest ships and what can hit.
pub const SNAPSHOT_BYTES_SPARE: usize = 700;

/// Shot ends that wait for one session; beyond, the oldest are forgotten and such shots fly out by rule.
pub const ENDS_WAITING_MAX: usize = 64;

/// Lines of rails that wait for the next frame of one session: more than it takes. They are only for looks.
pub const RAILS_WAITING_MAX: usize = 16;

/// Players up to which everybody hears of every kill, and who comes and goes; in larger rooms a kill is for those who see
/// it.
pub const KILLS_FOR_ALL_PLAYERS: usize = 64;

/// What one player may say: a quick exchange, then as fast as one types.
pub const SAY: Allowance = Allowance { at_once: 5, every: Duration::from_secs(2) };

/// What one player may show of signs: each is seen for about a second.
pub const EMOTE: Allowance = Allowance { at_once: 4, every: Duration::from_secs(1) };

/// Places that one player may point at: each is seen by everybody.
pub const MARK: Allowance = Allowance { at_once: 4, every: Duration::from_secs(2) };

/// Reports of one player: each is lines in the log.
pub const REPORT: Allowance = Allowance { at_once: 3, every: Duration::from_secs(10) };

/// How often one player is told that he was not heard: so that a flood cannot fill his own queue of events.
pub const UNHEARD: Allowance = Allowance { at_once: 3, every: Duration::from_secs(1) };

/// Lines and marks of all players of a room together: more than that nobody reads, and each goes to everybody. It bounds
/// the time of the filter, too, which takes up to 5 ms for a text made to be slow.
pub const ROOM_TALK: Allowance = Allowance { at_once: 8, every: Duration::from_millis(250) };

/// Time in which nobody says the same again.
pub const REPEAT_WAIT: Duration = Duration::from_secs(30);

/// The newest lines of a player that are kept, to know a repetition, and to show an operator whom a report is about.
pub const LINES_KEPT: usize = 5;

/// Speakers that are kept before those are looked for who have been silent for long: an evening among friends.
pub const SPEAKERS: usize = 64;

/// Speakers that are kept at most; then the half that has been silent for longest is forgotten. New identities are made in
/// a moment; with the longest lines of each these are 10 MB.
pub const SPEAKERS_MAX: usize = 4096;

/// Time for which what a silent player said is kept: a report of it comes within minutes.
pub const VOICE_KEPT: Duration = Duration::from_secs(600);

/// Happenings that wait for who follows a room from outside of the game: some seconds of a crowd's fight.
pub const FEED_QUEUE: usize = 256;

/// Those who may follow one room from outside: overlays and dashboards, not a crowd.
pub const FOLLOWERS_MAX: usize = 16;

/// Snapshots a second of a watcher: he steers nothing, so that smooth drawing is all he needs them for.
pub const WATCHER_HZ: u32 = 10;

/// Snapshots a second of a session at which nobody looks: the page knows that its line stands, and where it is when somebody
/// comes back.
pub const UNSEEN_HZ: u32 = 2;

/// Sessions in JSON of one room: they are for a person who reads along, and each costs ten times a binary one.
pub const TEXT_SESSIONS_MAX: usize = 8;

/// Time between two snapshots of a text session: a tenth of a second, less what a tick may be early.
pub const TEXT_EVERY: Duration = Duration::from_millis(90);

/// Messages and pongs that wait for the writer of a text session: one snapshot, and answers to a burst.
pub const TEXT_LETTERS_MAX: usize = 16;

/// Messages that wait for a shard: arrivals and questions, not game traffic.
pub const SHARD_QUEUE: usize = 1024;

/// Wait for a shard's answer to an HTTP question.
pub const SHARD_ANSWER_WAIT: Duration = Duration::from_secs(2);

/// Time from SIGTERM to the end of the process.
pub const SHUTDOWN_WAIT: Duration = Duration::from_millis(1500);
