import { and, eq, inArray } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { rooms } from "@/db/schema/centres";
import { auditLog, outboxEvents } from "@/db/schema/core";
import { stayRooms, stays } from "@/db/schema/customers";
import { customers as named } from "@/db/seed/world";
import { createRoom, updateRoom } from "@/domain/centres/commands";
import { command } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { type Can, newCtx, rolledBack } from "@/domain/testing";
import { AppError } from "@/lib/errors";
import { day } from "@/lib/time";
import { addAbsence, endAbsence } from "../absences/commands";
import { listAbsences } from "../absences/queries";
import { createCustomer } from "../commands";
import { archiveRoom, setRoomStatus } from "../rooms/commands";
import { CreateCustomer } from "../schema";
import { removeCustomer } from "../undo/commands";
import { cancelStay, checkIn, checkOut, createStay, moveStay, updateStay } from "./commands";
import { inHouseOn } from "./in-house";
import { arrivalsAndDepartures, freeRooms, listStays, roomCalendar, stayDetail } from "./queries";
import { moved, refit } from "./rules";
import { AddAbsence, BookStay, ListStays } from "./schema";

const desk: Can = [
  "customers:read",
  "customers:edit",
  "stays:read",
  "stays:edit",
  "stays:export",
  "centres:read",
  "centres:edit",
];
const away: Can = Object.fromEntries(desk.map((code) => [code, { centres: [2] }])) as Can;
const failing = async (work: Promise<unknown>): Promise<AppError> => {
  const error = await work.then(() => null).catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error;
};
const codeOf = async (work: Promise<unknown>) => (await failing(work)).code;

/** A new customer and a new empty room of 静安馆. */
async function guest(ctx: Ctx, n = 1) {
  const customer = await createCustomer(
    ctx,
    CreateCustomer.parse({ centreId: 1, name: `贾${n}`, phone: `1391234${1000 + n}` }),
  );
  const room = await createRoom(ctx, { centreId: 1, roomTypeId: 1, number: `T${n}`, floor: "9" });
  return { customerId: customer.id, roomId: room.id };
}
const book = (given: object) => BookStay.parse({ checkInDate: "2026-12-01", checkOutDate: "2026-12-29", ...given });
const nightsOf = async (tx: Pick<typeof db, "select">, stayId: number) =>
  (await tx.select().from(stayRooms).where(eq(stayRooms.stayId, stayId)).orderBy(stayRooms.fromDay)).map((n) => [
    n.roomId,
    n.fromDay,
    n.untilDay,
  ]);

describe("nights of a stay", () => {
  const d = day;
  const two = [
    { roomId: 1, fromDay: d("2026-11-01"), untilDay: d("2026-11-10") },
    { roomId: 2, fromDay: d("2026-11-10"), untilDay: d("2026-11-20") },
  ];

  test.each([
    [
      "2026-11-01",
      "2026-11-20",
      [
        [1, "2026-11-01", "2026-11-10"],
        [2, "2026-11-10", "2026-11-20"],
      ],
    ],
    [
      "2026-10-28",
      "2026-11-25",
      [
        [1, "2026-10-28", "2026-11-10"],
        [2, "2026-11-10", "2026-11-25"],
      ],
    ],
    ["2026-11-01", "2026-11-08", [[1, "2026-11-01", "2026-11-08"]]],
    ["2026-11-12", null, [[2, "2026-11-12", null]]],
    ["2026-12-01", "2026-12-10", [[2, "2026-12-01", "2026-12-10"]]],
    ["2026-10-01", "2026-10-10", [[1, "2026-10-01", "2026-10-10"]]],
    ["2026-11-05", "2026-11-05", []],
  ])("cut to %s–%s", (from, until, expected) => {
    const result = refit(two, d(from), until === null ? null : d(until));
    expect(result.map((n) => [n.roomId, n.fromDay, n.untilDay])).toEqual(expected);
  });

  test("moving back into the room she comes from is one run of nights again", () => {
    const stay = { from: d("2026-11-01"), until: d("2026-11-20") };
    expect(moved(two, 1, d("2026-11-10"), stay)).toEqual([
      { roomId: 1, fromDay: "2026-11-01", untilDay: "2026-11-20" },
    ]);
    expect(moved(two, 3, d("2026-11-05"), stay)).toEqual([
      { roomId: 1, fromDay: "2026-11-01", untilDay: "2026-11-05" },
      { roomId: 3, fromDay: "2026-11-05", untilDay: "2026-11-20" },
    ]);
    expect(moved(two, 3, d("2026-10-01"), stay)).toEqual([
      { roomId: 3, fromDay: "2026-11-01", untilDay: "2026-11-20" },
    ]);
  });
});

describe("booking", () => {
  test("takes the room for its nights; the day of leaving is free for the next", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(desk);
      const [first, second] = [await guest(ctx, 1), await guest(ctx, 2)];
      const stay = await createStay(ctx, book(first));
      expect(await nightsOf(tx, stay.id)).toEqual([[first.roomId, "2026-12-01", "2026-12-29"]]);
      const taken = await failing(
        createStay(
          ctx,
          book({ ...second, roomId: first.roomId, checkInDate: "2026-12-28", checkOutDate: "2027-01-10" }),
        ),
      );
      expect(taken.code).toBe("conflict");
      expect(taken.message).toBe("T1 从 2026-12-01 到 2026-12-29 是贾1的，请换一间或改日期");
      await createStay(
        ctx,
        book({ ...second, roomId: first.roomId, checkInDate: "2026-12-29", checkOutDate: "2027-01-10" }),
      );
      const events = await tx.select().from(outboxEvents).where(eq(outboxEvents.topic, "stay.changed"));
      expect(events.length).toBeGreaterThanOrEqual(2);
      const log = await tx
        .select()
        .from(auditLog)
        .where(and(eq(auditLog.entity, "stay"), eq(auditLog.entityId, stay.id)));
      expect(log.map((entry) => entry.action)).toEqual(["stay.booked"]);
    }));

  test("a mother has one stay at a time, the order of dates is kept, and rooms of another centre do not exist", () =>
    rolledBack(async (as) => {
      const ctx = as(desk);
      const one = await guest(ctx);
      await createStay(ctx, book({ customerId: one.customerId }));
      expect(
        (await failing(createStay(ctx, book({ customerId: one.customerId, checkInDate: "2026-12-20" })))).message,
      ).toContain("日期重叠");
      const early = await failing(
        createStay(ctx, book({ ...one, checkInDate: "2026-12-30", checkOutDate: "2026-12-30" })),
      );
      expect(early.fields).toEqual({ checkOutDate: ["退住要晚于入住的 2026-12-30"] });
      const other = await failing(
        createStay(ctx, book({ ...one, roomId: 101, checkInDate: "2027-02-01", checkOutDate: "2027-02-20" })),
      );
      expect(other.fields?.roomId?.[0]).toContain("没有这间房");
    }));

  test("is refused without the permission, for another centre's customer, for an archived one and a closed room", () =>
    rolledBack(async (as) => {
      const ctx = as(desk);
      const one = await guest(ctx);
      expect(await codeOf(createStay(as(["stays:read"]), book(one)))).toBe("forbidden");
      expect(await codeOf(createStay(as(away), book(one)))).toBe("not_found");
      await updateRoom(ctx, { id: one.roomId, status: "closed" });
      expect((await failing(createStay(ctx, book(one)))).message).toBe("T1 已停用，请换一间");
    }));

  test("offers only rooms that are free on all nights", () =>
    rolledBack(async (as) => {
      const ctx = as(desk);
      const one = await guest(ctx);
      const ask = { centreId: 1, from: day("2026-12-10"), until: day("2026-12-12") };
      const has = async (given: object = {}) =>
        (await freeRooms(ctx, { ...ask, ...given })).items.some((room) => room.id === one.roomId);
      expect(await has()).toBe(true);
      const stay = await createStay(ctx, book(one));
      expect(await has()).toBe(false);
      expect(await has({ stayId: stay.id })).toBe(true);
      expect(await has({ from: day("2026-12-29"), until: null })).toBe(true);
      const free = await freeRooms(ctx, { centreId: 1, from: day("2026-11-19"), until: day("2026-11-20") });
      expect(free.items.map((room) => room.number)).not.toContain("608");
    }));
});

describe("a stay's life", () => {
  test("arrives early, moves, leaves early; nights follow, the room is to be cleaned", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(desk);
      const one = await guest(ctx, 1);
      const two = await guest(ctx, 2);
      const { id } = await createStay(ctx, book(one));
      const arrived = await checkIn(as(desk, { now: new Date("2026-11-30T03:00:00Z") }), { id, version: 1 });
      expect(await nightsOf(tx, id)).toEqual([[one.roomId, "2026-11-30", "2026-12-29"]]);
      const later = as(desk, { now: new Date("2026-12-05T03:00:00Z") });
      expect(
        (await failing(moveStay(later, { id, roomId: two.roomId, fromDay: day("2026-12-01") }))).fields?.fromDay?.[0],
      ).toContain("最早从今天");
      await setRoomStatus(ctx, { id: two.roomId, status: "maintenance" });
      expect((await failing(moveStay(later, { id, roomId: two.roomId }))).message).toContain("T2 还在维修");
      await setRoomStatus(ctx, { id: two.roomId, status: "ready" });
      await moveStay(later, { id, roomId: two.roomId, version: arrived.version });
      expect(await nightsOf(tx, id)).toEqual([
        [one.roomId, "2026-11-30", "2026-12-05"],
        [two.roomId, "2026-12-05", "2026-12-29"],
      ]);
      expect(
        (await inHouseOn({ db: tx }, 1, day("2026-12-06"), day("2026-12-05"))).find((p) => p.stayId === id)?.room,
      ).toBe("T2");
      await checkOut(as(desk, { now: new Date("2026-12-10T03:00:00Z") }), { id });
      expect(await nightsOf(tx, id)).toEqual([
        [one.roomId, "2026-11-30", "2026-12-05"],
        [two.roomId, "2026-12-05", "2026-12-10"],
      ]);
      const [room] = await tx.select().from(rooms).where(eq(rooms.id, two.roomId));
      expect(room?.status).toBe("cleaning");
      expect(await codeOf(checkIn(later, { id }))).toBe("conflict");
      expect(await codeOf(checkOut(later, { id }))).toBe("conflict");
      expect(await codeOf(moveStay(later, { id, roomId: one.roomId }))).toBe("conflict");
      expect((await stayDetail(later, { id })).checkedOutAt?.toISOString()).toBe("2026-12-10T03:00:00.000Z");
    }));

  test("check-in asks for a room, and for a clean one", () =>
    rolledBack(async (as) => {
      const ctx = as(desk);
      const one = await guest(ctx);
      const { id } = await createStay(ctx, book({ customerId: one.customerId, checkInDate: "2026-11-19" }));
      expect((await failing(checkIn(ctx, { id }))).fields).toEqual({ roomId: ["还没有分房，先选一间空房"] });
      await setRoomStatus(ctx, { id: one.roomId, status: "cleaning" });
      expect((await failing(checkIn(ctx, { id, roomId: one.roomId }))).message).toContain("T1 还在清洁中");
      await setRoomStatus(ctx, { id: one.roomId, status: "ready" });
      await checkIn(ctx, { id, roomId: one.roomId });
      expect(await stayDetail(ctx, { id })).toMatchObject({ status: "checked_in", room: "T1" });
    }));

  test("cancelled and no-show give the room back; a no-show needs its day", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(desk);
      const one = await guest(ctx);
      const first = await createStay(ctx, book(one));
      expect((await failing(cancelStay(ctx, { id: first.id, noShow: true }))).message).toContain("还没到");
      await cancelStay(ctx, { id: first.id, reason: "改去别家" });
      expect(await nightsOf(tx, first.id)).toEqual([]);
      const again = await createStay(ctx, book(one));
      await cancelStay(as(desk, { now: new Date("2026-12-02T03:00:00Z") }), { id: again.id, noShow: true });
      expect(await stayDetail(ctx, { id: again.id })).toMatchObject({ status: "no_show", nights: [] });
      expect(await codeOf(updateStay(ctx, { id: again.id, note: "x" }))).toBe("conflict");
      expect(await codeOf(cancelStay(ctx, { id: named.linZhixia.id }))).toBe("conflict");
    }));

  test("other dates move the nights, are refused where the room is taken, and a stale version is told", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(desk);
      const [one, two] = [await guest(ctx, 1), await guest(ctx, 2)];
      const { id } = await createStay(ctx, book(one));
      await createStay(
        ctx,
        book({ ...two, roomId: one.roomId, checkInDate: "2026-12-29", checkOutDate: "2027-01-10" }),
      );
      const after = await updateStay(ctx, { id, version: 1, checkOutDate: day("2026-12-25") });
      expect(await nightsOf(tx, id)).toEqual([[one.roomId, "2026-12-01", "2026-12-25"]]);
      expect(await codeOf(updateStay(ctx, { id, version: after.version, checkOutDate: day("2027-01-02") }))).toBe(
        "conflict",
      );
      const stale = await failing(updateStay(ctx, { id, version: 1, note: "x" }));
      expect(stale.data?.current).toMatchObject({ id, version: 2 });
      expect(await codeOf(updateStay(as(away), { id, note: "x" }))).toBe("not_found");
      expect(await codeOf(checkIn(as(away), { id }))).toBe("not_found");
      expect(await codeOf(stayDetail(as(away), { id }))).toBe("not_found");
    }));

  test("a room that someone has cannot be archived", () =>
    rolledBack(async (as) => {
      const ctx = as(desk);
      const one = await guest(ctx);
      await createStay(ctx, book(one));
      expect((await failing(archiveRoom(ctx, { id: one.roomId }))).message).toContain("贾1");
      const two = await guest(ctx, 2);
      await archiveRoom(ctx, { id: two.roomId });
      expect(await codeOf(archiveRoom(as(away), { id: one.roomId }))).toBe("not_found");
    }));
});

describe("absences", () => {
  const out = (given: object) =>
    AddAbsence.parse({ id: named.linZhixia.id, kind: "outing", fromDay: "2026-11-20", ...given });

  test("take her meals away for a time, do not overlap, and end when she is back", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(desk);
      const { id } = await addAbsence(ctx, out({ fromTime: "10:00" }));
      const absences = async (on: string) =>
        (await inHouseOn({ db: tx }, 1, day(on))).find((p) => p.customerId === 1)?.absences;
      expect(await absences("2026-11-20")).toEqual([{ kind: "outing", from: "10:00", to: "24:00", isWholeDay: false }]);
      expect(await absences("2026-11-22")).toEqual([{ kind: "outing", from: "00:00", to: "24:00", isWholeDay: true }]);
      expect((await failing(addAbsence(ctx, out({ fromDay: "2026-11-21" })))).message).toContain("时间重叠");
      expect((await failing(endAbsence(ctx, { id, toDay: day("2026-11-19") }))).fields?.toDay?.[0]).toContain("晚于");
      await endAbsence(ctx, { id, version: 1, toDay: day("2026-11-21"), toTime: "18:00" as never });
      expect(await absences("2026-11-21")).toEqual([{ kind: "outing", from: "00:00", to: "18:00", isWholeDay: false }]);
      expect(await absences("2026-11-22")).toEqual([]);
      expect(await codeOf(endAbsence(ctx, { id, version: 1, toDay: day("2026-11-23") }))).toBe("conflict");
      expect((await listAbsences(ctx, { id: 1 })).items.map((a) => a.id)).toContain(id);
      const events = await tx.select().from(outboxEvents).where(eq(outboxEvents.topic, "absence.changed"));
      expect(events).toHaveLength(2);
    }));

  test("an extending one lengthens the stay by the nights away", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(desk);
      const before = await stayDetail(ctx, { id: 1 });
      await addAbsence(ctx, out({ kind: "hospital", toDay: "2026-11-22", toTime: "12:00", isExtending: true }));
      const after = await stayDetail(ctx, { id: 1 });
      expect(Date.parse(`${after.checkOutDate}`) - Date.parse(`${before.checkOutDate}`)).toBe(2 * 86_400_000);
      expect((await nightsOf(tx, 1)).at(-1)?.[2]).toBe(after.checkOutDate);
    }));

  test("only who is in house is away, and only their centre says so", () =>
    rolledBack(async (as) => {
      expect(await codeOf(addAbsence(as(desk), out({ id: named.fangYuan.id })))).toBe("conflict");
      expect(await codeOf(addAbsence(as(away), out({})))).toBe("not_found");
      expect(await codeOf(listAbsences(as(away), { id: 1 }))).toBe("not_found");
      expect(await codeOf(addAbsence(as(["stays:read"]), out({})))).toBe("forbidden");
    }));
});

describe("calendar, arrivals, list", () => {
  test("a room of the calendar never has two at once, and occupancy counts what it shows", () =>
    rolledBack(async (as) => {
      const calendar = await roomCalendar(as(desk), { centreId: 1 });
      expect(calendar.rooms).toHaveLength(36);
      for (const room of calendar.rooms) {
        const sorted = [...room.nights].sort((a, b) => (a.fromDay < b.fromDay ? -1 : 1));
        for (const [i, night] of sorted.entries()) {
          const next = sorted[i + 1];
          if (next) expect(night.untilDay !== null && night.untilDay <= next.fromDay).toBe(true);
        }
      }
      const today = calendar.occupancy.find((o) => o.day === "2026-11-19");
      const taken = calendar.rooms.filter((room) =>
        room.nights.some((n) => n.fromDay <= "2026-11-19" && (n.untilDay ?? "9999") > "2026-11-19"),
      );
      expect(today?.taken).toBe(taken.length);
      expect(await codeOf(roomCalendar(as(away), { centreId: 1 }))).toBe("not_found");
      expect(
        (await failing(roomCalendar(as(desk), { centreId: 1, from: day("2026-01-01"), to: day("2026-12-31") }))).fields
          ?.to?.[0],
      ).toContain("92 天");
    }));

  test("today's arrivals and departures, overdue ones on today", () =>
    rolledBack(async (as) => {
      const board = await arrivalsAndDepartures(as(desk), { centreId: 1, days: 8 });
      expect(board.days).toHaveLength(8);
      const today = board.days[0];
      expect(today?.arrivals.map((m) => m.name)).toContain("方予安");
      const late = await arrivalsAndDepartures(as(desk, { now: new Date("2026-11-25T02:00:00Z") }), {
        centreId: 1,
        days: 2,
      });
      expect(late.days[0]?.arrivals.map((m) => m.name)).toContain("方予安");
    }));

  test("lists by status and days, within the centre", () =>
    rolledBack(async (as) => {
      const ask = (given: object) => ListStays.parse(given);
      const booked = await listStays(as(desk), ask({ status: "booked", centreId: 1, pageSize: 100 }));
      expect(booked.rows.every((row) => row.status === "booked")).toBe(true);
      const here = await listStays(as(away), ask({ pageSize: 100 }));
      expect(here.rows.every((row) => row.centreId === 2)).toBe(true);
      expect(here.total).toBeGreaterThan(0);
      const touching = await listStays(as(desk), ask({ from: "2026-11-19", to: "2026-11-19", pageSize: 100 }));
      expect(
        touching.rows.every((r) => r.checkInDate <= "2026-11-19" && (r.checkOutDate ?? "9999") >= "2026-11-19"),
      ).toBe(true);
    }));
});

describe("races", () => {
  const made: number[] = [];
  const madeRooms: number[] = [];
  const ctx = () => newCtx(desk);
  afterAll(async () => {
    for (const id of made)
      await command(ctx(), "customers:edit", (tx) => removeCustomer(tx, id)).catch(() => undefined);
    const left = await db
      .select({ id: stays.id })
      .from(stays)
      .where(inArray(stays.customerId, [...made, 0]));
    expect(left).toEqual([]);
    await db.delete(rooms).where(inArray(rooms.id, [...madeRooms, 0]));
  });

  test("eight book one bed for the same nights: one gets it", async () => {
    const room = await createRoom(ctx(), { centreId: 1, roomTypeId: 1, number: "R1", floor: "9" });
    madeRooms.push(room.id);
    for (let n = 0; n < 8; n++) {
      const one = await createCustomer(
        ctx(),
        CreateCustomer.parse({ centreId: 1, name: `争${n}`, phone: `1391235${1000 + n}` }),
      );
      made.push(one.id);
    }
    const results = await Promise.allSettled(
      made.map((customerId, n) =>
        createStay(
          ctx(),
          book({ customerId, roomId: room.id, checkInDate: `2026-12-0${1 + n}`, checkOutDate: "2026-12-29" }),
        ),
      ),
    );
    const refusals = results.flatMap((r) => (r.status === "rejected" ? [r.reason] : []));
    expect(refusals).toHaveLength(7);
    expect(refusals.every((reason) => reason instanceof AppError && reason.code === "conflict")).toBe(true);
    expect(await db.select().from(stayRooms).where(eq(stayRooms.roomId, room.id))).toHaveLength(1);
  });

  test("one mother booked twice at once into two rooms gets one stay", async () => {
    const [a, b] = [
      await createRoom(ctx(), { centreId: 1, roomTypeId: 1, number: "R2", floor: "9" }),
      await createRoom(ctx(), { centreId: 1, roomTypeId: 1, number: "R3", floor: "9" }),
    ];
    madeRooms.push(a.id, b.id);
    const one = await createCustomer(ctx(), CreateCustomer.parse({ centreId: 1, name: "争九", phone: "13912351999" }));
    made.push(one.id);
    const results = await Promise.allSettled(
      [a.id, b.id].map((roomId) =>
        createStay(ctx(), book({ customerId: one.id, roomId, checkInDate: "2027-01-01", checkOutDate: "2027-01-20" })),
      ),
    );
    expect(results.filter((r) => r.status === "fulfilled")).toHaveLength(1);
  });
});
