"""Preference comparisons of the package `imitation` on a gym task. Prints one JSON object.

Usage: python imitation-preferences.py HalfCheetah-v4 steps labels seed episodes
Settings as in the package's own tutorial: fragments of 100 steps, five rounds, 10 % of the labels at first, a hyperbolic
schedule, a synthetic gatherer, Stable-Baselines3's PPO. Episodes have a fixed length, as it asks for. One thread.
"""

import json
import sys
import time

import gymnasium
import imitation
import numpy as np
import stable_baselines3
import torch
from imitation.algorithms import preference_comparisons
from imitation.data.wrappers import RolloutInfoWrapper
from imitation.policies.base import FeedForward32Policy, NormalizeFeaturesExtractor
from imitation.rewards.reward_nets import BasicRewardNet
from imitation.util.networks import RunningNorm
from imitation.util.util import make_vec_env
from stable_baselines3 import PPO
from stable_baselines3.common.evaluation import evaluate_policy

name = sys.argv[1]
steps, labels, seed, episodes = map(int, sys.argv[2:])
torch.set_num_threads(1)
torch.manual_seed(seed)
rng = np.random.default_rng(seed)
options = {"terminate_when_unhealthy": False} if name.startswith("Hopper") else {}
begun = time.perf_counter()
venv = make_vec_env(
    name, rng=rng, n_envs=8, env_make_kwargs=options, post_wrappers=[lambda env, _: RolloutInfoWrapper(env)]
)
reward_net = BasicRewardNet(venv.observation_space, venv.action_space, normalize_input_layer=RunningNorm)
agent = PPO(
    policy=FeedForward32Policy,
    policy_kwargs={
        "features_extractor_class": NormalizeFeaturesExtractor,
        "features_extractor_kwargs": {"normalize_class": RunningNorm},
    },
    env=venv,
    seed=seed,
    n_steps=2048 // venv.num_envs,
    batch_size=64,
    ent_coef=0.01,
    learning_rate=2e-3,
    clip_range=0.1,
    gae_lambda=0.95,
    gamma=0.97,
    n_epochs=10,
)
comparisons = preference_comparisons.PreferenceComparisons(
    preference_comparisons.AgentTrainer(
        algorithm=agent, reward_fn=reward_net, venv=venv, exploration_frac=0.05, rng=rng
    ),
    reward_net,
    num_iterations=5,
    fragmenter=preference_comparisons.RandomFragmenter(warning_threshold=0, rng=rng),
    preference_gatherer=preference_comparisons.SyntheticGatherer(rng=rng),
    reward_trainer=preference_comparisons.BasicRewardTrainer(
        preference_model=preference_comparisons.PreferenceModel(reward_net),
        loss=preference_comparisons.CrossEntropyRewardLoss(),
        epochs=3,
        rng=rng,
    ),
    fragment_length=100,
    transition_oversampling=1,
    initial_comparison_frac=0.1,
    allow_variable_horizon=False,
    initial_epoch_multiplier=4,
    query_schedule="hyperbolic",
)
comparisons.train(total_timesteps=steps, total_comparisons=labels)
seconds = time.perf_counter() - begun
returns, _ = evaluate_policy(
    agent.policy, make_vec_env(name, rng=rng, n_envs=1, env_make_kwargs=options), episodes, return_episode_rewards=True
)
print(
    json.dumps(
        {
            "imitation": imitation.__version__,
            "stableBaselines3": stable_baselines3.__version__,
            "torch": torch.__version__,
            "gymnasium": gymnasium.__version__,
            "stepsPerSecond": steps / seconds,
            "return": sum(returns) / len(returns),
        }
    )
)
