export type Stage = "expel" | "recover" | "nourish" | "restore";

/** Character, name and how much of the disc is lit (0 new, 1 full), per stage. */
export const stages: Record<Stage, { char: string; name: string; lit: number }> = {
  expel: { char: "排", name: "排期", lit: 0.25 },
  recover: { char: "调", name: "调期", lit: 0.5 },
  nourish: { char: "补", name: "补期", lit: 0.71 },
  restore: { char: "养", name: "养期", lit: 1 },
};

const R = 6.8;

/** A moon, lit from the right. `lit` is the lit part of its width, 0 to 1. */
export function Moon({ lit, size = 15 }: { lit: number; size?: number }) {
  const inner = (Math.abs(1 - 2 * lit) * R).toFixed(2);
  const sweep = lit < 0.5 ? 0 : 1;
  return (
    <svg
      width={size}
      height={size}
      viewBox="-8.5 -8.5 17 17"
      aria-hidden="true"
      style={{ display: "block", flex: "none" }}
    >
      <circle r="7.4" fill="var(--ya-moon-dark)" stroke="var(--ya-moon-rim)" strokeWidth="1.2" />
      <path d={`M0 ${-R}A${R} ${R} 0 0 1 0 ${R}A${inner} ${R} 0 0 ${sweep} 0 ${-R}Z`} fill="var(--ya-moon)" />
    </svg>
  );
}
