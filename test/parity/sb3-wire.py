"""Trains Stable-Baselines3's PPO, unmodified, on worlds of a server; prints greedy returns as JSON.

    PYTHONPATH=src/client/python sb3-wire.py ADDRESS STEPS SEEDS

Needs `pip install stable-baselines3 websockets`.
"""

import importlib.metadata
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "src/client/python"))

import gymnasium
import rewardgym  # noqa: F401 registers its ids
import torch
from stable_baselines3 import PPO
from stable_baselines3.common.evaluation import evaluate_policy
from stable_baselines3.common.monitor import Monitor

address, steps, seeds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
torch.set_num_threads(1)
begun = time.perf_counter()
returns = []
for seed in range(1, seeds + 1):
    env = Monitor(gymnasium.make("rewardgym/cart-pole-v1", server=address))
    model = PPO("MlpPolicy", env, seed=seed, device="cpu")
    model.learn(steps)
    mean, _ = evaluate_policy(model, env, n_eval_episodes=20, deterministic=True)
    returns.append(float(mean))
    env.close()
versions = {
    "stableBaselines3": importlib.metadata.version("stable-baselines3"),
    "gymnasium": importlib.metadata.version("gymnasium"),
    "websockets": importlib.metadata.version("websockets"),
}
print(json.dumps({"returns": returns, "seconds": time.perf_counter() - begun, "versions": versions}))
