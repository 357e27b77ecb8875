import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { centres as houses, users as people } from "@/db/seed/world";
import { command } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { newCtx, rolledBack, TEST_NOW } from "@/domain/testing";
import { addDays, addMinutes, dayOf } from "@/lib/time";
import { changesOf } from "./diff";
import { fieldLabels } from "./labels";
import { auditChoices, exportedAudit, listAudit, timelineOf } from "./queries";
import { ListAudit } from "./schema";
import { actionText, entityWords, isWorded } from "./words";

const names = { users: new Map([[3, "杜若蘅"]]), centres: new Map([[1, "静安馆"]]) };
const write = (ctx: Ctx, ...entry: Parameters<typeof audit> extends [unknown, ...infer Rest] ? Rest : never) =>
  command(ctx, "session:open", (tx) => audit(tx, ...entry));
const { jingan, binjiang } = houses;

it("says what changed in words", () => {
  const before = {
    id: 1,
    status: "active",
    fullName: "甲",
    centreId: 1,
    approvedBy: null,
    version: 1,
    isSuperuser: false,
  };
  const after = { ...before, status: "inactive", fullName: "乙", approvedBy: 3, version: 2, isSuperuser: true };
  expect(changesOf("user", before, after, names)).toEqual([
    { field: "status", label: "状态", before: "正常", after: "已停用" },
    { field: "fullName", label: "姓名", before: "甲", after: "乙" },
    { field: "approvedBy", label: "审核人", before: null, after: "杜若蘅" },
    { field: "isSuperuser", label: "超级管理员", before: "否", after: "是" },
  ]);
});

it("shows money, instants, lists, enums and centres as people write them", () => {
  const row = {
    id: 1,
    dailyPrice: 128_000,
    checkedInAt: "2026-11-19T02:42:00.000Z",
    tags: ["清淡", "高铁"],
    centreId: 1,
    status: "in_house",
  };
  const shown = Object.fromEntries(changesOf("stay", null, row, names).map((change) => [change.field, change.after]));
  expect(shown).toMatchObject({
    dailyPrice: "¥1,280.00",
    checkedInAt: "2026-11-19 10:42",
    tags: "清淡、高铁",
    centreId: "静安馆",
  });
});

it("of a role's permissions names only what came and went", () => {
  const [change] = changesOf(
    "role",
    { grants: ["dishes:read/all", "menus:read/all"] },
    { grants: ["dishes:read/own", "menus:read/all"] },
    names,
  );
  expect(change).toMatchObject({ label: "权限", before: "查看菜品", after: "查看菜品（仅本人）" });
});

it("has words for every action that any domain writes", () => {
  const files = readdirSync("domain", { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".test.ts"),
  );
  // Kinds of message, topics and keys that happen to look alike.
  const others = [
    "confinement_meal_plan.create",
    "medical_order.create",
    "medical_order.stopped",
    "restriction.unmapped",
    "stay.arriving",
    "stock_document.create",
    "stock_document.post",
    "stock_document.receive",
  ];
  const columns = /\.(status|mode|kind)$/;
  const actions = files.flatMap((file) =>
    [...readFileSync(`domain/${file}`, "utf8").matchAll(/"([a-z_]+)\.([a-z_]+)"/g)].flatMap(
      ([, entity = "", verb = ""]) =>
        entity in entityWords && !others.includes(`${entity}.${verb}`) && !columns.test(`.${verb}`)
          ? `${entity}.${verb}`
          : [],
    ),
  );
  expect(actions.length).toBeGreaterThan(20);
  expect([...new Set(actions)].filter((action) => !isWorded(action))).toEqual([]);
});

it("says actions as sentences", () => {
  expect(["customer.updated", "session.refused", "stay.checked_in", "dish.archived"].map(actionText)).toEqual([
    "修改客户",
    "登录失败",
    "办理入住",
    "归档菜品",
  ]);
  expect(Object.values(fieldLabels).every((label) => /[\u4e00-\u9fff]/.test(label))).toBe(true);
});

it("lists by person, action, thing, day and request, newest first", async () => {
  await rolledBack(async (as) => {
    const writer = as(["session:open"], { userId: people.dietitian.id, now: addMinutes(TEST_NOW, 5) });
    const reader = as(["audit:read"]);
    const row = { id: 900_001, name: "测试菜", centreId: jingan.id, price: 100 };
    const changed = { ...row, name: "改过的菜" };
    await write(writer, "dish.updated", row, changed);
    await write(writer, "session.refused", null, { id: 0 }, { username: "ab…", reason: "没有这个用户" });
    const list = (given: object) => listAudit(reader, ListAudit.parse(given));

    const { rows } = await list({ entity: "dish", entityId: 900_001 });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      actorName: people.dietitian.name,
      text: "修改菜品",
      subject: "改过的菜",
      centre: jingan.name,
      changes: [{ label: "名称", before: "测试菜", after: "改过的菜" }],
      requestId: writer.requestId,
    });
    const failed = await list({ failed: "true", requestId: writer.requestId });
    expect(failed.rows[0]).toMatchObject({
      text: "登录失败",
      subject: "ab…",
      facts: expect.arrayContaining([{ label: "原因", value: "没有这个用户" }]),
    });
    expect((await list({ requestId: writer.requestId })).rows.map((one) => one.action)).toEqual([
      "session.refused",
      "dish.updated",
    ]);
    expect((await list({ requestId: writer.requestId, actorUserId: people.chef.id })).total).toBe(0);
    const today = dayOf(TEST_NOW);
    expect((await list({ requestId: writer.requestId, dateFrom: today, dateTo: today })).total).toBe(2);
    expect((await list({ requestId: writer.requestId, dateFrom: addDays(today, 1) })).total).toBe(0);
    expect((await list({ requestId: writer.requestId, dateTo: addDays(today, -1) })).total).toBe(0);
    expect((await list({ requestId: writer.requestId, action: "dish.updated" })).total).toBe(1);
    expect(
      (await exportedAudit(as(["audit:export"]), ListAudit.parse({ requestId: writer.requestId }), 10)).length,
    ).toBe(2);
    expect(
      (await exportedAudit(as(["audit:export"]), ListAudit.parse({ requestId: writer.requestId }), 1)).length,
    ).toBe(1);
  });
});

it("shows a centre's reader the entries of his centre, and accounts and log-ins to none but the group", async () => {
  await rolledBack(async (as) => {
    const writer = as(["session:open"]);
    const { requestId } = writer;
    await write(writer, "room.edited", null, { id: 1, centreId: jingan.id });
    await write(writer, "room.edited", null, { id: 2, centreId: binjiang.id });
    await write(writer, "user.updated", null, { id: 3 });
    const seenBy = async (centres: number[]) =>
      (await listAudit(as({ "audit:read": { centres } }), ListAudit.parse({ requestId }))).rows.map(
        (row) => row.entityId,
      );
    expect(await seenBy([binjiang.id])).toEqual([2]);
    expect(await seenBy([])).toEqual([]);
    const { rows } = await listAudit(as(["audit:read"]), ListAudit.parse({ requestId }));
    expect(rows).toHaveLength(3);
    const asked = listAudit(
      as({ "audit:read": { centres: [binjiang.id] } }),
      ListAudit.parse({ requestId, centreId: jingan.id }),
    );
    expect((await asked).total).toBe(0);
    const choices = await auditChoices(as({ "audit:read": { centres: [binjiang.id] } }));
    expect(choices.centres.map((centre) => centre.label)).toEqual([binjiang.name]);
    expect(choices.people.map((person) => person.label)).not.toContain(people.chef.name);
  });
});

it("needs the permission", async () => {
  await expect(listAudit(newCtx(["users:read"]), ListAudit.parse({}))).rejects.toMatchObject({ code: "forbidden" });
  await expect(exportedAudit(newCtx(["audit:read"]), ListAudit.parse({}), 1)).rejects.toMatchObject({
    code: "forbidden",
  });
});

it("gives a row's history to its page", async () => {
  await rolledBack(async (as) => {
    const writer = as(["session:open"], { userId: people.nurse.id });
    await write(writer, "customer.created", null, { id: 900_002, centreId: jingan.id });
    await write(writer, "customer.updated", { id: 900_002 }, { id: 900_002 });
    const items = await timelineOf(writer, "customer", 900_002);
    expect(items.map((item) => [item.actorName, item.text])).toEqual([
      [people.nurse.name, "修改客户"],
      [people.nurse.name, "新建客户"],
    ]);
  });
});
