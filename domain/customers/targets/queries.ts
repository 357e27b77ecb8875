import "server-only";
import { and, asc, eq, gte, inArray, isNull, lte, or } from "drizzle-orm";
import { patientNutrientTargets } from "@/db/schema/customers";
import { nutrients } from "@/db/schema/dishes";
import type { Read } from "@/domain/core/access";
import { profiles } from "@/domain/dishes/guidance/queries";
import { type Circumstances, targetsOf } from "@/domain/dishes/guidance/rules";
import type { Target } from "@/domain/dishes/rules";
import { grouped } from "@/lib/grouped";
import type { Day } from "@/lib/time";
import type { PersonalTarget } from "../safety/rules";
import { withPersonal } from "./rules";

type Db = Read["db"];

/** Daily bounds that persons have of their own, by patient; of one day only when said. */
export async function personalTargetsOf(
  db: Db,
  patientIds: readonly number[],
  on?: Day,
): Promise<Map<number, PersonalTarget[]>> {
  if (patientIds.length === 0) return new Map();
  const rows = await db
    .select({
      patientId: patientNutrientTargets.patientId,
      nutrientId: nutrients.id,
      code: nutrients.code,
      name: nutrients.name,
      unit: nutrients.unit,
      min: patientNutrientTargets.minAmount,
      target: patientNutrientTargets.targetAmount,
      max: patientNutrientTargets.maxAmount,
      source: patientNutrientTargets.source,
      validFrom: patientNutrientTargets.validFrom,
      validTo: patientNutrientTargets.validTo,
    })
    .from(patientNutrientTargets)
    .innerJoin(nutrients, eq(nutrients.id, patientNutrientTargets.nutrientId))
    .where(
      and(
        inArray(patientNutrientTargets.patientId, [...patientIds]),
        on && lte(patientNutrientTargets.validFrom, on),
        on && or(isNull(patientNutrientTargets.validTo), gte(patientNutrientTargets.validTo, on)),
      ),
    )
    .orderBy(asc(patientNutrientTargets.id));
  const plain = rows.map(({ patientId, ...target }) => ({ patientId, target }));
  return new Map([...grouped(plain, (row) => row.patientId)].map(([id, list]) => [id, list.map((row) => row.target)]));
}

/**
 * The daily targets of a patient on a day, each with the profile and version that set it and its source. Who has the Person
 * already (peopleOf) asks `targetsFor` of rules.ts instead.
 */
export async function nutrientTargetsOf(
  db: Db,
  patientId: number,
  on: Day,
  circumstances: Circumstances,
): Promise<Target[]> {
  const own = (await personalTargetsOf(db, [patientId], on)).get(patientId) ?? [];
  return withPersonal(targetsOf(await profiles({ db }), on, circumstances), own, on);
}
