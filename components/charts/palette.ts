/** The six series in their order: colour, dash and marker change together, so that no series is told by hue alone. */
export const series = [
  { colour: "var(--ya-c1)", dash: undefined, marker: "circle" },
  { colour: "var(--ya-c2)", dash: "6 3", marker: "square" },
  { colour: "var(--ya-c3)", dash: "2 2", marker: "triangle" },
  { colour: "var(--ya-c4)", dash: "8 2 2 2", marker: "diamond" },
  { colour: "var(--ya-c5)", dash: "1 3", marker: "cross" },
  { colour: "var(--ya-c6)", dash: "10 4", marker: "star" },
] as const;

export type SeriesLook = (typeof series)[number];

export const lookOf = (i: number): SeriesLook => series[i % series.length] ?? series[0];

export type ChartSeries = {
  key: string;
  label: string;
  /** Shown after each figure: 万元, kcal. */
  unit?: string;
};

/** One row per point on the x axis: `x` and a number (or null) per series. */
export type ChartRow = { x: string } & Record<string, number | string | null>;

export type ChartMeta = {
  title: string;
  sub?: string;
  /** Formula, scope and as-of, behind ⓘ. */
  definition: string;
  /** Right of the title: a range switch. */
  actions?: React.ReactNode;
  height?: number;
  /** What the x axis counts, as the head of the table's first column. */
  xLabel?: string;
};
