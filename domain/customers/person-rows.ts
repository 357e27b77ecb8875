import "server-only";
import { childbirths, patientConditions, patientNutrientTargets } from "@/db/schema/customers";
import { healthConditions, nutrients } from "@/db/schema/dishes";
import type { Day } from "@/lib/time";
import { type Birth, birthOn } from "./rules";
import type { Person, PersonalTarget, RestrictionFact } from "./safety/rules";

/**
 * What hangs on a patient, read beside her in one statement: births, conditions, daily bounds of her own. A row is one
 * combination of them (a mother has two births and three conditions at most, so that they stay few), `partsOf` takes them apart.
 */
export const personFields = {
  birth: {
    id: childbirths.id,
    patientId: childbirths.patientId,
    expectedDeliveryDate: childbirths.expectedDeliveryDate,
    deliveredOn: childbirths.deliveredOn,
    deliveryMode: childbirths.deliveryMode,
    feeding: childbirths.feeding,
  },
  conditionId: patientConditions.id,
  condition: {
    code: healthConditions.code,
    name: healthConditions.name,
    fromDay: patientConditions.fromDay,
    toDay: patientConditions.toDay,
  },
  targetId: patientNutrientTargets.id,
  target: {
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
  },
};

/** A row as the left joins give it: what is not there is null. */
export type PersonRow = {
  birth: (Birth & { id: number }) | null;
  conditionId: number | null;
  condition: { [K in keyof Person["conditions"][number]]: Person["conditions"][number][K] | null };
  targetId: number | null;
  target: { [K in keyof PersonalTarget]: PersonalTarget[K] | null };
};

/** Births oldest first, conditions and bounds in the order they were written down. */
export function partsOf(rows: readonly PersonRow[]) {
  const births = byId(
    rows,
    (row) => row.birth?.id,
    (row) => row.birth,
  );
  const conditions = byId(
    rows,
    (row) => row.conditionId,
    (row) => row.condition as Person["conditions"][number],
  );
  const targets = byId(
    rows,
    (row) => row.targetId,
    (row) => row.target as PersonalTarget,
  );
  return { births: births.flatMap((birth) => birth ?? []), conditions, targets };
}

function byId<T>(
  rows: readonly PersonRow[],
  idOf: (row: PersonRow) => number | null | undefined,
  of: (row: PersonRow) => T,
) {
  const found = new Map<number, T>();
  for (const row of rows) {
    const id = idOf(row);
    if (id !== null && id !== undefined) found.set(id, of(row));
  }
  return [...found].sort(([a], [b]) => a - b).map(([, value]) => value);
}

/** The person that judge() and the kitchen look at; her birth is the one that counts on a day, the last one when none is said. */
export function personOf(
  patient: { id: number; name: string },
  rows: readonly PersonRow[],
  restrictions: readonly RestrictionFact[],
  today?: Day,
): Person {
  const { births, conditions, targets } = partsOf(rows);
  const childbirth = today ? birthOn(births, today) : (births.at(-1) ?? null);
  return {
    patientId: patient.id,
    name: patient.name,
    restrictions: [...restrictions],
    conditions,
    childbirth,
    births,
    targets,
  };
}
