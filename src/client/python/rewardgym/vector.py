"""Many worlds of a server as a Gymnasium vector environment: one message a step for all of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.vector.utils import batch_space

from .connection import Connection
from .env import _COLUMNS, connection_of
from .spaces import arrays_of, row_of, rows_of, space_of


class RewardGymVectorEnv(VectorEnv[Any, Any, Any]):
    """Worlds of one env on a server, stepped together.

    An episode that ends is followed by the next one in the same step: ``observations`` are of the next one,
    ``infos["final_obs"]`` and ``infos["final_info"]`` of the last, in the rows that ``infos["_final_obs"]`` names.
    ``infos["features"]`` holds all measurements, each ``[num_envs]``.

    Where a world has several seats (``seats``), each of its agents is one of the ``num_envs``: row = world * seats + seat,
    and ``num_envs`` must be a multiple of the seats. ``infos["present"]`` says which rows take part in the next step; an
    absent one observes zeros, earns nothing, and whatever it does is ignored.

    Args: as ``RewardGymEnv``, and ``num_envs``; ``group``: how many neighbouring worlds begin their episodes from the same
    states, ``infos["groups"]`` then says which rows belong together.
    """

    metadata: dict[str, Any] = {"autoreset_mode": AutoresetMode.SAME_STEP, "render_modes": []}

    def __init__(
        self,
        env: str,
        *,
        num_envs: int = 1,
        reward: Any = "customary",
        server: str | Connection | None = None,
        token: str | None = None,
        params: dict[str, Any] | None = None,
        group: int | None = None,
        **more: Any,
    ):
        self._owns = not isinstance(server, Connection)
        self._connection = connection_of(server, token)
        asked = {} if reward == "customary" else {"reward": reward}
        if group is not None:
            asked["group"] = group
        given = {**(params or {}), **more}
        self.seats: int = self._connection.ask("describe", env=env, params=given).get("seats", 1)
        if num_envs % self.seats:
            raise ValueError(f"num_envs = {num_envs}: worlds of {env} have {self.seats} seats each, so give a multiple")
        worlds = num_envs // self.seats
        made = self._connection.make(env=env, params=given, worlds=worlds, columns=_COLUMNS, **asked)
        self._session: str = made["session"]
        self.description: dict[str, Any] = made["env"]
        self.terms: list[str] = made["terms"]
        self.num_envs = num_envs
        self.single_observation_space = space_of(self.description["observation"])
        self.single_action_space = space_of(self.description["action"])
        self.observation_space = batch_space(self.single_observation_space, num_envs)
        self.action_space = batch_space(self.single_action_space, num_envs)

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        """Begins an episode in every world; each draws from its own generator of the seed."""
        super().reset(seed=seed)
        if seed is None:
            seed = int(self.np_random.integers(2**31))
        told = self._connection.ask("reset", session=self._session, seed=seed)
        return self._observed(told["observations"], self.num_envs), self._infos(told)

    def step(self, actions: Any) -> tuple[Any, np.ndarray, np.ndarray, np.ndarray, dict[str, Any]]:
        sent = arrays_of(self.description["action"], actions, self.num_envs)
        told = self._connection.ask("step", session=self._session, actions=sent)
        infos = self._infos(told)
        infos["terms"] = {name: np.array(column) for name, column in told.get("terms", {}).items()}
        if "ended" in told:
            infos.update(self._final(told["ended"]))
        return (
            self._observed(told["observations"], self.num_envs),
            np.array(told["rewards"]),
            np.array(told["terminated"], bool),
            np.array(told["truncated"], bool),
            infos,
        )

    def close_extras(self, **kwargs: Any) -> None:
        self._connection.end(self._session)
        if self._owns:
            self._connection.close()

    def _observed(self, arrays: Any, rows: int) -> Any:
        return rows_of(self.description["observation"], arrays, rows)

    def _infos(self, told: dict[str, Any]) -> dict[str, Any]:
        infos: dict[str, Any] = {"features": {name: np.array(column) for name, column in told["features"].items()}}
        if "masks" in told:
            infos["action_mask"] = np.array(told["masks"], np.int8).reshape(self.num_envs, -1)
        if self.seats > 1:
            infos["present"] = np.array(told.get("present", np.ones(self.num_envs)), bool)
        if "groups" in told:
            infos["groups"] = np.array(told["groups"])
        return infos

    def _final(self, ended: dict[str, Any]) -> dict[str, Any]:
        rows = ended["rows"]
        has_ended = np.zeros(self.num_envs, bool)
        has_ended[rows] = True
        last = np.full(self.num_envs, None, object)
        observations = self._observed(ended["observations"], len(rows))
        for place, row in enumerate(rows):
            last[row] = row_of(observations, place)

        def column(values: np.ndarray) -> np.ndarray:
            whole = np.zeros(self.num_envs, values.dtype)
            whole[rows] = values
            return whole

        return {
            "final_obs": last,
            "_final_obs": has_ended,
            "final_info": {
                "features": {name: column(values) for name, values in ended["features"].items()},
                "score": column(ended["scores"]),
                "episode": {"r": column(ended["returns"]), "l": column(ended["lengths"])},
            },
            "_final_info": has_ended,
        }
