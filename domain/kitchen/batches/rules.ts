import type { TemperatureKind } from "../samples/schema";

export type Limits = {
  coreMin: number;
  holdMin: number;
  fridge: { min: number; max: number };
  freezerMax: number;
};

/** Whether a reading is within what the settings allow for that kind of point. */
export function isWithin(kind: TemperatureKind, celsius: number, limits: Limits): boolean {
  switch (kind) {
    case "core":
      return celsius >= limits.coreMin;
    case "hold":
      return celsius >= limits.holdMin;
    case "fridge":
      return celsius >= limits.fridge.min && celsius <= limits.fridge.max;
    case "freezer":
      return celsius <= limits.freezerMax;
  }
}

/** "要在 70 ℃ 以上" */
export function limitInWords(kind: TemperatureKind, limits: Limits): string {
  switch (kind) {
    case "core":
      return `中心温度要在 ${limits.coreMin} ℃ 以上`;
    case "hold":
      return `保温要在 ${limits.holdMin} ℃ 以上`;
    case "fridge":
      return `冷藏要在 ${limits.fridge.min} 到 ${limits.fridge.max} ℃`;
    case "freezer":
      return `冷冻要在 ${limits.freezerMax} ℃ 以下`;
  }
}
