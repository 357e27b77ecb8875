/**
 * What the printed sheets show, filled in by the kitchen and planning domains: plain values, already worded and ordered as they are to
 * be read. Days are "2026-11-19", clock times "11:50", `printedAt` "2026-11-19 10:42" by the centre's clock.
 */

/** Stands on every page of every sheet. */
export type SheetHead = {
  centre: string;
  number: string;
  /** Of the same number; a new version makes older prints void. */
  version: number;
  printedAt: string;
  printedBy: string;
};

/** One room's deviation from a dish: 少盐, 替木瓜鲫鱼汤. `allergy` prints inverted in a double frame. */
export type Variant = { room: string; text: string; allergy?: boolean };

export type ProductionRow = {
  /** Where it is cooked: 汤灶, 炒灶. Rows of one station stand together. */
  station: string;
  dish: string;
  portions: number;
  /** Portions per floor, in the order of `counts.byFloor`. */
  byFloor: number[];
  variants: Variant[];
};

export type ProductionSheet = SheetHead & {
  date: string;
  weekday: string;
  slot: { name: string; time: string };
  /** Delta tickets already worked into this version. */
  deltas?: number;
  counts: {
    mothers: number;
    byFloor: { floor: string; portions: number }[];
    companions: number;
    guests: number;
    /** Left out when there are none. */
    staff?: number;
    /** Rooms that are out and for whom nothing is cooked. */
    away: string[];
  };
  /** Mothers without a meal in this slot, and meals that must be replaced before cooking. */
  unassigned: number;
  needsSubstitute: number;
  rows: ProductionRow[];
  /** Everybody with an allergy in this slot, whether a dish is changed for it or not. */
  allergies: { room: string; text: string }[];
};

export type Stage = "排" | "调" | "补" | "养";

export type RoomTicket = {
  room: string;
  /** 姓 + 女士; never the full name, a phone number or a diagnosis. */
  name: string;
  stage: Stage | null;
  /** Postpartum day; null before the birth is recorded. */
  day: number | null;
  slot: string;
  date: string;
  time: string;
  allergies: string[];
  /** "医嘱 低盐": the kind, a space, the text. Solid frame. */
  hard: string[];
  /** "不吃 海参". Dashed frame. */
  soft: string[];
  lines: { dish: string; quantity: number; note?: string }[];
  /** KT20261119045, or that it is a preview. */
  number?: string;
  /** What became of the first slip: 改 第 1 次, 加, 撤 第 2 次. Null on the first one itself. */
  mark?: string | null;
};

export type IngredientTotals = SheetHead & {
  /** First and last day, both included. */
  from: string;
  to: string;
  /** What is counted: 午餐, or 全天六餐. */
  scope: string;
  groups: { category: string; rows: IngredientTotal[] }[];
};
export type IngredientTotal = {
  name: string;
  /** Grams to cook with, and grams to draw from the store (net over the edible part). */
  netGrams: number;
  grossGrams: number;
  /** 鲈鱼汤 12 份. */
  usedIn: { dish: string; portions: number }[];
  /** What the amount leaves out: 盐适量 2 道. */
  note?: string;
};

export type WeeklyMenu = {
  centre: string;
  /** 姓 + 女士. */
  name: string;
  room: string | null;
  number: string;
  printedAt: string;
  week: number;
  focus: string | null;
  slots: { name: string; time: string }[];
  days: {
    date: string;
    weekday: string;
    /** 产后第 9 天. */
    dayText: string;
    stage: Stage | null;
    /** Dishes by slot, in the order of `slots`. */
    meals: string[][];
  }[];
  /** What was kept away: 花生、甲壳类. */
  avoided: string[];
  dietitian: string;
  /** How to ask for changes, and until when. */
  note: string | null;
};

/** What one search of the recall found, in the order of the chain. */
export type RecallReport = {
  centre: string;
  /** What was asked: 批次 L20261118-03 乌鸡. */
  subject: string;
  printedAt: string;
  printedBy: string;
  lots: { item: string; lot: string; supplier: string; expires: string; used: string; left: string; status: string }[];
  batches: { number: string; served: string; dish: string; portions: string; cooked: string; by: string }[];
  samples: { number: string; dish: string; taken: string; until: string; place: string }[];
  people: {
    room: string;
    /** In full: this sheet is for those who have to call her. */
    name: string;
    /** Last four digits. */
    phone: string;
    served: string;
    dishes: string;
    outcome: string;
    allergies: string[];
  }[];
  staff: { name: string; position: string; shift: string }[];
  /** What the report cannot say: 2 道用的批次没有记录. */
  gaps: string[];
};
