import "server-only";
import { and, asc, desc, gt, inArray } from "drizzle-orm";
import { outboxEvents } from "@/db/schema/core";
import { doorman } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import type { Permission } from "@/domain/core/permissions";
import { log } from "@/lib/log";
import { isLiveTopic, type LiveEvent, type LiveTopic, liveTopics } from "./schema";

type Listener = (event: LiveEvent) => void;

const POLL_MS = 700;
/**
 * Ids are given out before the commit, so a lower one may appear after a higher one: each look goes back this far and passes
 * on what it has not seen. A listener that comes back hears these again; an event only says "look again", so that harms nothing.
 */
const LOOK_BACK = 200;
const topics = Object.keys(liveTopics) as LiveTopic[];
const permissionFor: Record<LiveTopic, Permission> = liveTopics;

type Hub = { listeners: Set<Listener>; seen: Set<number>; last: number; timer: NodeJS.Timeout | null };
type Holder = { yueanHub?: Hub };
const holder = globalThis as Holder; // survives module reloads in development
const hub = (): Hub => {
  holder.yueanHub ??= { listeners: new Set(), seen: new Set(), last: 0, timer: null };
  return holder.yueanHub;
};

/** Calls back for every live event committed from now on; one query a tick serves all listeners of the process. Ends with what it answers. */
export function listen(listener: Listener): () => void {
  const { listeners } = hub();
  listeners.add(listener);
  if (!hub().timer) void start();
  return () => void listeners.delete(listener);
}

/** Events after an id, oldest first, from a little before it (see LOOK_BACK); at most 500. */
export async function eventsAfter(id: number): Promise<LiveEvent[]> {
  const rows = await doorman()
    .select({
      id: outboxEvents.id,
      topic: outboxEvents.topic,
      centreId: outboxEvents.centreId,
      payload: outboxEvents.payload,
    })
    .from(outboxEvents)
    .where(and(gt(outboxEvents.id, Math.max(0, id - LOOK_BACK)), inArray(outboxEvents.topic, topics)))
    .orderBy(asc(outboxEvents.id))
    .limit(500);
  return rows.flatMap(({ topic, ...row }) => (isLiveTopic(topic) ? [{ ...row, topic }] : []));
}

/** May this caller hear of this event: the topic's permission, in the event's centre. */
export function mayHear(ctx: Ctx, event: LiveEvent): boolean {
  const grant = ctx.actor.can.get(permissionFor[event.topic]);
  if (!grant) return false;
  return grant.centres === "all" || (event.centreId !== null && grant.centres.includes(event.centreId));
}

async function start(): Promise<void> {
  const state = hub();
  state.timer = setTimeout(() => undefined, POLL_MS); // taken at once, so that two listeners start one loop
  state.last = await newest().catch(() => state.last);
  for (const { id } of await eventsAfter(state.last).catch(() => [])) state.seen.add(id);
  plan();
}

const newest = async (): Promise<number> => {
  const [row] = await doorman()
    .select({ id: outboxEvents.id })
    .from(outboxEvents)
    .orderBy(desc(outboxEvents.id))
    .limit(1);
  return row?.id ?? 0;
};

function plan(): void {
  hub().timer = setTimeout(() => void tick(), POLL_MS);
  hub().timer?.unref();
}

async function tick(): Promise<void> {
  const state = hub();
  if (state.listeners.size === 0) {
    state.timer = null;
    state.seen.clear();
    return;
  }
  try {
    for (const event of await eventsAfter(state.last)) {
      if (state.seen.has(event.id)) continue;
      state.seen.add(event.id);
      state.last = Math.max(state.last, event.id);
      for (const listener of state.listeners) listener(event);
    }
    for (const id of state.seen) if (id < state.last - 2 * LOOK_BACK) state.seen.delete(id);
  } catch (error) {
    log.warn({ err: error }, "live events: the database is away");
  }
  plan();
}
