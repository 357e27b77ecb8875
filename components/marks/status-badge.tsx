import type { ReactNode } from "react";
import classes from "./marks.module.css";

export type StatusTone =
  | "new"
  | "running"
  | "partly"
  | "done"
  | "off"
  | "critical"
  | "cancelled"
  | "waiting"
  | "returned";
export type StatusHue = "plain" | "run" | "ok" | "warn" | "crit" | "info";

const ring = <circle cx="6" cy="6" r="5.2" fill="none" stroke="currentColor" strokeWidth="1.5" />;
const bang = { stroke: "var(--glyph-bg)", strokeLinecap: "round" as const };

const glyphs: Record<StatusTone, ReactNode> = {
  new: ring,
  running: (
    <>
      {ring}
      <path d="M6 .8a5.2 5.2 0 0 1 0 10.4z" fill="currentColor" />
    </>
  ),
  partly: (
    <>
      {ring}
      <path d="M6 6V.8A5.2 5.2 0 0 1 11.2 6z" fill="currentColor" />
    </>
  ),
  done: (
    <>
      <circle cx="6" cy="6" r="6" fill="currentColor" />
      <path
        d="m3.3 6.2 1.9 1.9 3.5-3.8"
        fill="none"
        stroke="var(--glyph-bg)"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  off: (
    <>
      <path d="M6 .6 11.7 11H.3z" fill="currentColor" />
      <path d="M6 4.2v3.2M6 9v.2" strokeWidth="1.4" {...bang} />
    </>
  ),
  critical: (
    <>
      <path d="M3.6.4h4.8l3.2 3.2v4.8l-3.2 3.2H3.6L.4 8.4V3.6z" fill="currentColor" />
      <path d="M6 3v3.6M6 8.7v.2" strokeWidth="1.5" {...bang} />
    </>
  ),
  cancelled: (
    <>
      {ring}
      <path d="m3 9 6-6" stroke="currentColor" strokeWidth="1.5" />
    </>
  ),
  waiting: (
    <circle cx="6" cy="6" r="5.2" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.2 1.6" />
  ),
  returned: (
    <>
      {ring}
      <path d="M8 4.2H4.3M5.6 2.9 4.3 4.2l1.3 1.3M4.5 7.6h3" fill="none" stroke="currentColor" strokeWidth="1.2" />
    </>
  ),
};

const hues: Record<StatusTone, StatusHue> = {
  new: "warn",
  running: "run",
  partly: "run",
  done: "ok",
  off: "warn",
  critical: "crit",
  cancelled: "plain",
  waiting: "plain",
  returned: "plain",
};

/**
 * Glyph and word. Plain in tables; `tinted` is the pill for headers. The glyph follows the tone; `hue` changes only the
 * colour where the same shape means something calmer or worse (草稿 is new and plain, 退款中 is returned and crit).
 */
export function StatusBadge(props: { tone: StatusTone; label: string; tinted?: boolean; hue?: StatusHue }) {
  const { tone, label, tinted, hue = hues[tone] } = props;
  return (
    <span className={classes.badge} data-hue={hue} data-tinted={tinted || undefined}>
      <StatusGlyph tone={tone} />
      {label}
    </span>
  );
}

export function StatusGlyph({ tone, size = 12 }: { tone: StatusTone; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" aria-hidden="true" style={{ display: "block", flex: "none" }}>
      {glyphs[tone]}
    </svg>
  );
}
