import "server-only";
import { and, desc, eq, isNull, or, sql } from "drizzle-orm";
import { jobs } from "@/db/schema/system";
import { type Read, reader, within } from "@/domain/core/access";
import { type Ctx, may, userIdOf } from "@/domain/core/ctx";
import { countThroughCache, readThroughCache } from "@/domain/core/through-cache";
import { notFound } from "@/lib/errors";
import { offsetOf, type Page } from "@/lib/page";
import type { ListJobs, OneJob } from "./schema";

type Job = typeof jobs.$inferSelect;

/** Jobs of the group are for all who may see jobs, those of a centre for its own people. */
export const reachable = ({ centres }: Read["grant"]) =>
  centres === "all" ? undefined : or(isNull(jobs.centreId), within(jobs.centreId, centres));

export async function listJobs(ctx: Ctx, input: ListJobs): Promise<Page<Job>> {
  const { db, grant } = reader(ctx, "jobs:read");
  const where = and(
    reachable(grant),
    input.kind ? eq(jobs.kind, input.kind) : undefined,
    input.status && eq(jobs.status, input.status),
  );
  const [rows, total] = await Promise.all([
    db.select().from(jobs).where(where).orderBy(desc(jobs.id)).limit(input.pageSize).offset(offsetOf(input)),
    db.$count(jobs, where),
  ]);
  return { rows, total, page: input.page, pageSize: input.pageSize };
}

/** How the jobs are doing: how many failed, of what kind the last of those were, and which one ran last. */
export async function jobsHealth(ctx: Ctx, { limit }: { limit: number }) {
  const read = reader(ctx, "jobs:read");
  const { kind, createdAt, startedAt } = jobs;
  const all = reachable(read.grant);
  const failed = and(all, eq(jobs.status, "failed"));
  const [count, lastFailed, [last]] = await Promise.all([
    countThroughCache(read, read.db.select({ one: sql`1` }).from(jobs).where(failed)),
    readThroughCache(read, read.db.select({ kind }).from(jobs).where(failed).orderBy(desc(jobs.id)).limit(limit)),
    readThroughCache(
      read,
      read.db.select({ kind, createdAt, startedAt }).from(jobs).where(all).orderBy(desc(jobs.id)).limit(1),
    ),
  ]);
  return { failed: count, lastFailed: lastFailed.map((row) => row.kind), last: last ?? null };
}

/** One job. Besides those who look after jobs, whoever started it may see it. */
export async function job(ctx: Ctx, input: OneJob): Promise<Job> {
  const { db, where } = jobsOf(ctx);
  const [row] = await db
    .select()
    .from(jobs)
    .where(and(eq(jobs.id, input.id), where))
    .limit(1);
  if (!row) throw notFound("这个任务");
  return row;
}

function jobsOf(ctx: Ctx) {
  const mine = eq(jobs.createdBy, userIdOf(ctx) ?? 0);
  if (!may(ctx, "jobs:read") && !may(ctx, "plans:read")) throw notFound("这个任务"); // nobody else starts any
  if (!may(ctx, "jobs:read")) return { db: reader(ctx, "plans:read").db, where: mine };
  const { db, grant } = reader(ctx, "jobs:read");
  const all = reachable(grant);
  return { db, where: all && or(all, mine) };
}
