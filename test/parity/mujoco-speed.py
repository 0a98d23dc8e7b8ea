"""Steps a second of Gymnasium's own MuJoCo tasks on given starts and actions. Prints one JSON object.

Usage: python mujoco-speed.py plan.json seconds. The plan: the env's id, `actions` [steps][worlds][motors], and what each
world draws at its starts. One world is the task as `gymnasium.make` gives it, restarted where it ends; more are an
AsyncVectorEnv, a process each, that restarts a world in the step that ended it. The plan is played again and again: for at
least a second that does not count, then for the seconds given.
"""

import json
import sys
import time
from pathlib import Path

import gymnasium
import mujoco
import numpy
from gymnasium.vector import AsyncVectorEnv, AutoresetMode


class Player:
    """A generator that draws what it is told, from the beginning again where that ends."""

    def __init__(self, draws):
        self.draws = numpy.array(draws)
        self.next = 0

    def take(self, size):
        count = int(numpy.prod(size)) if size is not None else 1
        rows = (self.next + numpy.arange(count)) % len(self.draws)
        self.next = (self.next + count) % len(self.draws)
        return self.draws[rows].reshape(size) if size is not None else float(self.draws[rows[0]])

    def uniform(self, low=0.0, high=1.0, size=None):
        return self.take(size)

    def standard_normal(self, size=None):
        return self.take(size)


def opened(name, draws):
    env = gymnasium.make(name, disable_env_checker=True)
    env.unwrapped._np_random = Player(draws)
    return env


class Restarting(gymnasium.Wrapper):
    """A reset with a seed begins the plan anew."""

    def reset(self, *, seed=None, options=None):
        if seed is not None:
            self.unwrapped._np_random.next = 0
        return self.env.reset()


def player_of_one(name, actions, draws):
    env = opened(name, draws[0])
    rows = list(actions[:, 0])

    def play():
        env.unwrapped._np_random.next = 0
        env.reset()
        ended = 0
        for action in rows:
            _, _, terminated, truncated, _ = env.step(action)
            if terminated or truncated:
                ended += 1
                env.reset()
        return ended

    return play, env.close


def player_of_many(name, actions, draws):
    makers = [lambda drawn=drawn: Restarting(opened(name, drawn)) for drawn in draws]
    env = AsyncVectorEnv(makers, autoreset_mode=AutoresetMode.SAME_STEP)

    def play():
        env.reset(seed=1)
        ended = 0
        for action in actions:
            _, _, terminated, truncated, _ = env.step(action)
            ended += int((terminated | truncated).sum())
        return ended

    return play, env.close


def main() -> None:
    plan = json.loads(Path(sys.argv[1]).read_text())
    seconds = float(sys.argv[2])
    actions = numpy.array(plan["actions"], dtype=numpy.float32)
    steps, worlds = actions.shape[:2]
    make = player_of_one if worlds == 1 else player_of_many
    play, close = make(plan["env"], actions, plan["draws"])

    def rate_for(seconds):
        start, played, ended = time.perf_counter(), 0, 0
        while time.perf_counter() - start < seconds:
            ended = play()
            played += steps * worlds
        return played / (time.perf_counter() - start), ended

    rate_for(max(1.0, seconds / 2))
    rate, ended = rate_for(seconds)
    close()
    versions = {"gymnasium": gymnasium.__version__, "mujoco": mujoco.__version__, "numpy": numpy.__version__}
    print(json.dumps({**versions, "stepsPerSecond": round(rate), "ended": ended}))


if __name__ == "__main__":
    main()
