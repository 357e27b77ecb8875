import { parentPort, workerData } from "node:worker_threads";
import { solver } from "./highs";
import type { ScheduleInput } from "./input";
import { type Around, reportOf } from "./report";
import { solve } from "./solve";

/** The inside of the solver's thread: gets everything at the start, tells how far it is, answers the results or the error. */
const { input, arounds, stop } = workerData as { input: ScheduleInput; arounds: Around[]; stop: SharedArrayBuffer };
const flag = new Int32Array(stop);
const begun = performance.now();
let told = 0;

const beat = (done: number): boolean => {
  const percent = Math.floor(done * 90);
  if (percent > told) {
    told = percent;
    parentPort?.postMessage({ progress: percent });
  }
  return Atomics.load(flag, 0) !== 0;
};

try {
  const highs = await solver();
  const schedule = solve(highs, input, beat);
  const elapsedMs = Math.round(performance.now() - begun);
  const results = input.plans.map((_, p) =>
    reportOf(highs, schedule, p, { ...(arounds[p] ?? { lockedCells: 0, closedCells: 0 }), elapsedMs }),
  );
  parentPort?.postMessage({ results });
} catch (error) {
  parentPort?.postMessage({
    error: String(error instanceof Error ? error.stack : error),
    stopped: Atomics.load(flag, 0) !== 0,
  });
}
