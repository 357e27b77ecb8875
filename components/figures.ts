/** 1234567.5 → "1,234,567.5"; minus is U+2212. `decimals` fixes how many are shown; left out, as many as there are. */
export function grouped(n: number, decimals?: number): string {
  const text = decimals === undefined ? String(Math.abs(n)) : Math.abs(n).toFixed(decimals);
  const [whole = "0", part] = text.split(".");
  const body = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? `.${part}` : "");
  return n < 0 && /[1-9]/.test(body) ? `−${body}` : body;
}

/** A figure for reading: at most one decimal below 100, none from there on. */
export const rounded = (n: number): string => grouped(Number(n.toFixed(Math.abs(n) < 100 ? 1 : 0)));
