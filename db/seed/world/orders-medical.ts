import { and, eq, isNull } from "drizzle-orm";
import { medicalOrders } from "@/db/schema/care";
import { patientNutrientTargets, restrictions } from "@/db/schema/customers";
import { doctors } from "@/db/schema/staff";
import { addDays, addMinutes, boundsOf, type Day, instantOf } from "@/lib/time";
import { nutrientIdOf } from "../base/masters";
import { tagIdOf } from "../base/tags";
import { insertAll, need, type Target } from "../insert";
import { users } from "../world";
import type { Numbers } from "./numbers";
import { mothers } from "./people";
import { employeeIdOf } from "./staff";

/** The house's doctor, and what she has ordered: in force, stopped, a draft, and one that no nurse has confirmed yet. */

type Bounds = { min?: number; target?: number; max?: number };
type Row = {
  mother: number;
  type: "diet" | "lifestyle" | "medication" | "examination";
  content: string;
  /** First and last day, relative to today. */
  from: number;
  to: number | null;
  status?: "draft" | "active" | "cancelled";
  stop?: string;
  isKnown?: boolean;
  dosage?: string;
  frequency?: string;
  duration?: string;
  diet?: {
    texture?: string;
    restrictions?: { label: string; target: string; code: string; strength?: "hard" | "soft"; adjustment?: string }[];
    conditions?: string[];
    targets?: ({ nutrient: string } & Bounds)[];
  };
  /** The restriction of restrictions.ts that came of it. */
  wrote?: string;
};

const rows: Row[] = [
  {
    mother: 29,
    type: "diet",
    content: "控糖饮食；碳水化合物 175–289 g/天。空腹与三餐后 2 小时测血糖",
    from: -18,
    to: null,
    wrote: "控糖",
    diet: {
      restrictions: [{ label: "控糖", target: "tag", code: "GDM", strength: "soft" }],
      targets: [{ nutrient: "carb_g", min: 175, max: 289 }],
    },
  },
  {
    mother: 1,
    type: "diet",
    content: "控糖饮食一周，复查空腹血糖",
    from: -7,
    to: 7,
    duration: "15 天",
    wrote: "控糖",
    diet: { restrictions: [{ label: "控糖", target: "tag", code: "GDM", strength: "soft" }] },
  },
  {
    mother: 10,
    type: "diet",
    content: "半流质饮食，排气后改普食",
    from: -6,
    to: -5,
    status: "cancelled",
    stop: "已排气，恢复普食",
    diet: { texture: "semi_liquid" },
  },
  {
    mother: 21,
    type: "diet",
    content: "汤类撇油，少油饮食；左侧乳房硬块消退后停",
    from: -3,
    to: 10,
    wrote: "少油",
    diet: { restrictions: [{ label: "少油", target: "tag", code: "ENGORGE", strength: "soft", adjustment: "撇油" }] },
  },
  {
    mother: 2,
    type: "diet",
    content: "低盐饮食；钠最多 2000 mg/天，每天早晚测血压",
    from: -2,
    to: 14,
    duration: "2 周",
    wrote: "低盐",
    diet: {
      restrictions: [{ label: "低盐", target: "ingredient", code: "食盐", adjustment: "少盐" }],
      targets: [{ nutrient: "sodium_mg", max: 2000 }],
    },
  },
  {
    mother: 20,
    type: "medication",
    content: "多糖铁复合物胶囊，口服补铁，与茶、奶间隔 2 小时",
    from: -12,
    to: 16,
    dosage: "150 mg",
    frequency: "每天 1 次",
    duration: "4 周",
  },
  {
    mother: 12,
    type: "lifestyle",
    content: "右侧乳房硬块：每 2–3 小时排空一次，哺乳前温敷，体温到 38.5 ℃ 报告",
    from: 0,
    to: 4,
    isKnown: false,
  },
  {
    mother: 9,
    type: "diet",
    content: "软食饮食，口腔科复诊后定",
    from: 0,
    to: 5,
    status: "draft",
    diet: { texture: "soft" },
  },
];

const centreOf = new Map(mothers.map((mother) => [mother.id, mother.centreId]));

export async function loadMedicalOrders(target: Target, today: Day, numbers: Numbers): Promise<void> {
  const { db, now } = target;
  const on = (days: number) => addDays(today, days);
  const joined = instantOf(on(-400), "09:00");
  await insertAll(db, doctors, [
    {
      id: 1,
      userId: users.doctor.id,
      employeeId: employeeIdOf(users.doctor.name),
      licenseNumber: "110310115002847",
      specialty: "产科",
      department: "医务",
      title: "副主任医师",
      createdAt: joined,
      updatedAt: joined,
    },
  ]);
  await insertAll(
    db,
    medicalOrders,
    rows.map((row, i) => {
      const { status = "active", isKnown = true, diet } = row;
      const written = instantOf(on(row.from), row.from === 0 ? "08:40" : "10:20");
      const given = written < now ? written : now;
      const stopped = row.stop ? instantOf(on((row.to ?? 0) + 1), "09:30") : null;
      const known = status === "draft" || !isKnown ? null : addMinutes(stopped ?? given, 12);
      return {
        id: i + 1,
        centreId: need(centreOf, row.mother),
        number: numbers.next("MO", on(row.from)),
        patientId: row.mother,
        doctorId: 1,
        orderType: row.type,
        content: row.content,
        dosage: row.dosage ?? null,
        frequency: row.frequency ?? null,
        duration: row.duration ?? null,
        diet: diet && dietOf(diet),
        startsAt: given,
        stopsAt: stopped ?? (row.to === null ? null : new Date(boundsOf(on(row.to)).end.getTime() - 1)),
        status,
        stoppedBy: stopped && users.doctor.id,
        stopReason: row.stop ?? null,
        acknowledgedBy: known && users.nurse.id,
        acknowledgedAt: known,
        createdAt: given,
        updatedAt: known ?? given,
      };
    }),
  );
  for (const [i, row] of rows.entries()) {
    if (!row.wrote) continue;
    await db
      .update(restrictions)
      .set({ sourceId: i + 1 })
      .where(
        and(
          eq(restrictions.patientId, row.mother),
          eq(restrictions.label, row.wrote),
          eq(restrictions.source, "doctor_order"),
          isNull(restrictions.sourceId),
        ),
      );
  }
  await insertAll(
    db,
    patientNutrientTargets,
    rows.flatMap((row, i) =>
      (row.diet?.targets ?? []).map(({ nutrient, min = null, target: aim = null, max = null }) => ({
        patientId: row.mother,
        nutrientId: need(nutrientIdOf, nutrient),
        minAmount: min,
        targetAmount: aim,
        maxAmount: max,
        source: "doctor_order",
        sourceId: i + 1,
        validFrom: on(row.from),
        validTo: row.to === null ? null : on(row.to),
        createdBy: users.doctor.id,
        createdAt: instantOf(on(row.from), "10:20"),
        updatedAt: instantOf(on(row.from), "10:20"),
      })),
    ),
  );
  // What the stopped order had brought, ended with it.
  const stopped = rows.findIndex((row) => row.stop);
  await insertAll(db, restrictions, [
    {
      patientId: rows[stopped]?.mother ?? 0,
      kind: "medical",
      strength: "hard",
      target: "tag",
      tagId: need(tagIdOf, "not_semi_liquid"),
      label: "半流质",
      source: "doctor_order",
      sourceId: stopped + 1,
      reason: "剖宫产术后，周敏医嘱",
      validFrom: on(-6),
      validTo: on(-5),
      endedBy: users.doctor.id,
      createdBy: users.doctor.id,
      createdAt: instantOf(on(-6), "10:20"),
      updatedAt: instantOf(on(-4), "09:30"),
    },
  ]);
}

const dietOf = ({ texture, restrictions: away = [], conditions = [], targets = [] }: NonNullable<Row["diet"]>) => ({
  presets: [],
  texture: texture ?? null,
  restrictions: away.map((one) => ({ kind: "medical", strength: "hard", ...one })),
  conditions,
  targets,
});
