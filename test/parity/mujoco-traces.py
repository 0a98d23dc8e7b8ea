"""Golden traces of locomotion, made by Gymnasium's MuJoCo tasks themselves: test/parity/locomotion/<env>.json.gz.

python3 test/parity/mujoco-traces.py

Each trace starts from a seeded reset whose random draws are recorded, so that ours can be told to draw the same, and
goes on after a termination, which is recorded too. Three seeds of 100 steps of random actions; three of 80 steps of
weak actions that jump from side to side, so that what can touch the floor mostly does; and one with other constructor
options. `certain` is the number of steps for which Gymnasium agrees with itself, started a hair away: after contacts a
difference of 1e-15 grows without bound, and no other computer's rounding can be expected to follow.
"""

import gzip
import json
from importlib.metadata import version
from pathlib import Path

from interpreter import need

HERE = Path(__file__).resolve().parent
VERSIONS = {"gymnasium": "1.3.0", "mujoco": "3.14.0"}
need(VERSIONS, __file__, also=("packaging", "imageio"))

import gymnasium  # noqa: E402
import mujoco  # noqa: E402
import numpy  # noqa: E402

UNHEALTHY_LEGS = {
    "terminate_when_unhealthy": False,
    "exclude_current_positions_from_observation": False,
    "reset_noise_scale": 0.02,
    "frame_skip": 3,
    "healthy_z_range": (0.9, 1.5),
    "healthy_angle_range": (-0.1, 0.3),
}
LEGS = {
    "terminateWhenUnhealthy": False,
    "excludePosition": False,
    "resetNoise": 0.02,
    "frameSkip": 3,
    "healthyHeight": [0.9, 1.5],
    "healthyPitch": [-0.1, 0.3],
}
PERSON = {
    "exclude_current_positions_from_observation": False,
    "include_cinert_in_observation": False,
    "include_qfrc_actuator_in_observation": False,
    "reset_noise_scale": 0.05,
}
OUR_PERSON = {"excludePosition": False, "includeInertias": False, "includeMotorForces": False, "resetNoise": 0.05}

# file, Gymnasium's id, our params and Gymnasium's options of the last trace
ENVS = [
    ("inverted-pendulum", "InvertedPendulum-v5", {"resetNoise": 0.05}, {"reset_noise_scale": 0.05}),
    ("inverted-double-pendulum", "InvertedDoublePendulum-v5", {"frameSkip": 2}, {"frame_skip": 2}),
    ("reacher", "Reacher-v5", {"frameSkip": 4}, {"frame_skip": 4}),
    ("pusher", "Pusher-v5", {"frameSkip": 3}, {"frame_skip": 3}),
    (
        "swimmer",
        "Swimmer-v5",
        {"excludePosition": False, "resetNoise": 0.3},
        {"exclude_current_positions_from_observation": False, "reset_noise_scale": 0.3},
    ),
    ("hopper", "Hopper-v5", LEGS | {"healthyState": [-5, 5]}, UNHEALTHY_LEGS | {"healthy_state_range": (-5, 5)}),
    (
        "half-cheetah",
        "HalfCheetah-v5",
        {"excludePosition": False, "resetNoise": 0.2},
        {"exclude_current_positions_from_observation": False, "reset_noise_scale": 0.2},
    ),
    ("walker2d", "Walker2d-v5", LEGS, UNHEALTHY_LEGS),
    (
        "ant",
        "Ant-v5",
        {"includeContacts": False, "mainLink": "frontLeftHip", "healthyHeight": [0.4, 0.9], "contactRange": [-2, 3]},
        {
            "include_cfrc_ext_in_observation": False,
            "main_body": 3,
            "healthy_z_range": (0.4, 0.9),
            "contact_force_range": (-2, 3),
        },
    ),
    (
        "humanoid",
        "Humanoid-v5",
        OUR_PERSON | {"healthyHeight": [1.2, 1.6]},
        PERSON | {"healthy_z_range": (1.2, 1.6)},
    ),
    ("humanoid-standup", "HumanoidStandup-v5", OUR_PERSON, PERSON),
]


class Recorder:
    """A generator that keeps what it drew: even draws as they are, normal ones without their scale."""

    def __init__(self, rng):
        self.rng = rng
        self.draws = []

    def uniform(self, low=0.0, high=1.0, size=None):
        drawn = self.rng.uniform(low, high, size)
        self.draws += numpy.ravel(drawn).tolist()
        return drawn

    def standard_normal(self, size=None):
        drawn = self.rng.standard_normal(size)
        self.draws += numpy.ravel(drawn).tolist()
        return drawn


def rounded(values) -> list[float]:
    return [round(float(x), 9) for x in values]


HAIR = 1e-15
AGREED = 1e-7


def trace(name, seed, steps, jumping, params, options):
    env = gymnasium.make(name, **options).unwrapped
    chance = numpy.random.default_rng(seed)
    recorder = Recorder(numpy.random.default_rng(1000 + seed))
    env._np_random = recorder
    observation, _ = env.reset()
    low, high = env.action_space.low, env.action_space.high
    made = {"seed": seed, "params": params, "draws": recorder.draws, "actions": [], "rewards": [], "terminated": []}
    made["observations"] = [rounded(observation)]
    twin = gymnasium.make(name, **options).unwrapped
    twin.reset()
    mujoco.mj_resetData(twin.model, twin.data)
    twin.set_state(env.data.qpos + HAIR, env.data.qvel + HAIR)
    touching = certain = 0
    for step in range(steps):
        action = chance.uniform(low, high).astype(numpy.float32)
        if jumping:
            action = numpy.where(action > (low + high) / 2, 0.2 * high, 0.2 * low).astype(numpy.float32)
        observation, reward, terminated, _, _ = env.step(action)
        other, *_ = twin.step(action)
        if certain == step and numpy.abs(other - observation).max() <= AGREED:
            certain += 1
        touching += int(env.data.ncon > 0)
        made["actions"].append([float(x) for x in action])
        made["observations"].append(rounded(observation))
        made["rewards"].append(round(float(reward), 9))
        made["terminated"].append(int(terminated))
    env.close()
    twin.close()
    return made | {"touching": touching, "certain": certain}


def main() -> None:
    folder = HERE / "locomotion"
    folder.mkdir(exist_ok=True)
    for file, name, params, options in ENVS:
        traces = [trace(name, seed, 100, False, {}, {}) for seed in range(3)]
        traces += [trace(name, seed, 80, True, {}, {}) for seed in range(3, 6)]
        traces.append(trace(name, 6, 50, False, params, options))
        text = json.dumps({**VERSIONS, "env": name, "traces": traces}, separators=(",", ":"))
        data = gzip.compress(text.encode(), mtime=0)
        (folder / f"{file}.json.gz").write_bytes(data)
        told = {key: [trace[key] for trace in traces] for key in ("touching", "certain")}
        print(f"{file}: {told}, {len(data)} bytes")


if __name__ == "__main__":
    main()
