import type { ConfinementMealItemOrigin } from "@/db/enums/planning";
import type { CellKey } from "../rules";

/** Who placed a dish, where it was not a person: by "cell:dish". */
export type Origins = Readonly<Record<string, Exclude<ConfinementMealItemOrigin, "person">>>;
/** How a dish of a cell is named there. */
export const originKey = (cell: CellKey, dishId: number): string => `${cell}:${dishId}`;
