import { and, eq, inArray, isNull } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { auditLog, outboxEvents } from "@/db/schema/core";
import { childbirths, customers, families, patients, restrictions, stays } from "@/db/schema/customers";
import { centres, customers as named, users } from "@/db/seed/world";
import type { Can } from "@/domain/testing";
import { rolledBack } from "@/domain/testing";
import { lookupHash, unsealed } from "@/lib/crypto";
import { AppError } from "@/lib/errors";
import { day } from "@/lib/time";
import { archiveCustomer, createCustomer, restoreCustomer, updateCustomer } from "./commands";
import { checkSafety, customerDetail } from "./detail/queries";
import { personHeaders } from "./headers/persons";
import { customerCounts, listCustomers } from "./list/queries";
import { anonymiseCustomer, mergeCustomers } from "./merging/commands";
import { mergePreview } from "./merging/queries";
import { customerOf } from "./queries";
import { revealCustomer } from "./reveal/commands";
import { safety } from "./safety/queries";
import { CreateCustomer, ListCustomers, UpdateCustomer } from "./schema";
import { findCustomers } from "./search";
import { inHouseOn } from "./stays/in-house";

const desk: Can = [
  "customers:read",
  "customers:edit",
  "customers:archive",
  "customers:merge",
  "customers:anonymise",
  "customers:reveal",
  "customers:export",
  "restrictions:edit",
  "stays:edit",
  "stays:read",
  "families:read",
];
const only = (centreId: number): Can => Object.fromEntries(desk.map((code) => [code, { centres: [centreId] }])) as Can;
const jingan = only(centres.jingan.id);
const binjiang = only(centres.binjiang.id);
const make = (given: object) => CreateCustomer.parse({ centreId: 1, name: "秦可卿", phone: "13912340001", ...given });
const list = (given: object) => ListCustomers.parse(given);
const failing = async (work: Promise<unknown>): Promise<AppError> => {
  const error = await work.then(() => null).catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error;
};
const codeOf = async (work: Promise<unknown>) => (await failing(work)).code;

describe("registering a customer", () => {
  test("makes account, family, mother, birth, babies, restrictions and stay in one go, and says so in the log", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(desk);
      const made = await createCustomer(
        ctx,
        make({
          contact: undefined,
          age: 30,
          gender: "女",
          deliveryDate: "2026-11-10",
          deliveryMode: "cesarean",
          feeding: "mixed",
          checkInDate: "2026-11-13",
          checkOutDate: "2026-12-11",
          dietaryRestrictions: "海鲜、辣、不吃羊肉",
          preferences: "清淡",
          address: "上海市静安区新闸路 1 号",
          area: "静安区",
          idCard: "110101199003077758",
          babies: [{ gender: "女", birthWeightG: 3210 }, { gender: "男" }],
        }),
      );
      const detail = await customerDetail(ctx, { id: made.id });
      expect(detail).toMatchObject({
        name: "秦可卿",
        phone: "139 **** 0001",
        contact: "139 **** 0001",
        age: 30,
        gender: "女",
        deliveryDate: "2026-11-10",
        deliveredOn: "2026-11-10",
        stage: "recover",
        postpartumDay: 9,
        checkInDate: "2026-11-13",
        checkOutDate: "2026-12-11",
        stayStatus: "checked_in",
        daysLeft: 22,
        dietaryRestrictions: ["海鲜", "辣", "羊肉"],
        preferences: ["清淡"],
        address: "上海市静安区****",
        idCard: "110****7758",
        isActive: true,
      });
      expect(detail.babies).toHaveLength(2);
      const rows = await tx.select().from(restrictions).where(eq(restrictions.patientId, made.patientId));
      expect(rows.map((r) => [r.label, r.kind, r.strength, r.target])).toEqual([
        ["海鲜", "allergy", "hard", "tag"],
        ["辣", "dislike", "hard", "tag"],
        ["羊肉", "dislike", "soft", "ingredient"],
      ]);
      const [kept] = await tx.select().from(customers).where(eq(customers.id, made.id));
      expect(kept?.phoneEnc).not.toContain("13912340001");
      expect(unsealed(kept?.phoneEnc ?? null)).toBe("13912340001");
      expect(kept?.phoneHash).toBe(lookupHash("13912340001"));
      expect(kept?.nameKey).toBe("qkq");
      const [family] = await tx
        .select()
        .from(families)
        .where(eq(families.id, kept?.familyId ?? 0));
      expect(family).toMatchObject({ familyName: "秦家", area: "静安区", contactPhoneLast4: "0001" });
      const log = await tx
        .select()
        .from(auditLog)
        .where(and(eq(auditLog.entity, "customer"), eq(auditLog.entityId, made.id)));
      expect(log.map((entry) => entry.action)).toEqual(["customer.created"]);
      expect(JSON.stringify(log)).not.toContain(kept?.phoneEnc);
      const events = await tx.select().from(outboxEvents).where(eq(outboxEvents.topic, "childbirth.changed"));
      expect(events.some((event) => (event.payload as { patientId: number }).patientId === made.patientId)).toBe(true);
    }));

  test("a birth that lies ahead is a due date, an arrival that lies ahead a booking", () =>
    rolledBack(async (as) => {
      const ctx = as(desk);
      const { id } = await createCustomer(ctx, make({ deliveryDate: "2026-12-01", checkInDate: "2026-12-03" }));
      expect(await customerDetail(ctx, { id })).toMatchObject({
        deliveryDate: "2026-12-01",
        expectedDeliveryDate: "2026-12-01",
        deliveredOn: null,
        stage: null,
        stayStatus: "booked",
      });
    }));

  test("the same phone in the same centre is refused and names the other, unless it is meant", () =>
    rolledBack(async (as) => {
      const ctx = as(desk);
      const error = await failing(createCustomer(ctx, make({ phone: named.linZhixia.phone })));
      expect(error.code).toBe("conflict");
      expect(error.message).toContain("608 林知夏");
      expect(error.data).toMatchObject({ existing: { id: named.linZhixia.id } });
      await createCustomer(ctx, make({ phone: named.linZhixia.phone, allowDuplicate: true }));
      await createCustomer(ctx, make({ phone: named.linZhixia.phone, centreId: 2 }));
    }));

  test("needs the permission, a known centre, and well-formed fields", () =>
    rolledBack(async (as) => {
      expect(await codeOf(createCustomer(as(["customers:read"]), make({})))).toBe("forbidden");
      expect(await codeOf(createCustomer(as(binjiang), make({ centreId: 1 })))).toBe("not_found");
      const unsaid = await failing(createCustomer(as(desk), make({ centreId: undefined })));
      expect(unsaid.fields?.centreId?.[0]).toContain("静安馆");
    }));

  test.each([
    ["phone", "1380013", "只有 7 位，手机号应为 11 位"],
    ["phone", "12800138000", "没有 12 开头的手机号"],
    ["contact", "1380013800a", "第 11 位是“a”，不是数字"],
    ["email", "somebody", "邮箱写得不对"],
    ["idCard", "11010119900307775", "只有 17 位，身份证应为 18 位"],
    ["idCard", "110101199003077759", "身份证校验位不对，请再核对一遍"],
    ["deliveryDate", "2026-02-30", "2 月没有 30 日"],
    ["gender", "其他", "性别填女或男"],
    ["name", " ", "请填姓名"],
  ])("says what is wrong with %s %s", (field, value, sentence) => {
    const result = CreateCustomer.safeParse({ name: "秦可卿", [field]: value });
    expect(result.error?.issues.map((issue) => issue.message)).toContain(sentence);
  });

  test("a masked phone or card sent back means: leave it", () => {
    expect(UpdateCustomer.parse({ id: 1, phone: "138 **** 6217", idCard: "110****7758" })).toEqual({ id: 1 });
    expect(UpdateCustomer.parse({ id: 1, phone: "+86 139-1234 0001" }).phone).toBe("13912340001");
  });
});

describe("changing a customer", () => {
  const edit = (given: object) => UpdateCustomer.parse({ id: named.linZhixia.id, ...given });

  test("changes what is given, leaves the rest, raises the version", () =>
    rolledBack(async (as) => {
      const ctx = as(desk);
      const before = await customerDetail(ctx, { id: 1 });
      const after = await updateCustomer(
        ctx,
        edit({ version: before.version, notes: "怕冷", age: 33, status: "inactive" }),
      );
      expect(after.version).toBe(before.version + 1);
      expect(await customerDetail(ctx, { id: 1 })).toMatchObject({
        name: before.name,
        phone: before.phone,
        notes: "怕冷",
        age: 33,
        isActive: false,
        deliveredOn: before.deliveredOn,
      });
    }));

  test("a stale save is a conflict that shows the form as it is, without secrets", () =>
    rolledBack(async (as) => {
      const ctx = as(desk);
      await updateCustomer(ctx, edit({ notes: "甲" }));
      const error = await failing(updateCustomer(ctx, edit({ version: 1, notes: "乙" })));
      expect(error.code).toBe("conflict");
      expect(error.data?.current).toMatchObject({ version: 2, notes: "甲", phone: "138 **** 6217" });
      expect(error.data?.byUserId).toBe(1);
      expect(JSON.stringify(error.data)).not.toContain(named.linZhixia.phone);
    }));

  test("words become restrictions: new ones are added, missing ones end, a doctor's stay", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(desk);
      await updateCustomer(ctx, edit({ dietaryRestrictions: ["花生", "香菜"] }));
      const open = await tx
        .select()
        .from(restrictions)
        .where(and(eq(restrictions.patientId, 1), isNull(restrictions.validTo)));
      const labels = open.map((row) => row.label);
      expect(labels).toEqual(expect.arrayContaining(["花生", "香菜"]));
      expect(labels).not.toContain("甲壳类");
      const doctors = await tx
        .select()
        .from(restrictions)
        .where(and(eq(restrictions.patientId, 1), eq(restrictions.source, "doctor_order")));
      expect(doctors.every((row) => row.endedBy === null)).toBe(true);
      const ended = await tx
        .select()
        .from(restrictions)
        .where(and(eq(restrictions.patientId, 1), eq(restrictions.label, "甲壳类")));
      expect(ended[0]).toMatchObject({ validTo: "2026-11-18", endedBy: 1 });
    }));

  test("seed b's check-out with status inactive checks her out", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(desk);
      await updateCustomer(ctx, edit({ checkOutDate: "2026-11-19", status: "inactive" }));
      const [stay] = await tx.select().from(stays).where(eq(stays.customerId, 1));
      expect(stay).toMatchObject({ status: "checked_out" });
      expect(await customerDetail(ctx, { id: 1 })).toMatchObject({
        checkOutDate: "2026-11-19",
        status: "inactive",
        room: null,
      });
    }));

  test("a due date long after the birth is a second pregnancy", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(desk, { now: new Date("2027-09-01T02:00:00Z") });
      await updateCustomer(ctx, edit({ deliveryDate: "2028-01-15" }));
      const births = await tx.select().from(childbirths).where(eq(childbirths.patientId, 1)).orderBy(childbirths.id);
      expect(births.map((b) => [b.deliveredOn, b.expectedDeliveryDate])).toEqual([
        ["2026-11-09", expect.any(String)],
        [null, "2028-01-15"],
      ]);
    }));

  test("outside the centre there is no such customer", () =>
    rolledBack(async (as) => {
      expect(await codeOf(updateCustomer(as(binjiang), edit({ notes: "x" })))).toBe("not_found");
      expect(await codeOf(customerDetail(as(binjiang), { id: 1 }))).toBe("not_found");
      expect(await codeOf(revealCustomer(as(binjiang), { id: 1 }))).toBe("not_found");
      expect(await codeOf(archiveCustomer(as(binjiang), { id: 1 }))).toBe("not_found");
      expect(await codeOf(checkSafety(as(binjiang), { id: 1, dishId: 21 }))).toBe("not_found");
    }));
});

describe("who sees whom", () => {
  const ids = async (ctx: Parameters<typeof listCustomers>[0]) =>
    (await listCustomers(ctx, list({ pageSize: 100 }))).rows.map((row) => row.id);

  test("a centre's staff see its customers", () =>
    rolledBack(async (as) => {
      const seen = await ids(as(binjiang));
      expect(seen).toContain(named.shenNanzhi.id);
      expect(seen).not.toContain(named.linZhixia.id);
      expect((await listCustomers(as(binjiang), list({ centreId: 1 }))).total).toBe(0);
    }));

  test("a recorder sees assigned families only", () =>
    rolledBack(async (as) => {
      const recorder = as({ "customers:read": { assigned: true } }, { userId: users.recorder.id });
      const seen = await ids(recorder);
      expect(seen).toContain(named.linZhixia.id);
      expect(seen).not.toContain(named.fangJingshu.id);
      expect(await codeOf(customerDetail(recorder, { id: named.fangJingshu.id }))).toBe("not_found");
    }));

  test("a mother sees herself, with her own phone in full", () =>
    rolledBack(async (as) => {
      const herself = as({ "customers:read": { own: true } }, { userId: users.customer.id });
      expect(await ids(herself)).toEqual([named.linZhixia.id]);
      expect((await customerDetail(herself, { id: 1 })).phone).toBe(named.linZhixia.phone);
      expect((await customerOf(herself)).id).toBe(1);
      expect(await codeOf(customerOf(as({ "customers:read": { own: true } }, { userId: 2 })))).toBe("not_found");
    }));

  test("nobody's grant covers nothing", () =>
    rolledBack(async (as) => {
      expect(await ids(as({ "customers:read": {} }, { userId: 4 }))).toEqual([]);
      expect(await codeOf(listCustomers(as(["dishes:read"]), list({})))).toBe("forbidden");
    }));
});

describe("finding customers", () => {
  const found = async (ctx: Parameters<typeof listCustomers>[0], given: object) =>
    (await listCustomers(ctx, list({ pageSize: 100, ...given }))).rows.map((row) => row.name);

  test.each([
    ["part of the name", "知夏"],
    ["pinyin initials", "lzx"],
    ["the full phone as people write it", "138-0000 6217"],
    ["its last four digits", "6217"],
    ["the room", "608"],
  ])("by %s", (_, search) =>
    rolledBack(async (as) => {
      expect(await found(as(jingan), { search })).toContain("林知夏");
      expect(await found(as(binjiang), { search })).not.toContain("林知夏");
    }),
  );

  test("a percent sign is a percent sign", () =>
    rolledBack(async (as) => {
      expect(await found(as(desk), { search: "%" })).toEqual([]);
    }));

  test("tabs, stage, restriction, days, and their counts agree", () =>
    rolledBack(async (as) => {
      const ctx = as(jingan);
      const counts = await customerCounts(ctx, list({}));
      for (const tab of ["in_house", "booked", "left", "all"] as const)
        expect((await listCustomers(ctx, list({ tab }))).total).toBe(counts[tab]);
      expect(counts.in_house).toBeGreaterThan(20);
      const inHouse = (await listCustomers(ctx, list({ tab: "in_house", pageSize: 100, sort: "day" }))).rows;
      expect(inHouse.every((row) => row.stayStatus === "checked_in" && row.room !== null)).toBe(true);
      const days = inHouse.flatMap((row) => row.postpartumDay ?? []);
      expect(days).toEqual([...days].sort((a, b) => a - b));
      const recover = (await listCustomers(ctx, list({ stage: "recover", pageSize: 100 }))).rows;
      expect(recover.length).toBeGreaterThan(0);
      expect(recover.every((row) => row.stage === "recover")).toBe(true);
      const allergic = (await listCustomers(ctx, list({ restriction: "allergy", pageSize: 100 }))).rows;
      expect(allergic.every((row) => row.restrictions.some((r) => r.kind === "allergy"))).toBe(true);
      const days4to10 = (await listCustomers(ctx, list({ dayFrom: 4, dayTo: 10, pageSize: 100 }))).rows;
      expect(days4to10.every((r) => (r.postpartumDay ?? -1) >= 4 && (r.postpartumDay ?? 99) <= 10)).toBe(true);
      const floor6 = (await listCustomers(ctx, list({ floor: "6", tab: "in_house", pageSize: 100 }))).rows;
      expect(floor6.length).toBeGreaterThan(0);
      expect(floor6.every((row) => row.floor === "6")).toBe(true);
    }));

  test("pages do not overlap and cover everyone", () =>
    rolledBack(async (as) => {
      const ctx = as(jingan);
      const all = await listCustomers(ctx, list({ pageSize: 100, sort: "name" }));
      const paged: number[] = [];
      for (let page = 1; page <= Math.ceil(all.total / 7); page++)
        paged.push(...(await listCustomers(ctx, list({ page, pageSize: 7, sort: "name" }))).rows.map((row) => row.id));
      expect(paged).toEqual(all.rows.map((row) => row.id));
    }));

  test("the picker puts who is in house first", () =>
    rolledBack(async (as) => {
      const [first] = await findCustomers(as(jingan), "林", 5);
      expect(first).toMatchObject({ name: "林知夏", room: "608", stage: "recover", day: 10 });
      expect(first?.restrictions.map((r) => r.label)).toEqual(expect.arrayContaining(["花生", "甲壳类"]));
    }));
});

describe("looking at secrets", () => {
  test("gives phone and address to who may, and keeps in the log that they looked", () =>
    rolledBack(async (as, tx) => {
      const seen = await revealCustomer(as(desk, { userId: 14 }), { id: 1, reason: "家属来电核对" });
      expect(seen.phone).toBe(named.linZhixia.phone);
      expect(seen.address).toContain("上海市");
      const [entry] = await tx.select().from(auditLog).where(eq(auditLog.action, "customer.revealed"));
      expect(entry).toMatchObject({ actorUserId: 14, entityId: 1, details: { reason: "家属来电核对" } });
      expect(JSON.stringify(entry)).not.toContain(named.linZhixia.phone);
      expect(await codeOf(revealCustomer(as(["customers:read"]), { id: 1 }))).toBe("forbidden");
    }));
});

describe("archive, merge, anonymise", () => {
  test("archive hides, restore brings back; not while she is in house", () =>
    rolledBack(async (as) => {
      const ctx = as(desk);
      expect((await failing(archiveCustomer(ctx, { id: 1 }))).message).toContain("还在住");
      const { id } = await createCustomer(ctx, make({}));
      const archived = await archiveCustomer(ctx, { id, version: 1 });
      expect(await codeOf(archiveCustomer(ctx, { id }))).toBe("conflict");
      expect((await listCustomers(ctx, list({ search: "秦可卿" }))).total).toBe(0);
      expect((await listCustomers(ctx, list({ search: "秦可卿", archived: true }))).total).toBe(1);
      expect(await codeOf(restoreCustomer(ctx, { id, version: 1 }))).toBe("conflict");
      await restoreCustomer(ctx, { id, version: archived.version });
      expect((await listCustomers(ctx, list({ search: "秦可卿" }))).total).toBe(1);
      expect(await codeOf(archiveCustomer(as(["customers:edit"]), { id }))).toBe("forbidden");
    }));

  test("merging moves open work, archives the duplicate, and shows beforehand what will happen", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(desk);
      const keep = await createCustomer(ctx, make({ phone: "13912340002", dietaryRestrictions: ["花生"] }));
      const twin = await createCustomer(
        ctx,
        make({
          phone: "13912340003",
          checkInDate: "2026-12-01",
          checkOutDate: "2026-12-29",
          deliveryDate: "2026-11-10",
          babies: [{ gender: "女" }],
          dietaryRestrictions: ["虾"],
        }),
      );
      const preview = await mergePreview(ctx, { id: keep.id, duplicateId: twin.id });
      expect(preview.blocks).toEqual([]);
      expect(Object.fromEntries(preview.moves.map((m) => [m.what, m.count]))).toMatchObject({
        入住: 1,
        禁忌: 1,
        宝宝: 1,
        分娩: 1,
      });
      await mergeCustomers(ctx, { id: keep.id, duplicateId: twin.id });
      const after = await customerDetail(ctx, { id: keep.id });
      expect(after.dietaryRestrictions.sort()).toEqual(["花生", "虾"].sort());
      expect(after).toMatchObject({ stayStatus: "booked", deliveredOn: "2026-11-10" });
      expect(after.babies).toHaveLength(1);
      const [gone] = await tx.select().from(customers).where(eq(customers.id, twin.id));
      expect(gone).toMatchObject({ mergedIntoId: keep.id, status: "inactive" });
      expect(gone?.archivedAt).not.toBeNull();
      expect(await codeOf(restoreCustomer(ctx, { id: twin.id }))).toBe("conflict");
      const events = await tx.select().from(outboxEvents).where(eq(outboxEvents.topic, "customer.merged"));
      expect(events.at(-1)?.payload).toMatchObject({ from: twin.id, into: keep.id });
    }));

  test("customers of two centres, the same one twice, or with stays that overlap are not merged", () =>
    rolledBack(async (as) => {
      const ctx = as(desk);
      expect(await codeOf(mergeCustomers(ctx, { id: 1, duplicateId: named.shenNanzhi.id }))).toBe("conflict");
      expect(await codeOf(mergeCustomers(ctx, { id: 1, duplicateId: 1 }))).toBe("conflict");
      expect((await failing(mergeCustomers(ctx, { id: 1, duplicateId: 2 }))).message).toContain("日期重叠");
      expect(await codeOf(mergeCustomers(as(binjiang), { id: 1, duplicateId: 2 }))).toBe("not_found");
    }));

  test("anonymising erases who she is and keeps what was done", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(desk);
      const made = await createCustomer(
        ctx,
        make({
          deliveryDate: "2026-10-01",
          deliveryMode: "vaginal",
          babies: [{ name: "小可" }],
          address: "北京路 1 号",
          idCard: "110101199003077758",
        }),
      );
      await anonymiseCustomer(ctx, { id: made.id });
      const [row] = await tx.select().from(customers).where(eq(customers.id, made.id));
      expect(row).toMatchObject({
        name: `已匿名 ${made.id}`,
        phoneEnc: null,
        phoneHash: null,
        phoneLast4: null,
        addressEnc: null,
        nameKey: null,
      });
      const members = await tx
        .select()
        .from(patients)
        .where(eq(patients.familyId, row?.familyId ?? 0));
      expect(members.every((m) => m.idCardEnc === null && m.phoneEnc === null && m.name.startsWith("已匿名"))).toBe(
        true,
      );
      const births = await tx.select().from(childbirths).where(eq(childbirths.patientId, made.patientId));
      expect(births[0]).toMatchObject({ deliveredOn: "2026-10-01", deliveryMode: "vaginal" });
      expect(await codeOf(anonymiseCustomer(ctx, { id: made.id }))).toBe("conflict");
      expect(await codeOf(updateCustomer(ctx, UpdateCustomer.parse({ id: made.id, name: "又来" })))).toBe("conflict");
      expect(await codeOf(restoreCustomer(ctx, { id: made.id }))).toBe("conflict");
      expect((await failing(anonymiseCustomer(ctx, { id: 1 }))).message).toContain("还在住");
      const log = await tx.select().from(auditLog).where(eq(auditLog.action, "customer.anonymised"));
      expect(JSON.stringify(log)).not.toContain("秦可卿");
    }));
});

describe("what other domains ask", () => {
  test("headers carry room, stage and restrictions of the day", () =>
    rolledBack(async (_, tx) => {
      const headers = await personHeaders(tx, [1, 2, 999_999], day("2026-11-19"));
      expect([...headers.keys()]).toEqual([1, 2]);
      expect(headers.get(1)).toMatchObject({ room: "608", floor: "6", stage: "recover", day: 10, isBooked: false });
      const earlier = await personHeaders(tx, [1], day("2026-11-12"));
      expect(earlier.get(1)).toMatchObject({ stage: "expel", day: 3 });
    }));

  test("in house are those with a night there, those leaving, and those expected", () =>
    rolledBack(async (as, tx) => {
      const today = day("2026-11-19");
      const here = await inHouseOn({ db: tx }, 1, today);
      const names = here.map((person) => person.name);
      expect(names).toContain("林知夏");
      expect(names).not.toContain("沈南枝");
      expect(here.find((p) => p.name === "方予安")).toMatchObject({ isIn: false, room: "306", isBooked: true });
      expect(here.find((p) => p.name === "夏予微")?.absences).toEqual([
        { kind: "outing", from: "09:00", to: "16:00", isWholeDay: false },
      ]);
      expect(here.filter((p) => p.isLeaving).every((p) => p.checkOutDate === today)).toBe(true);
      const rooms = here.filter((p) => p.isIn && !p.isLeaving).map((p) => p.room);
      expect(new Set(rooms).size).toBe(rooms.length);
      const far = await inHouseOn({ db: tx }, 1, day("2027-06-01"), today);
      expect(far).toEqual([]);
      const ctx = as(desk);
      const counts = await customerCounts(ctx, list({ centreId: 1 }));
      expect(here.filter((p) => p.isIn)).toHaveLength(counts.in_house);
    }));

  test("safety judges each person by each dish", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(desk);
      const read = { db: tx, grant: { centres: "all" as const, assigned: false, own: false }, ctx };
      const verdicts = await safety(read, [1, 2], [21], day("2026-11-19"));
      const hers = verdicts.get(1)?.get(21);
      expect(hers?.verdict).toBe("refused");
      expect(hers?.reasons[0]?.text).toMatch(/^不能排：含虾仁，林知夏对甲壳类过敏$/);
      expect(await checkSafety(ctx, { id: 1, dishId: 21 })).toEqual(hers);
      expect(await codeOf(checkSafety(ctx, { id: 1, dishId: 999_999 }))).toBe("not_found");
      const allergic = await tx
        .select({ id: restrictions.patientId })
        .from(restrictions)
        .where(inArray(restrictions.kind, ["allergy"]));
      expect(allergic.length).toBeGreaterThan(5);
    }));
});
