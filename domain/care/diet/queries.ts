import "server-only";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { mapLabels } from "@/domain/customers/restrictions/queries";
import type { ConditionFact, PersonalTarget, RestrictionFact } from "@/domain/customers/safety/rules";
import { mastersOf } from "@/domain/dishes/queries";
import { dayOf } from "@/lib/time";
import { conditionNames, resolved } from "../queries";
import type { PreviewDiet } from "../schema";
import { expandDiet } from "./rules";

export type DietFacts = { restrictions: RestrictionFact[]; conditions: ConditionFact[]; targets: PersonalTarget[] };

/** What a diet would mean for a person if it were ordered, in the terms in which dishes are judged. Nothing is written. */
export async function dietFacts(ctx: Ctx, input: PreviewDiet): Promise<DietFacts> {
  const read = reader(ctx, "medical_orders:read");
  const { restrictions, conditions, targets } = expandDiet(input.diet);
  const dates = { validFrom: input.startsOn ?? dayOf(ctx.now), validTo: input.stopsOn ?? null };
  const found = await resolved(read.db, restrictions);
  const [mapped, masters, names] = await Promise.all([
    mapLabels(
      read.db,
      found.filter((r) => r.targetId === undefined && r.target !== "text"),
    ),
    mastersOf(read),
    conditionNames(read.db),
  ]);
  const nutrients = new Map(masters.nutrients.map((nutrient) => [nutrient.code, nutrient]));
  return {
    restrictions: found.map((r, i): RestrictionFact => {
      const target =
        r.targetId === undefined ? mapped.get(r.label) : { target: r.target ?? "text", targetId: r.targetId };
      return {
        id: -1 - i, // not written yet
        kind: r.kind,
        strength: r.strength,
        target: target?.target ?? "text",
        targetId: target?.targetId ?? null,
        targetName: r.label,
        label: r.label,
        source: "doctor_order",
        reason: null,
        adjustment: r.adjustment ?? null,
        ...dates,
      };
    }),
    conditions: conditions.flatMap((code): ConditionFact[] => {
      const name = names.get(code);
      return name ? [{ code, name, fromDay: dates.validFrom, toDay: dates.validTo }] : [];
    }),
    targets: targets.flatMap(({ nutrient: code, min, target, max }): PersonalTarget[] => {
      const nutrient = nutrients.get(code);
      if (!nutrient) return [];
      return [
        {
          nutrientId: nutrient.id,
          code,
          name: nutrient.name,
          unit: nutrient.unit,
          min: min ?? null,
          target: target ?? null,
          max: max ?? null,
          source: "doctor_order",
          ...dates,
        },
      ];
    }),
  };
}
