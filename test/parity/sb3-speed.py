"""Steps a second of whole PPO training in Stable-Baselines3. Prints one JSON object.

Usage: python sb3-speed.py HalfCheetah-v5 worlds steps-of-a-rollout minibatch epochs steps
Twin 64x64 tanh networks, observations and rewards normalised, everything in one process and one thread; the first
rollout and update do not count.
"""

import json
import sys
import time

import gymnasium
import mujoco
import stable_baselines3
import torch
from stable_baselines3 import PPO
from stable_baselines3.common.callbacks import BaseCallback
from stable_baselines3.common.vec_env import DummyVecEnv, VecMonitor, VecNormalize

name = sys.argv[1]
worlds, rollout, minibatch, epochs, steps = map(int, sys.argv[2:])
torch.set_num_threads(1)


class Clock(BaseCallback):
    """The moment in which the second rollout begins."""

    def __init__(self):
        super().__init__()
        self.rollouts = 0
        self.begun = 0.0
        self.steps_before = 0

    def _on_rollout_start(self):
        self.rollouts += 1
        if self.rollouts == 2:
            self.begun, self.steps_before = time.perf_counter(), self.num_timesteps

    def _on_step(self):
        return True


env = DummyVecEnv([lambda: gymnasium.make(name, disable_env_checker=True) for _ in range(worlds)])
env = VecNormalize(VecMonitor(env), gamma=0.99)
model = PPO(
    "MlpPolicy",
    env,
    n_steps=rollout,
    batch_size=minibatch,
    n_epochs=epochs,
    learning_rate=lambda left: 3e-4 * left,
    gamma=0.99,
    gae_lambda=0.95,
    clip_range=0.2,
    vf_coef=0.5,
    ent_coef=0.0,
    max_grad_norm=0.5,
    policy_kwargs={"net_arch": {"pi": [64, 64], "vf": [64, 64]}, "activation_fn": torch.nn.Tanh},
    device="cpu",
    seed=1,
)
clock = Clock()
model.learn(steps + worlds * rollout, callback=clock)
seconds = time.perf_counter() - clock.begun
print(
    json.dumps(
        {
            "stableBaselines3": stable_baselines3.__version__,
            "torch": torch.__version__,
            "gymnasium": gymnasium.__version__,
            "mujoco": mujoco.__version__,
            "stepsPerSecond": round((model.num_timesteps - clock.steps_before) / seconds),
        }
    )
)
