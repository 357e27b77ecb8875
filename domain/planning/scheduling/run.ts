import "server-only";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { ScheduleInput } from "./input";
import type { Around } from "./report";
import type { ScheduleResult } from "./schema";

/** Somebody has cancelled the work. */
export class Cancelled extends Error {}

/** Called with percent; answering false stops the thread. */
export type OnProgress = (percent: number) => Promise<boolean>;

type Message = { progress?: number; results?: ScheduleResult[]; error?: string; stopped?: boolean };
/** How often the caller is asked whether to go on, in ms. */
const ASK_EVERY = 1000;
/** How long a thread may take to stop by itself before it is ended, in ms. */
const GRACE = 5000;

/**
 * Solves in a thread of its own, so that neither requests nor the outbox wait for it. One result a plan, in the input's
 * order. Throws Cancelled when `onProgress` answers false.
 */
export function runSchedule(
  input: ScheduleInput,
  arounds: readonly Pick<Around, "lockedCells" | "closedCells">[],
  onProgress?: OnProgress,
): Promise<ScheduleResult[]> {
  return new Promise((resolve, reject) => {
    const stop = new SharedArrayBuffer(4);
    // The path is built at run time so that no bundler tries to compile the thread.
    const file = path.join(
      /* turbopackIgnore: true */ process.cwd(),
      "domain",
      "planning",
      "scheduling",
      "thread-start.mjs",
    );
    const worker = new Worker(/* turbopackIgnore: true */ file, {
      workerData: { input, arounds, stop },
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    let percent = 0;
    let isStopping = false;
    const halt = () => {
      isStopping = true;
      Atomics.store(new Int32Array(stop), 0, 1);
      setTimeout(() => end(() => reject(new Cancelled("cancelled"))), GRACE).unref();
    };
    const timer = setInterval(() => {
      onProgress?.(percent)
        .then((goesOn) => void (goesOn || isStopping || halt()))
        .catch(() => undefined); // the database is away for a moment: go on
    }, ASK_EVERY);
    const end = (then: () => void) => {
      clearInterval(timer);
      void worker.terminate();
      then();
    };
    worker.on("message", (message: Message) => {
      if (message.progress !== undefined) percent = message.progress;
      if (message.results)
        end(() => (isStopping ? reject(new Cancelled("cancelled")) : resolve(message.results ?? [])));
      if (message.error) end(() => reject(isStopping ? new Cancelled("cancelled") : new Error(message.error)));
    });
    worker.on("error", (error) => end(() => reject(error)));
    worker.on("exit", (code) => end(() => reject(new Error(`the solver's thread ended with ${code}`))));
  });
}
