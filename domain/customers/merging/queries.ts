import "server-only";
import { and, eq, gt, gte, inArray, isNull, or } from "drizzle-orm";
import {
  careAssignments,
  childbirths,
  type customers,
  patientConditions,
  patients,
  restrictions,
  stays,
} from "@/db/schema/customers";
import { type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { maskedPhone, unsealed } from "@/lib/crypto";
import { type Day, dayOf } from "@/lib/time";
import { personHeaders } from "../headers/persons";
import { visibleCustomer } from "../queries";
import { overlaps } from "../rules";
import type { MergePreview, MergePreviewOut } from "./schema";

type Db = Read["db"];
type Customer = typeof customers.$inferSelect;

/** What a merge would move and what stands in its way. */
export async function mergePreview(ctx: Ctx, input: MergePreview): Promise<MergePreviewOut> {
  const read = reader(ctx, "customers:merge");
  const [keep, duplicate] = [await visibleCustomer(read, input.id), await visibleCustomer(read, input.duplicateId)];
  const today = dayOf(ctx.now);
  const work = await openWork(read.db, duplicate, today, ctx.now);
  const headers = await personHeaders(read.db, [keep.id, duplicate.id], today);
  const side = (one: Customer) => ({
    id: one.id,
    name: one.name,
    phone: maskedPhone(unsealed(one.phoneEnc)),
    room: headers.get(one.id)?.room ?? null,
    version: one.version,
  });
  const moves = [
    { what: "入住", names: work.stays.map((s) => `${s.checkInDate} 到 ${s.checkOutDate ?? "未定"}`) },
    { what: "禁忌", names: work.restrictions.map((r) => r.label) },
    { what: "身体状况", names: work.conditions.map((c) => `${c.fromDay} 起`) },
    { what: "分娩", names: work.births.map((b) => b.deliveredOn ?? b.expectedDeliveryDate ?? "日期未定") },
    { what: "宝宝", names: work.babies.map((b) => b.name) },
    { what: "照护分派", names: work.care.map((c) => c.role) },
  ];
  return {
    keep: side(keep),
    duplicate: side(duplicate),
    moves: moves.map((move) => ({ ...move, count: move.names.length })),
    blocks: await blocksOf(read.db, keep, duplicate),
  };
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
  const [patientId, familyId] = [from.patientId ?? 0, from.familyId ?? 0];
  return {
    stays: await db
      .select()
      .from(stays)
      .where(and(eq(stays.customerId, from.id), inArray(stays.status, ["booked", "checked_in"]))),
    restrictions: await db
      .select()
      .from(restrictions)
      .where(
        and(eq(restrictions.patientId, patientId), or(isNull(restrictions.validTo), gte(restrictions.validTo, today))),
      ),
    conditions: await db
      .select()
      .from(patientConditions)
      .where(
        and(
          eq(patientConditions.patientId, patientId),
          or(isNull(patientConditions.toDay), gte(patientConditions.toDay, today)),
        ),
      ),
    births: await db.select().from(childbirths).where(eq(childbirths.patientId, patientId)),
    babies: await db
      .select()
      .from(patients)
      .where(and(eq(patients.motherId, patientId), isNull(patients.archivedAt))),
    care: await db
      .select()
      .from(careAssignments)
      .where(
        and(
          eq(careAssignments.familyId, familyId),
          or(isNull(careAssignments.endsAt), gt(careAssignments.endsAt, now)),
        ),
      ),
  };
}
