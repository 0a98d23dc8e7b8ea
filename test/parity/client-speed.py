"""Steps a second of the Python client: random actions, each step after the answer to the last. Prints one JSON object.

    client-speed.py SECONDS WORLDS ADDRESS    cart-poles of a server; without an address Gymnasium's own, one world

One world is stepped as `gymnasium.make` gives it, several as `gymnasium.make_vec` does. Needs gymnasium and websockets.
"""

import importlib.metadata
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "src/client/python"))

import gymnasium
import numpy as np
import rewardgym  # noqa: F401 registers its ids

seconds, worlds, *rest = sys.argv[1:]
length, count = float(seconds), int(worlds)
drawn = np.random.default_rng(1).integers(0, 2, (64, count))

if count == 1:
    env = gymnasium.make("rewardgym/cart-pole-v1", server=rest[0]) if rest else gymnasium.make("CartPole-v1")
    actions = drawn[:, 0].tolist()
else:
    env = gymnasium.make_vec("rewardgym/cart-pole-v1", num_envs=count, server=rest[0])
    actions = list(drawn)
env.reset(seed=1)


def run(length):
    spent = []
    begun = last = time.perf_counter()
    while last - begun < length:
        _, _, terminated, truncated, _ = env.step(actions[len(spent) % 64])
        if count == 1 and (terminated or truncated):
            env.reset()
        now = time.perf_counter()
        spent.append(now - last)
        last = now
    return spent, last - begun


run(min(2.0, length))  # warming up
spent, took = run(length)
env.close()
p50, p99 = np.quantile(spent, [0.5, 0.99]) * 1000
versions = {"python": sys.version.split()[0]}
versions |= {name: importlib.metadata.version(name) for name in ("gymnasium", "numpy", "websockets")}
print(json.dumps({"stepsPerSecond": len(spent) * count / took, "p50": p50, "p99": p99, "versions": versions}))
