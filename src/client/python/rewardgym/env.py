"""One world of a server as a Gymnasium environment."""

from __future__ import annotations

from typing import Any

import gymnasium
import numpy as np

from .columns import COLUMNS, FLAG, column_of, masks_of, vectors_in, with_vectors
from .connection import Connection
from .errors import reading
from .local import local
from .spaces import arrays_of, row_of, rows_of, space_of


def connection_of(server: str | Connection | None, token: str | None) -> Connection:
    if isinstance(server, Connection):
        return server
    return Connection(server, token) if server is not None else local()


class RewardGymEnv(gymnasium.Env[Any, Any]):
    """One world on a server, for one agent; worlds of several seats are for ``RewardGymVectorEnv``.

    Args:
        env: id, such as ``locomotion/ant-v1``.
        reward: id or expression; the env's customary one by default, None for none.
        server: address or connection; a private server of this process by default.
        token: what the server wants to be shown.
        render_mode: ``rgb_array`` or None.
        camera, width, height: of pictures.
        params: of the env; any other keyword is one too.
        watchable: whether others may watch it, as ``rewardgym view ws://host:port`` does.

    ``info`` holds ``features`` and ``terms`` by name, and ``action_mask`` where the env has one; when an episode has
    ended ``score`` in [0, 1]. A feature is a number, or an array ``[size]`` where it is a vector.
    """

    metadata: dict[str, Any] = {"render_modes": ["rgb_array"], "render_fps": 30}

    def __init__(
        self,
        env: str,
        *,
        reward: Any = "customary",
        server: str | Connection | None = None,
        token: str | None = None,
        render_mode: str | None = None,
        camera: str | None = None,
        width: int = 480,
        height: int = 360,
        params: dict[str, Any] | None = None,
        watchable: bool = False,
        **more: Any,
    ):
        self._owns = not isinstance(server, Connection)
        self._connection = connection_of(server, token)
        asked = {} if reward == "customary" else {"reward": reward}
        if watchable:
            asked["watchable"] = True
        made = self._connection.make(env=env, params={**(params or {}), **more}, columns=COLUMNS, **asked)
        self._session: str = made["session"]
        seats = made["env"].get("seats", 1)
        if seats != 1:
            self._connection.end(self._session)
            if self._owns:
                self._connection.close()
            raise ValueError(f"a world of {env} has {seats} seats: use gymnasium.make_vec, where each is one of num_envs")
        self._describe(made)
        self.render_mode = render_mode
        self._picture = {"width": width, "height": height, **({"camera": camera} if camera else {})}
        self._present: tuple[Any, dict[str, Any]] | None = None  # what a restart has shown already
        self._open = True

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        """Begins an episode. Without a seed the world continues to draw from its generator."""
        super().reset(seed=seed)
        if seed is None and self._present is not None:
            present, self._present = self._present, None
            return present
        if seed is None:
            seed = int(self.np_random.integers(2**31))
        told = self._connection.ask("reset", session=self._session, seed=seed)
        self._present = None
        return self._shown(told)

    def step(self, action: Any) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        actions = arrays_of(self.description["action"], _as_rows(self.description["action"], action), 1)
        return self._stepped(self._connection.step(self._session, actions))

    def render(self) -> np.ndarray | None:
        if self.render_mode != "rgb_array":
            return None
        drawn = self._connection.ask("render", session=self._session, format="rgb", **self._picture)
        return _picture_in(drawn, self._picture["height"], self._picture["width"])

    def save(self) -> bytes:
        """The world as bytes. After loading them it continues exactly as before."""
        return bytes(self._connection.ask("save", session=self._session, world=0)["state"])

    def load(self, state: bytes) -> tuple[Any, dict[str, Any]]:
        told = self._connection.ask("load", session=self._session, world=0, state=state)
        self._present = None
        return self._shown(told)

    def close(self) -> None:
        if not self._open:
            return
        self._open = False
        self._connection.end(self._session)
        if self._owns:
            self._connection.close()

    @reading
    def _describe(self, made: dict[str, Any]) -> None:
        self.description: dict[str, Any] = made["env"]
        self.terms: list[str] = made["terms"]
        self._vectors = vectors_in(self.description["features"])
        self.goal: str = self.description["goal"]
        self.observation_space = space_of(self.description["observation"])
        self.action_space = space_of(self.description["action"])
        seconds = self.description["stepSeconds"]
        self.metadata = {
            "render_modes": ["rgb_array"] if self.description["cameras"] else [],
            "render_fps": round(1 / seconds) if seconds > 0 else 30,
        }

    @reading
    def _shown(self, told: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        info: dict[str, Any] = {"features": with_vectors(_only(told["features"]), self._vectors)}
        if "masks" in told:
            info["action_mask"] = masks_of(told, 1)[0]
        return self._observation_in(told["observations"]), info

    @reading
    def _stepped(self, told: dict[str, Any]) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        terminated = bool(column_of(told["terminated"], 1, FLAG)[0])
        truncated = bool(column_of(told["truncated"], 1, FLAG)[0])
        observation, info = self._shown(told)
        self._present = None
        if terminated or truncated:
            self._present = observation, info
            ended = told["ended"]
            observation = self._observation_in(ended["observations"])
            info = {**info, "features": with_vectors(_only(ended["features"]), self._vectors)}
            score = ended["scores"].item()
            if score >= 0:
                info["score"] = score
        info["terms"] = _only(told.get("terms", {}))
        return observation, told["rewards"].item(), terminated, truncated, info

    def _observation_in(self, arrays: Any) -> Any:
        return row_of(rows_of(self.description["observation"], arrays, 1), 0)


def _only(named: dict[str, np.ndarray]) -> dict[str, float]:
    """The single number of each column."""
    return {name: column.item() for name, column in named.items()}


@reading
def _picture_in(drawn: dict[str, Any], height: int, width: int) -> np.ndarray:
    return column_of(drawn["image"], height * width * 3, FLAG).reshape(height, width, 3)


def _as_rows(described: dict[str, Any], action: Any) -> Any:
    """An action as a batch of one."""
    if described["type"] == "parts":
        return {name: _as_rows(field, action[name]) for name, field in described["fields"].items()}
    return [action]
