"""Steps a second of the NetHack Learning Environment's score task: random actions over whole games, all observations.
Prints one JSON object: the median of five spells.

Needs nle; usage: python nle-speed.py
"""

import json
import statistics
import time

import gymnasium
import nle  # noqa: F401, registers its envs
import numpy as np
from importlib.metadata import version

KEYS = (
    "glyphs chars colors specials blstats message inv_glyphs inv_letters inv_oclasses inv_strs tty_chars tty_colors tty_cursor"
).split()

env = gymnasium.make("NetHackScore-v0", observation_keys=KEYS, disable_env_checker=True)
env.reset(seed=0)
actions = np.random.default_rng(0).integers(0, env.action_space.n, size=100_000)
at = 0


def spell(seconds):
    global at
    start, steps = time.perf_counter(), 0
    while time.perf_counter() - start < seconds:
        for _ in range(50):
            _, _, terminated, truncated, _ = env.step(actions[at % len(actions)])
            at += 1
            if terminated or truncated:
                env.reset()
        steps += 50
    return steps / (time.perf_counter() - start)


spell(1)
print(json.dumps({"nle": version("nle"), "stepsPerSecond": round(statistics.median(spell(1) for _ in range(5)))}))
