"""Plays given levels in MiniGrid. Reads JSON from stdin: a list of levels, each with its size, cells as MiniGrid's indices
[width][height][3], what is in boxes, where the agent is, and actions. Answers with the images after every step."""

import json
import sys

from minigrid.core.grid import Grid
from minigrid.core.mission import MissionSpace
from minigrid.core.world_object import WorldObj
from minigrid.minigrid_env import MiniGridEnv


class Given(MiniGridEnv):
    def __init__(self, level):
        self.level = level
        super().__init__(
            mission_space=MissionSpace(mission_func=lambda: "none"),
            width=level["width"],
            height=level["height"],
            max_steps=1_000_000,
            see_through_walls=level["seesThroughWalls"],
        )

    def _gen_grid(self, width, height):
        self.grid = Grid(width, height)
        for x in range(width):
            for y in range(height):
                self.grid.set(x, y, WorldObj.decode(*self.level["cells"][x][y]))
        for x, y, thing in self.level["inside"]:
            self.grid.get(x, y).contains = WorldObj.decode(*thing)
        self.agent_pos = tuple(self.level["place"])
        self.agent_dir = self.level["facing"]
        self.mission = "none"


def play(level):
    env = Given(level)
    observation, _ = env.reset(seed=0)
    images, directions = [observation["image"].reshape(-1).tolist()], [int(observation["direction"])]
    for action in level["actions"]:
        observation, _, _, _, _ = env.step(action)
        images.append(observation["image"].reshape(-1).tolist())
        directions.append(int(observation["direction"]))
    return {"images": images, "directions": directions}


print(json.dumps([play(level) for level in json.load(sys.stdin)]))
