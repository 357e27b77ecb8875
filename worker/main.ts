import { randomUUID } from "node:crypto";
import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import { closeDb } from "@/db/client";
import { type Ctx, jobActor } from "@/domain/core/ctx";
import { drain } from "@/domain/core/outbox";
import { closeRedis } from "@/domain/core/redis";
import { finishJob, startJob } from "@/domain/system/jobs/commands";
import { isJobKind, type JobKind, jobKinds } from "@/domain/system/jobs/schema";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { stamp, systemNow } from "@/lib/time";
import { outboxHandlers } from "./handlers";
import { scheduled, ticking } from "./schedules";
import { taskLoop } from "./tasks";

const QUEUE = "yuean-schedules";
const IDLE_MS = 1000;

const ctxOf = (job: string): Ctx => ({
  actor: jobActor(
    job,
    "jobs:edit",
    "files:upload",
    "plans:edit",
    "packages:edit",
    "session:open",
    "customers:read",
    "kitchen:work",
    "kitchen:read",
    "menus:edit",
    "inventory:edit",
  ),
  now: systemNow(),
  requestId: randomUUID(),
});

/** One run of a schedule, recorded as a job; the tick's minute keeps two workers from doing it twice. */
async function run(kind: JobKind, runKey: string): Promise<void> {
  const id = await startJob(ctxOf(kind), kind, runKey);
  if (id === null) return;
  try {
    await finishJob(ctxOf(kind), id, { result: { rows: await scheduled[kind](ctxOf(kind)) } });
  } catch (error) {
    log.error({ err: error, kind }, "scheduled job failed");
    await finishJob(ctxOf(kind), id, { error: String(error) });
  }
}

/** Waits for as long as Redis is away: what does not need it is not to wait along. */
async function plan(queue: Queue): Promise<void> {
  for (const [kind, { cron }] of Object.entries(jobKinds))
    await queue.upsertJobScheduler(
      kind,
      { pattern: cron, tz: "Asia/Shanghai" },
      { name: kind, opts: { removeOnComplete: 100, removeOnFail: 100 } },
    );
}

async function main(): Promise<void> {
  env();
  const connection = new Redis(env().REDIS_URL, { maxRetriesPerRequest: null });
  connection.on("error", (error) => log.warn({ err: error }, "worker: redis is away"));
  const queue = new Queue(QUEUE, { connection });
  const worker = new Worker(
    QUEUE,
    async (job) => (isJobKind(job.name) ? run(job.name, stamp(systemNow())) : undefined),
    { connection },
  );
  worker.on("error", (error) => log.warn({ err: error }, "worker"));
  plan(queue).catch((error) => log.error({ err: error }, "schedules"));

  let stopping = false;
  const loop = (async () => {
    while (!stopping) {
      const handled = await drain((topic) => ctxOf(topic), outboxHandlers).catch((error) => {
        log.error({ err: error }, "outbox");
        return 0;
      });
      if (handled === 0) await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    }
  })();
  const ticks = Object.entries(ticking).map(([name, { everyMs, run: work }]) => {
    let isRunning = false;
    const tick = async () => {
      if (isRunning || stopping) return;
      isRunning = true;
      await work(ctxOf(name)).catch((error) => log.error({ err: error, name }, "tick"));
      isRunning = false;
    };
    void tick();
    return setInterval(() => void tick(), everyMs);
  });
  const tasks = taskLoop(ctxOf, () => stopping);
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    for (const tick of ticks) clearInterval(tick);
    const force = setTimeout(() => process.exit(1), 8000);
    await Promise.all([loop, tasks, worker.close()]);
    await queue.close();
    await connection.quit().catch(() => connection.disconnect());
    await Promise.all([closeDb(), closeRedis()]);
    clearTimeout(force);
  };
  process.on("SIGTERM", () => void stop());
  process.on("SIGINT", () => void stop());
  log.info("worker is running");
}

void main();
