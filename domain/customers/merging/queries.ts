import "server-only";
import { and, eq, gt, gte, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/mysql-core";
import {
  careAssignments,
  childbirths,
  customers,
  patientConditions,
  patients,
  restrictions,
  stays,
} from "@/db/schema/customers";
import { type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { maskedPhone, unsealed } from "@/lib/crypto";
import { notFound } from "@/lib/errors";
import { type Day, dayOf } from "@/lib/time";
import { personHeaders } from "../headers/persons";
import { visibleCustomers } from "../queries";
import { overlaps } from "../rules";
import type { MergePreview, MergePreviewOut } from "./schema";

type Db = Read["db"];
type Customer = typeof customers.$inferSelect;

/** What a merge would move and what stands in its way. */
export async function mergePreview(ctx: Ctx, input: MergePreview): Promise<MergePreviewOut> {
  const read = reader(ctx, "customers:merge");
  const [keep, duplicate] = await bothVisible(read, [input.id, input.duplicateId]);
  const today = dayOf(ctx.now);
  const work = await namesOfWork(read.db, duplicate, today, ctx.now);
  const headers = await personHeaders(read.db, [keep.id, duplicate.id], today);
  const side = (one: Customer) => ({
    id: one.id,
    name: one.name,
    phone: maskedPhone(unsealed(one.phoneEnc)),
    room: headers.get(one.id)?.room ?? null,
    version: one.version,
  });
  const moves = kindsOfWork.map((what) => ({
    what,
    names: work.filter((row) => row.what === what).map((row) => row.name ?? "日期未定"),
  }));
  return {
    keep: side(keep),
    duplicate: side(duplicate),
    moves: moves.map((move) => ({ ...move, count: move.names.length })),
    blocks: await blocksOf(read.db, keep, duplicate),
  };
}

async function bothVisible(read: Read, [id, duplicateId]: [number, number]): Promise<[Customer, Customer]> {
  const rows = await read.db
    .select()
    .from(customers)
    .where(and(inArray(customers.id, [id, duplicateId]), visibleCustomers(read)));
  const [keep, duplicate] = [id, duplicateId].map((one) => rows.find((row) => row.id === one));
  if (!keep || !duplicate) throw notFound("这位客户");
  return [keep, duplicate];
}

const kindsOfWork = ["入住", "禁忌", "身体状况", "分娩", "宝宝", "照护分派"] as const;

/** What `openWork` holds, by kind and name alone: one statement. */
async function namesOfWork(db: Db, from: Customer, today: Day, now: Date) {
  const { ofStays, ofRestrictions, ofConditions, ofBirths, ofBabies, ofCare } = openOf(from, today, now);
  const named = (what: (typeof kindsOfWork)[number], name: SQL) => ({
    what: sql<string>`${sql.raw(`'${what}'`)}`.as("what"),
    name: sql<string | null>`${name}`.as("name"),
  });
  const until = sql`concat(${stays.checkInDate}, ' 到 ', coalesce(${stays.checkOutDate}, '未定'))`;
  return unionAll(
    db.select(named("入住", until)).from(stays).where(ofStays),
    db
      .select(named("禁忌", sql`${restrictions.label}`))
      .from(restrictions)
      .where(ofRestrictions),
    db
      .select(named("身体状况", sql`concat(${patientConditions.fromDay}, ' 起')`))
      .from(patientConditions)
      .where(ofConditions),
    db
      .select(named("分娩", sql`coalesce(${childbirths.deliveredOn}, ${childbirths.expectedDeliveryDate})`))
      .from(childbirths)
      .where(ofBirths),
    db
      .select(named("宝宝", sql`${patients.name}`))
      .from(patients)
      .where(ofBabies),
    db
      .select(named("照护分派", sql`${careAssignments.role}`))
      .from(careAssignments)
      .where(ofCare),
  );
}

/** Sentences for what keeps two customers apart; none when they can be merged. */
export async function blocksOf(db: Db, keep: Customer, duplicate: Customer): Promise<string[]> {
  const blocks: string[] = [];
  if (keep.id === duplicate.id) return ["两边是同一位客户，没有可以合并的"];
  if (keep.centreId !== duplicate.centreId) blocks.push("两位不在同一个中心，不能合并");
  for (const one of [keep, duplicate])
    if (one.archivedAt) blocks.push(`${one.name}${one.mergedIntoId ? "已并入别的档案" : "已归档"}，不能合并`);
  const open = await db
    .select({ customerId: stays.customerId, fromDay: stays.checkInDate, untilDay: stays.checkOutDate })
    .from(stays)
    .where(and(inArray(stays.customerId, [keep.id, duplicate.id]), inArray(stays.status, ["booked", "checked_in"])));
  const [mine, theirs] = [keep.id, duplicate.id].map((id) => open.filter((stay) => stay.customerId === id));
  for (const a of mine ?? [])
    for (const b of theirs ?? [])
      if (overlaps(a, b)) blocks.push(`两边都有入住：${a.fromDay} 和 ${b.fromDay} 开始的日期重叠，先取消一个`);
  if (duplicate.userId !== null && keep.userId !== null) blocks.push("两位都有登录账号，先停用一个");
  return blocks;
}

/** What is still open of a customer and goes along in a merge. */
export async function openWork(db: Db, from: Customer, today: Day, now: Date) {
  const { ofStays, ofRestrictions, ofConditions, ofBirths, ofBabies, ofCare } = openOf(from, today, now);
  return {
    stays: await db.select().from(stays).where(ofStays),
    restrictions: await db.select().from(restrictions).where(ofRestrictions),
    conditions: await db.select().from(patientConditions).where(ofConditions),
    births: await db.select().from(childbirths).where(ofBirths),
    babies: await db.select().from(patients).where(ofBabies),
    care: await db.select().from(careAssignments).where(ofCare),
  };
}

function openOf(from: Customer, today: Day, now: Date) {
  const [patientId, familyId] = [from.patientId ?? 0, from.familyId ?? 0];
  return {
    ofStays: and(eq(stays.customerId, from.id), inArray(stays.status, ["booked", "checked_in"])),
    ofRestrictions: and(
      eq(restrictions.patientId, patientId),
      or(isNull(restrictions.validTo), gte(restrictions.validTo, today)),
    ),
    ofConditions: and(
      eq(patientConditions.patientId, patientId),
      or(isNull(patientConditions.toDay), gte(patientConditions.toDay, today)),
    ),
    ofBirths: eq(childbirths.patientId, patientId),
    ofBabies: and(eq(patients.motherId, patientId), isNull(patients.archivedAt)),
    ofCare: and(
      eq(careAssignments.familyId, familyId),
      or(isNull(careAssignments.endsAt), gt(careAssignments.endsAt, now)),
    ),
  };
}
