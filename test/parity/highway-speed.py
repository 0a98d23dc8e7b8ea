"""Steps a second of highway-env's envs, random actions over whole episodes. Prints one JSON object: the median of some spells each.

Needs highway-env; usage: python highway-speed.py <seconds of a spell> merge-v1 ...
"""

import json
import statistics
import sys
import time
from importlib.metadata import version

import gymnasium
import highway_env  # noqa: F401, registers its envs


def rate(name, seconds):
    env = gymnasium.make(name, disable_env_checker=True)
    env.reset(seed=0)
    env.action_space.seed(0)

    def spell():
        start, steps = time.process_time(), 0
        while time.process_time() - start < seconds:
            _, _, terminated, truncated, _ = env.step(env.action_space.sample())
            steps += 1
            if terminated or truncated:
                env.reset()
        return steps / (time.process_time() - start)

    spell()
    return statistics.median(spell() for _ in range(3))


seconds, *names = sys.argv[1:]
print(
    json.dumps(
        {
            "highwayEnv": version("highway-env"),
            "numpy": version("numpy"),
            "stepsPerSecond": {name: rate(name, float(seconds)) for name in names},
        }
    )
)
