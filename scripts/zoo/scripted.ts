import type { ControllerName } from "../../agents/scripted.ts";

/** The controller written by hand that plays an env. */
export const controllers: { readonly [env: string]: ControllerName } = {
  "classic/cart-pole-v1": "catch-the-fall",
  "classic/pendulum-v1": "pump-and-hold",
  "classic/acrobot-v1": "kick-against",
  "classic/mountain-car-v1": "push-as-it-rolls",
  "classic/mountain-car-continuous-v1": "press-as-it-rolls",
  "driving/route-v1": "follow-the-route",
  "driving/hazards-v1": "follow-the-route",
  "driving/hills-v1": "follow-the-route",
  "driving/highway-v1": "overtake",
  "driving/merge-v1": "pass-the-ramp",
  "driving/roundabout-v1": "give-way-in-a-circle",
  "driving/intersection-v1": "give-way",
  "driving/racetrack-v1": "follow-the-track",
  "dungeon/score-v1": "delve-and-fight",
  "dungeon/staircase-v1": "delve-and-fight",
  "dungeon/pet-v1": "delve-and-fight",
  "dungeon/oracle-v1": "delve-and-fight",
  "dungeon/gold-v1": "delve-and-fight",
  "dungeon/eat-v1": "delve-and-fight",
  "dungeon/scout-v1": "delve-and-fight",
  "dungeon/achievements-v1": "delve-and-fight",
  "dungeon/challenge-v1": "delve-and-fight",
};
