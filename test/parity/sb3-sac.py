"""Soft actor-critic in Stable-Baselines3: steps a second of training, and what was learned. Prints one JSON object.

Usage: python sb3-sac.py HalfCheetah-v5 steps learning-starts seed episodes
Its defaults: two layers of 256, minibatches of 256, one gradient step for each step. One thread. The clock runs from the
first gradient step on.
"""

import json
import sys
import time

import gymnasium
import mujoco
import stable_baselines3
import torch
from stable_baselines3 import SAC
from stable_baselines3.common.callbacks import BaseCallback
from stable_baselines3.common.evaluation import evaluate_policy
from stable_baselines3.common.monitor import Monitor

name = sys.argv[1]
steps, learning_starts, seed, episodes = map(int, sys.argv[2:])
torch.set_num_threads(1)


class Clock(BaseCallback):
    """The moment in which learning starts."""

    def __init__(self):
        super().__init__()
        self.begun = None

    def _on_step(self):
        if self.begun is None and self.num_timesteps > learning_starts:
            self.begun = time.perf_counter()
        return True


model = SAC("MlpPolicy", gymnasium.make(name), learning_starts=learning_starts, device="cpu", seed=seed)
clock = Clock()
model.learn(steps, callback=clock)
seconds = time.perf_counter() - clock.begun
returns = [0.0]
if episodes > 0:
    env = Monitor(gymnasium.make(name))
    env.reset(seed=1_000_000 + seed)
    returns, _ = evaluate_policy(model, env, n_eval_episodes=episodes, return_episode_rewards=True)
print(
    json.dumps(
        {
            "stableBaselines3": stable_baselines3.__version__,
            "torch": torch.__version__,
            "gymnasium": gymnasium.__version__,
            "mujoco": mujoco.__version__,
            "stepsPerSecond": (model.num_timesteps - learning_starts) / seconds,
            "return": sum(returns) / len(returns),
        }
    )
)
