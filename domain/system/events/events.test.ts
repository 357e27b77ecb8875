import { eq } from "drizzle-orm";
import { afterEach, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { outboxEvents } from "@/db/schema/core";
import { newCtx, TEST_NOW } from "@/domain/testing";
import { eventsAfter, listen, mayHear } from "./hub";
import type { LiveEvent } from "./schema";

const MARK = 987_001;
const topic = "slot.locked" as const;

afterEach(async () => {
  await db.delete(outboxEvents).where(eq(outboxEvents.centreId, MARK));
});

const happened = async (payload: Record<string, unknown>): Promise<number> => {
  const row = { topic, payload, centreId: MARK, availableAt: TEST_NOW, createdAt: TEST_NOW };
  const [made] = await db.insert(outboxEvents).values(row).$returningId();
  if (!made) throw new Error("insert gave no id");
  return made.id;
};

test("what was missed is told from a little before the last id; topics that are not live stay inside", async () => {
  const first = await happened({ n: 1 });
  await db
    .insert(outboxEvents)
    .values({ topic: "customer.merged", payload: {}, centreId: MARK, availableAt: TEST_NOW, createdAt: TEST_NOW });
  const second = await happened({ n: 2 });
  const mine = (await eventsAfter(first)).filter((event) => event.centreId === MARK);
  expect(mine.map((event) => event.id)).toEqual([first, second]);
  expect(mine.every((event) => event.topic === topic)).toBe(true);
});

test("a listener hears each event once, also one that is committed late under a lower id", async () => {
  const heard: LiveEvent[] = [];
  const deaf = listen((event) => {
    if (event.centreId === MARK) heard.push(event);
  });
  try {
    await new Promise((resolve) => setTimeout(resolve, 300));
    let late = 0;
    const slow = db.transaction(async (tx) => {
      const row = { topic, payload: { late: true }, centreId: MARK, availableAt: TEST_NOW, createdAt: TEST_NOW };
      const [made] = await tx.insert(outboxEvents).values(row).$returningId();
      late = made?.id ?? 0;
      await new Promise((resolve) => setTimeout(resolve, 1500));
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    const early = await happened({ late: false });
    await vi.waitFor(() => expect(heard.map((event) => event.id)).toContain(early), { timeout: 5000 });
    await slow;
    await vi.waitFor(() => expect(heard.map((event) => event.id)).toContain(late), { timeout: 5000 });
    expect(late).toBeLessThan(early);
    expect(heard).toHaveLength(2);
  } finally {
    deaf();
  }
});

test("an event is heard by those who hold its permission in its centre", () => {
  const event: LiveEvent = { id: 1, topic: "slot.locked", centreId: 2, payload: {} };
  expect(mayHear(newCtx(["kitchen:read"]), event)).toBe(true);
  expect(mayHear(newCtx(["plans:read"]), event)).toBe(false);
  expect(mayHear(newCtx({ "kitchen:read": { centres: [2] } }), event)).toBe(true);
  expect(mayHear(newCtx({ "kitchen:read": { centres: [1] } }), event)).toBe(false);
  expect(mayHear(newCtx({ "kitchen:read": { own: true } }), event)).toBe(false);
  expect(mayHear(newCtx({ "kitchen:read": { centres: [1] } }), { ...event, centreId: null })).toBe(false);
});
