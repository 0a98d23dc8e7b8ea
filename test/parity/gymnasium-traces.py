"""Golden traces of classic control, made by Gymnasium itself: test/parity/classic/<env>.json.

python3 test/parity/gymnasium-traces.py

Works in a virtual environment beside this file, made on the first call, or with the interpreter that PARITY_PYTHON
names. Five seeds of 200 steps with Gymnasium's defaults, and one more with other constructor options where there are
any. Odd seeds follow a crude controller, so that episodes also end by the task's own rule. Where an episode ends, the
next one is a segment of its own, with its own start.
"""

import json
from pathlib import Path

from interpreter import need

HERE = Path(__file__).resolve().parent
GYMNASIUM = "1.3.0"
SEEDS = 5
STEPS = 200

need({"gymnasium": GYMNASIUM}, __file__)

import gymnasium  # noqa: E402
import numpy  # noqa: E402


def push(speed: float) -> int:
    """Of three choices, the one that pushes along."""
    return 2 if speed >= 0 else 0


# file, Gymnasium's id, crude controller of the observation, (our params, Gymnasium's options or class attributes)
ENVS = [
    ("cart-pole", "CartPole-v1", lambda o: int(o[2] + 0.3 * o[3] > 0), None),
    ("pendulum", "Pendulum-v1", lambda o: [2.0 if o[2] >= 0 else -2.0], ({"gravity": 3.7}, {"g": 3.7}, {})),
    ("acrobot", "Acrobot-v1", lambda o: push(o[5]), ({"equations": "paper"}, {}, {"book_or_nips": "nips"})),
    ("mountain-car", "MountainCar-v0", lambda o: push(o[1]), ({"goalSpeed": 0.03}, {"goal_velocity": 0.03}, {})),
    (
        "mountain-car-continuous",
        "MountainCarContinuous-v0",
        lambda o: [0.9 if o[1] >= 0 else -0.9],
        ({"goalSpeed": 0.05}, {"goal_velocity": 0.05}, {}),
    ),
]


def shortest(observation) -> list[float]:
    """The numbers with the fewest digits that are these in float32."""
    return [float(str(x)) for x in observation]


def segments(name, controller, seed, params, options, attributes):
    env = gymnasium.make(name, **options)
    for attribute, value in attributes.items():
        setattr(env.unwrapped, attribute, value)
    env.action_space.seed(seed)
    observation, _ = env.reset(seed=seed)
    made = []
    segment = None
    for _ in range(STEPS):
        if segment is None:
            segment = {
                "seed": seed,
                "params": params,
                "start": [float(x) for x in env.unwrapped.state],
                "actions": [],
                "observations": [shortest(observation)],
                "rewards": [],
                "end": None,
            }
            made.append(segment)
        action = env.action_space.sample()
        if seed % 2 == 1:
            action = numpy.asarray(controller(observation), dtype=env.action_space.dtype)
        observation, reward, terminated, truncated, _ = env.step(action)
        segment["actions"].append(numpy.ravel(action).tolist()[0])
        segment["observations"].append(shortest(observation))
        segment["rewards"].append(float(reward))
        if terminated or truncated:
            segment["end"] = "terminated" if terminated else "truncated"
            segment = None
            observation, _ = env.reset()
    env.close()
    return made


def main() -> None:
    folder = HERE / "classic"
    folder.mkdir(exist_ok=True)
    for file, name, controller, variant in ENVS:
        traces = []
        for seed in range(SEEDS):
            traces += segments(name, controller, seed, {}, {}, {})
        if variant:
            traces += segments(name, controller, SEEDS, *variant)
        text = json.dumps({"gymnasium": GYMNASIUM, "env": name, "segments": traces}, separators=(",", ":"))
        (folder / f"{file}.json").write_text(text + "\n")
        ends = [segment["end"] for segment in traces]
        print(f"{file}: {len(traces)} segments, {ends.count('terminated')} terminated, {len(text)} bytes")


if __name__ == "__main__":
    main()
