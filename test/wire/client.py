"""What test/wire/python.test.ts runs: `client.py WHAT ADDRESS`; prints JSON."""

import json
import socket
import sys
import threading
import time
import warnings

import gymnasium
import numpy as np
import rewardgym
from gymnasium.utils.env_checker import check_env
from rewardgym.frames import pack, unpack

warnings.simplefilter("ignore")
what, address = sys.argv[1:3]


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


def checks():
    connection = rewardgym.Connection(address)
    failed = {}
    for name in rewardgym.ids:
        env = gymnasium.make(f"rewardgym/{name.split('/')[1]}", server=connection)
        try:
            check_env(env.unwrapped, skip_render_check=True)
        except Exception as problem:  # every problem is a finding
            failed[name] = repr(problem)
        env.close()
    connection.close()
    return {"checked": len(rewardgym.ids), "failed": failed}


def frames():
    message = {"id": 1, "a": np.arange(3, dtype=np.int16), "b": {"c": [np.ones(2), "x", None, True, 1.5]}, "d": b"xyz"}
    again = unpack(pack(message))
    return {
        "a": again["a"].tolist(),
        "c": [again["b"]["c"][0].tolist(), *again["b"]["c"][1:]],
        "d": bytes(again["d"]).decode(),
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
    for _ in range(60):
        observations, rewards, terminated, truncated, infos = envs.step(np.ones(5, np.int64))
        if "_final_obs" in infos:
            ended += int(infos["_final_obs"].sum())
            assert (infos["_final_obs"] == (terminated | truncated)).all()
            assert all(infos["final_obs"][row].shape == (4,) for row in np.flatnonzero(infos["_final_obs"]))
    mode = envs.metadata["autoreset_mode"].name
    envs.close()
    return {"inside": inside, "ended": ended, "mode": mode, "rewards": rewards.tolist()}


def errors():
    connection = rewardgym.Connection(address)
    codes = []
    for given in ({"env": "classic/nothing-v1"}, {"env": "classic/cart-pole-v1", "nothing": 1}):
        try:
            rewardgym.RewardGymEnv(server=connection, **given)
        except rewardgym.RewardGymError as error:
            codes.append(error.code)
    env = rewardgym.RewardGymEnv("classic/cart-pole-v1", server=connection)
    env.reset(seed=1)
    for action in (7, 0.5):
        try:
            env.step(action)
        except (rewardgym.RewardGymError, TypeError) as error:
            codes.append(getattr(error, "code", type(error).__name__))
    try:
        rewardgym.Connection("ws://127.0.0.1:1")
    except rewardgym.RewardGymError as error:
        codes.append(error.code)
    connection.close()
    return codes


def cuts():
    """The socket is cut again and again; the trajectory is that of an uncut run."""
    connection = rewardgym.Connection(address)
    env = gymnasium.make("rewardgym/pendulum-v1", server=connection)
    done = threading.Event()
    count = 0

    def cut():
        nonlocal count
        while not done.wait(0.05):
            try:
                connection._socket.socket.shutdown(socket.SHUT_RDWR)
                count += 1
            except OSError:
                pass

    cutting = threading.Thread(target=cut)
    cutting.start()
    seen = random_steps(env, 400)
    time.sleep(0.1)
    done.set()
    cutting.join()
    env.close()
    whole = random_steps(gymnasium.make("rewardgym/pendulum-v1", server=address), 400)
    return {"same": seen == whole, "cuts": count}


def spaces():
    """An env with every kind of space."""
    env = rewardgym.RewardGymEnv("test/talking-v1", server=address, reward=None)
    check_env(env, skip_render_check=True)
    env.reset(seed=1)
    observation, *_ = env.step({"say": "hi", "go": np.array([1, 2])})
    envs = rewardgym.RewardGymVectorEnv("test/talking-v1", num_envs=2, server=address, reward=None)
    envs.reset(seed=1)
    many, *_ = envs.step({"say": ("a", "b"), "go": np.array([[1, 0], [0, 1]])})
    return {
        "kinds": str(env.observation_space),
        "words": observation["words"],
        "place": observation["place"].tolist(),
        "many": [list(many["words"]), many["place"].tolist()],
    }


def private():
    env = gymnasium.make("rewardgym/cart-pole-v1")
    observation, _ = env.reset(seed=1)
    env.close()
    return {"shape": list(observation.shape)}


print(json.dumps({"checks": checks, "frames": frames, "single": single, "vector": vector, "errors": errors, "cuts": cuts, "private": private, "spaces": spaces, "seats": seats}[what]()))
