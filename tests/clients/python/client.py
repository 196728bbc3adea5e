"""A small Fracas client: flies a circle, shoots at the nearest ship and checks its own prediction.

Written from PROTOCOL.md alone, by somebody who had not seen the server. Needs `websockets` and `msgpack`.
"""
import argparse
import asyncio
import json
import math
import struct
import sys
import time
import urllib.request
from collections import Counter
from urllib.error import HTTPError

import msgpack
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI

VERSION, SUBPROTOCOL, TICKET_PREFIX, ROOM = 4, "fracas.v1", "fracas.ticket.", "main"
HELLO, JOIN, INPUT, LEAVE = 1, 2, 3, 5  # kinds from the client
WELCOME, SNAPSHOT, SEATED, REFUSED = 1, 2, 3, 4  # kinds from the server
NAME, DEATH, WORLD = 1, 5, 7  # kinds of events
FIRE = 2  # button
SPEED, ENERGY = 2, 5  # stats that Motion knows
FLOAT, BODY = struct.Struct("<f"), struct.Struct("<5f")
OWN, PROGRESS = struct.Struct("<20s2H5B"), struct.Struct("<2I3B")
SLOT, SHIP, SHOT, ROCK = (struct.Struct(form) for form in ("<H", "<HHHBB", "<5HB", "<HHfffII"))
CAUSES = ((4, "starved"), (1, "hit"), (2, "push"))  # of several bits the first counts


class Failure(Exception):
    """The run could not be played; the text says why."""


def unpack_near(packed, around):
    """The copy of a packed coordinate nearest to `around`, in units."""
    here = math.floor(around * 16 + 0.5)
    return (here + (packed - here + 0x8000) % 0x10000 - 0x8000) / 16


def step_motion(state, control, stats, k, half, rocks):
    """One tick of Motion: state is (x, y, vx, vy, energy as packed f32, spent, reload)."""
    (x, y, vx, vy, energy), (_, spent, reload) = BODY.unpack(state[0]), state
    move_x, move_y, boost, rail = control
    if rail and reload <= 1 and energy >= k["rail_cost"]:
        (energy,), reload = FLOAT.unpack(FLOAT.pack(energy - k["rail_cost"])), k["rail_ticks"]
    else:
        reload = max(reload - 1, 0)
    spent = spent and boost and energy < k["energy_resume"]
    pushing = move_x != 0 or move_y != 0
    boosting = boost and pushing and not spent and energy >= k["energy_drain"]
    ux, uy = move_x / 127, move_y / 127
    square = ux * ux + uy * uy
    if square > 1:
        length = math.sqrt(square)
        ux, uy = ux / length, uy / length
    reserve = 1 + stats[ENERGY] * k["energy_step"]
    if boosting:
        energy = energy - k["energy_drain"]
    else:
        spent = spent or (boost and pushing and energy < k["energy_drain"])
        energy = min(energy + k["energy_gain"] * reserve, k["energy_max"] * reserve)
    thrust = (1 + stats[SPEED] * k["speed_step"]) * (k["boost_thrust"] if boosting else k["thrust"])
    vx, vy = (vx + ux * thrust) * k["drag"], (vy + uy * thrust) * k["drag"]
    if not pushing and vx * vx + vy * vy < k["rest_speed"] * k["rest_speed"]:
        vx = vy = 0.0
    x, y = x + vx * k["dt"], y + vy * k["dt"]
    for rock_x, rock_y, radius in rocks:
        reach, dx, dy = radius + k["radius"], x - rock_x, y - rock_y
        square = dx * dx + dy * dy
        if square < reach * reach and square != 0:
            distance = math.sqrt(square)
            nx, ny = dx / distance, dy / distance
            x, y = rock_x + nx * reach, rock_y + ny * reach
            inward = vx * nx + vy * ny
            if inward < 0:
                vx, vy = vx - nx * inward * (1 + k["bounce"]), vy - ny * inward * (1 + k["bounce"])
    x, vx = stop_at_wall(x, vx, half - k["radius"], k["bounce"])
    y, vy = stop_at_wall(y, vy, half - k["radius"], k["bounce"])
    return BODY.pack(x, y, vx, vy, energy), spent, reload


def stop_at_wall(place, speed, wall, bounce):
    """Place and speed on one axis, kept within +-wall."""
    if abs(place) <= wall:
        return place, speed
    return math.copysign(wall, place), -speed * bounce if speed * place > 0 else speed


class Client:
    """What one player knows, and what he does with it."""

    def __init__(self, socket, quiet):
        self.socket, self.quiet = socket, quiet
        self.count, self.slots_seen, self.printed = Counter(), set(), set()
        self.tick = self.ack = self.seq = self.score = 0  # ack: the newest input that the server used
        self.slack = None  # seconds which that input had waited
        self.state = self.stats = None  # predicted after the newest input; None without a ship
        self.inputs = {}  # seq -> [control, state after it or None], from ack on
        self.ships, self.rocks, self.names = {}, {}, {}
        self.seated = asyncio.Event()

    async def read_all(self):
        """Reads messages until the connection closes."""
        async for frame in self.socket:
            kind, *fields = msgpack.unpackb(frame)
            if kind == WELCOME:
                _, _, self.rate, self.tick, half, _, self.steps = fields
                self.halves = [(0, half)]
            elif kind == SNAPSHOT:
                self.read_snapshot(*fields)
            elif kind == SEATED:
                self.seated.set()
            elif kind == REFUSED:
                raise Failure(f"refused: {fields[1]} (reason {fields[0]})")

    def read_snapshot(self, tick, ack, slack_ms, own, _view, leaves, ships, _ends, shots, rocks,
                      _scrap, _rails, _far, events):
        """Takes in the news, compares, and predicts anew."""
        skipped = tick - self.tick > 1
        self.tick, self.ack, self.slack = tick, ack, slack_ms / 1000 if ack else None
        self.count["snapshots"] += 1
        for known, left in zip((self.ships, self.rocks), leaves or ()):
            for (slot,) in SLOT.iter_unpack(left):
                known.pop(slot, None)
        self.ships.update((slot, (x, y)) for slot, x, y, _, _ in SHIP.iter_unpack(ships or b""))
        self.slots_seen.update(self.ships)
        self.count["shots_seen"] += len(shots or b"") // SHOT.size
        rocks_told = {slot: rest for slot, _, *rest in ROCK.iter_unpack(rocks or b"")}
        rocks_new = [rock for slot, rock in rocks_told.items() if slot not in self.rocks]
        self.rocks.update(rocks_told)
        self.read_events(events or ())
        self.inputs = {seq: entry for seq, entry in self.inputs.items() if seq >= ack}
        predicted = self.inputs[ack][1] if ack in self.inputs else None
        if own is None:
            self.state = None
            self.inputs = {seq: [control, None] for seq, (control, _) in self.inputs.items()}
            return
        body, _, _, _, _, reload, flags, causes = OWN.unpack_from(own)
        self.state, old_stats = (body, bool(flags & 1), reload), self.stats
        if len(own) > OWN.size:
            self.score, points, _, _, _ = PROGRESS.unpack_from(own, OWN.size)
            self.stats = [points >> 4 * stat & 15 for stat in range(6)]
        if predicted:
            late_news = skipped and self.stats != old_stats or any(map(self.is_at_rock, rocks_new))
            self.compare(predicted, causes, late_news)
        for seq in range(ack + 1, self.seq + 1):
            self.predict(seq)

    def read_events(self, events):
        """Takes in names and the world's size, and prints who is seen for the first time."""
        for kind, *fields in events:
            if kind == NAME:
                self.names[fields[0]] = fields[1]
            elif kind == DEATH:
                self.score -= fields[2]
            elif kind == WORLD:
                self.halves.append((fields[1], fields[0]))
        fresh = {self.names[slot] for slot in self.ships if slot in self.names} - self.printed
        self.printed |= fresh
        for name in sorted(fresh) if not self.quiet else ():
            print("sees", name, flush=True)

    def is_at_rock(self, rock):
        """Whether the own ship is at a rock that is solid already."""
        x, y, radius, start, _ = rock
        distance = math.dist((x, y), BODY.unpack(self.state[0])[:2])
        return start <= self.tick and distance < radius + 2 * self.steps["radius"]

    def compare(self, predicted, causes, late_news):
        """Counts one comparison by bits and, if the states differ, its cause."""
        self.count["compared"] += 1
        if predicted != self.state:
            cause = next((name for bit, name in CAUSES if causes & bit), "late" if late_news else "unexplained")
            self.count[cause] += 1
            if cause == "unexplained":
                print(f"unexplained in tick {self.tick}: {predicted}, the server's {self.state}", file=sys.stderr)

    def predict(self, seq):
        """Steps the own state through one input, in the world as it is known for the tick that will use it."""
        tick = self.tick + seq - self.ack
        half = [half for start, half in self.halves if start <= tick][-1]
        rocks = [rock[:3] for _, rock in sorted(self.rocks.items()) if rock[3] <= tick < rock[4]]
        self.state = step_motion(self.state, self.inputs[seq][0], self.stats, self.steps, half, rocks)
        self.inputs[seq][1] = self.state

    async def fly(self):
        """Sends one input per tick, half a tick early by what slack_ms says."""
        await self.seated.wait()
        period = 1 / self.rate
        due = time.monotonic()
        while True:
            await self.send_input()
            early = self.slack - period / 2 if self.slack is not None else 0
            due = max(due + period + max(-period / 4, min(period / 4, early / 10)), time.monotonic() - period)
            await asyncio.sleep(due - time.monotonic())

    async def send_input(self):
        """Decides, predicts and sends the next input."""
        self.seq += 1
        angle = self.seq / self.rate * math.tau / 10  # once around in ten seconds
        move = round(127 * math.cos(angle)), round(127 * math.sin(angle))
        self.inputs[self.seq] = [(*move, False, False), None]
        if self.state:
            self.predict(self.seq)
        aim = self.way_to_nearest() if self.state and self.ships else None
        message = INPUT, self.seq, self.tick, 1, *move, FIRE if aim else 0, *(aim or (0, 0)), 0
        await self.socket.send(msgpack.packb(message))

    def way_to_nearest(self):
        """The way to the nearest ship, in 1/16 units."""
        x, y = BODY.unpack(self.state[0])[:2]
        ways = ((unpack_near(ship_x, x) - x, unpack_near(ship_y, y) - y) for ship_x, ship_y in self.ships.values())
        return [round(part * 16) for part in min(ways, key=lambda way: math.hypot(*way))]


def ask_for_ticket(url, room):
    """Asks the server of the socket's URL for a ticket for one room."""
    address = url.replace("ws", "http", 1).removesuffix("/ws") + "/api/join"
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(address, json.dumps({"room": room}).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return json.load(answer)["ticket"]
    except HTTPError as refusal:
        raise Failure(f"no ticket: {json.load(refusal)['detail']}") from refusal


async def play(url, name, seconds, quiet):
    """Plays for some seconds and returns the figures."""
    offer = [SUBPROTOCOL, TICKET_PREFIX + ask_for_ticket(url, ROOM)]
    async with connect(url, subprotocols=offer, compression=None, open_timeout=5) as socket:
        client, started = Client(socket, quiet), time.monotonic()
        for message in (HELLO, VERSION, ROOM), (JOIN, name):
            await socket.send(msgpack.packb(message))
        tasks = [asyncio.create_task(job) for job in (client.read_all(), client.fly())]
        done, pending = await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        elapsed = round(time.monotonic() - started, 1)
        for task in pending:
            task.cancel()
        for task in done:
            task.result()  # raises what ended it
        if done:
            raise Failure(f"closed with {socket.close_code}: {socket.close_reason or 'no reason given'}")
        if client.seated.is_set():
            await socket.send(msgpack.packb([LEAVE]))
    if not client.count["compared"]:
        raise Failure("nothing to compare: " + ("no ship in time" if client.seated.is_set() else "not seated in time"))
    counted = ("snapshots", "compared", "hit", "push", "starved", "late", "unexplained", "shots_seen")
    return {"seconds": elapsed, **{key: client.count[key] for key in counted},
            "ships_seen": len(client.slots_seen), "score": client.score}


def main():
    """Reads the command line, plays and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", help="for example ws://127.0.0.1:8080/ws")
    parser.add_argument("--name", default="Stranger")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--json", action="store_true", help="print nothing but the line of JSON")
    options = parser.parse_args()
    try:
        print(json.dumps(asyncio.run(play(options.url, options.name, options.seconds, options.json))))
    except ConnectionClosed as closed:
        close = closed.rcvd or closed.sent
        sys.exit(f"closed with {close.code}: {close.reason or 'no reason given'}" if close else "connection lost")
    except (Failure, OSError, InvalidHandshake, InvalidURI) as failure:
        sys.exit(f"could not play: {failure or type(failure).__name__}")


if __name__ == "__main__":
    main()
