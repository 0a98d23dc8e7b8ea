/** A number, with its interval if there is one. */
export interface Told {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

/** The decimals to show: enough for two digits of the interval's width, or without an interval for three of the number. */
function decimalsOf({ value, low, high }: Told): number {
  const width = low === undefined || high === undefined ? 0 : high - low;
  if (Number.isFinite(width) && width > 1e-9 * Math.abs(value)) return clamp(1 - Math.floor(Math.log10(width)));
  return value === 0 ? 0 : clamp((Math.abs(value).toPrecision(3).replace(/e.*/, "").split(".")[1] ?? "").length);
}

const clamp = (decimals: number) => Math.min(4, Math.max(0, decimals));
const fixed = (value: number, decimals: number) =>
  Number.isFinite(value)
    ? value
        .toFixed(decimals)
        .replace(/^-(?=0(\.0*)?$)/, "")
        .replace("-", "−")
    : value > 0
      ? "∞"
      : "−∞";

/** `0.83 [0.79, 0.87]` */
export const told = (estimate: Told): string => withInterval(estimate, fixed);

/** `0.043`, `1500`: two significant digits. */
export const rough = (value: number): string => String(Number(value.toPrecision(2))).replace("-", "−");

/** `+0.11 [+0.05, +0.17]` */
export const toldChange = (estimate: Told): string =>
  withInterval(estimate, (value, decimals) => `${value > 0 ? "+" : ""}${fixed(value, decimals)}`);

function withInterval(estimate: Told, write: (value: number, decimals: number) => string): string {
  const { value, low, high } = estimate;
  const decimals = decimalsOf(estimate);
  if (low === undefined || high === undefined) return write(value, decimals);
  return `${write(value, decimals)} [${write(low, decimals)}, ${write(high, decimals)}]`;
}

export const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`.replace("-", "−");

/** `1,234,000` */
export const count = (value: number): string => Math.round(value).toLocaleString("en");

/** `5 seeds`, `1 seed` */
export const counted = (many: number, one: string, several = `${one}s`): string =>
  `${count(many)} ${many === 1 ? one : several}`;

/** `a`, `a and b`, `a, b and c`; with more than `most`, the first ones and the number of others. */
export function enumeration(names: readonly string[], most = Number.POSITIVE_INFINITY): string {
  const shown = names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} others`] : names;
  return shown.length < 2 ? shown.join() : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

/** `17 s`, `3 min 20 s`, `2 h 5 min` */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
