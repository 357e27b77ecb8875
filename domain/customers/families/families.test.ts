import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { auditLog } from "@/db/schema/core";
import { users } from "@/db/seed/world";
import type { Can } from "@/domain/testing";
import { rolledBack } from "@/domain/testing";
import { AppError } from "@/lib/errors";
import { breakGlass, endCare, giveCare } from "../care/commands";
import { careTeam } from "../care/queries";
import { customerDetail } from "../detail/queries";
import { archivePatient, createFamily, createPatient, updateFamily, updatePatient } from "./commands";
import { familyDetail, listFamilies, listPatients, patientDetail } from "./queries";
import { CreateFamily, CreatePatient, ListFamilies, ListPatients, UpdateFamily, UpdatePatient } from "./schema";

const desk: Can = ["families:read", "families:edit", "customers:read"];
const away: Can = Object.fromEntries(desk.map((code) => [code, { centres: [2] }])) as Can;
const recorder: Can = { "families:read": { assigned: true }, "customers:read": { assigned: true } };
const failing = async (work: Promise<unknown>): Promise<AppError> => {
  const error = await work.then(() => null).catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error;
};
const codeOf = async (work: Promise<unknown>) => (await failing(work)).code;

describe("families", () => {
  test("are found by name, member and area, within the scope", () =>
    rolledBack(async (as) => {
      const ask = (given: object) => ListFamilies.parse({ pageSize: 100, ...given });
      const ids = async (ctx: Parameters<typeof listFamilies>[0], given: object) =>
        (await listFamilies(ctx, ask(given))).rows.map((f) => f.id);
      expect(await ids(as(desk), { search: "林知夏" })).toContain(1);
      expect((await listFamilies(as(desk), ask({ search: "浦东" }))).rows.every((f) => f.area?.includes("浦东"))).toBe(
        true,
      );
      expect(await ids(as(away), {})).not.toContain(1);
      const mine = await ids(as(recorder, { userId: users.recorder.id }), {});
      expect(mine).toContain(1);
      expect(mine).not.toContain(2);
      expect(await ids(as({ "families:read": { own: true } }, { userId: users.customer.id }), {})).toEqual([1]);
    }));

  test("show members, team and masked contacts", () =>
    rolledBack(async (as) => {
      const family = await familyDetail(as(desk), { id: 1 });
      expect(family.patients.map((p) => p.kind)).toEqual(expect.arrayContaining(["mother", "baby"]));
      expect(family).toMatchObject({
        customerId: 1,
        customerName: "林知夏",
        room: "608",
        contactPhone: "138 **** 6217",
      });
      expect(family.team.length).toBeGreaterThan(0);
      expect(family.primaryAddress).toMatch(/\*{4}$/);
      expect(await codeOf(familyDetail(as(away), { id: 1 }))).toBe("not_found");
    }));

  test("are made and changed; a masked address sent back stays", () =>
    rolledBack(async (as) => {
      const ctx = as(desk);
      const { id } = await createFamily(
        ctx,
        CreateFamily.parse({
          centreId: 1,
          familyName: "李家",
          primaryAddress: "上海市徐汇区天平路 1 号",
          contactPhone: "13912340009",
        }),
      );
      const before = await familyDetail(ctx, { id });
      await updateFamily(
        ctx,
        UpdateFamily.parse({ id, version: 1, area: "徐汇区", primaryAddress: before.primaryAddress }),
      );
      expect(await familyDetail(ctx, { id })).toMatchObject({
        area: "徐汇区",
        primaryAddress: before.primaryAddress,
        contactPhone: "139 **** 0009",
      });
      expect(await codeOf(updateFamily(ctx, UpdateFamily.parse({ id, version: 1, area: "x" })))).toBe("conflict");
      expect(await codeOf(updateFamily(as(away), UpdateFamily.parse({ id, area: "x" })))).toBe("not_found");
      expect(await codeOf(createFamily(as(["families:read"]), CreateFamily.parse({ familyName: "李家" })))).toBe(
        "forbidden",
      );
    }));
});

describe("cared-for persons", () => {
  test("are added to a family, changed and hidden; a customer herself is not", () =>
    rolledBack(async (as) => {
      const ctx = as(desk);
      const { id } = await createPatient(
        ctx,
        CreatePatient.parse({
          familyId: 1,
          kind: "other",
          name: "陈可",
          relationshipToHead: "丈夫",
          allergies: "青霉素",
          medicalHistory: "高血压、痛风",
        }),
      );
      expect(await patientDetail(ctx, { id })).toMatchObject({
        name: "陈可",
        medicalHistory: ["高血压", "痛风"],
        allergies: "青霉素",
      });
      await updatePatient(ctx, UpdatePatient.parse({ id, version: 1, birthDate: "1990-11-20" }));
      expect((await patientDetail(ctx, { id })).age).toBe(35);
      const stale = await failing(updatePatient(ctx, UpdatePatient.parse({ id, version: 1, name: "x" })));
      expect(stale.data?.current).toMatchObject({ version: 2, name: "陈可" });
      await archivePatient(ctx, { id });
      expect((await familyDetail(ctx, { id: 1 })).patientCount).toBe(2);
      expect(await codeOf(archivePatient(ctx, { id: 1 }))).toBe("conflict");
      expect(await codeOf(updatePatient(as(away), UpdatePatient.parse({ id, name: "x" })))).toBe("not_found");
      expect(
        (await failing(createPatient(ctx, CreatePatient.parse({ familyId: 1, kind: "baby", name: "宝", motherId: 2 }))))
          .fields?.motherId?.[0],
      ).toContain("不在这个家庭");
      expect((await listPatients(as(away), ListPatients.parse({ familyId: 1 }))).total).toBe(0);
    }));

  test("a mother's new name is her account's too", () =>
    rolledBack(async (as) => {
      const ctx = as(desk);
      await updatePatient(ctx, UpdatePatient.parse({ id: 1, name: "林之夏" }));
      expect((await customerDetail(ctx, { id: 1 })).name).toBe("林之夏");
    }));
});

describe("care assignments", () => {
  test("open a family to an assigned-scope colleague until they end", () =>
    rolledBack(async (as) => {
      const ctx = as(desk);
      const hers = as(recorder, { userId: users.recorder.id });
      expect(await codeOf(familyDetail(hers, { id: 2 }))).toBe("not_found");
      const employeeId = (await careTeam(ctx, { id: 1 })).items.find((one) => one.role === "recorder")?.employeeId ?? 0;
      const { id } = await giveCare(ctx, { id: 2, employeeId, role: "recorder" });
      expect((await familyDetail(hers, { id: 2 })).id).toBe(2);
      expect(await codeOf(giveCare(ctx, { id: 2, employeeId, role: "recorder" }))).toBe("conflict");
      expect(await codeOf(endCare(as(away), { id }))).toBe("not_found");
      await endCare(ctx, { id, familyId: 2 });
      expect(await codeOf(familyDetail(hers, { id: 2 }))).toBe("not_found");
      expect(await codeOf(endCare(ctx, { id }))).toBe("conflict");
    }));

  test("breaking the glass opens one family for four hours, with a reason in the log", () =>
    rolledBack(async (as, tx) => {
      const at = (iso: string) => as(recorder, { userId: users.recorder.id, now: new Date(iso) });
      const { endsAt } = await breakGlass(at("2026-11-19T02:42:00Z"), { id: 2, reason: "夜里家属来电，说发烧" });
      expect(endsAt.toISOString()).toBe("2026-11-19T06:42:00.000Z");
      expect((await familyDetail(at("2026-11-19T06:00:00Z"), { id: 2 })).id).toBe(2);
      expect(await codeOf(familyDetail(at("2026-11-19T06:43:00Z"), { id: 2 }))).toBe("not_found");
      const [entry] = await tx.select().from(auditLog).where(eq(auditLog.action, "care_assignment.break_glass"));
      expect(entry).toMatchObject({ actorUserId: users.recorder.id, familyId: 2 });
      const byRoom = await breakGlass(at("2026-11-19T08:00:00Z"), { who: "503", reason: "产妇按铃，主管不在" });
      expect(byRoom.familyId).toBe(2);
      expect(
        (await breakGlass(at("2026-11-19T08:00:00Z"), { who: "宋婉清", reason: "产妇按铃，主管不在" })).familyId,
      ).toBe(3);
      expect(
        (await failing(breakGlass(at("2026-11-19T08:00:00Z"), { who: "沈南枝", reason: "别的中心的妈妈" }))).fields
          ?.who?.[0],
      ).toContain("没有");
      expect(await codeOf(breakGlass(as(desk), { id: 2, reason: "好奇看看而已" }))).toBe("forbidden");
      expect(await codeOf(breakGlass(at("2026-11-19T02:42:00Z"), { id: 41, reason: "别的中心的家庭" }))).toBe(
        "not_found",
      );
    }));
});
