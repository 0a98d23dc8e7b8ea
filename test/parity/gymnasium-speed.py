"""Steps a second of Gymnasium's own vectorised cart-pole, random actions drawn beforehand: the median of five
spells, as the project's own bench takes it. Prints one JSON object.

Needs gymnasium; usage: python gymnasium-speed.py 1024
"""

import json
import statistics
import sys
import time

import gymnasium
import numpy as np
from gymnasium.envs.classic_control.cartpole import CartPoleVectorEnv

worlds = int(sys.argv[1]) if len(sys.argv) > 1 else 1024
env = CartPoleVectorEnv(num_envs=worlds)
env.reset(seed=0)
actions = np.random.default_rng(0).integers(0, 2, size=(64, worlds))
for i in range(200):
    env.step(actions[i % 64])
rates = []
for _ in range(5):
    start, steps = time.perf_counter(), 0
    while time.perf_counter() - start < 0.5:
        env.step(actions[steps % 64])
        steps += 1
    rates.append(steps * worlds / (time.perf_counter() - start))
print(json.dumps({"gymnasium": gymnasium.__version__, "numpy": np.__version__, "worlds": worlds, "stepsPerSecond": round(statistics.median(rates))}))
