"""Samples a second of a PPO update in PyTorch: twin 64x64 tanh networks, Gaussian policy, clipped surrogate, Adam, clipping.

The same work as one update of learner/ppo-v1 with minibatches of the sizes given. Prints one JSON object.
Needs torch; usage: python torch-update.py 64 1024 8192
"""

import json
import math
import sys
import time

import torch
from torch import nn

OBSERVATION, ACTION, ROWS = 27, 8, 8192


def mlp(outputs: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(OBSERVATION, 64), nn.Tanh(), nn.Linear(64, 64), nn.Tanh(), nn.Linear(64, outputs))


def measure(batch: int) -> float:
    torch.manual_seed(0)
    actor, critic = mlp(ACTION), mlp(1)
    log_std = nn.Parameter(torch.zeros(ACTION))
    parameters = [*actor.parameters(), *critic.parameters(), log_std]
    optimizer = torch.optim.Adam(parameters, lr=3e-4, eps=1e-5)
    observations, latents = torch.randn(ROWS, OBSERVATION), torch.randn(ROWS, ACTION)
    old_log_probs, advantages, returns = torch.randn(ROWS) - 9, torch.randn(ROWS), torch.randn(ROWS)

    def minibatch(rows: torch.Tensor) -> None:
        latent, old = latents[rows], old_log_probs[rows]
        mean = actor(observations[rows])
        distance = (latent - mean) / log_std.exp()
        log_prob = -(0.5 * distance**2 + log_std + 0.5 * math.log(2 * math.pi)).sum(-1)
        entropy = (log_std + 0.5 + 0.5 * math.log(2 * math.pi)).sum()
        log_ratio = log_prob - old
        ratio = log_ratio.exp()
        advantage = advantages[rows]
        advantage = (advantage - advantage.mean()) / (advantage.std() + 1e-8)
        policy_loss = -torch.min(ratio * advantage, ratio.clamp(0.8, 1.2) * advantage).mean()
        value_loss = 0.5 * ((critic(observations[rows]).squeeze(-1) - returns[rows]) ** 2).mean()
        loss = policy_loss + 0.5 * value_loss - 0.0 * entropy
        with torch.no_grad():
            _ = ((ratio - 1) - log_ratio).mean(), ((ratio - 1).abs() > 0.2).float().mean()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 0.5)
        optimizer.step()

    def epoch() -> None:
        for rows in torch.randperm(ROWS).split(batch):
            minibatch(rows)

    epoch()
    best = math.inf
    for _ in range(5):
        start = time.perf_counter()
        for _ in range(max(1, batch // 1024)):
            epoch()
        best = min(best, (time.perf_counter() - start) / max(1, batch // 1024))
    return ROWS / best


if __name__ == "__main__":
    torch.set_num_threads(1)
    sizes = [int(size) for size in sys.argv[1:]] or [64, 1024, 8192]
    print(json.dumps({"torch": torch.__version__, "samplesPerSecond": {size: round(measure(size)) for size in sizes}}))
