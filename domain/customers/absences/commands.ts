import "server-only";
import { and, eq, gt, isNull, lt, ne, or } from "drizzle-orm";
import { stayAbsenceKindLabels } from "@/db/enums/customers";
import { stayAbsences, type stays } from "@/db/schema/customers";
import { command, type Tx } from "@/domain/core/access";
import { assertVersion, audit } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { enqueue } from "@/domain/core/outbox";
import { conflict, invalid, notFound } from "@/lib/errors";
import { addDays, type Clock, dayOf, daysBetween, instantOf, stamp } from "@/lib/time";
import { arrivedOn, lockedStay, reschedule } from "../stays/commands";
import type { AddAbsence, EndAbsence } from "../stays/schema";

type Absence = typeof stayAbsences.$inferSelect;
type Stay = typeof stays.$inferSelect;

/** She is out or in hospital from a time on, perhaps until another: no meals are made for her then. */
export function addAbsence(ctx: Ctx, input: AddAbsence) {
  return command(ctx, "stays:edit", async (tx) => {
    const stay = await lockedStay(tx, input.id);
    if (stay.status !== "checked_in") throw conflict("她不在住，不用登记外出");
    const startsAt = instantOf(input.fromDay, input.fromTime ?? ("00:00" as Clock));
    const endsAt = input.toDay ? endOf(input.toDay, input.toTime) : null;
    if (endsAt && endsAt <= startsAt) throw invalid("toDay", `回来要晚于离开的 ${stamp(startsAt)}`);
    if (input.fromDay < arrivedOn(stay)) throw invalid("fromDay", `她 ${arrivedOn(stay)} 才入住`);
    await assertNoOther(tx, stay.id, startsAt, endsAt, null);
    const values = {
      stayId: stay.id,
      kind: input.kind,
      startsAt,
      endsAt,
      isExtending: input.isExtending ?? false,
      note: input.note ?? null,
      createdBy: userIdOf(tx),
      version: 1,
      createdAt: tx.now,
      updatedAt: tx.now,
    };
    const [made] = await tx.db.insert(stayAbsences).values(values).$returningId();
    if (!made) throw new Error("insert gave no id");
    const row = { id: made.id, ...values };
    await audit(tx, "stay_absence.added", null, { ...row, centreId: stay.centreId });
    await extend(tx, stay, row);
    await told(tx, stay, row);
    return { id: row.id, version: 1 };
  });
}

/** She is back (or is to come back then): meals are made again from that time. */
export function endAbsence(ctx: Ctx, input: EndAbsence) {
  return command(ctx, "stays:edit", async (tx) => {
    const [found] = await tx.db.select().from(stayAbsences).where(eq(stayAbsences.id, input.id));
    if (!found || (input.stayId && found.stayId !== input.stayId)) throw notFound("这次外出");
    const stay = await lockedStay(tx, found.stayId).catch(() => {
      throw notFound("这次外出");
    });
    const [row] = await tx.db.select().from(stayAbsences).where(eq(stayAbsences.id, input.id)).for("update");
    if (!row) throw notFound("这次外出");
    if (input.version !== undefined) await assertVersion(tx, "stay_absence", row, input.version);
    const endsAt = endOf(input.toDay, input.toTime);
    if (endsAt <= row.startsAt) throw invalid("toDay", `回来要晚于离开的 ${stamp(row.startsAt)}`);
    await assertNoOther(tx, stay.id, row.startsAt, endsAt, row.id);
    const after = { ...row, endsAt, version: row.version + 1, updatedAt: tx.now };
    await tx.db.update(stayAbsences).set(after).where(eq(stayAbsences.id, row.id));
    await audit(tx, "stay_absence.ended", { ...row, centreId: stay.centreId }, { ...after, centreId: stay.centreId });
    if (row.endsAt === null) await extend(tx, stay, after);
    await told(tx, stay, after);
    return { id: row.id, version: after.version };
  });
}

/** Without a clock time the whole last day counts. */
const endOf = (day: NonNullable<AddAbsence["toDay"]>, time?: Clock): Date =>
  time ? instantOf(day, time) : instantOf(addDays(day, 1), "00:00");

async function assertNoOther(tx: Tx, stayId: number, startsAt: Date, endsAt: Date | null, except: number | null) {
  const [other] = await tx.db
    .select()
    .from(stayAbsences)
    .where(
      and(
        eq(stayAbsences.stayId, stayId),
        except === null ? undefined : ne(stayAbsences.id, except),
        endsAt === null ? undefined : lt(stayAbsences.startsAt, endsAt),
        or(isNull(stayAbsences.endsAt), gt(stayAbsences.endsAt, startsAt)),
      ),
    )
    .limit(1);
  if (!other) return;
  const until = other.endsAt ? stamp(other.endsAt) : "还没回来";
  throw conflict(`已登记${stayAbsenceKindLabels[other.kind]}：${stamp(other.startsAt)} 到 ${until}，时间重叠`);
}

/** The nights away are added to the end of the stay when that was agreed; the room must be free for them. */
async function extend(tx: Tx, stay: Stay, absence: Absence): Promise<void> {
  if (!absence.isExtending || !absence.endsAt || !stay.checkOutDate) return;
  const nights = daysBetween(dayOf(absence.startsAt), dayOf(absence.endsAt));
  if (nights > 0) await reschedule(tx, stay, { checkOutDate: addDays(stay.checkOutDate, nights) });
}

async function told(tx: Tx, stay: Stay, absence: Absence): Promise<void> {
  tx.touched.add("stay_absence");
  await enqueue(
    tx,
    "absence.changed",
    {
      stayId: stay.id,
      patientId: stay.patientId,
      customerId: stay.customerId,
      startsAt: absence.startsAt.toISOString(),
      endsAt: absence.endsAt?.toISOString() ?? null,
    },
    stay.centreId,
  );
}
