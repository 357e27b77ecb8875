import type { StockDocumentKind, StockLotStatus, StockMovementType } from "@/db/enums/inventory";
import {
  inventoryItems,
  lotBalances,
  stockDocumentLines,
  stockDocuments,
  stockLots,
  stockMovements,
  warehouses as warehouseTable,
} from "@/db/schema/inventory";
import { supplierItems, suppliers as supplierTable } from "@/db/schema/purchasing";
import { fen } from "@/lib/money";
import { addDays, type Day, instantOf } from "@/lib/time";
import { dishIngredients } from "../base/dishes";
import { foodIdOf, foods } from "../base/foods";
import { insertAll, need, type Target } from "../insert";
import { users } from "../world";
import type { Numbers } from "./numbers";
import { mothers } from "./people";
import { planned } from "./plan-days";
import { fenPerGram } from "./prices";
import { edibleShare } from "./safety";

/** Each centre has a kitchen warehouse, a main one behind it, and one for goods on their way. */
const houses = [
  { id: 1, centreId: 1, code: "JA-K", name: "静安厨房仓", kind: "kitchen" as const, location: "B1 厨房" },
  { id: 2, centreId: 1, code: "JA-M", name: "静安总仓", kind: "main" as const, location: "B2 库房" },
  { id: 3, centreId: 1, code: "JA-T", name: "静安在途", kind: "transit" as const, location: null },
  { id: 4, centreId: 2, code: "BJ-K", name: "滨江厨房仓", kind: "kitchen" as const, location: "1 层厨房" },
  { id: 5, centreId: 2, code: "BJ-M", name: "滨江总仓", kind: "main" as const, location: "1 层库房" },
  { id: 6, centreId: 2, code: "BJ-T", name: "滨江在途", kind: "transit" as const, location: null },
];
const kitchenOf: Record<number, number> = { 1: 1, 2: 4 };
const mainOf: Record<number, number> = { 1: 2, 2: 5 };

/** How long what is bought keeps, in days, and for how many days there is enough; by category of the food table. */
const stores: Record<string, [keeps: number, enough: number]> = {
  蔬菜: [12, 11],
  水果: [12, 11],
  水产: [30, 16],
  畜肉: [30, 18],
  禽肉: [30, 18],
  蛋类: [25, 16],
  乳类: [14, 12],
  豆类及制品: [20, 16],
  菌藻: [90, 20],
};
const dry: [keeps: number, enough: number] = [240, 21];

/** Bought too little of: runs short after so many days. */
const short: Record<string, number> = { 鲈鱼: 2, 全脂牛奶: 3, 猪蹄: 4, 西兰花: 3, 鸡蛋: 6, 山药: 5 };
/** The older lot ends so many days from today: soon, or past already. */
const ending: Record<string, number> = { 菠菜: 1, 北豆腐: 2, 番茄: 2, 鸡胸肉: 3, "酸奶(原味全脂)": 1, 香蕉: -1 };
/** A further lot of 静安馆 that must not be used. */
const stopped = { food: "基围虾", kilos: 4, status: "blocked" as const, lotNo: "XS1108-2" };

/** Past days of which the kitchen's use is on record. */
const PAST = 7;
const AHEAD = 21;

type Supplier = {
  id: number;
  name: string;
  contactName: string;
  leadDays: number;
  sells: readonly string[];
  markup?: number;
};
const supplierRows: Supplier[] = [
  { id: 1, name: "江南水产行", contactName: "周海生", leadDays: 1, sells: ["水产"] },
  { id: 2, name: "沪郊肉禽配送", contactName: "马建国", leadDays: 1, sells: ["畜肉", "禽肉", "蛋类"] },
  { id: 3, name: "清禾蔬果合作社", contactName: "吴秀兰", leadDays: 1, sells: ["蔬菜", "水果", "菌藻"] },
  {
    id: 4,
    name: "丰年粮油",
    contactName: "赵丰",
    leadDays: 2,
    sells: ["谷薯及制品", "油脂", "糖类", "调味品", "坚果种子", "豆类及制品"],
  },
  { id: 5, name: "同春药食", contactName: "孙济仁", leadDays: 5, sells: ["药食同源", "药材"] },
  { id: 6, name: "晨露乳品", contactName: "林晨", leadDays: 2, sells: ["乳类", "豆类及制品"], markup: 1.06 },
  {
    id: 7,
    name: "全家福生鲜批发",
    contactName: "冯志强",
    leadDays: 3,
    sells: ["水产", "畜肉", "禽肉", "蔬菜"],
    markup: 0.97,
  },
];

const gross = new Map<number, { foodId: number; grams: number }[]>();
for (const { dishId, ingredientId, grams, basis } of dishIngredients) {
  const whole = basis === "gross" ? grams : grams / need(edibleShare, ingredientId);
  gross.set(dishId, [...(gross.get(dishId) ?? []), { foodId: ingredientId, grams: whole }]);
}

/** Grams of every food that the plans of a centre use, by day from `-PAST` to `AHEAD`. */
function demandOf(centreId: number): Map<number, Map<number, number>> {
  const use = new Map<number, Map<number, number>>();
  for (const mother of mothers.filter((m) => m.centreId === centreId && m.id !== 36))
    for (let offset = Math.max(-PAST, mother.from); offset <= Math.min(AHEAD, mother.to); offset++)
      for (const { dishId } of planned(mother, offset))
        for (const { foodId, grams } of gross.get(dishId) ?? []) {
          const byDay = use.get(foodId) ?? new Map<number, number>();
          byDay.set(offset, (byDay.get(offset) ?? 0) + grams);
          use.set(foodId, byDay);
        }
  return use;
}

const kilos = (grams: number) => Math.max(1, Math.ceil(grams / 1000));

type Ledger = ReturnType<typeof ledger>;

/** Writes documents, lots and movements as the program would have, and keeps the balances. */
function ledger(today: Day, numbers: Numbers) {
  const documents: (typeof stockDocuments.$inferInsert & { id: number })[] = [];
  const lines: (typeof stockDocumentLines.$inferInsert)[] = [];
  const lots: (typeof stockLots.$inferInsert & { id: number })[] = [];
  const movements: (typeof stockMovements.$inferInsert)[] = [];
  const shelves = new Map<string, { id: number; warehouseId: number; itemId: number; quantity: number }>();
  const balances = new Map<string, { inventoryItemId: number; lotId: number; quantity: number; cost: number | null }>();
  const milli = (n: number) => Math.round(n * 1000) / 1000;
  return {
    documents,
    lines,
    lots,
    movements,
    shelves,
    balances,
    document(
      given: { kind: StockDocumentKind; warehouseId: number; offset: number; clock: string; reason?: string } & Partial<
        typeof stockDocuments.$inferInsert
      >,
    ) {
      const { offset, clock, ...rest } = given;
      const businessDay = addDays(today, offset);
      const at = instantOf(businessDay, clock);
      const isJingan = given.warehouseId <= 3;
      const by: number = isJingan ? users.warehouse.id : users.manager2.id;
      const row = {
        id: documents.length + 1,
        centreId: isJingan ? 1 : 2,
        number: numbers.next("SD", businessDay),
        status: "posted" as const,
        businessDay,
        postedBy: by,
        postedAt: at,
        createdBy: by,
        version: 2,
        createdAt: at,
        updatedAt: at,
        ...rest,
      };
      documents.push(row);
      return row;
    },
    lot(given: { itemId: number; lotNo: string; offset: number; expiresOn: Day | null; status?: StockLotStatus }) {
      const { offset, ...rest } = given;
      const row = {
        id: lots.length + 1,
        status: "available" as const,
        createdAt: instantOf(addDays(today, offset), "07:30"),
        receivedQuantity: 0,
        ...rest,
      };
      lots.push(row);
      return row;
    },
    move(
      document: { id: number; businessDay: Day; kind: StockDocumentKind; createdAt: Date; reason?: string | null },
      given: {
        warehouseId?: number;
        lot: { id: number; itemId: number };
        quantity: number;
        cost: number | null;
        isLine?: boolean;
      },
    ) {
      const warehouseId = given.warehouseId ?? documents[document.id - 1]?.warehouseId ?? 0;
      const { id: lotId, itemId } = given.lot;
      const key = `${warehouseId}:${itemId}`;
      const shelf = shelves.get(key) ?? { id: shelves.size + 1, warehouseId, itemId, quantity: 0 };
      shelf.quantity = milli(shelf.quantity + given.quantity);
      shelves.set(key, shelf);
      const at = `${shelf.id}:${lotId}`;
      const balance = balances.get(at) ?? { inventoryItemId: shelf.id, lotId, quantity: 0, cost: 0 };
      balance.quantity = milli(balance.quantity + given.quantity);
      balance.cost = balance.cost === null || given.cost === null ? null : balance.cost + given.cost;
      balances.set(at, balance);
      if (given.isLine ?? true)
        lines.push({
          id: lines.length + 1,
          documentId: document.id,
          itemId,
          lotId: document.kind === "receipt" || given.quantity < 0 ? lotId : null,
          quantity: Math.abs(given.quantity),
          unit: "g",
          baseQuantity: Math.abs(given.quantity),
          cost: document.kind === "receipt" && given.cost !== null ? fen(given.cost) : null,
        });
      movements.push({
        documentId: document.id,
        lineId: lines.length,
        inventoryItemId: shelf.id,
        lotId,
        movementType: document.kind as StockMovementType,
        quantity: given.quantity,
        quantityAfter: shelf.quantity,
        cost: given.cost === null ? null : fen(given.cost),
        reason: document.reason ?? null,
        businessDay: document.businessDay,
        createdAt: document.createdAt,
      });
    },
  };
}

/**
 * Opening stock as posted receipts: an older and a newer lot of every food that the plans use, bought a little under and a
 * little over the reference price, so that what is left costs just that; what the kitchen took since; a few odd documents.
 */
export async function loadStock(target: Target, today: Day, numbers: Numbers): Promise<void> {
  const { db, now } = target;
  const at = { createdAt: now, updatedAt: now };
  await insertAll(
    db,
    warehouseTable,
    houses.map((house) => ({ ...house, ...at })),
  );
  await loadSuppliers(target);
  const book = ledger(today, numbers);
  for (const centreId of [1, 2]) fill(book, today, centreId);
  oddities(book, today);
  await insertAll(
    db,
    inventoryItems,
    [...book.shelves.values()].map((shelf) => ({ ...shelf, reorderPoint: reorderPoint(shelf), ...at })),
  );
  await insertAll(
    db,
    stockLots,
    book.lots.map((lot) => ({ ...lot, ...receivedOf(book, lot.id) })),
  );
  await insertAll(db, stockDocuments, book.documents);
  await insertAll(db, stockDocumentLines, book.lines);
  await insertAll(db, stockMovements, inOrder(book.movements));
  await insertAll(
    db,
    lotBalances,
    [...book.balances.values()].map((balance) => ({
      ...balance,
      cost: balance.cost === null ? null : fen(balance.quantity === 0 ? 0 : balance.cost),
    })),
  );
}

/** As they happened, each with what its shelf held afterwards. */
function inOrder(movements: Ledger["movements"]): Ledger["movements"] {
  const held = new Map<number, number>();
  return movements
    .toSorted((a, b) => (a.createdAt?.getTime() ?? 0) - (b.createdAt?.getTime() ?? 0))
    .map((move) => {
      const quantityAfter = Math.round(((held.get(move.inventoryItemId) ?? 0) + move.quantity) * 1000) / 1000;
      held.set(move.inventoryItemId, quantityAfter);
      return { ...move, quantityAfter };
    });
}

function fill(book: Ledger, today: Day, centreId: number): void {
  const use = demandOf(centreId);
  const [kitchen, main] = [kitchenOf[centreId] ?? 0, mainOf[centreId] ?? 0];
  const opening = book.document({
    kind: "receipt",
    warehouseId: kitchen,
    offset: -PAST - 1,
    clock: "07:30",
    reason: "期初入库",
  });
  const fresh = book.document({ kind: "receipt", warehouseId: kitchen, offset: -1, clock: "07:20", reason: "到货" });
  const bulk = book.document({ kind: "receipt", warehouseId: main, offset: -2, clock: "09:10", reason: "到货" });
  const taken = Array.from({ length: PAST }, (_, i) =>
    book.document({ kind: "issue", warehouseId: kitchen, offset: i - PAST, clock: "05:40", reason: "当日厨房领料" }),
  );
  for (const food of foods) {
    const byDay = use.get(food.id);
    if (!byDay) continue;
    const [keeps, enough] = stores[food.category] ?? dry;
    const ahead = sumOver(byDay, 0, (short[food.name] ?? enough) - 1);
    const rest = kilos(ahead / 2) * 1000;
    const past = Array.from({ length: PAST }, (_, i) => Math.round(byDay.get(i - PAST) ?? 0));
    const perKilo = need(fenPerGram, food.id);
    const [low, high] = prices(perKilo === null ? null : perKilo * 1000);
    const costs = past.map((grams) => (low === null ? null : Math.round((grams * low) / 1000)));
    const whole = past.reduce((a, b) => a + b, rest);
    const lotNo = (n: number) => `${food.id.toString().padStart(3, "0")}-${centreId}${n}`;
    const older = book.lot({
      itemId: food.id,
      lotNo: lotNo(1),
      offset: -PAST - 1,
      expiresOn: addDays(today, ending[food.name] ?? keeps - 2),
    });
    const cost = low === null ? null : costs.reduce((a: number, b) => a + (b ?? 0), (rest * low) / 1000);
    book.move(opening, { lot: older, quantity: whole, cost });
    past.forEach((grams, i) => {
      const issue = taken[i];
      const part = costs[i];
      if (issue && grams > 0) book.move(issue, { lot: older, quantity: -grams, cost: part == null ? null : -part });
    });
    const isDry = keeps >= 90;
    const newer = book.lot({
      itemId: food.id,
      lotNo: lotNo(2),
      offset: isDry ? -2 : -1,
      expiresOn: addDays(today, keeps),
    });
    book.move(isDry ? bulk : fresh, { lot: newer, quantity: rest, cost: high === null ? null : (rest * high) / 1000 });
  }
}

/** Fen per kilogram of the older and the newer lot, as far below as above the reference price. */
function prices(perKilo: number | null): [number | null, number | null] {
  if (perKilo === null) return [null, null];
  const middle = Math.round(perKilo);
  const step = Math.round(middle * 0.04);
  return [middle - step, middle + step];
}

const sumOver = (byDay: ReadonlyMap<number, number>, from: number, to: number): number =>
  [...byDay].reduce((sum, [offset, grams]) => (offset >= from && offset <= to ? sum + grams : sum), 0);

/** What else happens in a store: a lot that must not be used, waste, goods on their way, drafts. */
function oddities(book: Ledger, today: Day): void {
  const foodId = need(foodIdOf, stopped.food);
  const bad = book.lot({
    itemId: foodId,
    lotNo: stopped.lotNo,
    offset: -3,
    expiresOn: addDays(today, 25),
    status: stopped.status,
  });
  const came = book.document({ kind: "receipt", warehouseId: 1, offset: -3, clock: "08:05", reason: "到货" });
  book.move(came, { lot: bad, quantity: stopped.kilos * 1000, cost: stopped.kilos * 17_400 });

  const rotten = lotOf(book, "菠菜", 1);
  const waste = book.document({ kind: "waste", warehouseId: 1, offset: -1, clock: "18:20", reason: "叶黄，挑出不用" });
  book.move(waste, part(book, 1, rotten, 300));

  const rice = lotOf(book, "粳米", 2);
  const sent = book.document({
    kind: "transfer",
    warehouseId: 2,
    toWarehouseId: 1,
    offset: -1,
    clock: "10:30",
    reason: "厨房补米",
  });
  passes(book, sent, rice, 2000, [2, 3]);
  passes(book, sent, rice, 2000, [3, 1]);
  const millet = lotOf(book, "小米", 2);
  const underway = book.document({
    kind: "transfer",
    warehouseId: 2,
    toWarehouseId: 1,
    offset: 0,
    clock: "09:55",
    reason: "厨房补小米",
    status: "in_transit",
  });
  passes(book, underway, millet, 1000, [2, 3]);

  const draft = book.document({
    kind: "receipt",
    warehouseId: 1,
    offset: 0,
    clock: "10:12",
    reason: "今天的鲈鱼，等称重",
    status: "draft",
    postedBy: null,
    postedAt: null,
    version: 1,
  });
  const bass = book.lot({ itemId: need(foodIdOf, "鲈鱼"), lotNo: "LY1119", offset: 0, expiresOn: addDays(today, 2) });
  book.lines.push({
    id: book.lines.length + 1,
    documentId: draft.id,
    itemId: bass.itemId,
    lotId: bass.id,
    quantity: 6,
    unit: "kg",
    baseQuantity: 6000,
    cost: fen(41_400),
  });
}

function lotOf(book: Ledger, food: string, n: number) {
  const lotNo = `${need(foodIdOf, food).toString().padStart(3, "0")}-1${n}`;
  const lot = book.lots.find((one) => one.lotNo === lotNo);
  if (!lot) throw new Error(`seed: no lot of ${food}`);
  return lot;
}

/** So much of a lot leaves a warehouse, at its share of the cost. */
function part(book: Ledger, warehouseId: number, lot: { id: number; itemId: number }, grams: number) {
  const shelf = need(book.shelves, `${warehouseId}:${lot.itemId}`);
  const balance = need(book.balances, `${shelf.id}:${lot.id}`);
  const cost = balance.cost === null ? null : -Math.round((balance.cost * grams) / balance.quantity);
  return { warehouseId, lot, quantity: -grams, cost };
}

function passes(
  book: Ledger,
  document: ReturnType<Ledger["document"]>,
  lot: { id: number; itemId: number },
  grams: number,
  [from, to]: readonly [number, number],
): void {
  const out = part(book, from, lot, grams);
  book.move(document, { ...out, isLine: from !== 3 });
  book.move(document, {
    warehouseId: to,
    lot,
    quantity: grams,
    cost: out.cost === null ? null : -out.cost,
    isLine: false,
  });
}

function receivedOf(book: Ledger, lotId: number) {
  const came = book.movements.filter((m) => m.lotId === lotId && m.movementType === "receipt");
  const cost = came.every((m) => m.cost != null) ? came.reduce((sum, m) => sum + (m.cost ?? 0), 0) : null;
  return {
    receivedQuantity: came.reduce((sum, m) => sum + m.quantity, 0),
    cost: cost === null || came.length === 0 ? null : fen(cost),
  };
}

/** Kitchens want three days of what they use in store. */
const reorderPoint = ({ warehouseId, quantity }: { warehouseId: number; quantity: number }) =>
  warehouseId === 1 || warehouseId === 4 ? Math.round(quantity / 7 / 100) * 100 || null : null;

async function loadSuppliers({ db, now }: Target): Promise<void> {
  const at = { createdAt: now, updatedAt: now };
  await insertAll(
    db,
    supplierTable,
    supplierRows.map(({ sells, markup, ...row }) => ({ ...row, termDays: 30, ...at })),
  );
  const taken = new Set<number>();
  const rows = supplierRows.flatMap(({ id, sells, markup = 1 }) =>
    foods.flatMap((food) => {
      const price = need(fenPerGram, food.id);
      if (price === null || !sells.includes(food.category)) return [];
      const isPreferred = !taken.has(food.id);
      taken.add(food.id);
      const minQuantity = sells.includes("药材") ? 0.5 : markup < 1 ? 10 : 1;
      return [
        {
          supplierId: id,
          itemId: food.id,
          unit: "kg",
          unitPrice: fen(Math.round(price * 1000 * markup)),
          minQuantity,
          isPreferred,
          ...at,
        },
      ];
    }),
  );
  await insertAll(db, supplierItems, rows);
}
