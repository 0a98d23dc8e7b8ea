import { add, mul, softplus, sub, type Tensor } from "../../src/autodiff/index.ts";

/** What is known of a pair of segments in a minibatch; every tensor is `[pairs, 1]`. */
export interface JudgedPairs {
  /** What the network thinks that each segment is worth. */
  readonly first: Tensor;
  readonly second: Tensor;
  /** 1 where the first was preferred, 0 where the second was, 0.5 for a tie. */
  readonly label: Tensor;
  /** How much better the better one is: 1, 2 or 3; 0 for a tie. */
  readonly strength: Tensor;
  /** What each segment was rated, in deviations from the mean of all ratings. */
  readonly firstRating: Tensor;
  readonly secondRating: Tensor;
}

type Loss = (pairs: JudgedPairs) => Tensor;

const lead = ({ first, second }: JudgedPairs) => sub(first, second);

/** `-label log sigmoid(lead) - (1 - label) log sigmoid(-lead)` (Bradley and Terry 1952). */
const bradleyTerry: Loss = (pairs) => sub(softplus(lead(pairs)), mul(pairs.label, lead(pairs)));

/** The lead should be at least the strength; a tie has none (Touvron et al. 2023, arXiv 2307.09288). */
const margin: Loss = (pairs) => {
  const wanted = sub(lead(pairs), mul(pairs.strength, sub(mul(pairs.label, 2), 1)));
  return sub(softplus(wanted), mul(pairs.label, wanted));
};

/** A strong preference counts as often as it is strong, and a tie once (Wang et al. 2024, arXiv 2410.01257). */
const scaled: Loss = (pairs) => {
  const tie = mul(mul(pairs.label, sub(1, pairs.label)), 4);
  return mul(add(pairs.strength, tie), bradleyTerry(pairs));
};

/** Half the leads up to which two segments are as likely a tie as not, about: `log 2`. */
const tieWidth = Math.LN2;
const tieOdds = Math.log(Math.exp(2 * tieWidth) - 1);

/** Ties are an answer of their own, likely where the lead is small (Rao and Kupper 1967). */
const tie: Loss = (pairs) => {
  const [won, lost] = [softplus(sub(tieWidth, lead(pairs))), softplus(add(lead(pairs), tieWidth))];
  const { label } = pairs;
  const isTie = mul(mul(label, sub(1, label)), 4);
  const [first, second] = [sub(label, mul(isTie, 0.5)), sub(sub(1, label), mul(isTie, 0.5))];
  return add(add(mul(first, won), mul(second, lost)), mul(isTie, sub(add(won, lost), tieOdds)));
};

/** Squared distance from the ratings, of both segments. */
const regression: Loss = ({ first, second, firstRating, secondRating }) => {
  const [a, b] = [sub(first, firstRating), sub(second, secondRating)];
  return add(mul(a, a), mul(b, b));
};

/** Losses of a pair `[pairs, 1]`, by name. */
export const losses = { "bradley-terry": bradleyTerry, margin, scaled, tie, regression } as const;

export type LossName = keyof typeof losses;
