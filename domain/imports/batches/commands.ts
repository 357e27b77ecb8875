import "server-only";
import { and, desc, eq, inArray } from "drizzle-orm";
import type { ImportBatchMode, ImportRowOutcome } from "@/db/enums/system";
import { importBatches, importRows } from "@/db/schema/system";
import type { Sheet } from "@/documents/sheets/types";
import { centreFor } from "@/domain/centres/queries";
import { command, type Tx } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import type { Permission } from "@/domain/core/permissions";
import { removeCustomer } from "@/domain/customers/undo/commands";
import { removeIngredient } from "@/domain/dishes/ingredients/commands";
import { removeMenu } from "@/domain/dishes/menus/commands";
import { removeDish, reviseDish } from "@/domain/dishes/recipes/commands";
import type { dishForm } from "@/domain/dishes/recipes/schema";
import { removeOpening } from "@/domain/packages/opening/commands";
import { attachFiles, recordFile, type StoredFile } from "@/domain/system/files/commands";
import { AppError, conflict, notFound } from "@/lib/errors";
import { dayOf } from "@/lib/time";
import { type Applied, applyCustomer, applyDish, applyIngredient, applyMenu } from "../apply";
import { allergenCodes, customersByPhone, ingredientIds, lookupsOf, menuNames, nameKey, sameName } from "../lookups";
import { type CheckedSheet, checkSheet } from "../rules/check";
import { type RowMessage, refuse, type Verdict } from "../rules/verdict";
import type { CustomerRow, DishRow, IngredientRow, MenuRow, SheetKind } from "../schema";
import { batchOut } from "./queries";
import type { BatchId, BatchOut } from "./schema";

/** What may be imported is what may be made by hand. */
const neededFor: Record<SheetKind, Permission> = {
  customers: "customers:edit",
  dishes: "dishes:edit",
  ingredients: "ingredients:edit",
  menus: "menus:edit",
};

type Given = { kind: SheetKind; mode: ImportBatchMode; isDryRun: boolean; centreId?: number };
type Recorded = Omit<Given, "centreId"> & { centreId: number | null; fileId: number; isWriting: boolean };
type Source = { file: StoredFile } | { batchId: number };
type Row = { row: number; outcome: ImportRowOutcome; applied: Applied | null; cells: unknown; messages: RowMessage[] };

/**
 * Checks a sheet and, unless it is a dry run, takes the good rows in: one transaction, one batch that can be undone. A row that
 * the domain refuses after all is named like any other faulty row. `all_or_nothing` writes nothing when one row is faulty.
 */
export function takeSheet(ctx: Ctx, given: Given, source: Source, sheets: readonly Sheet[]): Promise<BatchOut> {
  return command(ctx, "imports:run", async (tx) => {
    if (!ctx.actor.can.has(neededFor[given.kind])) throw new AppError("forbidden");
    const centreId = given.kind === "customers" ? await centreFor(tx, given.centreId) : null;
    const fileId = await fileOf(tx, source, given);
    const checked = checkSheet(given.kind, sheets, await lookupsOf(tx.db, dayOf(tx.now)));
    const judged = await againstMasters(tx, checked, centreId);
    const faulty = judged.some(({ verdict }) => verdict.outcome === "refused");
    const isWriting = !given.isDryRun && !(faulty && given.mode === "all_or_nothing");
    const rows = await rowsOf(tx, checked, judged, isWriting ? { centreId } : null);
    const answer = await record(tx, { ...given, centreId, fileId, isWriting }, checked, rows);
    if ("file" in source)
      await attachFiles(tx, { type: "import_batch", id: answer.batchId }, "sheet", [source.file.uid]);
    return answer;
  });
}

type Judged = { verdict: Verdict<CustomerRow | DishRow | IngredientRow | MenuRow>; existing?: number; isSame?: true };

/** The verdicts once more, against what is in the masters already. */
async function againstMasters(tx: Tx, checked: CheckedSheet, centreId: number | null): Promise<Judged[]> {
  if (checked.kind === "customers") return againstCustomers(tx, checked, centreId ?? 0);
  if (checked.kind === "dishes") {
    const { resolveDish } = await lookupsOf(tx.db, dayOf(tx.now));
    return checked.verdicts.map((verdict) => ({
      verdict,
      existing: verdict.outcome === "refused" ? undefined : resolveDish(verdict.record.name)?.id,
    }));
  }
  const known = checked.kind === "ingredients" ? await ingredientIds(tx.db) : await menuNames(tx.db);
  const [what, column] = checked.kind === "ingredients" ? ["食材", "食材名称"] : ["菜单", "菜单名称"];
  return checked.verdicts.map((verdict: Verdict<IngredientRow | MenuRow>) => {
    if (verdict.outcome === "refused") return { verdict };
    const name = "menuName" in verdict.record ? verdict.record.menuName : verdict.record.name;
    if (!known.has(nameKey(name))) return { verdict };
    const error = `已有${what}“${name}”，没有覆盖`;
    return {
      verdict: refuse(
        verdict,
        message(verdict.row, column, "ALREADY_THERE", error, name, "换个名字，或到页面里改那一条"),
      ),
    };
  });
}

async function againstCustomers(
  tx: Tx,
  checked: Extract<CheckedSheet, { kind: "customers" }>,
  centreId: number,
): Promise<Judged[]> {
  const phones = checked.verdicts.flatMap((verdict) => (verdict.outcome === "refused" ? [] : [verdict.record.phone]));
  const known = await customersByPhone(tx.db, centreId, phones);
  return checked.verdicts.map((verdict): Judged => {
    const had = verdict.outcome === "refused" ? undefined : known.get(verdict.record.phone);
    if (verdict.outcome === "refused" || !had) return { verdict };
    if (sameName(had.name, verdict.record.name)) return { verdict, existing: had.id, isSame: true };
    const error = `和馆里的 ${had.name} 同号，姓名不同`;
    return {
      verdict: refuse(
        verdict,
        message(verdict.row, "联系电话", "PHONE_OF_OTHER", error, verdict.record.phone, "核对是不是同一家"),
      ),
    };
  });
}

const message = (
  row: number,
  column: string,
  code: string,
  error: string,
  value: string,
  advice: string,
): RowMessage => ({
  row,
  column,
  code,
  error,
  value,
  advice,
  severity: "error",
});

/** Every data row with what became of it; written row by row inside savepoints, so that one refusal takes back only its own row. */
async function rowsOf(
  tx: Tx,
  checked: CheckedSheet,
  judged: readonly Judged[],
  writing: { centreId: number | null } | null,
): Promise<Row[]> {
  const cells = new Map(checked.table.rows.map((row) => [row.row, row.values]));
  const codes = checked.kind === "ingredients" ? await allergenCodes(tx.db) : new Map<string, string>();
  const rows: Row[] = [];
  for (const one of judged) {
    const { verdict } = one;
    const base = { row: verdict.row, cells: cells.get(verdict.row) ?? [], messages: verdict.messages };
    const outcome =
      verdict.outcome === "refused"
        ? "refused"
        : one.isSame
          ? "skipped"
          : verdict.outcome === "fixed"
            ? "warned"
            : "imported";
    if (verdict.outcome === "refused" || one.isSame || !writing) rows.push({ ...base, outcome, applied: null });
    else
      rows.push(
        await written({ ...base, outcome }, () => applyOne(tx, checked, one, judged, writing.centreId ?? 0, codes)),
      );
  }
  return rows;
}

async function written(row: Omit<Row, "applied">, apply: () => Promise<Applied | null>): Promise<Row> {
  try {
    const applied = await apply();
    return { ...row, outcome: applied ? row.outcome : "skipped", applied };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const [field, sentences] = Object.entries(error.fields ?? {})[0] ?? ["", [error.message]];
    const said = message(row.row, field, error.code.toUpperCase(), sentences[0] ?? error.message, "", "改好后再传一次");
    return { ...row, outcome: "refused", applied: null, messages: [...row.messages, said] };
  }
}

/** A menu is made by its first row from all of its rows; its other rows then have nothing left to do. */
async function applyOne(
  tx: Tx,
  checked: CheckedSheet,
  { verdict, existing }: Judged,
  judged: readonly Judged[],
  centreId: number,
  codes: ReadonlyMap<string, string>,
): Promise<Applied | null> {
  if (verdict.outcome === "refused") return null;
  const { record } = verdict;
  return tx.db.transaction(async (db) => {
    const inner: Tx = { ...tx, db };
    if (checked.kind === "customers") return applyCustomer(inner, centreId, record as CustomerRow);
    if (checked.kind === "dishes") return applyDish(inner, existing, record as DishRow);
    if (checked.kind === "ingredients") return applyIngredient(inner, record as IngredientRow, codes);
    const name = (record as MenuRow).menuName;
    const own = judged.flatMap(({ verdict: v }) =>
      v.outcome !== "refused" && (v.record as MenuRow).menuName === name ? [v] : [],
    );
    return own[0]?.row === verdict.row
      ? applyMenu(
          inner,
          own.map((v) => v.record as MenuRow),
        )
      : null;
  });
}

async function fileOf(tx: Tx, source: Source, { kind }: Given): Promise<number> {
  if ("file" in source) return (await recordFile(tx, source.file)).rowId;
  const [batch] = await tx.db.select().from(importBatches).where(eq(importBatches.id, source.batchId)).for("update");
  if (!batch || batch.kind !== kind) throw notFound("这次导入");
  return batch.fileId;
}

async function record(tx: Tx, given: Recorded, checked: CheckedSheet, rows: readonly Row[]): Promise<BatchOut> {
  const failed = rows.filter((row) => row.outcome === "refused").length;
  const values = {
    kind: given.kind,
    mode: given.mode,
    isDryRun: given.isDryRun,
    status: given.isWriting ? ("imported" as const) : given.isDryRun ? ("checked" as const) : ("failed" as const),
    fileId: given.fileId,
    totalRows: rows.length,
    successRows: given.isWriting || given.isDryRun ? rows.length - failed : 0, // all or nothing, and it was nothing
    failedRows: failed,
    centreId: given.centreId,
    createdBy: userIdOf(tx),
    createdAt: tx.now,
  };
  const [made] = await tx.db.insert(importBatches).values(values).$returningId();
  if (!made) throw new Error("insert returned no id");
  const head = { sheet: checked.table.sheet, headerRow: checked.table.headerRow, columns: checked.table.columns };
  const kept = rows.map((row) => ({
    batchId: made.id,
    rowNo: row.row,
    outcome: row.outcome,
    entity: row.applied?.entity ?? null,
    entityId: row.applied?.entityId ?? null,
    isNew: row.applied?.isNew ?? true,
    beforeRow: row.applied?.beforeRow ?? null,
    cells: row.cells,
    messages: row.messages,
  }));
  kept.push({
    batchId: made.id,
    rowNo: 0,
    outcome: "skipped",
    entity: "header",
    entityId: null,
    isNew: false,
    beforeRow: null,
    cells: head,
    messages: [],
  });
  for (let at = 0; at < kept.length; at += 500) await tx.db.insert(importRows).values(kept.slice(at, at + 500));
  await audit(tx, given.isWriting ? "import_batch.imported" : "import_batch.checked", null, { ...values, id: made.id });
  return batchOut(tx.db, made.id);
}

/**
 * Takes a batch back, newest row first: what it made and nothing uses yet is removed, what it changed gets its former values.
 * Rows in use by now stay and are named with the reason.
 */
export function undoBatch(ctx: Ctx, input: BatchId) {
  return command(ctx, "imports:run", async (tx) => {
    const [batch] = await tx.db.select().from(importBatches).where(eq(importBatches.id, input.id)).for("update");
    const inScope =
      batch && (batch.centreId === null || tx.grant.centres === "all" || tx.grant.centres.includes(batch.centreId));
    if (!batch || !inScope) throw notFound("这次导入");
    if (batch.status !== "imported")
      throw conflict(batch.status === "undone" ? "这次导入已经撤销过了" : "这次导入没有写入任何内容，不用撤销");
    if (!ctx.actor.can.has(neededFor[batch.kind as SheetKind])) throw new AppError("forbidden");
    const rows = await tx.db
      .select()
      .from(importRows)
      .where(and(eq(importRows.batchId, batch.id), inArray(importRows.outcome, ["imported", "warned"])))
      .orderBy(desc(importRows.rowNo));
    const keptRows: { row: number; reason: string }[] = [];
    let undoneRows = 0;
    for (const row of rows) {
      if (row.entity === null || row.entityId === null) continue;
      const reason = await takenBack(tx, row.entity, row.entityId, row.isNew ? null : row.beforeRow);
      if (reason) keptRows.push({ row: row.rowNo, reason });
      else undoneRows++;
    }
    const after = { ...batch, status: "undone" as const, undoneBy: userIdOf(tx), undoneAt: tx.now };
    await tx.db.update(importBatches).set(after).where(eq(importBatches.id, batch.id));
    await audit(tx, "import_batch.undone", batch, after, { undoneRows, keptRows: keptRows.length });
    return { batchId: batch.id, undoneRows, keptRows: keptRows.sort((a, b) => a.row - b.row) };
  });
}

/** Null when the row is back as it was, else why it stayed. */
async function takenBack(tx: Tx, entity: string, id: number, before: unknown): Promise<string | null> {
  try {
    await tx.db.transaction(async (db) => {
      const inner: Tx = { ...tx, db };
      if (before !== null) {
        const { version: _, ...form } = before as ReturnType<typeof dishForm>;
        await reviseDish(inner, { id, ...form });
      } else if (entity === "customer") {
        await removeOpening(inner, id);
        await removeCustomer(inner, id);
      } else if (entity === "dish") await removeDish(inner, id);
      else if (entity === "ingredient") await removeIngredient(inner, id);
      else await removeMenu(inner, id);
    });
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}
