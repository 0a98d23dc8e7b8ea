"""Shows the dungeon to code of the NetHack Learning Environment. Arguments: a server's address. Prints JSON."""

import json
import re
import sys

import gymnasium
import numpy as np
from nle import nethack
from nle.env.base import NLE_SPACE_ITEMS
from nle.env.tasks import TASK_ACTIONS

import rewardgym
from rewardgym.nle import NleObservation, nle_observation

SETS = {"full": nethack.ACTIONS, "useful": nethack.USEFUL_ACTIONS, "task": TASK_ACTIONS, "compass": tuple(nethack.CompassDirection)}


def make(**params):
    return NleObservation(gymnasium.make("rewardgym/dungeon.score-v1", server=sys.argv[1], **params))


def plain(rendered):
    """What NLE's renderer shows, without colours."""
    return re.sub(r"\033\[[0-9;]*m", "", rendered).split("\n")


env = make(actions="full")
theirs = dict(NLE_SPACE_ITEMS)
ours = env.observation_space.spaces
observation, _ = env.reset(seed=3)
lines = ["".join(map(chr, row)) for row in observation["tty_chars"]]
steps = []
rng = np.random.default_rng(0)
for _ in range(200):
    observation, _, terminated, truncated, _ = env.step(rng.integers(env.action_space.n))
    steps.append(observation in env.observation_space)
    if terminated or truncated:
        observation, _ = env.reset()
many = gymnasium.make_vec("rewardgym/dungeon.score-v1", num_envs=3, server=sys.argv[1])
batch, _ = many.reset(seed=3)
batch = nle_observation(batch)
first, _ = make().reset(seed=3)
rendered = plain(nethack.tty_render(observation["tty_chars"], observation["tty_colors"], observation["tty_cursor"]))
try:
    NleObservation(gymnasium.make("rewardgym/cart-pole-v1", server=sys.argv[1]))
    refused = ""
except TypeError as error:
    refused = str(error)
print(
    json.dumps(
        {
            "missing": sorted(set(ours) - set(theirs)),
            "differ": [name for name in ours if (ours[name].shape, ours[name].dtype) != (theirs[name].shape, theirs[name].dtype)],
            "begins": any("@" in line for line in lines),
            "inside": all(steps),
            "rendered": [line.rstrip() for line in rendered[1:]]
            == ["".join(map(chr, row)).rstrip() for row in observation["tty_chars"]],
            "counts": {name: [int(make(actions=name).action_space.n), len(keys)] for name, keys in SETS.items()},
            "keys": {name: [int(key) for key in keys] for name, keys in SETS.items()},
            "batch": {name: [list(value.shape), str(value.dtype)] for name, value in batch.items() if name in ("message", "blstats")},
            "same": all(np.array_equal(batch[name][0], first[name]) for name in first),
            "refused": refused,
        }
    )
)
