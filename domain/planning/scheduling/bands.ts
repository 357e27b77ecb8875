import type { Nutrition } from "@/domain/dishes/rules";
import type { ScheduledDay } from "./input";

/**
 * A band is a range that a linear form of the day's nutrients should stay in: an amount, or "fat's energy minus 30 % of all
 * energy" for a share. `scale` turns a deviation into a share of the target, so that iron and calcium count alike.
 */
export type Band = {
  form: string;
  code: string;
  name: string;
  unit: string;
  lo: number | null;
  hi: number | null;
  scale: number;
  /** 1 = one of the eight that are shown, less for the others. */
  weight: number;
};

/** Form → nutrient → coefficient. */
export type Form = Readonly<Record<string, number>>;

/** Nutrients that the editor and the proposal count as bands met, in their order, besides the shares of fat and carbohydrate. */
const shown = new Set(["energy_kcal", "protein_g", "fibre_g", "iron_mg", "calcium_mg", "sodium_mg"]);
/** Judged by the week's mean only and weighed less: a body evens them out, and the food table knows them less well. */
const minor = new Set(["potassium_mg", "zinc_mg", "vita_ug_rae", "vitc_mg", "folate_ug", "cholesterol_mg"]);
const MINOR = 0.15;

/** A single figure to aim at is met from 90 % on, as everywhere. */
const MET = 0.9;
/** kcal a gram of protein, fat, carbohydrate (Atwater). */
const ATWATER = { protein_g: 4, fat_g: 9, carb_g: 4 } as const;

/** The bands of a day and the forms they measure. `share`: how much of the day's energy the planned slots carry, 0 to 1. */
export function bandsOf(
  day: ScheduledDay,
  share: number,
  of: "day" | "week",
): { bands: Band[]; forms: Map<string, Form> } {
  const forms = new Map<string, Form>();
  const bands: Band[] = [];
  for (const { code, name, unit, min, target, max } of day.targets) {
    const weight = shown.has(code) ? 1 : of === "week" && minor.has(code) ? MINOR : 0;
    const lo = min ?? (target !== null && max === null ? target * MET : null);
    const scale = lo || max || target || 0;
    if (weight === 0 || scale <= 0 || (lo === null && max === null)) continue;
    forms.set(code, { [code]: 1 });
    bands.push({ form: code, code, name, unit, lo: lo === null ? null : lo * share, hi: max, scale, weight });
  }
  const energy = day.targets.find((t) => t.code === "energy_kcal");
  const kcal = energy?.target ?? energy?.min ?? energy?.max ?? 2000;
  for (const [code, name, of] of [
    ["carb_pct", "碳水供能", "carb_g"],
    ["fat_pct", "脂肪供能", "fat_g"],
  ] as const) {
    const { min, max } = of === "fat_g" ? day.shares.fat : day.shares.carb;
    for (const [edge, percent] of [
      ["lo", min],
      ["hi", max],
    ] as const) {
      const form = `${code}:${percent}`;
      forms.set(form, shareForm(of, percent / 100));
      bands.push({
        form,
        code,
        name,
        unit: "%",
        lo: edge === "lo" ? 0 : null,
        hi: edge === "hi" ? 0 : null,
        scale: (kcal * percent) / 100,
        weight: 1,
      });
    }
  }
  return { bands, forms };
}

/** Energy of one nutrient minus a share of the energy of all three: above 0 means more than the share. */
function shareForm(of: keyof typeof ATWATER, share: number): Form {
  const form: Record<string, number> = {};
  for (const [code, kcal] of Object.entries(ATWATER)) form[code] = (code === of ? kcal : 0) - share * kcal;
  return form;
}

/** What a dish adds to a form. An amount nobody knows counts as none. */
export const contribution = (form: Form, nutrition: Nutrition): number =>
  Object.entries(form).reduce((sum, [code, factor]) => sum + factor * (nutrition[code] ?? 0), 0);

/** How far a value lies outside a band, as a share of its target; 0 inside. */
export const deviation = (band: Pick<Band, "lo" | "hi" | "scale">, value: number): number =>
  band.lo !== null && value < band.lo
    ? (band.lo - value) / band.scale
    : band.hi !== null && value > band.hi
      ? (value - band.hi) / band.scale
      : 0;

/** Bands laid out for adding up fast: form index, edges (infinite where open), points per unit outside. */
export type Edges = { at: Int32Array; lo: Float64Array; hi: Float64Array; factor: Float64Array };

export const edgesOf = (bands: readonly (Band & { at: number })[]): Edges => ({
  at: Int32Array.from(bands, (band) => band.at),
  lo: Float64Array.from(bands, (band) => band.lo ?? Number.NEGATIVE_INFINITY),
  hi: Float64Array.from(bands, (band) => band.hi ?? Number.POSITIVE_INFINITY),
  factor: Float64Array.from(bands, (band) => band.weight / band.scale),
});
