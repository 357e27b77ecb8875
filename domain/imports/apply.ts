import "server-only";
import type { Tx } from "@/domain/core/access";
import { addCustomer } from "@/domain/customers/commands";
import { CreateCustomer } from "@/domain/customers/schema";
import { addIngredient } from "@/domain/dishes/ingredients/commands";
import { CreateIngredient } from "@/domain/dishes/ingredients/schema";
import { addMenu } from "@/domain/dishes/menus/commands";
import { CreateMenu } from "@/domain/dishes/menus/schema";
import { type Masters, mastersOf } from "@/domain/dishes/queries";
import { addDish, reviseDish } from "@/domain/dishes/recipes/commands";
import { CreateDish, dishForm } from "@/domain/dishes/recipes/schema";
import { openSubscription } from "@/domain/packages/opening/commands";
import { fen } from "@/lib/money";
import { dayOf } from "@/lib/time";
import type { CustomerRow, DishRow, IngredientRow, MenuRow } from "./schema";

/** What an accepted row made or changed. */
export type Applied = { entity: string; entityId: number; isNew: boolean; beforeRow: unknown };

/** A customer with her pregnancy, restrictions, booked stay and contract. */
export async function applyCustomer(tx: Tx, centreId: number, row: CustomerRow): Promise<Applied> {
  const record = CreateCustomer.parse({
    centreId,
    name: row.name,
    phone: row.phone,
    ...(row.age !== null && { age: row.age }),
    ...(row.parity !== null && { parity: row.parity }),
    expectedDeliveryDate: row.expectedDeliveryDate,
    ...(row.deliveredOn && { deliveryDate: row.deliveredOn }),
    ...(row.deliveryMode && { deliveryMode: row.deliveryMode }),
    checkInDate: row.checkInDate,
    checkOutDate: row.checkOutDate,
    notes: notesOf(row),
    source: "import",
    restrictions: row.restrictions.map(({ kind, strength, label, isDoubtful }) => ({
      kind,
      strength,
      label,
      ...(isDoubtful && { reason: "表里写得不明确，按安全处理，请营养师确认" }),
    })),
    allowDuplicate: true, // the check before has compared phones with everyone in the centre
  });
  const made = await addCustomer(tx, record);
  if (row.packageName && row.contractFen !== null)
    await openSubscription(tx, {
      centreId,
      customerId: made.customerId,
      patientId: made.patientId,
      stayId: made.stayId,
      packageName: row.packageName,
      price: row.contractFen,
      paid: row.paidFen ?? fen(0),
      startDate: row.checkInDate ?? row.expectedDeliveryDate ?? dayOf(tx.now),
      endDate: row.checkOutDate,
    });
  return { entity: "customer", entityId: made.customerId, isNew: true, beforeRow: null };
}

/** What the sheet says and the masters have no field for is kept in words. */
function notesOf(row: CustomerRow): string | null {
  const parts = [
    row.notes,
    row.roomType && `房型 ${row.roomType}`,
    row.consultant && `销售顾问 ${row.consultant}`,
    row.restrictionText && row.restrictions.length === 0 ? `禁忌原文：${row.restrictionText}` : null,
  ];
  return parts.filter(Boolean).join("；") || null;
}

/** A dish of that name gets the sheet's recipe; a new name is a new dish. Answers null when the dish is the same already. */
export async function applyDish(tx: Tx, existing: number | undefined, row: DishRow): Promise<Applied | null> {
  const record = CreateDish.parse(dishRecord(row, await mastersOf(tx)));
  if (existing === undefined)
    return { entity: "dish", entityId: await addDish(tx, record), isNew: true, beforeRow: null };
  const { before, after } = await reviseDish(tx, { id: existing, ...record });
  const [was, is] = [dishForm(before), dishForm(after)];
  if (JSON.stringify({ ...was, version: 0 }) === JSON.stringify({ ...is, version: 0 })) return null;
  return { entity: "dish", entityId: existing, isNew: false, beforeRow: was };
}

function dishRecord(row: DishRow, masters: Masters) {
  const slotIds = row.slots.flatMap((code) => masters.slots.find((slot) => slot.code === code)?.id ?? []);
  return {
    name: row.name,
    category: row.category,
    slotIds,
    weeks: row.weeks,
    ...(row.method && { method: row.method }),
    ...(row.caution && { caution: row.caution }),
    ingredients: row.ingredients.map((line) => ({
      ingredientId: line.ingredientId,
      quantity: line.grams ?? 0,
      unit: "g",
      basis: line.basis,
    })),
  };
}

export async function applyIngredient(tx: Tx, row: IngredientRow, codes: AllergenCodes): Promise<Applied> {
  const stated = [
    ...row.allergens.map((name) => [codes.get(name), "contains"] as const),
    ...row.freeOf.map((name) => [codes.get(name), "free"] as const),
  ];
  const record = CreateIngredient.parse({
    name: row.name,
    category: row.category,
    ediblePct: row.ediblePct,
    isHerb: row.isHerb,
    aliases: row.aliases,
    note: row.note,
    nutrients: row.nutrients,
    allergens: Object.fromEntries(stated.filter(([code]) => code !== undefined)),
    units: Object.entries(row.gramsPerUnit).map(([unit, baseQuantity]) => ({ unit, baseQuantity })),
    price: row.pricePerKgFen === null ? null : { amount: row.pricePerKgFen, per: 1000, unit: "g" },
  });
  return { entity: "ingredient", entityId: await addIngredient(tx, record), isNew: true, beforeRow: null };
}

export type AllergenCodes = ReadonlyMap<string, string>;

/** All rows of one menu together make the menu; the first row stands for it. */
export async function applyMenu(tx: Tx, rows: readonly MenuRow[]): Promise<Applied> {
  const [first] = rows;
  if (!first) throw new Error("a menu without rows");
  const masters = await mastersOf(tx);
  const record = CreateMenu.parse({
    name: first.menuName,
    menuType: first.menuType,
    cycleDays: first.cycleDays,
    dishes: rows.flatMap((row) =>
      row.dishes.map((dish) => ({
        dishId: dish.dishId,
        quantity: dish.quantity,
        cycleDay: row.cycleDay,
        categoryId: masters.slots.find((slot) => slot.code === row.slot)?.id ?? null,
      })),
    ),
  });
  return { entity: "menu", entityId: await addMenu(tx, record), isNew: true, beforeRow: null };
}
