import { pt } from "./marks";
import { lineCount, textWidth, wrappedRows } from "./measure";
import type { ProductionRow, ProductionSheet, Variant } from "./types";

/** A4 landscape with the mock's margins, in points. */
export const PAGE = { width: 841.89, height: 595.28, left: pt(38), top: pt(30), bottom: pt(22) } as const;
export const INNER_WIDTH = PAGE.width - 2 * PAGE.left;
export const ROW_HEIGHT = pt(31);
export const CHIP_HEIGHT = pt(20);
export const CHIP_SIZE = pt(13);
export const CHIP_GAP = pt(9);
export const CELL_PADDING = pt(6);
/** Space between lines of chips in one row. */
export const CHIP_LINE = CHIP_HEIGHT + pt(6);
const DISH_SIZE = pt(15);
const DISH_LINE = pt(20);
const HEAD_HEIGHT = pt(150);
const FOOT_HEIGHT = pt(34);
/** A row whose chips would take more lines than this goes on in a second row. */
const CHIP_LINES_MAX = 8;

export type Columns = {
  station: number;
  dish: number;
  portions: number;
  floor: number;
  variants: number;
  sign: number;
};
/** A row as printed: `isFirst` of its station on this page, so that the label is repeated after a page break. */
export type PrintedRow = ProductionRow & { isFirst: boolean; isContinued: boolean; height: number };

/** More floors leave less for each, never less than two figures need; the rest belongs to the deviations. */
export function columnsFor(floors: number): Columns {
  const floor = floors > 8 ? pt(30) : floors > 5 ? pt(38) : pt(46);
  const [station, portions, sign] = [pt(46), pt(56), pt(62)];
  const dish = floors > 8 ? pt(130) : pt(160);
  const variants = INNER_WIDTH - station - portions - dish - floors * floor - 4 * sign;
  return { station, dish, portions, floor, variants, sign };
}

export const chipWidth = ({ room, text, allergy }: Variant): number =>
  textWidth(room, CHIP_SIZE) + textWidth(text, CHIP_SIZE) * 1.03 + pt(allergy ? 46 : 22);

function rowHeight(row: ProductionRow, columns: Columns): number {
  const dishLines = lineCount(row.dish, DISH_SIZE, columns.dish - 2 * CELL_PADDING);
  const chips = row.variants.map(chipWidth);
  const width = columns.variants - 2 * CELL_PADDING;
  const tall = chips.reduce((extra, chip) => extra + (Math.max(1, Math.ceil(chip / width)) - 1) * CHIP_HEIGHT, 0);
  const chipLines = wrappedRows(chips, CHIP_GAP, width);
  return Math.max(ROW_HEIGHT, dishLines * DISH_LINE + pt(10), chipLines * CHIP_LINE + tall + pt(5));
}

/** The rows of each page: nothing is split, a station that goes on gets its label again. */
export function paginate(sheet: ProductionSheet): PrintedRow[][] {
  const columns = columnsFor(sheet.counts.byFloor.length);
  const room =
    PAGE.height - PAGE.top - PAGE.bottom - HEAD_HEIGHT - FOOT_HEIGHT - summaryExtra(sheet) - allergyHeight(sheet);
  const pages: PrintedRow[][] = [[]];
  let used = 0;
  for (const row of sheet.rows.flatMap((row) => inParts(row, columns))) {
    const height = rowHeight(row, columns);
    const page = pages.at(-1);
    if (page && page.length > 0 && used + height > room) {
      pages.push([]);
      used = 0;
    }
    const current = pages.at(-1) ?? [];
    const above = current.at(-1);
    current.push({ ...row, height, isFirst: above?.station !== row.station });
    used += height;
  }
  return pages;
}

function inParts(row: ProductionRow, columns: Columns): (ProductionRow & { isContinued: boolean })[] {
  const width = columns.variants - 2 * CELL_PADDING;
  const parts: Variant[][] = [[]];
  for (const variant of row.variants) {
    const current = parts.at(-1) ?? [];
    const lines = wrappedRows([...current, variant].map(chipWidth), CHIP_GAP, width);
    if (lines > CHIP_LINES_MAX) parts.push([variant]);
    else current.push(variant);
  }
  return parts.map((variants, i) => ({ ...row, variants, isContinued: i > 0 }));
}

const allergyText = ({ room, text }: { room: string; text: string }): number =>
  textWidth(`${room} ${text}`, pt(14)) + pt(4);

/** Height of the block at the foot: two frames around as many lines as the names take. */
function allergyHeight({ allergies }: ProductionSheet): number {
  if (allergies.length === 0) return 0;
  const lines = wrappedRows(allergies.map(allergyText), pt(16), INNER_WIDTH - pt(150));
  return lines * pt(24) + pt(28);
}

/** The strip of counts wraps when there are many floors or rooms away. */
export function summaryExtra({ counts }: ProductionSheet): number {
  const floors = counts.byFloor.map(({ floor, portions }) => `${floor} ${portions}　`).join("");
  const away = counts.away.join("、");
  const width =
    textWidth(`月子餐 30${floors}陪护餐 12客餐 2员工餐 46外出不做 ${away}未排 0　需替代 0`, pt(14)) + pt(28 * 7);
  return (Math.ceil(width / INNER_WIDTH) - 1) * pt(30);
}
