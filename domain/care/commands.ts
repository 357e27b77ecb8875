import "server-only";
import { and, eq, isNull, lt } from "drizzle-orm";
import { medicalOrders } from "@/db/schema/care";
import { patients } from "@/db/schema/customers";
import { command, type Tx } from "@/domain/core/access";
import { assertVersion, audit, unchanged } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { nextNumber } from "@/domain/core/numbering";
import { once } from "@/domain/core/once";
import { enqueue } from "@/domain/core/outbox";
import { scopeOf, visibleCustomer, visibleFamilies } from "@/domain/customers/queries";
import { applySourced, endSourced } from "@/domain/customers/sourced/commands";
import { usersWith } from "@/domain/identity/queries";
import { notify } from "@/domain/notifications/commands";
import { conflict, invalid, notFound } from "@/lib/errors";
import { dayOf } from "@/lib/time";
import { dietText, expandDiet, isEmptyDiet } from "./diet/rules";
import type { Diet } from "./diet/schema";
import { conditionNames, doctorIn, nutrientNames, resolved } from "./queries";
import { canBecome, endOf, lastDayOf, startOf } from "./rules";
import type {
  AcknowledgeMedicalOrder,
  CreateMedicalOrder,
  OneMedicalOrder,
  StopMedicalOrder,
  UpdateMedicalOrder,
} from "./schema";

type Row = typeof medicalOrders.$inferSelect;
type Patient = Pick<typeof patients.$inferSelect, "id" | "centreId" | "familyId" | "name" | "kind">;
type Saved = { id: number; number: string; version: number };

/**
 * A doctor's order for someone cared for. In force at once unless it is a draft: a diet order then writes its restrictions,
 * conditions and daily bounds in the same transaction, plans are checked again, and the nurses of the centre are asked to confirm
 * that they know. The same key gives the first answer.
 */
export function createMedicalOrder(ctx: Ctx, { onceKey, ...input }: CreateMedicalOrder): Promise<Saved> {
  return command(ctx, "medical_orders:edit", (tx) =>
    once(tx, "medical_order.create", onceKey, { ...input, by: userIdOf(tx) }, () => create(tx, input)),
  );
}

async function create(tx: Tx, input: Omit<CreateMedicalOrder, "onceKey">): Promise<Saved> {
  const patient = await patientFor(tx, input);
  const doctor = await doctorIn(tx, input.doctorId);
  if (input.orderType === "diet" && patient.kind === "baby") throw invalid("patientId", "膳食医嘱开给妈妈，不开给宝宝");
  const values = {
    centreId: patient.centreId,
    patientId: patient.id,
    doctorId: doctor.id,
    healthRecordId: null,
    ...(await contentOf(tx, input)),
    status: input.status,
    stoppedBy: null,
    stopReason: null,
    acknowledgedBy: null,
    acknowledgedAt: null,
    version: 1,
    createdAt: tx.now,
    updatedAt: tx.now,
    number: await nextNumber(tx, "MO", dayOf(tx.now)), // late: the counter stays locked until the end
  };
  const [made] = await tx.db.insert(medicalOrders).values(values).$returningId();
  if (!made) throw new Error("insert gave no id");
  const row: Row = { id: made.id, ...values };
  await audit(tx, "medical_order.created", null, { ...row, familyId: patient.familyId });
  tx.touched.add("medical_order");
  if (row.status === "active") await putInForce(tx, row, patient, doctor.name);
  return { id: row.id, number: row.number, version: row.version };
}

/** Changes a draft, or puts it into force with `status: "active"`. An order in force is stopped and written anew. */
export function updateMedicalOrder(ctx: Ctx, input: UpdateMedicalOrder): Promise<Saved> {
  return command(ctx, "medical_orders:edit", async (tx) => {
    const { row, patient } = await lockedOrder(tx, input.id);
    await assertVersion(tx, "medical_order", row, input.version);
    if (row.status !== "draft") throw conflict("医嘱生效后不能改。要换内容，先停止这一条，再开新的");
    const { id, version, status, ...change } = input;
    const had = {
      orderType: row.orderType,
      content: row.content,
      dosage: row.dosage,
      frequency: row.frequency,
      duration: row.duration,
      dueTimes: row.dueTimes as CreateMedicalOrder["dueTimes"],
      diet: row.diet as Diet | null,
      startsOn: dayOf(row.startsAt),
      stopsOn: row.stopsAt ? dayOf(row.stopsAt) : null,
      notes: row.notes,
    };
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const fresh = await contentOf(tx, { ...had, ...given } as ContentInput);
    const after: Row = { ...row, ...fresh, status: status ?? "draft", version: row.version + 1, updatedAt: tx.now };
    await tx.db.update(medicalOrders).set(after).where(eq(medicalOrders.id, row.id));
    const { familyId } = patient;
    await audit(tx, "medical_order.updated", { ...row, familyId }, { ...after, familyId });
    tx.touched.add("medical_order");
    const doctor = await doctorIn(tx, row.doctorId);
    if (after.status === "active") await putInForce(tx, after, patient, doctor.name);
    return { id: row.id, number: row.number, version: after.version };
  });
}

type ContentInput = Omit<CreateMedicalOrder, "onceKey" | "status" | "patientId" | "customerId" | "doctorId">;

/** The columns that say what is ordered and for how long. */
async function contentOf(tx: Tx, input: ContentInput) {
  const today = dayOf(tx.now);
  const diet = input.diet ?? null;
  if (diet && input.orderType !== "diet") throw invalid("diet", "只有膳食医嘱带饮食要求，其他类型请去掉");
  if (input.orderType === "diet" && (!diet || isEmptyDiet(diet)))
    throw invalid("diet", "膳食医嘱至少选一项：常用饮食、忌口、身体状况或营养限量");
  const startsOn = input.startsOn ?? today;
  if (startsOn < today) throw invalid("startsOn", `不能早于今天 ${today}：已经送出的餐改不了`);
  const stopsOn = input.stopsOn === undefined ? lastDayOf(startsOn, input.duration ?? null) : input.stopsOn;
  if (stopsOn !== null && stopsOn < startsOn) throw invalid("stopsOn", `不能早于开始的 ${startsOn}`);
  const content = input.content ?? (diet ? await saidOf(tx, diet) : null);
  if (!content) throw invalid("content", "请填医嘱内容");
  return {
    orderType: input.orderType,
    content,
    dosage: input.dosage ?? null,
    frequency: input.frequency ?? null,
    duration: input.duration ?? null,
    dueTimes: input.dueTimes ?? null,
    diet,
    startsAt: startOf(startsOn, tx.now),
    stopsAt: endOf(stopsOn),
    notes: input.notes ?? null,
  };
}

const saidOf = async (tx: Tx, diet: Diet): Promise<string> =>
  dietText(diet, await nutrientNames(tx), await conditionNames(tx.db));

/** What an order brings about: of a diet order, what she may eat; of every order, that the nurses come to know it. */
async function putInForce(tx: Tx, row: Row, patient: Patient, doctorName: string): Promise<void> {
  const diet = row.diet as Diet | null;
  if (diet) {
    const { restrictions, conditions, targets } = expandDiet(diet);
    await applySourced(
      tx,
      patient,
      { source: "doctor_order", sourceId: row.id },
      {
        restrictions: await resolved(tx.db, restrictions),
        conditions,
        targets,
        from: dayOf(row.startsAt),
        to: row.stopsAt ? dayOf(row.stopsAt) : null,
        note: `${doctorName}医嘱 ${row.number}`,
      },
    );
  }
  await tell(tx, row, patient, "created", `新医嘱：${patient.name}`, `${doctorName}：${row.content}`);
}

/** Ends an order in force, with the reason. What a diet order kept from her is allowed again from today's next meal on. */
export function stopMedicalOrder(ctx: Ctx, input: StopMedicalOrder): Promise<Saved> {
  return command(ctx, "medical_orders:edit", async (tx) => {
    const { row, patient } = await lockedOrder(tx, input.id);
    if (input.version !== undefined) await assertVersion(tx, "medical_order", row, input.version);
    if (row.status === "draft") throw conflict("这是草稿，还没生效，删除就行");
    if (!canBecome(row.status, "cancelled"))
      throw conflict(row.status === "completed" ? "这条医嘱已经到期结束了" : "这条医嘱已经停止了");
    const after = await ended(tx, row, patient, {
      status: "cancelled",
      stoppedBy: userIdOf(tx),
      stopReason: input.reason,
      stopsAt: row.stopsAt && row.stopsAt < tx.now ? row.stopsAt : tx.now,
      // The stop is news of its own: the nurses confirm it again.
      acknowledgedBy: null,
      acknowledgedAt: null,
    });
    if (row.diet) await endSourced(tx, patient, { source: "doctor_order", sourceId: row.id });
    await tell(tx, after, patient, "stopped", `医嘱停止：${patient.name}`, `${row.content}。原因：${input.reason}`);
    return { id: row.id, number: row.number, version: after.version };
  });
}

/** Throws a draft away; it stays in the list as cancelled. */
export function deleteMedicalOrder(ctx: Ctx, input: OneMedicalOrder): Promise<null> {
  return command(ctx, "medical_orders:edit", async (tx) => {
    const { row, patient } = await lockedOrder(tx, input.id);
    if (row.status !== "draft") throw conflict("医嘱生效后不能删，请写明原因停止它");
    await ended(tx, row, patient, { status: "cancelled", acknowledgedBy: userIdOf(tx), acknowledgedAt: tx.now });
    return null;
  });
}

async function ended(tx: Tx, row: Row, patient: Patient, change: Partial<Row> & { status: Row["status"] }) {
  const after: Row = { ...row, ...change, version: row.version + 1, updatedAt: tx.now };
  await tx.db.update(medicalOrders).set(after).where(eq(medicalOrders.id, row.id));
  const { familyId } = patient;
  await audit(tx, `medical_order.${change.status}`, { ...row, familyId }, { ...after, familyId });
  tx.touched.add("medical_order");
  return after;
}

/** A nurse confirms that the ward knows of an order, or of its stop; a second confirmation changes nothing. */
export function acknowledgeMedicalOrder(ctx: Ctx, input: AcknowledgeMedicalOrder): Promise<Saved> {
  return command(ctx, "medical_orders:acknowledge", async (tx) => {
    const { row, patient } = await lockedOrder(tx, input.id);
    if (input.version !== undefined) await assertVersion(tx, "medical_order", row, input.version);
    if (row.status === "draft") throw conflict("这条医嘱还是草稿，医生开立后再确认");
    if (row.acknowledgedAt !== null) {
      unchanged(tx);
      return { id: row.id, number: row.number, version: row.version };
    }
    const after: Row = {
      ...row,
      acknowledgedBy: userIdOf(tx),
      acknowledgedAt: tx.now,
      version: row.version + 1,
      updatedAt: tx.now,
    };
    await tx.db.update(medicalOrders).set(after).where(eq(medicalOrders.id, row.id));
    const { familyId } = patient;
    await audit(tx, "medical_order.acknowledged", { ...row, familyId }, { ...after, familyId });
    tx.touched.add("medical_order");
    await announce(tx, after, "acknowledged");
    return { id: row.id, number: row.number, version: after.version };
  });
}

const COMPLETE_AT_ONCE = 500;

/** Orders whose time is over are completed; what they wrote ended by its own last day. For the nightly job. */
export function completeMedicalOrders(ctx: Ctx): Promise<number> {
  return command(ctx, "medical_orders:edit", async (tx) => {
    const over = await tx.db
      .select()
      .from(medicalOrders)
      .where(and(eq(medicalOrders.status, "active"), lt(medicalOrders.stopsAt, tx.now)))
      .orderBy(medicalOrders.id)
      .limit(COMPLETE_AT_ONCE)
      .for("update");
    for (const row of over) {
      const after: Row = { ...row, status: "completed", version: row.version + 1, updatedAt: tx.now };
      await tx.db.update(medicalOrders).set(after).where(eq(medicalOrders.id, row.id));
      await audit(tx, "medical_order.completed", row, after);
      tx.touched.add("medical_order");
    }
    if (over.length === 0) unchanged(tx);
    return over.length;
  });
}

async function tell(tx: Tx, row: Row, patient: Patient, what: "created" | "stopped", title: string, content: string) {
  const nurses = await usersWith(tx, "medical_orders:acknowledge", row.centreId);
  await notify(
    tx,
    nurses.map((user) => user.id).filter((id) => id !== userIdOf(tx)),
    {
      kind: "medical_order",
      title,
      content: content.slice(0, 500),
      link: `/medical-orders?patient_id=${patient.id}`,
      dedupeKey: `medical_order:${row.id}:${what}`,
    },
  );
  await announce(tx, row, what);
}

const announce = (tx: Tx, row: Row, what: "created" | "stopped" | "acknowledged") =>
  enqueue(
    tx,
    `medical_order.${what}`,
    { orderId: row.id, patientId: row.patientId, centreId: row.centreId },
    row.centreId,
  );

async function lockedOrder(tx: Tx, id: number): Promise<{ row: Row; patient: Patient }> {
  const [found] = await tx.db
    .select({ row: medicalOrders, patient: patientColumns })
    .from(medicalOrders)
    .innerJoin(patients, eq(patients.id, medicalOrders.patientId))
    .where(and(eq(medicalOrders.id, id), visibleFamilies(scopeOf(tx), medicalOrders.centreId, patients.familyId)))
    .for("update");
  if (!found) throw notFound("这条医嘱");
  return found;
}

const patientColumns = {
  id: patients.id,
  centreId: patients.centreId,
  familyId: patients.familyId,
  name: patients.name,
  kind: patients.kind,
};

/** Whom an order is for: the patient named, or the customer's own. Outside the caller's scope there is no such person. */
async function patientFor(
  tx: Tx,
  { patientId, customerId }: Pick<CreateMedicalOrder, "patientId" | "customerId">,
): Promise<Patient> {
  const own = customerId === undefined ? null : await visibleCustomer(scopeOf(tx), customerId);
  const wanted = patientId ?? own?.patientId;
  if (!wanted) throw invalid("patientId", "请选给谁开医嘱");
  const [patient] = await tx.db
    .select(patientColumns)
    .from(patients)
    .where(
      and(
        eq(patients.id, wanted),
        isNull(patients.archivedAt),
        own?.familyId ? eq(patients.familyId, own.familyId) : undefined,
        visibleFamilies(scopeOf(tx), patients.centreId, patients.familyId),
      ),
    );
  if (!patient) throw notFound("这位照护对象");
  return patient;
}
