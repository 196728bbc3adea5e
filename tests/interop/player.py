"""Joins `main` with the library websockets: player.py URL VERSION NAME OWN_BYTES. Prints what it sees as one line of
JSON, stays until standard input ends, then closes and prints the close code."""

import asyncio
import json
import struct
import sys
from urllib.request import Request, urlopen

import msgpack
from websockets.asyncio.client import connect


def ticket_for(room, url):
    request = Request(url.replace("ws", "http", 1).removesuffix("ws") + "api/join", json.dumps({"room": room}).encode(),
                      {"Content-Type": "application/json"})
    with urlopen(request) as answer:
        return json.load(answer)["ticket"]


async def play(url, version, name, own_bytes):
    ticket = ticket_for("main", url)
    async with connect(url, subprotocols=["fracas.v1", f"fracas.ticket.{ticket}"]) as socket:
        seen = {"library": "websockets", "subprotocol": socket.subprotocol}
        await socket.send(msgpack.packb([1, int(version), "main"]))
        await socket.send(msgpack.packb([2, name]))
        told_to_stop = asyncio.create_task(asyncio.to_thread(sys.stdin.read))
        async for message in socket:
            kind, *fields = msgpack.unpackb(message)
            if kind == 1:
                seen["room"] = fields[1]
            elif kind == 3:
                seen["slot"], seen["name"] = fields
            elif kind == 2 and fields[3] is not None and "slot" in seen and "tick" not in seen:
                # The own ship is the first bin after tick, ack_seq and slack_ms.
                assert len(fields[3]) == int(own_bytes), f"an own ship of {len(fields[3])} bytes"
                seen["tick"] = fields[0]
                seen["x"], seen["y"] = struct.unpack_from("<ff", fields[3])
                print(json.dumps(seen), flush=True)
            if told_to_stop.done():
                break
        await socket.close(1000)
        print(socket.close_code)


asyncio.run(play(*sys.argv[1:]))
