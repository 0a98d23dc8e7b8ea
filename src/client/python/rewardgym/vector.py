"""Many worlds of a server as a Gymnasium vector environment: one message a step for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.vector.utils import batch_space

from .columns import COLUMNS, FLAG, ROW, column_of, columns_of, masks_of, rows_that_ended, vectors_in, with_vectors
from .connection import Connection
from .env import connection_of
from .errors import reading
from .spaces import arrays_of, each_of, rows_of, space_of

_MOST_DRAWN = 2**31


class RewardGymVectorEnv(VectorEnv[Any, Any, Any]):
    """Worlds of one env on a server, stepped together.

    An episode that ends is followed by the next one in the same step: ``observations`` are of the next one,
    ``infos["final_obs"]`` and ``infos["final_info"]`` of the last, in the rows that ``infos["_final_obs"]`` names.
    ``infos["features"]`` holds all measurements, each ``[num_envs]``, or ``[num_envs, size]`` where it is a vector.

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
        watchable: bool = False,
        **more: Any,
    ):
        self._owns = not isinstance(server, Connection)
        self._connection = connection_of(server, token)
        asked = {} if reward == "customary" else {"reward": reward}
        if group is not None:
            asked["group"] = group
        if watchable:
            asked["watchable"] = True
        wish = {"env": env, "params": {**(params or {}), **more}, "columns": COLUMNS, **asked}
        self.seats, made = self._made(wish, num_envs)
        self._session: str = made["session"]
        self.num_envs = num_envs
        self._describe(made)

    def reset(
        self, *, seed: int | Sequence[int | None] | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Any, dict[str, Any]]:
        """Begins an episode in every world, or in those where ``options["reset_mask"]`` is true.

        Args:
            seed: of all worlds, each of which draws from its own generator of it; or one a world, which then lives what
                a single environment with that seed lives. Without one, seeds are drawn from ``np_random``.
            options: the mask has one element for each of ``num_envs``, alike for all seats of a world.
        """
        worlds = self._named_by((options or {}).get("reset_mask"))
        if isinstance(seed, (Sequence, np.ndarray)):
            if len(seed) != self.num_envs // self.seats:
                raise ValueError(f"{len(seed)} seeds for {self.num_envs // self.seats} worlds")
            given: Any = [self._drawn() if one is None else int(one) for one in seed]
        else:
            super().reset(seed=seed)
            given = self._drawn() if seed is None else seed
        if worlds is None:
            told = self._connection.ask("reset", session=self._session, seed=given)
        else:
            some = [given[world] for world in worlds] if isinstance(given, list) else given
            told = self._connection.ask("reset", session=self._session, seed=some, worlds=worlds)
        return self._shown(told)

    def step(self, actions: Any) -> tuple[Any, np.ndarray, np.ndarray, np.ndarray, dict[str, Any]]:
        sent = arrays_of(self.description["action"], actions, self.num_envs)
        return self._stepped(self._connection.step(self._session, sent))

    def close_extras(self, **kwargs: Any) -> None:
        self._connection.end(self._session)
        if self._owns:
            self._connection.close()

    def _made(self, wish: dict[str, Any], num_envs: int) -> tuple[int, dict[str, Any]]:
        """A session with that number of rows, and the seats of its worlds."""
        made = self._connection.make(worlds=num_envs, **wish)
        seats = int(made["env"].get("seats", 1))
        if seats == 1:
            return 1, made
        self._connection.end(made["session"])
        if num_envs % seats:
            raise ValueError(f"num_envs is {num_envs}; worlds of {wish['env']} have {seats} seats, so give a multiple")
        return seats, self._connection.make(worlds=num_envs // seats, **wish)

    def _drawn(self) -> int:
        return int(self.np_random.integers(_MOST_DRAWN))

    def _named_by(self, mask: Any) -> list[int] | None:
        """The worlds that a mask names; None without one."""
        if mask is None:
            return None
        if not isinstance(mask, np.ndarray) or mask.dtype != np.bool_ or mask.shape != (self.num_envs,) or not mask.any():
            raise ValueError(
                f'options["reset_mask"] is {mask!r}; expected an array of {self.num_envs} booleans, some of them true'
            )
        worlds = mask.reshape(-1, self.seats)
        if (worlds != worlds[:, :1]).any():
            raise ValueError('options["reset_mask"] differs between the seats of a world, which restart together')
        return np.flatnonzero(worlds[:, 0]).tolist()

    @reading
    def _describe(self, made: dict[str, Any]) -> None:
        self.description: dict[str, Any] = made["env"]
        self.terms: list[str] = made["terms"]
        self._vectors = vectors_in(self.description["features"])
        self.single_observation_space = space_of(self.description["observation"])
        self.single_action_space = space_of(self.description["action"])
        self.observation_space = batch_space(self.single_observation_space, self.num_envs)
        self.action_space = batch_space(self.single_action_space, self.num_envs)

    @reading
    def _shown(self, told: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        infos: dict[str, Any] = {"features": with_vectors(columns_of(told["features"], self.num_envs), self._vectors)}
        if "masks" in told:
            infos["action_mask"] = masks_of(told, self.num_envs)
        if self.seats > 1:
            everybody = np.ones(self.num_envs, FLAG)
            infos["present"] = column_of(told.get("present", everybody), self.num_envs, FLAG).astype(bool)
        if "groups" in told:
            infos["groups"] = column_of(told["groups"], self.num_envs, ROW)
        return rows_of(self.description["observation"], told["observations"], self.num_envs), infos

    @reading
    def _stepped(self, told: dict[str, Any]) -> tuple[Any, np.ndarray, np.ndarray, np.ndarray, dict[str, Any]]:
        observations, infos = self._shown(told)
        infos["terms"] = columns_of(told.get("terms", {}), self.num_envs)
        if "ended" in told:
            infos.update(self._final(told["ended"]))
        return (
            observations,
            column_of(told["rewards"], self.num_envs),
            column_of(told["terminated"], self.num_envs, FLAG).astype(bool),
            column_of(told["truncated"], self.num_envs, FLAG).astype(bool),
            infos,
        )

    def _final(self, ended: dict[str, Any]) -> dict[str, Any]:
        """What worlds that ended showed before their restart, in the form that Gymnasium asks for."""
        rows = rows_that_ended(ended, self.num_envs)
        has_ended = np.zeros(self.num_envs, bool)
        has_ended[rows] = True
        last = np.empty(self.num_envs, object)
        observations = rows_of(self.description["observation"], ended["observations"], len(rows))
        for row, observation in zip(rows, each_of(observations, len(rows))):
            last[row] = observation
        told = [column_of(values, len(rows)) for values in (ended["scores"], ended["returns"], *ended["features"].values())]
        columns = np.zeros((len(told), self.num_envs))
        columns[:, rows] = told
        scores, returns, *features = columns
        lengths = np.zeros(self.num_envs, np.int32)
        lengths[rows] = column_of(ended["lengths"], len(rows), ROW)
        return {
            "final_obs": last,
            "_final_obs": has_ended,
            "final_info": {
                "features": with_vectors(dict(zip(ended["features"], features)), self._vectors),
                "score": scores,
                "episode": {"r": returns, "l": lengths},
            },
            "_final_info": has_ended,
        }
