/** Money is an integer number of fen. No floats, no decimals, one currency. */
export type Fen = number & { readonly __unit: "fen" };

export function fen(n: number): Fen {
  if (!Number.isSafeInteger(n)) throw new RangeError(`not a whole number of fen: ${n}`);
  return n as Fen;
}

export const sum = (amounts: readonly Fen[]): Fen => fen(amounts.reduce((a, b) => a + b, 0));

/** amount x rate, rate in millionths (8% = 80_000), rounded half away from zero. */
export function times(amount: Fen, millionths: number): Fen {
  const product = BigInt(amount) * BigInt(millionths);
  const half = product < 0n ? -500_000n : 500_000n;
  return fen(Number((product + half) / 1_000_000n));
}

/** Split a total over weights so that the parts add up exactly (largest remainder first). */
export function allocate(total: Fen, weights: readonly number[]): Fen[] {
  const whole = weights.reduce((a, b) => a + b, 0);
  if (whole <= 0) throw new RangeError("weights must add up to more than zero");
  const parts = weights.map((w) => Number((BigInt(total) * BigInt(w)) / BigInt(whole)));
  let left = total - parts.reduce((a, b) => a + b, 0);
  const step = Math.sign(left);
  const order = weights
    .map((w, i) => ({ i, rest: Math.abs(Number((BigInt(total) * BigInt(w)) % BigInt(whole))) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of order) {
    if (left === 0) break;
    parts[i] = (parts[i] ?? 0) + step;
    left -= step;
  }
  return parts.map(fen);
}

export function yuan(amount: Fen): string {
  const digits = String(Math.abs(amount)).padStart(3, "0");
  return `${amount < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** "12.30" -> 1230. String arithmetic only: "1.005" is rejected, not rounded. */
export function parseYuan(text: string): Fen {
  const m = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!m) throw new RangeError(`not an amount: ${text}`);
  const value = Number(m[2]) * 100 + Number((m[3] ?? "").padEnd(2, "0"));
  return fen(m[1] ? -value : value);
}

/** 1234567 -> "12,345.67"; a minus is U+2212 as everywhere on screen. */
export function yuanText(amount: Fen): string {
  const [whole = "", cents = "00"] = yuan(amount).replace("-", "").split(".");
  return `${amount < 0 ? "−" : ""}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${cents}`;
}

/** Yuan as a JSON number (12.3) to fen; more than two decimals is refused, not rounded. */
export function fromYuan(amount: number): Fen {
  const scaled = Math.round(amount * 100);
  if (!Number.isFinite(amount) || Math.abs(amount * 100 - scaled) > 1e-6)
    throw new RangeError(`not an amount: ${amount}`);
  return fen(scaled);
}
