"""EPIC distances by their definition (arXiv:2006.13900), with every expectation taken over all there is.

Reads {"gamma", "before", "action", "after"} as JSON, each a list of rows of numbers, and prints the matrix of distances
between the rewards below, which the test writes as expressions.
"""

import json
import sys

import numpy as np

given = json.load(sys.stdin)
gamma = given["gamma"]
before, action, after = (np.array(given[name], dtype=float) for name in ("before", "action", "after"))
states = np.concatenate([before, after])
UPRIGHT, TURNING, TORQUE = 0, 1, 2

rewards = [
    lambda s, a, t: t[..., UPRIGHT],
    lambda s, a, t: t[..., UPRIGHT] - 0.05 * t[..., TURNING] ** 2,
    lambda s, a, t: -t[..., TURNING] ** 2 - 0.5 * t[..., TORQUE] ** 2,
    lambda s, a, t: 3 * t[..., UPRIGHT] + 2 * (gamma * t[..., TURNING] - s[..., TURNING]),
]


def mean_from(reward, start):
    """E[R(start, A, S')] for every row of start."""
    s = start[:, None, None, :]
    a = action[None, :, None, :]
    t = states[None, None, :, :]
    shape = (len(start), len(action), len(states))
    s, a, t = (np.broadcast_to(x, shape + x.shape[-1:]) for x in (s, a, t))
    return reward(s, a, t).mean(axis=(1, 2))


def canonical(reward):
    constant = mean_from(reward, states).mean()
    return (
        reward(before, action, after)
        + gamma * mean_from(reward, after)
        - mean_from(reward, before)
        - gamma * constant
    )


rho = np.corrcoef([canonical(reward) for reward in rewards])
print(json.dumps(np.sqrt(np.clip(1 - rho, 0, None) / 2).tolist()))
