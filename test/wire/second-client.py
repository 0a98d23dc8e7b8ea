"""
A second client, written from docs/protocol.md alone: it shares no code with the one in src/client/python.

It follows the page against the servers whose addresses it is given and prints what it saw as JSON: one serves this package's
envs, one an env whose reward fails at times, one an env whose actions have parts.
"""

import base64
import contextlib
import itertools
import json
import socket
import struct
import sys

from websockets.sync.client import connect

LETTERS = {"float32": "f", "float64": "d", "int32": "i", "int16": "h", "uint8": "B"}


class Array(list):
    """An array of one type; in text it is a list."""

    def __init__(self, kind, numbers):
        super().__init__(numbers)
        self.kind = kind


def up(length):
    return (length + 7) // 8 * 8


def packed(message):
    arrays = []

    def header(value):
        if isinstance(value, Array):
            arrays.append(value)
            return {"$array": len(arrays) - 1}
        if isinstance(value, dict):
            return {key: header(inner) for key, inner in value.items()}
        return value

    value = header(message)
    text = json.dumps({"value": value, "arrays": [[array.kind, len(array)] for array in arrays]}).encode()
    frame = struct.pack("<I", len(text)) + text
    frame += bytes(up(len(frame)) - len(frame))
    for array in arrays:
        body = struct.pack(f"<{len(array)}{LETTERS[array.kind]}", *array)
        frame += body + bytes(up(len(body)) - len(body))
    return frame


def unpacked(frame):
    (length,) = struct.unpack_from("<I", frame)
    header = json.loads(frame[4 : 4 + length])
    at = up(4 + length)
    arrays = []
    for kind, count in header["arrays"]:
        form = f"<{count}{LETTERS[kind]}"
        arrays.append(Array(kind, struct.unpack_from(form, frame, at)))
        at += up(struct.calcsize(form))

    def filled(value):
        if isinstance(value, dict):
            if "$array" in value:
                return arrays[value["$array"]]
            return {key: filled(inner) for key, inner in value.items()}
        return value

    return filled(header["value"])


class Client:
    def __init__(self, url):
        self.socket = sockets.enter_context(connect(url, subprotocols=["rewardgym.v1"], max_size=None))
        self.numbers = itertools.count(1)
        self.events = []

    def send(self, op, as_bytes=False, number=None, **given):
        number = next(self.numbers) if number is None else number
        message = {"id": number, "op": op, **given}
        self.socket.send(packed(message) if as_bytes else json.dumps(message))
        return number

    def hear(self):
        while True:
            frame = self.socket.recv()
            message = unpacked(frame) if isinstance(frame, bytes) else json.loads(frame)
            if "event" not in message:
                return message
            self.events.append(message)

    def answer(self, op, **given):
        number = self.send(op, **given)
        message = self.hear()
        assert message["id"] == number, message
        return message

    def ask(self, op, **given):
        return self.answer(op, **given)["ok"]

    def code(self, op, **given):
        return self.answer(op, **given)["error"]["code"]

    def cut(self):
        self.socket.socket.shutdown(socket.SHUT_RDWR)


def greeting(url, *_):
    client = Client(url)
    told = client.ask("hello", client="the second client")
    limits = ["maxFrameBytes", "maxTextBytes", "maxWorlds", "maxSessions", "socketSessions"]
    client.socket.send("{")
    nothing = client.hear()
    return {
        "protocol": told["protocol"],
        "limits": [told[name] for name in limits],
        "lost": [told[name] for name in ("heartbeatSeconds", "lostSeconds", "graceSeconds")],
        "unread": [nothing["id"], nothing["error"]["code"]],
    }


def frames(url, *_):
    """The same worlds, by text and by bytes."""
    client = Client(url)
    told = []
    for as_bytes in (False, True):
        made = client.ask("make", as_bytes=as_bytes, env="classic/cart-pole-v1", worlds=2, params={"maxSteps": 3})
        session = made["session"]
        actions = Array("int32", [0, 1])
        steps = [client.ask("reset", as_bytes=as_bytes, session=session, seed=7, hash=True)]
        for _ in range(3):
            steps.append(client.ask("step", as_bytes=as_bytes, session=session, actions=actions, hash=True))
        state = client.ask("save", as_bytes=as_bytes, session=session)["state"]
        loaded = client.ask("load", as_bytes=as_bytes, session=session, state=state)
        told.append((made, steps, state if as_bytes else list(base64.b64decode(state)), loaded))
    (made, text, saved, _), (_, binary, stored, loaded) = told
    last = binary[3]
    return {
        "same": text == binary,
        "saved": [len(saved) == len(stored), loaded["step"], loaded["observations"] == last["observations"]],
        "maxSteps": [made["env"]["maxSteps"], last["truncated"], last["terminated"]],
        "types": {
            **{name: last[name].kind for name in ("observations", "rewards", "terminated", "truncated")},
            **{name: last["ended"][name].kind for name in ("rows", "scores", "returns", "lengths", "observations")},
            **{f"features.{name}": column.kind for name, column in last["features"].items()},
            **{f"terms.{name}": column.kind for name, column in last["terms"].items()},
        },
    }


def again(url, *_):
    """Asking again."""
    client = Client(url)
    wish = {"env": "classic/pendulum-v1", "key": "a key that I drew for this"}
    number = client.send("make", **wish)
    made = client.hear()
    client.send("make", number=number, **wish)
    same = [client.hear() == made]
    session = made["ok"]["session"]
    client.ask("reset", session=session, seed=1)
    number = client.send("step", session=session, actions=[0.5])
    first = client.socket.recv()
    client.send("step", number=number, session=session, actions=[0.5])
    same.append(client.socket.recv() == first)
    same.append(client.ask("step", session=session, actions=[0.5])["step"] == 2)
    branch = {"session": session, "world": 0, "copies": 2}
    number = client.send("branch", **branch)
    branched = client.hear()
    client.send("branch", number=number, **branch)
    same.append(client.hear() == branched)
    other = Client(url)  # the answer to make was lost, says the client
    over = other.ask("make", **wish)
    same.append(over == made["ok"])
    taken = client.code("text", session=session)
    differing = other.code("make", **{**wish, "worlds": 2})
    number = other.send("reset", session=session, seed=1)
    other.hear()
    codes = [taken, differing, other.code("text", number=number, session=session)]
    closed = [other.ask("close", session=session) for _ in range(2)]
    return {"same": same, "events": client.events == [{"event": "taken", "session": session}], "codes": codes, "closed": closed}


def resumed(url, *_):
    """A cut in the middle of many steps, and a takeover of a session that is alive."""
    client = Client(url)
    made = client.ask("make", env="classic/pendulum-v1")
    session, token = made["session"], made["token"]
    client.ask("reset", session=session, seed=3)
    whole = Client(url)
    own = whole.ask("make", env="classic/pendulum-v1")["session"]
    whole.ask("reset", session=own, seed=3)
    expected = [whole.ask("step", session=own, actions=[i / 8])["observations"] for i in range(8)]
    numbers = [client.send("step", session=session, actions=[i / 8]) for i in range(8)]
    client.cut()
    second = Client(url)
    told = second.ask("resume", session=session, token=token)
    for i, number in enumerate(numbers):
        if number not in told["pending"]:  # it was answered into the cut, or never arrived
            second.send("step", number=number, session=session, actions=[i / 8])
    heard = {}
    while len(heard) < len(numbers):
        message = second.hear()
        heard[message["id"]] = message["ok"]["observations"]
    seen = [heard[number] for number in numbers]
    third = Client(url)
    taken = third.ask("resume", session=session, token=token)
    step = third.ask("step", number=100, session=session, actions=[0])["step"]
    refused = second.code("step", number=101, session=session, actions=[0])
    return {
        "known": sorted(told) == ["answered", "dropped", "pending"],
        "same": seen == expected,
        "pending": [taken["pending"], taken["dropped"]],
        "step": step,
        "refused": refused,
        "events": second.events == [{"event": "taken", "session": session}],
    }


def nested(_, __, url):
    """Actions in parts, as text and as bytes."""
    client = Client(url)
    told = []
    for as_bytes in (False, True):
        session = client.ask("make", as_bytes=as_bytes, env="test/talking-v1")["session"]
        client.ask("reset", as_bytes=as_bytes, session=session, seed=1)
        say = Array("uint8", b"hi" + bytes(6)) if as_bytes else ["hi"]
        go = Array("int32", [1, 0]) if as_bytes else [[1, 0]]
        step = client.ask("step", as_bytes=as_bytes, session=session, actions={"say": say, "go": go})
        told.append(step["observations"])
    text, binary = told
    return [text["words"], bytes(binary["words"]).rstrip(b"\0").decode(), text["place"], binary["place"]]


def unscored(_, url, __):
    """Errors that come with what the worlds did all the same, and numbers that are not finite."""
    client = Client(url)
    told = []
    space = client.ask("describe", env="test/drowsy-v1")["observation"]
    for as_bytes in (False, True):
        session = client.ask("make", as_bytes=as_bytes, env="test/drowsy-v1", worlds=2, params={"maxSteps": 3})["session"]
        client.ask("reset", as_bytes=as_bytes, session=session, seed=1)
        actions = Array("float32", [0, 0]) if as_bytes else [[0], [0]]
        for _ in range(2):
            client.ask("step", as_bytes=as_bytes, session=session, actions=actions)
        told.append(client.answer("step", as_bytes=as_bytes, session=session, actions=actions))
    text, binary = told
    returns = binary["ok"]["ended"]["returns"]
    return {
        "bounds": [space["low"], space["high"]],
        "codes": [one["error"]["code"] for one in told],
        "steps": [one["ok"]["step"] for one in told],
        "rewards": ["rewards" in one["ok"] for one in told],
        "returns": [text["ok"]["ended"]["returns"], [number != number for number in returns]],
        "next": client.ask("step", as_bytes=True, session=session, actions=Array("float32", [0, 0]))["step"],
    }


with contextlib.ExitStack() as sockets:
    told = {run.__name__: run(*sys.argv[1:]) for run in (greeting, frames, again, resumed, nested, unscored)}
print(json.dumps(told))
