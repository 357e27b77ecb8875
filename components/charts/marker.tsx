import type { SeriesLook } from "./palette";

/** The point of a series: its own shape, in its own colour. */
export function Marker({ cx, cy, look, r = 3.4 }: { cx?: number; cy?: number; look: SeriesLook; r?: number }) {
  if (cx === undefined || cy === undefined || !Number.isFinite(cx) || !Number.isFinite(cy)) return <g />;
  const paint = { fill: look.colour };
  if (look.marker === "square") return <rect x={cx - r} y={cy - r} width={2 * r} height={2 * r} {...paint} />;
  if (look.marker === "triangle")
    return <path d={`M${cx} ${cy - r - 1}l${r + 1} ${2 * r}h${-2 * r - 2}z`} {...paint} />;
  if (look.marker === "diamond")
    return <path d={`M${cx} ${cy - r - 1}l${r + 1} ${r + 1}l${-r - 1} ${r + 1}l${-r - 1} ${-r - 1}z`} {...paint} />;
  if (look.marker === "cross")
    return <path d={`M${cx - r} ${cy}h${2 * r}M${cx} ${cy - r}v${2 * r}`} stroke={look.colour} strokeWidth="2" />;
  if (look.marker === "star")
    return (
      <path
        d={`M${cx - r} ${cy - r}l${2 * r} ${2 * r}M${cx + r} ${cy - r}l${-2 * r} ${2 * r}`}
        stroke={look.colour}
        strokeWidth="2"
      />
    );
  return <circle cx={cx} cy={cy} r={r} {...paint} />;
}
