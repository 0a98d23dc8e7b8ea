"""What the tests of the Python client run: `client.py WHAT,WHAT ADDRESS ADDRESS`; prints JSON. Warnings are errors."""

import importlib.metadata
import json
import os
import pickle
import random
import socket
import sys
import warnings

import gymnasium
import numpy as np
import rewardgym
from gymnasium.utils.env_checker import check_env
from rewardgym.frames import pack, unpack
from rewardgym.spaces import space_of
from rewardgym.stencil import Stencil
from websockets.frames import Frame, Opcode
from websockets.server import ServerProtocol

whats, address, *_ = sys.argv[1:]


def random_steps(env, steps):
    """Sums of what random actions do: equal seeds, equal sums."""
    env.action_space.seed(3)
    observation, _ = env.reset(seed=5)
    seen = [float(np.sum(observation))]
    for _ in range(steps):
        observation, reward, terminated, truncated, info = env.step(env.action_space.sample())
        seen.append(round(float(np.sum(observation)) + float(np.sum(reward)), 6))
        if env.unwrapped.spec is not None and np.ndim(reward) == 0 and (terminated or truncated):
            observation, _ = env.reset()
    return seen


def code_of(run):
    """The code of what it raises, or the type."""
    try:
        run()
    except Exception as error:  # any other one is a finding
        return getattr(error, "code", type(error).__name__)
    return "believed"


def checks():
    warnings.simplefilter("ignore")  # check_env warns of boxes without bounds, which is for an author to know
    connection = rewardgym.Connection(address)
    failed, crowds = {}, []
    for name in rewardgym.ids:
        try:
            env = gymnasium.make(f"rewardgym/{name.replace('/', '.')}", server=connection)
        except ValueError as refusal:
            if "seats" not in str(refusal):
                raise
            crowds.append(name)  # Gymnasium has no environment of many agents
            continue
        try:
            check_env(env.unwrapped, skip_render_check=True)
        except Exception as problem:  # every problem is a finding
            failed[name] = repr(problem)
        env.close()
    connection.close()
    return {"checked": len(rewardgym.ids), "crowds": crowds, "failed": failed}


def versions():
    return {name: importlib.metadata.version(name) for name in ("gymnasium", "websockets")}


def names():
    """Every id is registered with its family; and without it, where that names one env."""
    known = [name for name in gymnasium.registry if name.startswith("rewardgym/")]
    return {name: gymnasium.spec(name).kwargs["env"] for name in known}


def frames():
    message = {"id": 1, "a": np.arange(3, dtype=np.int16), "b": {"c": [np.ones(2), "x", None, True, 1.5]}, "d": b"xyz"}
    again = unpack(pack(message))
    again["a"][0] += 7  # it belongs to whoever has it
    big_endian = unpack(pack({"a": np.arange(3, dtype=">i4")}))["a"]
    runs = {  # neighbours of one type and length, apart from each other and from others
        "short": [np.arange(3, dtype=np.uint8) + i for i in range(3)],
        "empty": [np.empty(0), np.empty(0), np.empty(0, np.int16)],
        "long": [np.arange(5, dtype=np.float32) + i for i in range(4)],
        "others": [np.arange(5), np.arange(5) / 2, np.arange(4) / 2, np.zeros(3, np.uint8)],
    }
    runs["others"][0] = runs["others"][0].astype(np.int32)
    actions = np.arange(5, dtype=np.int32)
    stencil = Stencil({"op": "step", "session": "s"}, actions)
    return {
        "runs": all(
            one.dtype == two.dtype and one.tolist() == two.tolist()
            for name, arrays in unpack(pack(runs)).items()
            for one, two in zip(arrays, runs[name], strict=True)
        ),
        "stencil": [
            stencil.fill(number, actions + number) == pack({"id": number, "op": "step", "session": "s", "actions": actions + number})
            for number in (0, 9, 10, 12345)
        ],
        "fits": [stencil.fits(actions), stencil.fits(actions[1:]), stencil.fits(actions.astype(np.int16))],
        "a": again["a"].tolist(),
        "c": [again["b"]["c"][0].tolist(), *again["b"]["c"][1:]],
        "d": bytes(again["d"]).decode(),
        "big": big_endian.tolist(),
    }


class Peer:
    """A server without a network: the other half of the protocol layer, whose bytes arrive in pieces of any size."""

    def __init__(self, frames, pieces):
        self.protocol = ServerProtocol(subprotocols=["rewardgym.v1"])
        self.frames = frames
        self.pieces = pieces
        self.coming = memoryview(b"")
        self.heard = []

    def send(self, data):
        self.protocol.receive_data(bytes(data))
        for event in self.protocol.events_received():
            if isinstance(event, Frame):
                self.heard.append((event.opcode, bytes(event.data)))
            else:
                self.protocol.send_response(self.protocol.accept(event))
                self.coming = memoryview(b"".join([*self.protocol.data_to_send(), *self.frames]))
        return len(data)

    def recv_into(self, room):
        size = min(self.pieces(), len(room), len(self.coming))
        room[:size] = self.coming[:size]
        self.coming = self.coming[size:]
        return size

    def close(self):
        pass


def meeting(frames, pieces):
    """A link to a peer that sends these frames right after its half of the handshake."""
    peer = Peer([frame.serialize(mask=False) if isinstance(frame, Frame) else frame for frame in frames], pieces)
    module = rewardgym.link
    real = module._connected, module._waiter
    module._connected, module._waiter = (lambda uri: peer), (lambda socket: None)
    try:
        return module.Link("ws://peer", None), peer
    finally:
        module._connected, module._waiter = real


def framing():
    """Whatever the sizes of frames and of the pieces that arrive, messages are those that the protocol layer wrote."""
    chance = random.Random(5)
    around = [125, 126, 2**16 - 1, 2**16, 2**18, 2**18 + 1]  # where a length's form changes, or how it is read
    sizes = [*around * 4, *[chance.randrange(80, 3000) for _ in range(40)]]
    chance.shuffle(sizes)
    frames, expected, pings = [], [], 0
    for size in sizes:
        data = chance.randbytes(size - 80)
        expected.append(list(data))
        is_text = chance.random() < 0.2
        message = json.dumps({"a": list(data)}).encode() if is_text else pack({"a": data}).ljust(size, b"\0")
        cuts = sorted(chance.randrange(len(message) + 1) for _ in range(chance.choice([0, 0, 0, 1, 3])))
        parts = [message[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(message)])]
        for place, part in enumerate(parts):
            if chance.random() < 0.2:
                frames.append(Frame(Opcode.PING, b"%d" % pings))
                pings += 1
            opcode = Opcode.CONT if place else Opcode.TEXT if is_text else Opcode.BINARY
            frames.append(Frame(opcode, part, fin=place == len(parts) - 1))
    told = {}
    for name, pieces in {
        "bytes": lambda: chance.choice([1, 2, 3, 400]),
        "packets": lambda: chance.randrange(1, 3000),
        "all at once": lambda: 2**30,
    }.items():
        link, peer = meeting(frames, pieces)
        got = [np.asarray(link.receive(1.0)["a"]).tolist() for _ in sizes]
        link.send(bytes(70_000))
        pongs = [(Opcode.PONG, b"%d" % ping) for ping in range(pings)]
        told[name] = got == expected and peer.heard == [*pongs, (Opcode.BINARY, bytes(70_000))]
    whole, begun = Frame(Opcode.BINARY, pack({"a": 1})), Frame(Opcode.BINARY, b"\0", fin=False)
    wrong = {
        "masked": b"\x82\x88" + len(whole.data).to_bytes(8, "big") + whole.data,
        "reserved": b"\xc2\0",
        "unknown": b"\x83\0",
        "continues nothing": Frame(Opcode.CONT, b""),
        "interrupts": begun.serialize(mask=False) + whole.serialize(mask=False),
        "endless": b"\x82\x7f" + b"\xff" * 8,
        "closes": Frame(Opcode.CLOSE, b"\x03\xe8"),
        "hangs up": whole.serialize(mask=False)[:-1],
    }
    for name, frame in wrong.items():
        link, _ = meeting([whole, frame], lambda: chance.randrange(1, 9))
        link.receive(1.0)
        told[name] = code_of(lambda link=link: link.receive(1.0))
    return told


def waits():
    """How many of the last 1000 of 2000 waits it looks for, by what they take awake and asleep [ms]."""

    def looked(awake, asleep):
        wakeful, count = rewardgym.link.Wakeful(), 0
        for wait in range(2000):
            is_awake = wakeful.look() > 0
            count += is_awake and wait >= 1000
            wakeful.note((awake(wait) if is_awake else asleep) / 1000)
        return count

    return {
        "shorter": looked(lambda wait: 0.1, 0.4),
        "equal": looked(lambda wait: 0.1, 0.1),
        "longer": looked(lambda wait: 3, 0.1),
        "now and then much longer": looked(lambda wait: 0.1 if wait % 20 else 10, 0.15),
        "slow": looked(lambda wait: 20, 20),
        "slow at first": looked(lambda wait: 0.1 if wait > 500 else 20, 0.4),
    }


def seats():
    """Every agent of a world is one of the environments; rewards, masks and absences are theirs."""
    from rewardgym import RewardGymVectorEnv

    envs = RewardGymVectorEnv("fixture/queue-v1", num_envs=6, server=address, places=3, pause=2)
    envs.reset(seed=3)
    first = {"rows": [envs.num_envs, envs.seats, envs.observation_space.shape[0], envs.action_space.shape[0]]}
    absent, idle, ended = 0, 0.0, 0
    present = np.ones(6, bool)
    for _ in range(40):
        observed, rewards, terminated, truncated, infos = envs.step(np.zeros(6, np.int64))
        idle += float(np.sum(np.abs(rewards[~present])))
        ended += int(np.sum(terminated | truncated))
        present = infos["present"]
        absent += int(np.sum(~present))
        assert not observed[~present].any()
    envs.close()
    refused = []
    for make in (
        lambda: RewardGymVectorEnv("fixture/queue-v1", num_envs=7, server=address, places=3),
        lambda: rewardgym.RewardGymEnv("fixture/queue-v1", server=address),
    ):
        try:
            make()
        except ValueError as problem:
            refused.append(str(problem))
    grouped = RewardGymVectorEnv("fixture/pursuit-v1", num_envs=8, group=2, server=address)
    start, infos = grouped.reset(seed=1)
    groups = infos["groups"].tolist()
    grouped.close()
    alike = bool((start[0:2] == start[2:4]).all() and not (start[0:2] == start[4:6]).all())
    return {**first, "absent": absent, "idle": idle, "ended": ended, "refused": refused, "groups": groups, "alike": alike}


def single():
    env = gymnasium.make("rewardgym/pendulum-v1", server=address, maxSteps=4, render_mode="rgb_array")
    first, again = random_steps(env, 10), random_steps(env, 10)
    picture = env.render()
    env.reset(seed=1)
    for _ in range(4):
        observation, reward, terminated, truncated, info = env.step(np.array([0.5], np.float32))
    after, _ = env.reset()
    env.close()
    return {
        "same": first == again,
        "picture": [list(picture.shape), int(picture.max())],
        "truncated": truncated,
        "terminated": terminated,
        "score": info["score"],
        "terms": info["terms"],
        "reward": reward,
        "restarted": not np.allclose(observation, after),
    }


def vector():
    envs = gymnasium.make_vec("rewardgym/cart-pole-v1", num_envs=5, server=address)
    observations, _ = envs.reset(seed=2)
    inside = observations in envs.observation_space
    ended = 0
    kept = observations
    copy = observations.copy()
    for _ in range(60):
        observations, rewards, terminated, truncated, infos = envs.step(np.ones(5, np.int64))
        if "_final_obs" in infos:
            ended += int(infos["_final_obs"].sum())
            assert (infos["_final_obs"] == (terminated | truncated)).all()
            assert all(infos["final_obs"][row].shape == (4,) for row in np.flatnonzero(infos["_final_obs"]))
    mode = envs.metadata["autoreset_mode"].name
    envs.close()
    return {
        "inside": inside,
        "ended": ended,
        "mode": mode,
        "rewards": rewards.tolist(),
        "owned": bool((kept == copy).all()) and observations.flags.writeable,
    }


def resets():
    """Seeds one a world, and resets of some worlds."""
    envs = gymnasium.wrappers.vector.RecordEpisodeStatistics(
        gymnasium.make_vec("rewardgym/cart-pole-v1", num_envs=4, server=address)
    )
    env = gymnasium.make("rewardgym/cart-pole-v1", server=address)
    listed, _ = envs.reset(seed=[5, 6, None, 5])
    again, _ = envs.reset(seed=[5, 6, 7, 5])
    alone = [env.reset(seed=seed)[0] for seed in (5, 6, 7)]
    before = envs.step(np.ones(4, np.int64))[0].copy()
    mask = np.array([False, True, False, True])
    some, infos = envs.reset(seed=[1, 7, 1, 6], options={"reset_mask": mask})
    drawn, _ = envs.reset(options={"reset_mask": mask})
    whole, _ = envs.reset(seed=9)
    half, _ = envs.reset(seed=3)
    half, _ = envs.reset(seed=9, options={"reset_mask": mask})
    refused = [
        code_of(lambda given=given: envs.unwrapped.reset(**given))
        for given in (
            {"seed": [1, 2]},
            {"options": {"reset_mask": [True, False, False, True]}},
            {"options": {"reset_mask": np.zeros(4, bool)}},
            {"options": {"reset_mask": np.ones(3, bool)}},
        )
    ]
    envs.close()
    env.close()
    return {
        "equal": [
            (listed[[0, 1, 3]] == again[[0, 1, 3]]).all().item(),
            (again[:3] == alone).all().item(),
            (listed[0] == listed[3]).all().item(),
        ],
        "kept": (some[~mask] == before[~mask]).all().item() and (drawn[~mask] == before[~mask]).all().item(),
        "reset": (some[mask] == [alone[2], alone[1]]).all().item(),
        "drawn": (drawn[mask] != some[mask]).any().item(),
        "seeded": (half[mask] == whole[mask]).all().item() and (half[~mask] != whole[~mask]).any().item(),
        "refused": refused,
    }


def errors():
    connection = rewardgym.Connection(address)
    codes = []
    for given in ({"env": "classic/nothing-v1"}, {"env": "classic/cart-pole-v1", "nothing": 1}):
        codes.append(code_of(lambda given=given: rewardgym.RewardGymEnv(server=connection, **given)))
    env = rewardgym.RewardGymEnv("classic/cart-pole-v1", server=connection)
    env.reset(seed=1)
    for action in (7, 0.5):
        codes.append(code_of(lambda action=action: env.step(action)))
    for url in ("ws://127.0.0.1:1", "http://127.0.0.1", f"{address}:no"):
        codes.append(code_of(lambda url=url: rewardgym.Connection(url)))
    connection.close()
    codes.append(code_of(lambda: env.step(0)))
    return codes


def cuts():
    """The socket is cut again and again, before a request and after it; the trajectory is that of an uncut run."""
    connection = rewardgym.Connection(address)
    env = gymnasium.make("rewardgym/pendulum-v1", server=connection)
    counts = {"asked": 0, "cut": 0}
    send, receive = rewardgym.link.Link.send, rewardgym.link.Link.receive

    def cut(link):
        counts["cut"] += 1
        link._socket.shutdown(socket.SHUT_RDWR)

    def sending(link, data):
        counts["asked"] += 1
        if counts["asked"] % 40 == 0:
            cut(link)
        send(link, data)

    def receiving(link, patience):
        if counts["asked"] % 40 == 20:
            cut(link)
        return receive(link, patience)

    rewardgym.link.Link.send, rewardgym.link.Link.receive = sending, receiving
    seen = random_steps(env, 400)
    rewardgym.link.Link.send, rewardgym.link.Link.receive = send, receive
    env.close()
    uncut = gymnasium.make("rewardgym/pendulum-v1", server=address)
    whole = random_steps(uncut, 400)
    uncut.close()
    connection.close()
    return {"same": seen == whole, "cuts": counts["cut"]}


def interrupted():
    """Ctrl-C while an answer is awaited: the environment can still be used."""
    env = gymnasium.make("rewardgym/pendulum-v1", server=address)
    env.reset(seed=1)
    receive = rewardgym.link.Link.receive

    def interrupt(link, patience):
        rewardgym.link.Link.receive = receive
        receive(link, patience)
        raise KeyboardInterrupt

    rewardgym.link.Link.receive = interrupt
    try:
        env.step(np.zeros(1, np.float32))
    except KeyboardInterrupt:
        pass
    after = env.step(np.zeros(1, np.float32))[0]
    whole = gymnasium.make("rewardgym/pendulum-v1", server=address)
    whole.reset(seed=1)
    for _ in range(2):
        expected = whole.step(np.zeros(1, np.float32))[0]
    env.close()
    whole.close()
    return {"same": (after == expected).all().item()}


def in_child(run):
    """What a function returns in a forked process."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, json.dumps(run()).encode())
        os._exit(0)
    os.close(writing)
    with open(reading) as answer:
        told = json.load(answer)
    os.waitpid(child, 0)
    return told


def forked():
    """Environments from before a fork are the parent's; the connection serves both."""
    warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
    connection = rewardgym.Connection(address)
    env = gymnasium.make("rewardgym/pendulum-v1", server=connection)
    env.reset(seed=1)

    def child():
        try:
            refused = ""
            env.step(np.zeros(1, np.float32))
        except rewardgym.RewardGymError as error:
            refused = f"{error.code} {error.fix}"
        own = gymnasium.make("rewardgym/pendulum-v1", server=connection)
        seen = random_steps(own, 20)
        own.close()
        env.close()
        connection.close()
        return {"refused": refused, "seen": seen}

    told = in_child(child)
    step = env.step(np.zeros(1, np.float32))[0]  # the parent's is as it was
    same = told["seen"] == random_steps(env, 20)
    workers = gymnasium.vector.AsyncVectorEnv(
        [lambda: gymnasium.make("rewardgym/pendulum-v1", server=connection)] * 2, context="fork"
    )
    observations, _ = workers.reset(seed=[4, 4])
    workers.close()
    again = pickle.loads(pickle.dumps(connection))
    asked = again.ask("ping")
    for one in (env, again, connection):
        one.close()
    return {
        "refused": told["refused"],
        "same": same,
        "went on": step.shape == (3,),
        "workers": (observations[0] == observations[1]).all().item(),
        "pickled": asked,
    }


def spaces():
    """An env with every kind of space."""
    env = rewardgym.RewardGymEnv("test/talking-v1", server=address, reward=None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        check_env(env, skip_render_check=True)
    env.reset(seed=1)
    observation, *_ = env.step({"say": "hi", "go": np.array([1, 2])})
    envs = rewardgym.RewardGymVectorEnv("test/talking-v1", num_envs=2, server=address, reward=None)
    envs.reset(seed=1)
    many, *_ = envs.step({"say": ("a", "b"), "go": np.array([[1, 0], [0, 1]])})
    told = {
        "kinds": str(env.observation_space),
        "words": observation["words"],
        "place": observation["place"].tolist(),
        "many": [list(many["words"]), many["place"].tolist()],
    }
    env.close()
    envs.close()
    return told


def counts():
    """Codes whose count is the last number that their type holds, and one more."""
    told = {}
    for dtype, most in (("uint8", 255), ("int16", 32767)):
        for count in (most, most + 1):
            space = space_of({"type": "codes", "dtype": dtype, "shape": [2], "count": count})
            last = np.array([0, count - 1], dtype)
            told[f"{count} of {dtype}"] = [type(space).__name__, str(space.dtype), last in space, space.sample() in space]
    return told


def fixtures():
    """Worlds with glyphs, maps, lists, picks and actions in parts."""
    for name, params in (("glyphs", {}), ("sheet", {}), ("sheet", {"painted": False})):
        check_env(rewardgym.RewardGymEnv(f"fixture/{name}-v1", server=address, reward=None, params=params), skip_render_check=True)
    env = rewardgym.RewardGymEnv("fixture/shelf-v1", server=address, reward=None)
    observation, info = env.reset(seed=1)
    inside = observation in env.observation_space
    steps = 0
    while steps < 40:  # over the ends of episodes
        row, verb = divmod(int(np.flatnonzero(info["action_mask"])[-1]), 2)
        assert row == observation["things"]["length"] - 1
        observation, _, terminated, truncated, info = env.step(np.array([row, verb]))
        inside = inside and observation in env.observation_space
        if terminated or truncated:
            observation, info = env.reset()
        steps += 1
    envs = rewardgym.RewardGymVectorEnv("fixture/bench-v1", num_envs=3, server=address, reward=None)
    many, infos = envs.reset(seed=1)
    masks = infos["action_mask"]
    first = lambda start, end: masks[:, start:end].argmax(1)  # noqa: E731
    pick = np.stack([first(8, 12), np.zeros(3, int)], 1)
    hands = np.stack([first(3, 5), first(5, 8)], 1)
    action = {"say": {"colour": first(0, 3)}, "hands": hands, "press": many["force"], "parcel": pick}
    many, *_ = envs.step(action)
    return {
        "inside": inside,
        "space": str(env.observation_space["things"]["length"]),
        "action": str(env.action_space),
        "rows": [list(many["parcels"]["length"].shape), list(many["parcels"]["rows"].shape)],
        "many": many in envs.observation_space,
    }


def measurements():
    """Numbers and vectors that are measured, before a restart too; the elements of a vector in order."""
    env = rewardgym.RewardGymEnv("fixture/arm-v1", server=address, reward=None)
    envs = rewardgym.RewardGymVectorEnv("fixture/arm-v1", num_envs=2, server=address, reward=None)
    observation, info = env.reset(seed=4)
    observations, infos = envs.reset(seed=4)
    same = []
    for _ in range(12):
        same.append(np.allclose(info["features"]["errors"], np.abs(observation), atol=1e-6))
        same.append(np.allclose(infos["features"]["errors"], np.abs(observations), atol=1e-6))
        observation, _, _, truncated, info = env.step(np.ones(3, np.float32))
        observations, _, _, _, infos = envs.step(np.ones((2, 3), np.float32))
    same.append(np.allclose(info["features"]["errors"], np.abs(observation), atol=1e-6))
    last = infos["final_info"]["features"]
    same.append(np.allclose(last["errors"], np.abs(np.stack(infos["final_obs"])), atol=1e-6))
    env.close()
    envs.close()
    shapes = lambda features: {name: list(np.shape(value)) for name, value in features.items()}  # noqa: E731
    return {
        "truncated": truncated,
        "same": all(same),
        "one": shapes(info["features"]),
        "many": shapes(infos["features"]),
        "last": shapes(last),
    }


def private():
    env = gymnasium.make("rewardgym/cart-pole-v1")
    observation, _ = env.reset(seed=1)

    def child():
        own = gymnasium.make("rewardgym/cart-pole-v1")
        shape = list(own.reset(seed=1)[0].shape)
        return [shape, rewardgym.local.__globals__["_owner"] == os.getppid()]

    told = in_child(child)
    env.close()
    return {"shape": list(observation.shape), "child": told}


def believed():
    """Which servers are believed."""

    def run(url):
        connection = rewardgym.Connection(url)
        try:
            envs = rewardgym.RewardGymVectorEnv("classic/cart-pole-v1", num_envs=1, server=connection)
            envs.reset(seed=1)
            envs.step(np.zeros(1, np.int64))
        finally:
            connection.close()

    return [code_of(lambda url=url: run(url)) for url in sys.argv[2:]]


def ping():
    """With the token that the environment names."""
    connection = rewardgym.Connection(address, os.environ.get("TOKEN"))
    big = connection.ask("ping")
    refused = code_of(lambda: rewardgym.Connection(address, "another"))
    connection.close()
    return {"answer": big, "refused": refused}


def lost():
    """A session that the server has forgotten, and requests that are too large for it."""
    connection = rewardgym.Connection(address)
    env = rewardgym.RewardGymEnv("classic/cart-pole-v1", server=connection)
    thief = rewardgym.Connection(address)
    thief.ask("resume", session=env._session, token=connection._tokens[env._session])
    thief.ask("close", session=env._session)
    thief.close()
    connection._link._socket.shutdown(socket.SHUT_RDWR)
    told = [code_of(lambda: env.reset(seed=1)) for _ in range(2)]
    told.append(code_of(lambda: connection.ask("hello", client="x" * 100_000)))
    told.append(code_of(lambda: connection.ask("hello", client="x" * 2**20)))  # a header that no server reads
    told.append(connection.ask("ping"))  # over a new socket
    connection.close()
    return told


def taken():
    """Another connection resumes sessions: while the first one is idle, and between a request and its answer."""
    connection = rewardgym.Connection(address)
    thief = rewardgym.Connection(address)
    thief._requests = 1000  # higher numbers than those of the sessions that it takes
    idle, asking, kept = (rewardgym.RewardGymEnv("classic/cart-pole-v1", server=connection) for _ in range(3))

    def take(env):
        session = env._session
        thief.ask("resume", session=session, token=connection._tokens[session])

    def code_and_reason(run):
        try:
            run()
        except rewardgym.RewardGymError as error:
            return f"{error.code} {error.given.split(', ')[-1]}"

    for env in (idle, asking, kept):
        env.reset(seed=1)
    take(idle)
    told = [code_and_reason(lambda: idle.step(0)) for _ in range(2)]
    send = rewardgym.link.Link.send

    def sending(link, data):
        rewardgym.link.Link.send = send
        take(asking)
        send(link, data)

    rewardgym.link.Link.send = sending
    told.append(code_and_reason(lambda: asking.step(0)))
    told.append(kept.step(0)[1])
    told.append(len(thief.ask("step", session=idle._session, actions=[0])["rewards"]))
    connection._link._socket.shutdown(socket.SHUT_RDWR)
    told.append(kept.step(0)[1])  # over a new socket, which does not take the others back
    told.append(len(thief.ask("step", session=asking._session, actions=[0])["rewards"]))
    told.append(code_and_reason(lambda: asking.step(0)))
    connection.close()
    thief.close()
    return told


told = {what: globals()[what]() for what in whats.split(",")}
print(json.dumps(told if "," in whats else told[whats]))
