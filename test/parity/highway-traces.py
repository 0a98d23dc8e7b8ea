"""Golden traces of driving, made by highway-env itself: test/parity/driving/<env>.json.gz.

python3 test/parity/highway-traces.py [env ...]

Works in a virtual environment beside this file, made on the first call, or with the interpreter that PARITY_PYTHON
names. Ten seeds of a whole episode each, with highway-env's defaults. Odd seeds follow a crude driver, so that some
episodes also last. A trace holds every random number that highway-env drew, in order, as a generator of ours would
give it: where cars start, how they drive and what is spawned later follow from them. Numbers are rounded to 1e-10.
A car that has nearly stopped steers from one side to the other, which multiplies the last bit of a number by six in
every frame. So a twin has all headings moved by 1e-14 rad before every step, and `certain` is the number of steps for
which highway-env agrees with itself to 1e-10.
Observations are those before highway-env rounds them to float32, and boxes of actions are given in double precision,
because it otherwise computes rewards in whatever precision the shape of the lane leaves it.
"""

import gzip
import json
import math
import sys
from pathlib import Path

from interpreter import need

HERE = Path(__file__).resolve().parent
HIGHWAY = "1.12.1"
SEEDS = 10
DIGITS = 10

need({"highway-env": HIGHWAY}, __file__)

import gymnasium  # noqa: E402
import highway_env  # noqa: E402, F401, registers its envs
import numpy  # noqa: E402
from gymnasium.utils import seeding  # noqa: E402
from highway_env.envs.common import observation as observations  # noqa: E402


class Drawing:
    """numpy's generator, writing down what it draws in terms of uniform, normal and whole numbers."""

    def __init__(self, generator):
        self.generator = generator
        self.draws = []

    def note(self, value):
        self.draws.append(float(value))
        return value

    def uniform(self, low=0.0, high=1.0, size=None):
        if size is not None:  # a space draws
            return self.generator.uniform(low, high, size)
        return self.note(self.generator.uniform(low, high))

    def normal(self, loc=0.0, scale=1.0, size=None):
        if size is not None:
            return self.generator.normal(loc, scale, size)
        return loc + scale * self.note(self.generator.normal())

    def integers(self, low, high=None, **rest):
        first, after = (0, low) if high is None else (low, high)
        value = self.generator.integers(first, after, **rest)
        if after - first > 1:
            self.note(value - first)
        return value

    def choice(self, options, size=None, replace=True):
        options = list(range(options)) if isinstance(options, (int, numpy.integer)) else list(options)
        if size is None:
            at = int(self.generator.choice(len(options)))
            if len(options) > 1:
                self.note(at)
            return options[at]
        assert size == 2 and not replace
        pair = self.generator.choice(options, size=size, replace=replace)
        first, second = (options.index(value) for value in pair)
        self.note(first)
        self.note((second - first - 1) % len(options))  # how far on from the first
        return pair

    def __getattr__(self, name):
        return getattr(self.generator, name)


made = seeding.np_random


def drawing(seed=None):
    generator, seed = made(seed)
    return Drawing(generator), seed


def careful(env, rng):
    """Mostly idles; changes lane or speed now and then."""
    if rng.random() < 0.7:
        return env.action_type.actions_indexes["IDLE"]
    return int(rng.integers(env.action_space.n))


def along_the_lane(env, rng):
    """Steers back to the middle of the lane and along it."""
    car = env.vehicle
    along, aside = car.lane.local_coordinates(car.position)
    turn = car.lane.heading_at(along + 3) - car.heading
    turn = (turn + math.pi) % (2 * math.pi) - math.pi
    return numpy.array([numpy.clip(float(numpy.float32(turn - 0.15 * aside)), -1, 1)])


def into_a_wall(env, rng):
    """Drives off with the wheels nearly straight."""
    return numpy.array([0.3, 0.1 * float(numpy.float32(rng.uniform(-1, 1)))])


# file, highway-env's id, crude driver, of how many steps one is kept.
# Intersections come last: they change the constants of IDMVehicle for the whole process.
ENVS = [
    ("highway", "highway-v0", careful, 5),
    ("highway-fast", "highway-fast-v0", careful, 5),
    ("merge", "merge-v1", careful, 1),
    ("roundabout", "roundabout-v1", careful, 1),
    ("parking", "parking-v0", into_a_wall, 10),
    ("racetrack", "racetrack-v1", along_the_lane, 25),
    ("intersection", "intersection-v2", careful, 1),
]


def rounded(values):
    return [round(float(value), DIGITS) + 0.0 for value in numpy.ravel(values)]


def cars(env):
    """Place, heading, speed and whether it has crashed, of every car in order."""
    return [
        float(number)
        for car in env.road.vehicles
        for number in [*car.position, car.heading, car.speed, car.crashed]
    ]


def seen(observation):
    if isinstance(observation, dict):
        return [number for part in observation.values() for number in rounded(part)]
    return rounded(observation)


def start(name, seed):
    env = gymnasium.make(name).unwrapped
    seeding.np_random = drawing
    observation, _ = env.reset(seed=seed)
    seeding.np_random = made
    return env, observation


def apart(env, twin):
    ours, theirs = cars(env), cars(twin)
    if len(ours) != len(theirs):
        return math.inf
    return max(abs(a - b) for a, b in zip(ours, theirs))


def episode(name, driver, keep, seed):
    env, observation = start(name, seed)
    twin, _ = start(name, seed)
    env.action_space.seed(seed)
    rng = numpy.random.default_rng(seed)
    generator = env.np_random
    trace = {"seed": seed, "certain": 0, "actions": [], "rewards": [], "kept": [0], "cars": [rounded(cars(env))], "observations": [seen(observation)]}
    step, terminated, truncated = 0, False, False
    while not (terminated or truncated):
        action = driver(env, rng) if seed % 2 == 1 else env.action_space.sample()
        if not numpy.isscalar(action):
            action = numpy.asarray(action, dtype=numpy.float32).astype(numpy.float64)
        observation, reward, terminated, truncated, _ = env.step(action)
        for car in twin.road.vehicles:
            car.heading += 1e-14
        twin.step(action)
        if trace["certain"] == step and apart(env, twin) <= 1e-10:
            trace["certain"] += 1
        step += 1
        trace["actions"].append([float(a) for a in numpy.ravel(action)])
        trace["rewards"].append(round(float(reward), DIGITS))
        trace["ended"] = [step, int(terminated), int(truncated)]
        if step % keep == 0 or terminated or truncated:
            trace["kept"].append(step)
            trace["cars"].append(rounded(cars(env)))
            trace["observations"].append(seen(observation))
    trace["draws"] = generator.draws
    env.close()
    return trace


def main() -> None:
    for kind in (observations.KinematicObservation, observations.OccupancyGridObservation):
        space = kind.space
        kind.space = lambda self, space=space: double(space(self))
    folder = HERE / "driving"
    folder.mkdir(exist_ok=True)
    for file, name, driver, keep in ENVS:
        if sys.argv[1:] and file not in sys.argv[1:]:
            continue
        traces = [episode(name, driver, keep, seed) for seed in range(SEEDS)]
        text = json.dumps({"highwayEnv": HIGHWAY, "env": name, "episodes": traces}, separators=(",", ":"))
        packed = gzip.compress(text.encode(), mtime=0)
        (folder / f"{file}.json.gz").write_bytes(packed)
        steps = [[trace["certain"], *trace["ended"]] for trace in traces]
        print(f"{file}: ends {steps}, {len(packed)} bytes", flush=True)


def double(space):
    """The same box in double precision, so that what is observed is not rounded."""
    return gymnasium.spaces.Box(low=-numpy.inf, high=numpy.inf, shape=space.shape, dtype=numpy.float64)


if __name__ == "__main__":
    main()
