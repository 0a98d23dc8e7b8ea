"""Gymnasium environments on a rewardgym server.

>>> import gymnasium, rewardgym
>>> env = gymnasium.make("rewardgym/cart-pole-v1")                                # a private server
>>> env = gymnasium.make("rewardgym/cart-pole-v1", server="ws://127.0.0.1:7447")  # one that runs already
>>> envs = gymnasium.make_vec("rewardgym/cart-pole-v1", num_envs=64)              # one message a step
"""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import gymnasium

from .connection import Connection
from .env import RewardGymEnv
from .errors import RewardGymError
from .local import local
from .vector import RewardGymVectorEnv

__all__ = ["Connection", "RewardGymEnv", "RewardGymError", "RewardGymVectorEnv", "ids", "local"]

ids: list[str] = (files(__package__) / "ids.txt").read_text().split()
"""Ids of this package's own envs. ``gymnasium.make`` knows ``locomotion/ant-v1`` as ``rewardgym/locomotion.ant-v1``, because
its ids hold only one slash, and as ``rewardgym/ant-v1``, unless several families have an ``ant-v1``.
"""


def _register() -> None:
    names = Counter(_id.split("/")[1] for _id in ids)
    for _id in ids:
        family, name = _id.split("/")
        for known_as in [f"{family}.{name}", *([name] if names[name] == 1 else [])]:
            gymnasium.register(
                id=f"rewardgym/{known_as}",
                entry_point="rewardgym.env:RewardGymEnv",
                vector_entry_point="rewardgym.vector:RewardGymVectorEnv",
                disable_env_checker=True,
                order_enforce=False,
                kwargs={"env": _id},
            )


_register()
