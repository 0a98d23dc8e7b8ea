import type { AdvantageColumns } from "./advantage.ts";
import type { Settings } from "./settings.ts";

/**
 * Generalised advantage estimates over macro actions (MA-RLHF, Chai et al. 2024, arXiv 2410.02743, section 3.2): the
 * rewards of an action are discounted within it, what follows it by gamma to the power of its length, and every step of it
 * has its advantage and its return. With actions of one step this is `estimateAdvantages`, bit for bit. What an action
 * that the rollout cuts would have earned is the value of what follows.
 * @param begins `[rows]`: 1 where a macro action begins, as `MacroActions.begins` has it
 * @param aggregate how the values of an action's steps make its own: their mean, the last one, or their mean weighted by
 *   1, 1/2, 1/3 and so on
 */
export function estimateMacroAdvantages(
  columns: AdvantageColumns,
  begins: ArrayLike<number>,
  aggregate: Settings["macroValues"],
  gamma: number,
  lambda: number,
  advantages: Float32Array,
  returns: Float32Array,
): void {
  const { steps, seats, rewards, values, nextValues, terminated, truncated } = columns;
  for (let seat = 0; seat < seats; seat++) {
    let [advantage, following] = [0, 0]; // of the action after this one
    for (let to = steps, from = steps - 1; from >= 0; from--) {
      if (!begins[from * seats + seat]) continue;
      const last = (to - 1) * seats + seat;
      const isFollowed = to < steps && terminated[last] !== 1 && truncated[last] !== 1;
      let [reward, discount, sum, weights] = [0, 1, 0, 0];
      for (let step = to - 1; step >= from; step--) {
        const row = step * seats + seat;
        const weight = aggregate === "equal" || step === to - 1 ? 1 : 0;
        const share = aggregate === "decaying" ? 1 / (step - from + 1) : weight;
        reward = rewards[row] + gamma * reward;
        discount *= gamma;
        sum += share * values[row];
        weights += share;
      }
      const value = sum / weights;
      const surprise = reward + discount * (isFollowed ? following : nextValues[last]) - value;
      advantage = surprise + (isFollowed ? discount * lambda * advantage : 0);
      following = value;
      for (let step = from; step < to; step++) {
        advantages[step * seats + seat] = advantage;
        returns[step * seats + seat] = advantage + value;
      }
      to = from;
    }
  }
}
