import { describe, expect, test } from "vitest";
import { command } from "@/domain/core/access";
import { unchanged } from "@/domain/core/audit";
import type { Can } from "@/domain/testing";
import { rolledBack } from "@/domain/testing";
import { AppError } from "@/lib/errors";
import { fen } from "@/lib/money";
import {
  archiveCentre,
  archiveRoomType,
  createCentre,
  createRoom,
  createRoomType,
  updateCentre,
  updateRoom,
  updateRoomType,
} from "./commands";
import { centreDetail, listCentres, listRooms, listRoomTypes, roomDetail } from "./masters/queries";
import { centreFor, roomsOf } from "./queries";
import { CreateCentre, ListCentres, ListRooms, ListRoomTypes } from "./schema";

const all: Can = ["centres:read", "centres:edit"];
const away: Can = { "centres:read": { centres: [2] }, "centres:edit": { centres: [2] } };
const failing = async (work: Promise<unknown>): Promise<AppError> => {
  const error = await work.then(() => null).catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error;
};
const codeOf = async (work: Promise<unknown>) => (await failing(work)).code;

describe("the centre of a new row", () => {
  const asked = (as: Parameters<Parameters<typeof rolledBack>[0]>[0], can: Can, given?: number) =>
    command(as(can), "centres:edit", async (tx) => {
      unchanged(tx);
      return centreFor(tx, given);
    });

  test("is the one given, else the only one; otherwise the choice is listed", () =>
    rolledBack(async (as) => {
      expect(await asked(as, all, 2)).toBe(2);
      expect(await asked(as, away)).toBe(2);
      const open = await failing(asked(as, all));
      expect(open.fields?.centreId?.[0]).toBe("请选择中心：1 静安馆，2 滨江馆");
      expect(await codeOf(asked(as, away, 1))).toBe("not_found");
      expect(await codeOf(asked(as, all, 999))).toBe("validation_failed");
    }));
});

describe("centres, room types and rooms", () => {
  test("are kept by those of the centre; a new centre by the head office", () =>
    rolledBack(async (as) => {
      const ctx = as(all);
      const { id } = await createCentre(ctx, CreateCentre.parse({ code: "xh", name: "徐汇馆", phone: "021-62550701" }));
      expect(await centreDetail(ctx, { id })).toMatchObject({ code: "XH", phone: "02162550701", status: "active" });
      expect((await failing(createCentre(ctx, { code: "XH", name: "又一馆" }))).fields?.code?.[0]).toContain("徐汇馆");
      expect(await codeOf(createCentre(as(away), { code: "YY", name: "又一馆" }))).toBe("forbidden");
      await updateCentre(ctx, { id, version: 1, name: "徐汇新馆" });
      expect(await codeOf(updateCentre(ctx, { id, version: 1, name: "x" }))).toBe("conflict");
      expect(await codeOf(updateCentre(as(away), { id: 1, version: 1, name: "x" }))).toBe("not_found");
      expect((await failing(archiveCentre(ctx, { id: 1 }))).message).toContain("36 间房");
      await archiveCentre(ctx, { id });
      expect((await listCentres(ctx, ListCentres.parse({}))).rows.map((c) => c.id)).toEqual([1, 2]);
      expect((await listCentres(as(away), ListCentres.parse({}))).rows.map((c) => c.id)).toEqual([2]);
    }));

  test("types and rooms: names and numbers once a centre, types of the same centre", () =>
    rolledBack(async (as) => {
      const ctx = as(all);
      const type = await createRoomType(ctx, { centreId: 1, name: "亲子间", dailyPrice: fen(200_000), maxGuests: 3 });
      expect((await failing(createRoomType(ctx, { centreId: 1, name: "亲子间" }))).fields?.name?.[0]).toContain(
        "已有房型",
      );
      const room = await createRoom(ctx, { centreId: 1, roomTypeId: type.id, number: "901", floor: "9" });
      expect(
        (await failing(createRoom(ctx, { centreId: 1, roomTypeId: type.id, number: "901", floor: "9" }))).fields
          ?.number?.[0],
      ).toContain("已有 901");
      expect(
        (await failing(createRoom(ctx, { centreId: 2, roomTypeId: type.id, number: "901", floor: "9" }))).fields
          ?.roomTypeId?.[0],
      ).toContain("没有这个房型");
      await updateRoom(ctx, { id: room.id, version: 1, status: "maintenance", note: "漏水" });
      expect(await roomDetail(ctx, { id: room.id })).toMatchObject({
        status: "maintenance",
        note: "漏水",
        roomType: "亲子间",
        version: 2,
      });
      expect(await codeOf(updateRoom(ctx, { id: room.id, version: 1, note: "x" }))).toBe("conflict");
      expect(await codeOf(updateRoom(as(away), { id: room.id, note: "x" }))).toBe("not_found");
      expect(await codeOf(roomDetail(as(away), { id: room.id }))).toBe("not_found");
      expect((await failing(archiveRoomType(ctx, { id: type.id }))).message).toContain("还有 1 间房");
      await updateRoomType(ctx, { id: type.id, version: 1, dailyPrice: fen(210_000) });
      expect(
        (await listRoomTypes(ctx, ListRoomTypes.parse({ centreId: 1, pageSize: 100 }))).rows.find(
          (t) => t.id === type.id,
        ),
      ).toMatchObject({
        dailyPrice: 210_000,
        roomCount: 1,
      });
      const counts = (await listRoomTypes(ctx, ListRoomTypes.parse({ centreId: 1, pageSize: 100 }))).rows.map(
        (t) => t.roomCount,
      );
      expect(counts.reduce((sum, n) => sum + n, 0)).toBe(37);
      expect((await listRooms(as(away), ListRooms.parse({ pageSize: 100 }))).rows.every((r) => r.centreId === 2)).toBe(
        true,
      );
      expect((await roomsOf({ db: (await import("@/db/client")).db }, 2)).length).toBe(12);
      expect(
        await codeOf(createRoom(as(["centres:read"]), { centreId: 1, roomTypeId: 1, number: "902", floor: "9" })),
      ).toBe("forbidden");
    }));
});
