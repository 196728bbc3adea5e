// Every word of the page, in English. This table is the list of keys: another language has the same ones.
//
// {slot} is filled in; *so* stands out; a text with forms chooses one by its slot {n}.

import type { Text } from "./words";

export const en = {
  // What is shown to everybody, always.
  "page.arena": "The arena",
  "page.you": "You",
  "page.close": "Close",
  "page.cancel": "Cancel",

  // The menu.
  "menu.tagline": "Paper ships, night sky, no mercy.",
  "menu.name": "Pilot name",
  "menu.play": "Play",
  "menu.watch": "Watch",
  "menu.soundOn": "Sound on",
  "menu.soundOff": "Sound off",
  "menu.noAccount": "No account, no cookies",
  "menu.guest": "Guest {number}",
  "menu.nameLength": "A name has 1 to {max} characters.",
  "menu.connecting": "Connecting…",
  "menu.room": "Room *{name}*",
  "menu.retry": "{why}. Next try in {seconds} s (attempt {n})",
  "menu.full": "full: you can watch",

  // The rooms to choose from.
  "rooms.title": "Rooms",
  "rooms.room": "Room",
  "rooms.players": "Players",
  "rooms.bots": "Bots",
  "rooms.waysIn": "Ways in",
  "rooms.looking": "Looking for rooms…",
  "rooms.none": "No room is open to everybody. Create one, or enter a code.",
  "rooms.locked": "Wants a password",
  "rooms.join": "Join",
  "rooms.full": "Full",
  "rooms.watch": "Watch",
  "rooms.crowd": { one: "{n} of {max} flying", other: "{n} of {max} flying" },
  "rooms.withBots": { one: "{n} bot", other: "{n} bots" },
  "rooms.quick": "Quick play",
  "rooms.create": "Create room",
  "rooms.code": "Code or link of a room",
  "rooms.codeShort": "Code or link",
  "rooms.go": "Go",
  "rooms.noSeat": "No room has a free seat now. Create one.",
  "rooms.noCode": "That is no code: it has letters, digits and -.",
  "rooms.unknownCode": "There is no room of this code.",

  // The form of a room.
  "form.create": "Create a room",
  "form.usualName": "{name}'s room",
  "form.name": "Name",
  "form.seats": "Seats",
  "form.bots": "Fill with bots up to",
  "form.strength": "Bots are",
  "form.mixed": "mixed",
  "form.easy": "easy to beat",
  "form.normal": "fair",
  "form.hard": "hard",
  "form.listed": "In the list of rooms",
  "form.password": "Password",
  "form.none": "none",
  "form.isSet": "set",
  "form.set": "Set",
  "form.remove": "Remove",
  "form.open": "Open it",
  "form.opening": "Opening…",
  "form.doorListed": "Everybody finds it in the list.",
  "form.doorHidden": "Who has its link or code finds it.",
  "form.doorListedLocked": "Everybody finds it in the list, and needs the password.",
  "form.doorHiddenLocked": "Who has its link or code finds it, and needs the password.",

  // The locked door.
  "password.room": "Room {code}",
  "password.wanted": "This room wants a password",
  "password.enter": "Enter",
  "password.wrong": "That is not it.",
  "password.hint": "Whoever opened the room knows it.",

  // The invitation.
  "share.title": "Invite friends",
  "share.qr": "QR code of {link}",
  "share.link": "Link of the room",
  "share.copy": "Copy",
  "share.copied": "Copied",
  "share.share": "Share…",
  "share.ownMachine":
    "This address is good on this machine only. Friends need the one that the server printed for your network.",
  "share.fight": "To the fight",

  // The people of a room.
  "people.title": "Players",
  "people.seen": { one: "{n} player seen", other: "{n} players seen" },
  "people.ships": { one: "{n} ship in the room, bots included", other: "{n} ships in the room, bots included" },
  "people.you": "{name} (you)",
  "people.host": "host",
  "people.mute": "Mute",
  "people.unmute": "Unmute",
  "people.report": "Report",
  "people.makeHost": "Make host",
  "people.kick": "Kick",
  "people.ban": "Ban",

  // What the host of a room may do.
  "host.title": "Your room",
  "host.close": "Close the room",
  "host.closeSure": "Press again: everybody has to leave",

  // The talk.
  "chat.title": "Chat",
  "chat.say": "Say to the room",
  "chat.send": "Send",
  "chat.watchers": "Players write here: join the fight.",

  // The buttons beside the fight.
  "tools.title": "Beside the fight",
  "tools.chat": "Chat",
  "tools.sign": "Sign",
  "tools.players": "Players",
  "tools.room": "Room",
  "tools.help": "Help",

  // Signs to show over the own ship.
  "sign.title": "Signs",
  "sign.smile": "Smile",
  "sign.laugh": "Laugh",
  "sign.sad": "Sad",
  "sign.angry": "Angry",
  "sign.heart": "Heart",
  "sign.watchOut": "Watch out",
  "sign.question": "Question",
  "sign.flag": "White flag",

  // Who watches.
  "watch.title": "Watching",
  "watch.former": "Follow the former ship",
  "watch.next": "Follow the next ship",
  "watch.free": "Free view",
  "watch.ship": "Watching *{name}*",
  "watch.fight": "Watching the fight",
  "watch.arrows": "arrows follow a ship",
  "watch.drag": "drag to look around",
  "watch.join": "Join the fight",
  "watch.menu": "Menu",

  // The card of the dead.
  "death.title": "Destroyed",
  "death.blaster": "by *{name}* with the blaster",
  "death.rail": "by *{name}* with the rail",
  "death.lost": { one: "−{n} point fell out of your ship", other: "−{n} points fell out of your ship" },
  "death.keep": "You keep half of your levels.",
  "death.wait": "New ship in {seconds} s",
  "death.now": "New ship…",

  // The line is gone.
  "lost.connecting": "Connecting",
  "lost.again": "Reconnecting {n}",
  "lost.calling": "Calling the server…",
  "lost.next": "{why}. Next try in {seconds} s.",
  "lost.kept": "{why}. Your ship is kept for {kept} s. Next try in {seconds} s.",
  "lost.tryNow": "Try now",
  "lost.leave": "Leave",
  "lost.reload": "Load anew",
  "lost.takeBack": "Take it back here",
  "lost.otherRooms": "Other rooms",

  // Why it is gone.
  "why.lost": "Connection lost",
  "why.restarts": "The server restarts",
  "why.busy": "The server is busy",
  "why.version": "The server speaks a newer version. Load the page anew to play.",
  "why.noRoom": "There is no such room.",
  "why.tooFast": "The server closed the connection: too many messages.",
  "why.takenOver": "You play in another tab.",
  "why.kicked": "The host sent you out of this room.",
  "why.banned": "The host sent you out of this room for good.",
  "why.roomClosed": "This room is closed.",
  "why.closed": "The server closed the connection.",
  "why.closedBecause": "The server closed the connection: {detail}.",

  // Why the server gives no answer, or no seat.
  "problem.silent": "The server does not answer. Try again in a moment.",
  "problem.nonsense": "The server's answer makes no sense to this page.",
  "problem.refused": "The server refused ({status}).",
  "problem.foreign": "The server lets no page of another site in.",
  "problem.tooManyRooms": "No more rooms can be opened just now.",
  "problem.tooMany": "Too much at once from your address. Wait a moment.",
  "problem.full": "The server is full. Try again in a moment.",
  "problem.internal": "Something went wrong in the server.",
  "refusal.full": "The room is full.",
  "refusal.name": "The server does not take this name.",
  "refusal.soon": "That was too soon. Try again in a moment.",
  "refusal.busy": "The room is too busy for one more.",

  // Help.
  "help.fly": "fly",
  "help.aim": "aim",
  "help.fire": "fire",
  "help.rail": "rail",
  "help.boost": "boost",
  "help.stats": "stats",
  "help.scores": "scores",
  "help.chat": "chat",
  "help.signs": "signs",
  "help.point": "point at a place",
  "help.players": "players",
  "help.sound": "sound",
  "help.help": "this help",
  "help.leave": "leave",
  "help.rules":
    "Shoot rocks and ships and collect the scrap they drop: it is your score, and it lifts your level. Each level is a point for a stat. The rail hits at once and costs energy. Who leads wears the crown, and is worth more. Out of a fight your hull mends itself.",

  // Keys and buttons of a mouse.
  "key.mouse": "Mouse",
  "key.click": "Click",
  "key.rightClick": "Right click",
  "key.space": "Space",
  "key.shift": "Shift",

  // The first half minute.
  "lesson.goal": "Shoot rocks and ships, collect scrap, take the crown",
  "lesson.blaster": "blaster",

  // The instruments.
  "hud.board": "Leaderboard",
  "hud.scoreboard": "Scoreboard",
  "hud.pilot": "Pilot",
  "hud.level": "Level",
  "hud.points": "Points",
  "hud.pilots": { one: "{n} pilot in room {room}", other: "{n} pilots in room {room}" },
  "hud.yourLevel": "Level {level}",
  "hud.yourPoints": { one: "{n} point", other: "{n} points" },
  "hud.shield": "Shield",
  "hud.triple": "Triple shot",
  "hud.crown": "crown",
  "hud.scrap": "scrap",
  "hud.youCrowned": "You wear the crown",
  "hud.busy": "The server is busy: the world runs at {percent} % speed",
  "hud.silent": "Nothing is heard from the server: the picture waits",
  "hud.line": "{ping} ms · {fps} fps",

  // The stats of the own ship.
  "stats.title": "Stats of your ship",
  "stats.ship": "Your ship",
  "stats.open": { one: "{n} point to spend", other: "{n} points to spend" },
  "stats.itself": "{stat} takes it by itself in {seconds} s",
  "stats.hull": "Hull",
  "stats.repair": "Repair",
  "stats.speed": "Speed",
  "stats.damage": "Damage",
  "stats.rate": "Fire rate",
  "stats.energy": "Energy",

  // Large lines in the middle.
  "shout.kill": "You destroyed *{name}* +{points}",
  "shout.level": "*Level {level}* — choose a stat",
  "shout.crownYou": "You wear the *crown*",
  "shout.crownFree": "The *crown* is free",
  "shout.crownTheirs": "*{name}* takes the crown",
  "shout.crownYours": "*{name}* takes your crown",

  // Who destroyed whom, for ears.
  "feed.blaster": "destroyed with the blaster:",
  "feed.rail": "destroyed with the rail:",
  "feed.kill": "You destroyed {name}",

  // What happens among the people.
  "notice.joined": "{name} joined",
  "notice.left": "{name} left",
  "notice.crowned": "{name} takes the crown",
  "notice.crownedYou": "You take the crown",
  "notice.streak": { one: "{name} destroyed {n} in one life", other: "{name} destroyed {n} in one life" },
  "notice.streakYou": { one: "You destroyed {n} in one life", other: "You destroyed {n} in one life" },
  "notice.back": "{name} is back",
  "notice.backYou": "You are back in your ship",
  "notice.kicked": "The host sent {name} out",
  "notice.banned": "The host sent {name} out for good",
  "notice.muted": "The host muted you: nobody reads what you write.",
  "notice.unmuted": "The host lets you be heard again.",
  "notice.tooFast": "Not sent: too much at once. Wait a moment.",
  "notice.repeated": "Not sent: you have just said that.",
  "notice.blocked": "Not sent: the word filter does not pass it.",
  "notice.notHost": "Only the host of the room can do that.",
  "notice.reported": "Thank you: your report was noted.",
  "notice.noHost": "The room has no host any more",
  "notice.host": "{name} is the host of this room",
  "notice.hostYou": "You are the host of this room: O opens its settings",

  // Capitals over a power-up that was taken.
  "power.shield": "SHIELD",
  "power.triple": "TRIPLE SHOT",
  "power.repair": "REPAIR",

  // A browser that cannot draw the game.
  "sorry.title": "Fracas needs WebGL 2",
  "sorry.why": "This browser does not offer it, so the arena cannot be drawn. It is usually one of these:",
  "sorry.acceleration":
    "Hardware acceleration is switched off in the browser's settings: switch it on and start the browser again.",
  "sorry.old":
    "The browser or the graphics driver is old: a current Firefox, Chrome, Edge or Safari (15 and newer) can do it.",
  "sorry.remote": "This is a remote desktop or a virtual machine without graphics: another device will do.",
} as const satisfies Record<string, Text>;
