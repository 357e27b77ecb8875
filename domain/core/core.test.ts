import { eq, sql } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, numberSequences, onceKeys, outboxEvents } from "@/db/schema/core";
import { newCtx, rolledBack } from "@/domain/testing";
import { seal, unseal } from "@/lib/crypto";
import { day } from "@/lib/time";
import { command, reader, within } from "./access";
import { assertVersion, audit, unchanged } from "./audit";
import { bumpTables, cached } from "./cache";
import { nextNumber } from "./numbering";
import { once } from "./once";
import { drain, enqueue } from "./outbox";

const can = ["settings:edit"] as const;
const committed = "core-test";

afterEach(async () => {
  await db.delete(onceKeys).where(eq(onceKeys.scope, committed));
  await db.delete(numberSequences).where(eq(numberSequences.prefix, "ZZT"));
  await db.delete(outboxEvents).where(eq(outboxEvents.topic, "coretest.happened"));
  await db.delete(auditLog).where(eq(auditLog.entity, "coretest"));
});

test("no permission, no handle", async () => {
  await rolledBack(async (as) => {
    expect(() => reader(as([]), "customers:read")).toThrow(expect.objectContaining({ code: "forbidden" }));
    await expect(command(as([]), "settings:edit", async () => 1)).rejects.toMatchObject({ code: "forbidden" });
  });
});

test("a command without an audit entry is a bug and rolls back", async () => {
  await rolledBack(async (as, tx) => {
    const ctx = as(can);
    const work = command(ctx, "settings:edit", async (inner) => {
      await enqueue(inner, "coretest.happened", {});
    });
    await expect(work).rejects.toThrow("audit");
    expect(await tx.$count(outboxEvents, eq(outboxEvents.topic, "coretest.happened"))).toBe(0);
  });
});

test("the audit keeps before and after, never a secret", async () => {
  await rolledBack(async (as, tx) => {
    const row = { id: 7, name: "新", phoneEnc: "k1.x", passwordHash: "h", totpSecret: "s", token: "t" };
    await command(as(can), "settings:edit", (inner) => audit(inner, "coretest.changed", { ...row, name: "旧" }, row));
    const [entry] = await tx.select().from(auditLog).where(eq(auditLog.entity, "coretest"));
    expect(entry).toMatchObject({
      entityId: 7,
      actor: "user:1",
      beforeRow: { id: 7, name: "旧" },
      afterRow: { id: 7, name: "新" },
    });
    expect(Object.keys(entry?.afterRow as object)).toEqual(["id", "name"]);
  });
});

test("eight at once with one key, really committed: the work happens once and all get its answer", async () => {
  let runs = 0;
  const attempt = () =>
    command(newCtx(can), "settings:edit", (tx) =>
      once(tx, committed, "race-1", { a: 1 }, async () => {
        runs++;
        await audit(tx, "coretest.made", null, { id: 1 });
        return { id: Math.random() };
      }),
    );
  const answers = await Promise.all(Array.from({ length: 8 }, attempt));
  expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
  expect(runs).toBe(1);
  await expect(
    command(newCtx(can), "settings:edit", (tx) => once(tx, committed, "race-1", { a: 2 }, async () => 1)),
  ).rejects.toMatchObject({ code: "conflict" });
});

test("twenty numbers at once: all different, none skipped", async () => {
  const take = () =>
    command(newCtx(can), "settings:edit", (tx) => {
      unchanged(tx);
      return nextNumber(tx, "ZZT", day("2026-02-01"));
    });
  const numbers = await Promise.all(Array.from({ length: 20 }, take));
  const expected = Array.from({ length: 20 }, (_, i) => `ZZT20260201${String(i + 1).padStart(3, "0")}`);
  expect([...numbers].sort()).toEqual(expected);
});

test("two commands that lock in opposite order: the deadlock is retried", async () => {
  for (const n of [1, 2])
    await db.insert(numberSequences).values({ prefix: "ZZT", seqDay: day(`2026-03-0${n}`), lastNumber: 0 });
  const raise = (d: string) =>
    sql`update number_sequence set last_number = last_number + 1 where prefix = 'ZZT' and seq_day = ${d}`;
  const lock = (first: string, second: string) =>
    command(newCtx(can), "settings:edit", async (tx) => {
      unchanged(tx);
      await tx.db.execute(raise(first));
      await new Promise((resolve) => setTimeout(resolve, 150));
      await tx.db.execute(raise(second));
    });
  await Promise.all([lock("2026-03-01", "2026-03-02"), lock("2026-03-02", "2026-03-01")]);
  const rows = await db.select().from(numberSequences).where(eq(numberSequences.prefix, "ZZT"));
  expect(rows.map((row) => row.lastNumber)).toEqual([2, 2]);
});

test("a stale version is a conflict that shows the row as it is now", async () => {
  await rolledBack(async (as) => {
    const row = { id: 3, version: 5, name: "现在的" };
    const stale = command(as(can), "settings:edit", (tx) => assertVersion(tx, "coretest", row, 4));
    await expect(stale).rejects.toMatchObject({ code: "conflict", data: { current: row } });
  });
});

test("outbox: handled once, a failure waits and is tried again, too many failures are given up", async () => {
  await command(newCtx(can), "settings:edit", async (tx) => {
    unchanged(tx);
    await enqueue(tx, "coretest.happened", { n: 1 });
  });
  const seen: unknown[] = [];
  const later = (minutes: number) => () => newCtx(can, { now: new Date(Date.now() + minutes * 60_000) });
  const failing = { "coretest.happened": [async () => Promise.reject(new Error("not yet"))] };
  await drain(later(1), failing);
  const [waiting] = await db.select().from(outboxEvents).where(eq(outboxEvents.topic, "coretest.happened"));
  expect(waiting).toMatchObject({ status: "pending", attempts: 1 });
  const handling = { "coretest.happened": [async (_: unknown, payload: unknown) => void seen.push(payload)] };
  await drain(later(60), handling);
  await drain(later(61), handling);
  expect(seen).toEqual([{ n: 1 }]);
});

test("cache: read once until a table it depends on is touched", async () => {
  let loads = 0;
  const key = `coretest:${crypto.randomUUID()}`;
  const read = () => cached(key, ["coretest_table"], async () => ++loads);
  expect([await read(), await read()]).toEqual([1, 1]);
  await bumpTables(["coretest_table"]);
  expect(await read()).toBe(2);
});

test("an empty grant of centres matches no row", () => {
  expect(within(auditLog.centreId, "all")).toBeUndefined();
  expect(within(auditLog.centreId, [])).toBeDefined();
});

test("sealed fields open again, differ each time, and refuse to be tampered with", () => {
  const sealed = seal("13800136217");
  expect(seal("13800136217")).not.toBe(sealed);
  expect(unseal(sealed)).toBe("13800136217");
  const [id, iv, tag, body] = sealed.split(".");
  const other = body?.startsWith("A") ? `B${body.slice(1)}` : `A${body?.slice(1)}`;
  expect(() => unseal([id, iv, tag, other].join("."))).toThrow();
});
