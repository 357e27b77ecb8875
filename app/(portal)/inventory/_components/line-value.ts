import type { DocumentDetailOut } from "@/domain/inventory/documents/schema";
import type { ItemOnShelf } from "@/domain/inventory/items/queries";
import { commonUnits, isMass } from "@/domain/inventory/rules";

export type LineValue = {
  itemId: number;
  name: string;
  baseUnit: string;
  units: string[];
  lots: ItemOnShelf["lots"];
  quantity: number | null;
  unit: string;
  lotId: string | null;
  lotNo: string;
  producedOn: string | null;
  expiresOn: string | null;
  cost: number | null;
  note: string;
  /** A count's book quantity, in the base unit. */
  book: number | null;
};

/** What the form of a document holds. */
export type DocumentValues = {
  warehouseId: string | null;
  toWarehouseId: string | null;
  businessDay: string | null;
  reason: string;
  lines: LineValue[];
};

/** A fresh line of an item: big units first for what is bought by weight. */
export function newLine(item: ItemOnShelf): LineValue {
  return { ...emptyOf(item), unit: item.units.baseUnit === "g" ? "kg" : item.units.baseUnit };
}

/** A line of a draft as the form edits it. */
export function lineOf(line: DocumentDetailOut["lines"][number], item: ItemOnShelf | undefined): LineValue {
  const known: ItemOnShelf = item ?? {
    id: line.itemId,
    name: line.itemName,
    units: { baseUnit: line.baseUnit, units: [] },
    shelfDays: null,
    lots: [],
  };
  return {
    ...emptyOf(known),
    quantity: line.quantity,
    unit: line.unit,
    lotId: line.lotId === null ? null : String(line.lotId),
    lotNo: line.lotNo ?? "",
    producedOn: line.producedOn,
    expiresOn: line.expiresOn,
    cost: line.cost,
    note: line.note ?? "",
    book: line.bookQuantity,
  };
}

const emptyOf = ({ id, name, units, lots }: ItemOnShelf): LineValue => ({
  itemId: id,
  name,
  baseUnit: units.baseUnit,
  units: unitsFor(
    units.baseUnit,
    units.units.map((one) => one.unit),
  ),
  lots,
  quantity: null,
  unit: units.baseUnit,
  lotId: null,
  lotNo: "",
  producedOn: null,
  expiresOn: null,
  cost: null,
  note: "",
  book: null,
});

/** Units that this item can be counted in: its own, and all weights when it can be weighed. */
const unitsFor = (baseUnit: string, own: readonly string[]): string[] => {
  const weighs = isMass(baseUnit) || own.some(isMass);
  return [...new Set([baseUnit, ...own, ...(weighs ? commonUnits.filter(isMass) : [])])];
};
