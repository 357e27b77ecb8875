import type { Measured } from "./measure";

export type Run = { customers: number; rows: number; fillSeconds: number; fillRows: number; results: Measured[] };
export type Machine = {
  cpus: number;
  memoryGb: number;
  database: string;
  node: string;
  day: string;
  requests: number;
  parallel: number;
};

const MOST_QUERIES = 6;
const MOST_GROWTH = 1.5;
const ms = (n: number) => (n < 10 ? n.toFixed(2) : n.toFixed(1));
const thousands = (n: number) => new Intl.NumberFormat("en-US").format(n);

/** A run as lines for the terminal. */
export function table({ customers, results }: Run): string {
  const rows = results.map((r) => [
    r.endpoint.name,
    String(r.queries),
    ms(r.p50),
    ms(r.p95),
    ms(r.p99),
    r.throughput.toFixed(0),
    ms(r.plainP50),
  ]);
  const head = ["", "查询", "p50", "p95", "p99", "次/秒", "直连 p50"];
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => width(row[i] ?? ""))));
  const line = (row: string[]) => row.map((cell, i) => pad(cell, widths[i] ?? 0, i === 0)).join("  ");
  return [`\n${thousands(customers)} 位客户`, line(head), ...rows.map(line)].join("\n");
}

/** Chinese characters take two columns. */
const width = (text: string) => [...text].reduce((n, c) => n + (c > "\u2e7f" ? 2 : 1), 0);
const pad = (text: string, to: number, left: boolean) =>
  left ? text + " ".repeat(to - width(text)) : " ".repeat(to - width(text)) + text;

/** docs/bench.md: only what was measured. */
export function document(runs: readonly Run[], machine: Machine): string {
  const [first, last] = [runs[0], runs.at(-1)];
  return `# Bench

Written by \`npm run bench\` on ${machine.day}: ${machine.cpus} CPUs, ${machine.memoryGb} GB memory, Node ${machine.node}, ${machine.database} on the same machine.
Each endpoint is its route module, called with a real request and a real token: the login is read, permissions are checked, the input is parsed, the answer is shaped. Only HTTP itself is left out.
Times are milliseconds of ${machine.requests} requests one after another, throughput is requests a second with ${machine.parallel} at a time in one process. "Queries" counts every statement of a warm request, with the one that finds out who calls. "Plain" is the same statements sent through mysql2 alone.

## What is in the database

| customers | rows in all | filled in | rows a second |
|---|---|---|---|
${runs.map((run) => `| ${thousands(run.customers)} | ${thousands(run.rows)} | ${run.fillSeconds.toFixed(0)} s | ${thousands(Math.round(run.fillRows / run.fillSeconds))} |`).join("\n")}

20 centres with 36 rooms, ten years of guests. A plan for every customer; as many plan items as customers (at least those of one centre's 36 guests).
${runs.map(section).join("\n")}
${first && last && first !== last ? growth(first, last) : ""}`;
}

const section = ({ customers, results }: Run) => `
## ${thousands(customers)} customers

| endpoint | queries | p50 | p95 | p99 | requests/s | plain p50 | size |
|---|---|---|---|---|---|---|---|
${results
  .map(
    (r) =>
      `| ${r.endpoint.name} | ${r.queries}${r.queries > MOST_QUERIES ? " ▲" : ""} | ${ms(r.p50)} | ${ms(r.p95)} | ${ms(r.p99)} | ${r.throughput.toFixed(0)} | ${ms(r.plainP50)} | ${(r.bytes / 1024).toFixed(1)} kB |`,
  )
  .join("\n")}
`;

function growth(first: Run, last: Run): string {
  const rows = last.results.flatMap((r) => {
    const before = first.results.find((other) => other.endpoint.name === r.endpoint.name);
    if (!before) return [];
    const factor = r.p95 / before.p95;
    const over = r.endpoint.kind === "list" && factor > MOST_GROWTH;
    return [`| ${r.endpoint.name} | ${ms(before.p95)} | ${ms(r.p95)} | ${factor.toFixed(2)}${over ? " ▲" : ""} |`];
  });
  return `
## How it grows

p95 with ${thousands(last.customers)} customers against ${thousands(first.customers)}. ▲: a first page of a list that takes more than ${MOST_GROWTH} times as long, or more than ${MOST_QUERIES} queries.

| endpoint | p95 at ${thousands(first.customers)} | p95 at ${thousands(last.customers)} | factor |
|---|---|---|---|
${rows.join("\n")}
`;
}
