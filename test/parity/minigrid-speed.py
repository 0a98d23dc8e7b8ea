"""Steps a second of MiniGrid's envs, random actions over whole episodes. Prints one JSON object: the median of five spells each.

Needs minigrid; usage: python minigrid-speed.py MiniGrid-DoorKey-8x8-v0 ...
"""

import json
import statistics
import sys
import time
from importlib.metadata import version

import gymnasium
import minigrid  # noqa: F401, registers its envs
import numpy as np


def rate(name):
    env = gymnasium.make(name, disable_env_checker=True)
    env.reset(seed=0)
    actions = np.random.default_rng(0).integers(0, env.action_space.n, size=10_000)
    at = 0

    def spell(seconds):
        nonlocal at
        start, steps = time.perf_counter(), 0
        while time.perf_counter() - start < seconds:
            for _ in range(50):
                _, _, terminated, truncated, _ = env.step(actions[at % len(actions)])
                at += 1
                if terminated or truncated:
                    env.reset()
            steps += 50
        return steps / (time.perf_counter() - start)

    spell(0.3)
    return round(statistics.median(spell(0.3) for _ in range(5)))


print(json.dumps({"minigrid": version("minigrid"), "stepsPerSecond": {name: rate(name) for name in sys.argv[1:]}}))
