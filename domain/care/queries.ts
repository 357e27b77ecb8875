import "server-only";
import { and, asc, desc, eq, inArray, isNotNull, isNull, like, ne, or, type SQL, sql } from "drizzle-orm";
import { medicalOrders } from "@/db/schema/care";
import { customers, patients } from "@/db/schema/customers";
import { allergens, foodTags, healthConditions, ingredients } from "@/db/schema/dishes";
import { users } from "@/db/schema/identity";
import { doctors } from "@/db/schema/staff";
import { type Read, reader } from "@/domain/core/access";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { countThroughCache } from "@/domain/core/through-cache";
import { personHeaders } from "@/domain/customers/headers/persons";
import { type Scope, visibleFamilies } from "@/domain/customers/queries";
import type { NewRestriction } from "@/domain/customers/schema";
import { mastersOf, type Reading } from "@/domain/dishes/queries";
import { userNames } from "@/domain/identity/queries";
import { invalid, notFound } from "@/lib/errors";
import { offsetOf, type Page, sortOf } from "@/lib/page";
import { type Clock, dayOf } from "@/lib/time";
import { Diet, type DietRestriction } from "./diet/schema";
import type { ListMedicalOrders, MedicalOrderOut, OneMedicalOrder } from "./schema";

type Db = Read["db"];

/** Orders that the caller may see, newest first: of her centres, of families assigned to her, a mother's own. */
export async function listMedicalOrders(ctx: Ctx, input: ListMedicalOrders): Promise<Page<MedicalOrderOut>> {
  const [page] = await medicalOrderLists(ctx, [input]);
  if (!page) throw new Error("a list that was asked for is missing");
  return page;
}

/** Several such lists beside each other: their mothers are read at once. */
export async function medicalOrderLists(
  ctx: Ctx,
  inputs: readonly ListMedicalOrders[],
): Promise<Page<MedicalOrderOut>[]> {
  const read = reader(ctx, "medical_orders:read");
  const found = await Promise.all(
    inputs.map(async (input) => {
      const where = filterOf(read, input);
      const { key, dir } = sortOf(input.sort);
      const order = key === "id" ? medicalOrders.id : medicalOrders.startsAt;
      const rows = await orderRows(read.db)
        .where(where)
        .orderBy((dir === "asc" ? asc : desc)(order), desc(medicalOrders.id))
        .limit(input.pageSize)
        .offset(offsetOf(input));
      return { rows, total: await counted(read, where), page: input.page, pageSize: input.pageSize };
    }),
  );
  const all = await shown(
    ctx,
    read,
    found.flatMap(({ rows }) => rows),
  );
  const byId = new Map(all.map((order) => [order.id, order]));
  return found.map(({ rows, ...page }) => ({ ...page, rows: rows.flatMap(({ row }) => byId.get(row.id) ?? []) }));
}

/** How many orders a filter finds. */
export async function countMedicalOrders(ctx: Ctx, input: ListMedicalOrders): Promise<number> {
  const read = reader(ctx, "medical_orders:read");
  return counted(read, filterOf(read, input));
}

const counted = (read: Read, where: SQL | undefined): Promise<number> =>
  countThroughCache(
    read,
    read.db
      .select({ one: sql`1` })
      .from(medicalOrders)
      .innerJoin(patients, eq(patients.id, medicalOrders.patientId))
      .where(where),
  );

const filterOf = (read: Read, input: ListMedicalOrders): SQL | undefined =>
  and(
    visible(read),
    input.centreId ? eq(medicalOrders.centreId, input.centreId) : undefined,
    input.patientId ? eq(medicalOrders.patientId, input.patientId) : undefined,
    input.customerId ? inArray(patients.familyId, familyOf(read.db, input.customerId)) : undefined,
    input.doctorId ? eq(medicalOrders.doctorId, input.doctorId) : undefined,
    input.status ? eq(medicalOrders.status, input.status) : undefined,
    input.orderType ? eq(medicalOrders.orderType, input.orderType) : undefined,
    input.acknowledged === undefined
      ? undefined
      : input.acknowledged
        ? isNotNull(medicalOrders.acknowledgedAt)
        : and(isNull(medicalOrders.acknowledgedAt), ne(medicalOrders.status, "draft")),
    input.search ? matching(input.search) : undefined,
  );

export async function medicalOrderDetail(ctx: Ctx, input: OneMedicalOrder): Promise<MedicalOrderOut> {
  const read = reader(ctx, "medical_orders:read");
  const [row] = await shown(
    ctx,
    read,
    await orderRows(read.db).where(and(eq(medicalOrders.id, input.id), visible(read))),
  );
  if (!row) throw notFound("这条医嘱");
  return row;
}

const visible = (read: Scope): SQL | undefined => visibleFamilies(read, medicalOrders.centreId, patients.familyId);

const familyOf = (db: Db, customerId: number) =>
  db.select({ id: customers.familyId }).from(customers).where(eq(customers.id, customerId));

function matching(search: string): SQL | undefined {
  const part = `${search.replace(/[\\%_]/g, "\\$&")}%`;
  return or(
    like(medicalOrders.number, part),
    like(medicalOrders.content, `%${part}`),
    like(patients.name, `%${part}`),
    like(patients.nameKey, part.toLowerCase()),
  );
}

const doctorName = sql<string>`coalesce(${users.fullName}, ${users.username})`;

// the account of the family, where a baby has none of its own
const customerId = sql<number | null>`(select min(c2.id) from customer c2
  where c2.family_id = ${patients.familyId} and c2.merged_into_id is null)`.mapWith((v) =>
  v === null ? null : Number(v),
);

const orderRows = (db: Db) =>
  db
    .select({
      row: medicalOrders,
      patientName: patients.name,
      customerId,
      doctorName,
      doctorTitle: doctors.title,
    })
    .from(medicalOrders)
    .innerJoin(patients, eq(patients.id, medicalOrders.patientId))
    .innerJoin(doctors, eq(doctors.id, medicalOrders.doctorId))
    .innerJoin(users, eq(users.id, doctors.userId))
    .$dynamic();

async function shown(ctx: Ctx, read: Read, rows: Awaited<ReturnType<typeof orderRows>>): Promise<MedicalOrderOut[]> {
  const today = dayOf(ctx.now);
  const [headers, names] = await Promise.all([
    personHeaders(
      read.db,
      rows.flatMap((row) => row.customerId ?? []),
      today,
    ),
    userNames(rows.flatMap(({ row }) => [row.stoppedBy, row.acknowledgedBy])),
  ]);
  return rows.map(({ row, ...more }) => {
    const header = headers.get(more.customerId ?? 0);
    const isHerself = header?.patientId === row.patientId;
    return {
      ...row,
      ...more,
      room: header?.room ?? null,
      restrictions: isHerself ? header.restrictions : [],
      dueTimes: row.dueTimes as Clock[] | null,
      diet: dietOf(row.diet),
      stoppedByName: names.get(row.stoppedBy ?? 0) ?? null,
      acknowledgedByName: names.get(row.acknowledgedBy ?? 0) ?? null,
    };
  });
}

/** The `diet` column, whatever version of the program wrote it. */
const dietOf = (kept: unknown): Diet | null => Diet.safeParse(kept).data ?? null;

/** The doctor who gives an order: the one named, else the caller's own doctor row. Who is none has to name one. */
export async function doctorIn(
  read: { db: Db; actor: Ctx["actor"] },
  doctorId: number | undefined,
): Promise<{ id: number; name: string }> {
  const [row] = await read.db
    .select({ id: doctors.id, name: doctorName })
    .from(doctors)
    .innerJoin(users, eq(users.id, doctors.userId))
    .where(doctorId === undefined ? eq(doctors.userId, userIdOf(read) ?? 0) : eq(doctors.id, doctorId));
  if (!row) throw invalid("doctorId", doctorId === undefined ? "请选开医嘱的医生" : "没有这位医生，请重新选");
  return row;
}

/** Doctors to choose from, with the caller's own first. */
export async function doctorOptions(
  ctx: Ctx,
): Promise<{ id: number; name: string; title: string | null; isMe: boolean }[]> {
  const { db } = reader(ctx, "medical_orders:read");
  const rows = await db
    .select({ id: doctors.id, name: doctorName, title: doctors.title, userId: doctors.userId })
    .from(doctors)
    .innerJoin(users, eq(users.id, doctors.userId))
    .where(eq(doctors.isAvailable, true))
    .orderBy(asc(doctors.id));
  const me = userIdOf(ctx);
  return rows
    .map(({ userId, ...row }) => ({ ...row, isMe: userId === me }))
    .sort((a, b) => Number(b.isMe) - Number(a.isMe));
}

/** Name and unit of each nutrient, by code. */
export const nutrientNames = async (read: Reading): Promise<Map<string, { name: string; unit: string }>> =>
  new Map((await mastersOf(read)).nutrients.map(({ code, name, unit }) => [code, { name, unit }]));

export async function conditionNames(db: Db): Promise<Map<string, string>> {
  const rows = await db
    .select({ code: healthConditions.code, name: healthConditions.name })
    .from(healthConditions)
    .where(eq(healthConditions.isActive, true))
    .orderBy(asc(healthConditions.id));
  return new Map(rows.map((row) => [row.code, row.name]));
}

/** Restrictions of a diet with their targets found: by id as given, else tag and allergen by code, ingredient by name. */
export async function resolved(db: Db, given: readonly DietRestriction[]): Promise<NewRestriction[]> {
  const codes = (target: DietRestriction["target"]) =>
    given.flatMap((r) => (r.target === target && r.targetId === undefined && r.code ? [r.code] : []));
  const found = await Promise.all([
    byCode(db, foodTags, foodTags.code, codes("tag")),
    byCode(db, allergens, allergens.code, codes("allergen")),
    byCode(db, ingredients, ingredients.name, codes("ingredient")),
  ]);
  const tables = { tag: found[0], allergen: found[1], ingredient: found[2] };
  return given.map(({ code, ...r }) => {
    if (r.targetId !== undefined || !code || !r.target || !(r.target in tables)) return r;
    const targetId = tables[r.target as keyof typeof tables].get(code);
    if (targetId === undefined)
      throw invalid("diet", `没有“${code}”这个${r.target === "ingredient" ? "食材" : "标签"}`);
    return { ...r, targetId };
  });
}

async function byCode(
  db: Db,
  table: typeof foodTags | typeof allergens | typeof ingredients,
  column: typeof foodTags.code | typeof allergens.code | typeof ingredients.name,
  codes: readonly string[],
): Promise<Map<string, number>> {
  if (codes.length === 0) return new Map();
  const rows = await db
    .select({ id: table.id, code: column })
    .from(table)
    .where(inArray(column, [...codes]));
  return new Map(rows.map((row) => [row.code, row.id]));
}

/** What a diet is worded with, for pages: nutrients and conditions by code. */
export async function dietWords(ctx: Ctx) {
  const read = reader(ctx, "medical_orders:read");
  const [nutrients, conditions] = await Promise.all([nutrientNames(read), conditionNames(read.db)]);
  return { nutrients, conditions };
}
