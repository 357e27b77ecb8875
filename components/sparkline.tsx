/** The shape of the last values, with the newest marked; a picture only, the figure stands beside it. */
export function Sparkline(props: {
  values: readonly number[];
  width?: number;
  height?: number;
  tone?: "normal" | "critical";
}) {
  const { values, width = 52, height = 24, tone = "normal" } = props;
  if (values.length < 2) return null;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = high - low || 1;
  const x = (i: number) => 2 + ((width - 4) * i) / (values.length - 1);
  const y = (v: number) => height - 3 - ((height - 6) * (v - low)) / span;
  const line = values.map((v, i) => `${i === 0 ? "M" : "L"}${x(i).toFixed(1)} ${y(v).toFixed(1)}`).join("");
  const colour = tone === "critical" ? "var(--ya-red)" : "var(--ya-c1)";
  return (
    <svg width={width} height={height} aria-hidden="true" style={{ display: "block", flex: "none" }}>
      <path d={`${line}L${width - 2} ${height}L2 ${height}Z`} fill={colour} opacity=".12" />
      <path d={line} fill="none" stroke={colour} strokeWidth="1.6" strokeLinejoin="round" />
      <circle cx={x(values.length - 1)} cy={y(values.at(-1) ?? 0)} r="2.3" fill={colour} />
    </svg>
  );
}
