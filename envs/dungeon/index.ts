/**
 * A roguelike of our own, in the spirit of NetHack and with the observations and keys of the NetHack Learning Environment.
 *
 * THE MANUAL
 *
 * You are an adventurer. Somewhere at the bottom of the dungeon lies the Orb of the Deep; bring it up the stairs of the
 * first level and you have won. Until then you gain points: 1 for every piece of gold, 4 for every point of experience, 50
 * for every level that is deeper than any before, and some for what you learn.
 *
 * Time. A turn is 12 units of movement; who has speed 18 moves three times in two turns. A key that only asks or looks
 * takes no time, and neither does walking into a wall. Eating, dressing and digging take several turns in one step. Far
 * moves go on until something is worth a look.
 *
 * The map. Rooms (`.` floor, `|` and `-` walls) are joined by corridors (`#`) with doorways (`.`), doors (`+` closed, `|` or
 * `-` open, perhaps locked: kick, pick or unlock them) and some secret doors, found by searching. Nobody goes through a
 * door diagonally. Lit rooms are seen whole, dark ones only next to you. `<` and `>` are stairs, `{` a fountain, `_` an
 * altar, `\` a throne, `^` a trap that you know of, a backquote a boulder. Levels that you leave stay as they are.
 * Twenty levels lead down: rooms first, on one of levels 5 to 8 the seer's hall, mazes from 16 on, the Orb's on 20; and
 * five levels of caves branch off from one of levels 2 to 4. Rooms may be shops (pay with `p` before you leave), temples,
 * throne rooms, dens; vaults have no door.
 *
 * Fighting. Walk into a monster. A blow hits in a hundred times as often as the attacker's skill says, less 4 for every
 * point by which the other's armour class is below 10, but never fewer than 5 nor more than 95. Your skill is 70, and more for
 * level, dexterity and weapon; a monster's is 85, and 3 for each level. Armour class begins at 10 and falls with what you
 * wear. Level n comes at 2 (n³ - n) points of experience: 12, 48, 120 ... Monsters
 * poison, burn, freeze, paralyse, drain levels, steal, grab, rust and curse; some breathe or shoot from afar; some only
 * hurt those who touch them. Those who have seen you follow your trail. A pet fights for you, eats corpses that are safe,
 * and comes along on stairs when it stands next to you.
 *
 * Food. 1,000 to begin with, 1 a turn, more for rings, amulets and regeneration. From 200 on you are hungry, from 100 weak, from
 * 0 you faint, and below -250 you starve. Corpses are food for 40 turns, then they make ill, then deadly ill; poisonous and
 * acidic ones hurt at once; some give resistances or more.
 *
 * Things. Potions, scrolls, wands, rings and amulets look different in every game until you learn what they are, by use or
 * by identifying them. Things are blessed, cursed or neither: what is cursed does worse, and cannot be taken off or laid
 * down. An altar shows which. Potions of healing give back a half, three quarters or all of the maximum. Prayer helps those in
 * danger of life (a fifth of the hit points left, weak, ill or strangled) from turn 150 on, and then 250 turns after the last
 * one; too early it costs luck, and with bad luck or a bad record it brings anger.
 *
 * FOR TASKS AND LEVELS
 *
 * A level is what the arrays of a game (`state/game.ts`) say: `terrain`, `flags`, `traps`, `rooms`, and what is spawned and
 * placed. A `Builder` fills them and returns the cell where the hero arrives; `levels/draw.ts` has what builders draw
 * with, `monsters/spawn.ts` and `items/make.ts` put things in, `levels/reach.ts` tells what can be reached. A `Task`
 * (`world.ts`) names the builder, the keys, the rules of messages and picking up, what the hero begins with (`begin`), when
 * the task is done (`ends`) and when the episode is cut short (`truncates`); the definition adds a yardstick by features.
 * Tasks of the whole game are in `tasks`; `whole-game.ts` has what they share. Levels for one skill each are described in a
 * small language (`skills/description.ts`), in ten lines or so; `docs/minihack.md` has an example.
 */
export { buildDungeon } from "./levels/build.ts";
export { clearLevel, drawRoom, freeCell, freeCellNear } from "./levels/draw.ts";
export { observation } from "./observation.ts";
export { keysOf } from "./play/keys.ts";
export type { Arrival, Builder, Rules } from "./play/rules.ts";
export { score } from "./score.ts";
export { defineSkill, handler, walker } from "./skills/define-skill.ts";
export type { Description, Goal, Statement, Where } from "./skills/description.ts";
export { dungeonWorld, type Task } from "./world.ts";
