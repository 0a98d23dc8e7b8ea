"""Observations of the dungeon exactly as the NetHack Learning Environment has them, for code that was written for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import gymnasium
import numpy as np
from gymnasium import spaces

MESSAGE = 256
DTYPES: Mapping[str, Any] = {"blstats": np.int64, "tty_colors": np.int8}
"""Where NLE's type is another one than ours; all others are the same."""


def nle_observation(observation: Mapping[str, Any]) -> dict[str, np.ndarray]:
    """An observation, or a batch of them, in NLE's types: the message as ``uint8 [256]``, padded with zeros."""
    return {
        name: _message(value) if name == "message" else np.asarray(value, DTYPES.get(name, value.dtype))
        for name, value in observation.items()
    }


def _message(texts: Any) -> np.ndarray:
    if not isinstance(texts, str):
        return np.stack([_message(text) for text in texts])
    return np.frombuffer(texts.encode()[:MESSAGE].ljust(MESSAGE, b"\0"), np.uint8)


class NleObservation(gymnasium.ObservationWrapper):
    """
    >>> env = NleObservation(gymnasium.make("rewardgym/dungeon.score-v1"))
    >>> observation, info = env.reset(seed=1)
    >>> observation["message"].shape, observation["blstats"].dtype
    ((256,), dtype('int64'))
    """

    def __init__(self, env: gymnasium.Env) -> None:
        super().__init__(env)
        given = env.observation_space
        if not isinstance(given, spaces.Dict) or not isinstance(given.spaces.get("message"), spaces.Text):
            raise TypeError(f"an env that observes {given}; expected one of the dungeon's, such as rewardgym/dungeon.score-v1")
        self.observation_space = spaces.Dict({name: _space(name, space) for name, space in given.spaces.items()})

    def observation(self, observation: Mapping[str, Any]) -> dict[str, np.ndarray]:
        return nle_observation(observation)


def _space(name: str, space: spaces.Space) -> spaces.Box:
    """As NLE declares it: a box of all that the type can hold."""
    dtype = np.dtype(np.uint8 if name == "message" else DTYPES.get(name, space.dtype))
    shape = (MESSAGE,) if name == "message" else space.shape
    return spaces.Box(np.iinfo(dtype).min, np.iinfo(dtype).max, shape, dtype.type)
