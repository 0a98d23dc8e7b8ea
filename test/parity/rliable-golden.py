"""Golden statistics of runs, made by rliable itself: test/parity/rliable/<fixture>.json.

python3 test/parity/rliable-golden.py

Works in a virtual environment beside this file, made on the first call, or with the interpreter that PARITY_PYTHON
names. rliable draws runs from NumPy's global generator whatever random state it is given, so that one is seeded, and
what it drew is recorded: one character a run, `[resamples, tasks, runs]`. Beside these, intervals from 20,000 of its
own draws; and quantiles.json, what SciPy and statsmodels say where rliable has nothing.
"""

import json
import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

HERE = Path(__file__).resolve().parent
NEEDED = {"rliable": "1.2.0", "pandas": "2.3.3"}  # the arch that rliable needs does not load with pandas 3
FEW, MANY, PROFILES = 200, 20_000, 2_000


def ready() -> bool:
    """Whether this Python has what the values are made with."""
    try:
        return all(version(name) == wanted for name, wanted in NEEDED.items())
    except PackageNotFoundError:
        return False


def start_again() -> None:
    """Goes on with the Python that has it."""
    wanted = [f"{name}=={number}" for name, number in NEEDED.items()]
    own = HERE / ".venv" / "bin" / "python"
    python = Path(os.environ.get("PARITY_PYTHON") or own)
    if Path(sys.executable) == python:
        sys.exit(f"{python} lacks {' or '.join(wanted)}")
    if python == own:
        subprocess.run([sys.executable, "-m", "venv", str(HERE / ".venv")], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *wanted], check=True)
    os.execv(python, [str(python), __file__])


if not ready():
    start_again()

import numpy  # noqa: E402
import scipy.stats  # noqa: E402
from rliable import library, metrics  # noqa: E402
from statsmodels.stats.power import tt_solve_power  # noqa: E402

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
AGGREGATES = {
    "mean": metrics.aggregate_mean,
    "median": metrics.aggregate_median,
    "interquartileMean": metrics.aggregate_iqm,
    "optimalityGap": metrics.aggregate_optimality_gap,
}


def fixtures() -> dict:
    """x and y of each fixture, [tasks, runs], as written to the files; rliable wants them the other way round."""
    chance = numpy.random.RandomState(11)
    level = numpy.array([0.2, 0.5, 0.8, 1.1, 0.4])[:, None]
    return {
        "suite": (level + 0.2 * chance.randn(5, 10), level + 0.05 + 0.3 * chance.randn(5, 10)),
        "ties": (chance.randint(0, 4, (3, 7)) / 2, chance.randint(0, 4, (3, 5)) / 2),
        "single": (-150 + 40 * chance.rand(1, 10), -160 + 40 * chance.rand(1, 10)),
    }


def recorded(bootstrap, take):
    """Lets a bootstrap of rliable write down what it draws; gives back the list and how to stop."""
    drawn, update = [], bootstrap.update_indices

    def update_and_note(self):
        indices = update(self)
        drawn.append(take(indices))
        return indices

    bootstrap.update_indices = update_and_note

    def stop():
        bootstrap.update_indices = update

    return drawn, stop


def as_text(drawn) -> str:
    """Run numbers of all resamples, each turned to [tasks, runs]."""
    return "".join(DIGITS[run] for indices in drawn for run in indices.T.ravel())


def aggregate(scores):
    return numpy.array([of(scores) for of in AGGREGATES.values()])


def interval(bounds, at: int) -> dict:
    return {"low": float(bounds[0][at]), "high": float(bounds[1][at])}


def estimates(values, bounds, names) -> dict:
    return {name: {"value": float(values[i]), **interval(bounds, i)} for i, name in enumerate(names)}


def aggregates_of(scores, reps: int) -> dict:
    values, bounds = library.get_interval_estimates({"x": scores}, aggregate, reps=reps)
    return estimates(values["x"], bounds["x"], AGGREGATES)


def profiles_of(scores, taus, reps: int, of_runs: bool) -> list:
    values, bounds = library.create_performance_profile({"x": scores}, taus, of_runs, reps=reps)
    return [{"tau": tau, "value": float(values["x"][i]), **interval(bounds["x"], i)} for i, tau in enumerate(taus)]


def improvement_of(x, y, reps: int) -> dict:
    def improvement(*scores):
        return numpy.array([metrics.probability_of_improvement(*scores)])

    values, bounds = library.get_interval_estimates({"xy": [x, y]}, improvement, reps=reps)
    return {"value": float(values["xy"][0]), **interval(bounds["xy"], 0)}


def golden(x, y) -> dict:
    """x and y are [runs, tasks]."""
    numpy.random.seed(5)
    taus = [float(tau) for tau in numpy.quantile(x, [0, 0.2, 0.4, 0.6, 0.8, 1])]
    drawn, stop = recorded(library.StratifiedBootstrap, lambda indices: indices[0])
    few = {}
    for name, make in {
        "aggregates": lambda: aggregates_of(x, FEW),
        "runProfile": lambda: profiles_of(x, taus, FEW, True),
        "taskMeanProfile": lambda: profiles_of(x, taus, FEW, False),
    }.items():
        drawn.clear()
        few[name] = {"expected": make(), "indices": as_text(drawn)}
    stop()
    pairs, stop = recorded(library.StratifiedIndependentBootstrap, lambda indices: [of[0] for of in indices[0]])
    few["improvement"] = {
        "expected": improvement_of(x, y, FEW),
        "indices": [as_text([pair[side] for pair in pairs]) for side in (0, 1)],
    }
    stop()
    own = {
        "resamples": MANY,
        "profileResamples": PROFILES,
        "aggregates": aggregates_of(x, MANY),
        "runProfile": profiles_of(x, taus, PROFILES, True),
        "taskMeanProfile": profiles_of(x, taus, PROFILES, False),
        "improvement": improvement_of(x, y, PROFILES),
    }
    return {"x": x.T.tolist(), "y": y.T.tolist(), "sameIndices": few, "ownIndices": own}


def quantiles() -> dict:
    chance = numpy.random.RandomState(3)
    x, y = 0.5 + chance.randn(8), chance.randn(8)
    swapped = scipy.stats.permutation_test(
        (x, y), lambda a, b: numpy.mean(a) - numpy.mean(b), permutation_type="samples", n_resamples=numpy.inf
    )
    return {
        "normal": [[z, float(scipy.stats.norm.cdf(z))] for z in (-8, -3.7, -1.96, -0.1, 0, 0.5, 2.5, 5)],
        "student": [
            [p, degrees, float(scipy.stats.t.ppf(p, degrees))]
            for degrees in (1, 2, 3, 4, 9, 30, 199)
            for p in (0.01, 0.5, 0.8, 0.975, 0.9995)
        ],
        "swap": {"x": x.tolist(), "y": y.tolist(), "pValue": float(swapped.pvalue)},
        "detectable": [
            [runs, float(tt_solve_power(nobs=runs, alpha=0.05, power=0.8))] for runs in (5, 10, 20, 50)
        ],
    }


def write(name: str, value: dict) -> None:
    made_with = {name: version(name) for name in ("rliable", "arch", "numpy", "scipy", "statsmodels")}
    path = HERE / "rliable" / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"madeWith": made_with, **value}, separators=(",", ":")) + "\n")


for fixture, (of_x, of_y) in fixtures().items():
    write(fixture, golden(of_x.T, of_y.T))
write("quantiles", quantiles())
