import { readFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { customers } from "@/db/schema/customers";
import { dishIngredients } from "@/db/schema/dishes";
import { patientSubscriptions } from "@/db/schema/packages";
import { importBatches } from "@/db/schema/system";
import type { Permission } from "@/domain/core/permissions";
import { rolledBack } from "@/domain/testing";
import { undoBatch } from "./batches/commands";
import { importSheet, runBatch } from "./batches/flows";
import { batch, faultyRows } from "./batches/queries";
import type { SheetKind } from "./schema";

const may: Permission[] = [
  "imports:run",
  "customers:edit",
  "dishes:edit",
  "ingredients:edit",
  "menus:edit",
  "stays:edit",
];
const book = (name: string) => new File([readFileSync(`documents/fixtures/${name}`)], name);
const upload = (kind: SheetKind, name: string, more: { dryRun?: boolean; mode?: "all_or_nothing" } = {}) => ({
  file: book(name),
  kind,
  dryRun: more.dryRun ?? false,
  mode: more.mode ?? ("skip_faulty" as const),
  centreId: 1,
});

test("a dry run names every fault and writes nothing; the good rows then go in, contracts and all", async () => {
  await rolledBack(async (as, tx) => {
    const before = await tx.$count(customers);
    const dry = await importSheet(as(may), upload("customers", "customers_import.xlsx", { dryRun: true }));
    expect(dry).toMatchObject({ dryRun: true, status: "checked" });
    expect(dry.processedData).toMatchObject({
      totalRows: 200,
      successRows: 190,
      failedRows: 10,
      cleanRows: 183,
      fixedRows: 7,
    });
    expect(dry.errors.map((e) => e.row)).toEqual([15, 26, 38, 64, 91, 108, 123, 137, 151, 180]);
    expect(await tx.$count(customers)).toBe(before);

    const done = await runBatch(as(may), { id: dry.batchId, mode: "skip_faulty" });
    expect(done.errors.filter((e) => !dry.errors.some((d) => d.row === e.row))).toEqual([]);
    expect(done.processedData).toMatchObject({ totalRows: 200, successRows: 190, failedRows: 10, newRows: 190 });
    expect(await tx.$count(customers)).toBe(before + 190);
    const contracts = await tx.$count(patientSubscriptions);
    expect(contracts).toBeGreaterThanOrEqual(190);

    const again = await importSheet(as(may), upload("customers", "customers_import.xlsx"));
    expect(again.processedData).toMatchObject({ newRows: 0, sameRows: 190 });
    expect(await tx.$count(customers)).toBe(before + 190);

    const undone = await undoBatch(as(may), { id: done.batchId });
    expect(undone).toMatchObject({ undoneRows: 190, keptRows: [] });
    expect(await tx.$count(customers)).toBe(before);
    await expect(undoBatch(as(may), { id: done.batchId })).rejects.toMatchObject({ code: "conflict" });
  });
}, 120_000);

test("all or nothing: one faulty row and nothing goes in", async () => {
  await rolledBack(async (as, tx) => {
    const before = await tx.$count(customers);
    const done = await importSheet(as(may), upload("customers", "customers_import.xlsx", { mode: "all_or_nothing" }));
    expect(done.status).toBe("failed");
    expect(await tx.$count(customers)).toBe(before);
  });
}, 60_000);

test("dishes that exist get the sheet's recipe, and their own back when the import is undone", async () => {
  await rolledBack(async (as, tx) => {
    const lines = () => tx.select().from(dishIngredients).orderBy(dishIngredients.dishId, dishIngredients.position);
    const plain = (rows: Awaited<ReturnType<typeof lines>>) =>
      rows
        .map((r) => [r.dishId, r.ingredientId, r.quantity, r.unit, r.basis])
        .sort((a, b) => String(a).localeCompare(String(b)));
    const before = plain(await lines());
    const done = await importSheet(as(may), upload("dishes", "dishes_import.xlsx"));
    expect(done.processedData).toMatchObject({ totalRows: 80, failedRows: 9, successRows: 71 });
    expect(done.processedData.updatedRows + done.processedData.newRows + done.processedData.sameRows).toBe(71);
    const undone = await undoBatch(as(may), { id: done.batchId });
    expect(undone.keptRows).toEqual([]);
    expect(plain(await lines())).toEqual(before);
  });
}, 120_000);

test("the faulty rows come back as they stood, with their reasons", async () => {
  await rolledBack(async (as) => {
    const dry = await importSheet(as(may), upload("customers", "customers_import.xlsx", { dryRun: true }));
    const faulty = await faultyRows(as(may), { id: dry.batchId });
    expect(faulty.rows).toHaveLength(10);
    expect(faulty.headers.some((header) => header.startsWith("联系电话"))).toBe(true);
    expect(faulty.rows.every((row) => row.messages.some((m) => m.severity === "error"))).toBe(true);
  });
}, 60_000);

test("another centre's batch does not exist; without the permissions nothing starts", async () => {
  await rolledBack(async (as, tx) => {
    const dry = await importSheet(as(may), upload("customers", "customers_import.xlsx", { dryRun: true }));
    const elsewhere = as({ "imports:run": { centres: [2] }, "customers:edit": { centres: [2] } });
    await expect(batch(elsewhere, { id: dry.batchId })).rejects.toMatchObject({ code: "not_found" });
    await expect(runBatch(elsewhere, { id: dry.batchId, mode: "skip_faulty" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(undoBatch(elsewhere, { id: dry.batchId })).rejects.toMatchObject({ code: "not_found" });
    await expect(importSheet(as([]), upload("customers", "customers_import.xlsx"))).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(importSheet(as(["imports:run"]), upload("dishes", "dishes_import.xlsx"))).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await tx.$count(importBatches, eq(importBatches.status, "imported"))).toBe(0);
  });
}, 60_000);
