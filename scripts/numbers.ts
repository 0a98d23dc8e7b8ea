/** Numbers formatted for people. */
export const whole = (value: number): string => Math.round(value).toLocaleString("en");

/** Four significant digits: `213.4`, `0.4321`, `12,345`. */
export function digits(value: number): string {
  if (Math.abs(value) >= 10_000) return whole(value);
  return Number(value.toPrecision(4)).toString();
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** `2.9 s`, `17 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "unknown time";
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const total = Math.round(seconds);
  if (total < 60) return `${total} s`;
  if (total < 3600) return `${Math.floor(total / 60)} min ${total % 60} s`;
  return `${Math.floor(total / 3600)} h ${Math.floor((total % 3600) / 60)} min`;
}

/** `340 KB`, `1.2 GB` (powers of ten). */
export function size(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${units[power]}`;
}
