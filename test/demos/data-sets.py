"""Writes and reads data sets with Minari's own package.

data-sets.py write ROOT: `group/cart-pole-v0`, five episodes of Gymnasium's CartPole-v1 by a rule, from seed 0 on, and
`parts-v0`, an episode of a dict of spaces.
data-sets.py read ROOT ID: prints what it finds, as JSON.
"""

import json
import os
import sys
import warnings

warnings.filterwarnings("ignore")
command, root, *rest = sys.argv[1:]
os.environ["MINARI_DATASETS_PATH"] = root

import gymnasium  # noqa: E402
import minari  # noqa: E402
import numpy as np  # noqa: E402
from gymnasium import spaces  # noqa: E402
from minari.data_collector.episode_buffer import EpisodeBuffer  # noqa: E402


def balanced(env, seed):
    observation, _ = env.reset(seed=seed)
    lived = {"observations": [observation], "actions": [], "rewards": [], "terminations": [], "truncations": []}
    while True:
        place, speed, angle, turning = observation
        action = np.int64(angle + 0.3 * turning + 0.05 * speed > 0)
        observation, *told, _ = env.step(action)
        for name, value in zip(lived, [observation, action, *told]):
            lived[name].append(value)
        if told[1] or told[2]:
            return EpisodeBuffer(seed=seed, **lived)


def write():
    env = gymnasium.make("CartPole-v1")
    minari.create_dataset_from_buffers(
        "group/cart-pole-v0", [balanced(env, seed) for seed in range(5)], env="CartPole-v1", algorithm_name="a rule"
    )
    observation = spaces.Dict({"place": spaces.Box(-1, 1, (2,), np.float64), "word": spaces.Text(5)})
    action = spaces.Dict({"gear": spaces.Discrete(3, start=1), "switches": spaces.MultiDiscrete([2, 4])})
    lived = EpisodeBuffer(
        observations={"place": [np.array([i, -i]) / 4 for i in range(4)], "word": ["", "a", "bcd", "é"]},
        actions={"gear": [np.int64(i + 1) for i in range(3)], "switches": [np.array([i % 2, i + 1]) for i in range(3)]},
        rewards=[0.5, 0.25, 2.0],
        terminations=[False, False, True],
        truncations=[False, False, True],
    )
    minari.create_dataset_from_buffers("parts-v0", [lived], action_space=action, observation_space=observation)


def plain(value):
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    return value.tolist() if isinstance(value, np.ndarray) else value


def read(name):
    assert list(minari.list_local_datasets()) == [name]
    data = minari.load_dataset(name)
    told = list(data.storage.get_episode_metadata(range(len(data))))
    episodes = []
    for episode, about in zip(data, told):
        str(episode)
        seen = episode.observations
        first = {name: each[0] for name, each in seen.items()} if isinstance(seen, dict) else seen[0]
        assert data.observation_space.contains(first), (data.observation_space, first)
        assert data.action_space.contains(episode.actions[0]), (data.action_space, episode.actions[0])
        episodes.append(
            {
                **{name: plain(getattr(episode, name)) for name in ["observations", "actions", "rewards", "infos"]},
                "terminations": episode.terminations.astype(int).tolist(),
                "truncations": episode.truncations.astype(int).tolist(),
                "seed": about.get("seed"),
                "rewardgym": {name: plain(np.asarray(value)) for name, value in about["rewardgym"].items()},
            }
        )
    spec = data.env_spec
    print(json.dumps({"steps": data.total_steps, "env": spec.id, "kwargs": spec.kwargs, "episodes": episodes}))


write() if command == "write" else read(*rest)
