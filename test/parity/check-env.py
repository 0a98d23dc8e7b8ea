"""Runs Gymnasium's check_env on every id of a server, pictures too; prints JSON.

    check-env.py ADDRESS

Needs `pip install gymnasium websockets`.
"""

import importlib.metadata
import json
import sys
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "src/client/python"))

import gymnasium
import rewardgym
from gymnasium.utils.env_checker import check_env

warnings.simplefilter("ignore")
connection = rewardgym.Connection(sys.argv[1])
passed, failed = [], {}
for name in rewardgym.ids:
    try:
        env = gymnasium.make(f"rewardgym/{name.replace('/', '.')}", server=connection, render_mode="rgb_array", width=64, height=48)
    except ValueError as refusal:
        if "seats" not in str(refusal):
            raise
        continue  # Gymnasium has no environment of many agents
    try:
        check_env(env.unwrapped)
        passed.append(name)
    except Exception as problem:  # every problem is a finding
        failed[name] = repr(problem)
    env.close()
connection.close()
print(json.dumps({"gymnasium": importlib.metadata.version("gymnasium"), "passed": passed, "failed": failed}))
