import { effect, manner } from "../data/attacks.ts";
import { itemNamed } from "../data/items.ts";
import { attacksOf, monsterKinds } from "../data/monsters.ts";
import { put, say } from "../display/say.ts";
import { itemBit } from "../items/place.ts";
import { between, oneIn, roll } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { causes, hurt } from "./hurt.ts";
import { paralyse } from "./trouble.ts";

const reflection = itemNamed("mirrors", "amulet");
const polished = itemNamed("polished shield");

/** What touching a monster does to the hero. @param monster 0 if it has died of the touch */
export function passive(game: Game, monster: number, wasHit: boolean, kind: number): void {
  const { me, itemFlags } = game;
  for (let attack = 0; attack < 3; attack++) {
    const at = (kind * 3 + attack) * 4;
    if (attacksOf[at] !== manner.passive + 1) continue;
    const damage = roll(game, attacksOf[at + 1], Math.max(1, attacksOf[at + 2]));
    switch (attacksOf[at + 3]) {
      case effect.paralyse:
        if (monster === 0 || me[my.blind] > 0 || !wasHit) return;
        if (isReflecting(game)) {
          put(game, "The gaze of the ");
          put(game, monsterKinds[kind].name);
          say(game, " is reflected.");
          game.monsterWait[monster] = 100;
          return;
        }
        if (me[my.freeAction]) return say(game, "Your limbs grow heavy for a moment.");
        put(game, "You stare, and cannot look away from the ");
        put(game, monsterKinds[kind].name);
        say(game, "!");
        paralyse(game, between(game, 20, 60));
        return;
      case effect.acid:
        if (!wasHit || !oneIn(game, 3)) return;
        say(game, "Acid spatters over you!");
        hurt(game, damage, causes.monster, kind);
        if (me[my.weapon] !== 0 && oneIn(game, 4)) itemFlags[me[my.weapon]] |= itemBit.eroded;
        game.screen.packChanged = true;
        return;
      case effect.cold:
        if (monster === 0 && !oneIn(game, 2)) return;
        if (me[my.resistsCold]) return say(game, "You hardly feel the cold.");
        say(game, "Frost bites into your hands!");
        hurt(game, damage, causes.monster, kind);
        return;
      case effect.fire:
        if (me[my.resistsFire]) return say(game, "You hardly feel the heat.");
        say(game, "Heat scorches you!");
        hurt(game, damage, causes.monster, kind);
        return;
      case effect.stun:
        if (!oneIn(game, 3)) return;
        say(game, "You stagger in a cloud of spores.");
        me[my.stunned] = Math.max(me[my.stunned], damage + 1);
        return;
      default:
        return;
    }
  }
}

export const isReflecting = ({ me, itemKind }: Game): boolean =>
  (me[my.amulet] !== 0 && itemKind[me[my.amulet]] === reflection) ||
  (me[my.shield] !== 0 && itemKind[me[my.shield]] === polished);
