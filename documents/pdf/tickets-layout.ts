import { pt } from "./marks";
import { lineCount, textWidth } from "./measure";
import type { RoomTicket } from "./types";

/** Eight on a sheet of A4 portrait, in points. */
export const TICKET = { width: 595.28 / 2, height: 841.89 / 4, side: pt(24), top: pt(20), bottom: pt(14) } as const;
export const INNER_WIDTH = TICKET.width - 2 * TICKET.side;
const HEAD_HEIGHT = pt(58);
const FOOT_HEIGHT = pt(28);
const ROOM = TICKET.height - TICKET.top - TICKET.bottom - HEAD_HEIGHT - FOOT_HEIGHT;

/** The number may take this much of the head; slot and time have theirs. */
const ROOM_WIDTH = pt(140);
export const SLOT_WIDTH = pt(106);

/** Sizes of one ticket; the longer its text, the smaller, but never below 12 px. */
export type TicketSizes = {
  room: number;
  name: number;
  dish: number;
  dishLine: number;
  note: number;
  allergy: number;
  other: number;
  /** Dishes in one column, or in two when they are many. */
  columns: 1 | 2;
};
/** A ticket as printed. `part` of `parts`: what does not fit goes on on the next one, with the same head and the same warnings. */
export type PrintedTicket = RoomTicket & { sizes: TicketSizes; part: number; parts: number };

const SCALES = [
  [1, 1],
  [0.92, 1],
  [0.84, 1],
  [0.84, 2],
  [0.76, 1],
  [0.76, 2],
  [0.7, 2],
] as const;
const TIGHTEST = 0.7;
const SMALLEST = pt(12);

/** Fits each ticket into its eighth of the page: smaller type first, then two columns, then a second ticket. */
export function layTickets(tickets: readonly RoomTicket[]): PrintedTicket[] {
  return tickets.flatMap((ticket) => {
    const sizes = SCALES.map(([scale, columns]) => sizesOf(ticket, scale, columns));
    const fitting = sizes.find((one) => heightOf(ticket, ticket.lines, one) <= ROOM);
    if (fitting) return [{ ...ticket, sizes: fitting, part: 1, parts: 1 }];
    const [one, two] = [inParts(ticket, sizesOf(ticket, TIGHTEST, 1)), inParts(ticket, sizesOf(ticket, TIGHTEST, 2))];
    return two.length < one.length && two.every(isFitting) ? two : one;
  });
}

/** False only when the warnings alone leave no room for a single dish. */
export const isFitting = (ticket: PrintedTicket): boolean => heightOf(ticket, ticket.lines, ticket.sizes) <= ROOM;

function sizesOf(ticket: RoomTicket, scale: number, columns: 1 | 2): TicketSizes {
  const sized = (pixels: number) => Math.max(SMALLEST, pt(pixels) * scale);
  const dish = sized(17);
  const room = Math.min(pt(46), ROOM_WIDTH / Math.max(1, textWidth(ticket.room, 1)));
  const nameWidth = INNER_WIDTH - textWidth(ticket.room, room) - SLOT_WIDTH - pt(12);
  return {
    room,
    name: Math.min(pt(17), nameWidth / Math.max(1, textWidth(ticket.name, 1))),
    dish,
    dishLine: dish * (scale < 0.8 ? 1.4 : 1.53),
    note: sized(13),
    allergy: Math.max(pt(14), pt(18) * scale),
    other: sized(14),
    columns,
  };
}

function heightOf(ticket: RoomTicket, lines: RoomTicket["lines"], sizes: TicketSizes): number {
  const heights = lines.map((line) => lineHeight(line, sizes));
  const rows = heights.flatMap((height, i) =>
    i % sizes.columns === 0 ? [Math.max(height, sizes.columns === 2 ? (heights[i + 1] ?? 0) : 0)] : [],
  );
  return warningsHeight(ticket, sizes) + pt(8) + rows.reduce((sum, height) => sum + height, 0);
}

function warningsHeight({ allergies, hard, soft }: RoomTicket, sizes: TicketSizes): number {
  const allergyLines = lineCount(`过敏 ${allergies.join("、")}`, sizes.allergy, INNER_WIDTH - pt(52));
  const boxed = (texts: string[]) =>
    lineCount(texts.join("　"), sizes.other, INNER_WIDTH - pt(22)) * sizes.other * 1.43 + pt(13);
  return (
    (allergies.length > 0 ? allergyLines * sizes.allergy * 1.33 + pt(24) : 0) +
    (hard.length > 0 ? boxed(hard) : 0) +
    (soft.length > 0 ? boxed(soft) : 0)
  );
}

export const lineWidth = ({ columns }: TicketSizes): number => INNER_WIDTH / columns - (columns === 2 ? pt(4) : 0);

/** The note stands beside the dish, or under it when both do not fit on a line. */
function lineHeight(line: RoomTicket["lines"][number], sizes: TicketSizes): number {
  const width = lineWidth(sizes) - pt(22);
  const dish = dishText(line);
  const dishLines = lineCount(dish, sizes.dish, width);
  if (!line.note) return dishLines * sizes.dishLine;
  const noteWidth = textWidth(line.note, sizes.note) * 1.04 + pt(12);
  if (dishLines === 1 && textWidth(dish, sizes.dish) * 1.04 + pt(9) + noteWidth <= width) return sizes.dishLine;
  return dishLines * sizes.dishLine + lineCount(line.note, sizes.note, width - pt(12)) * sizes.note * 1.4 + pt(6);
}

export const dishText = ({ dish, quantity }: RoomTicket["lines"][number]): string =>
  quantity === 1 ? dish : `${dish} ×${quantity}`;

/**
 * The dishes over several tickets. All carry the allergies; where the warnings leave too little room, those after the first leave out
 * what is not eaten, then what else is hard: the notes beside the dishes say what was done about it.
 */
function inParts(ticket: RoomTicket, sizes: TicketSizes): PrintedTicket[] {
  const shorter = [ticket, { ...ticket, soft: [] }, { ...ticket, soft: [], hard: [] }];
  const fitsAlone = (one: RoomTicket) => one.lines.every((line) => heightOf(one, [line], sizes) <= ROOM);
  const rest = shorter.find(fitsAlone) ?? { ...ticket, soft: [], hard: [] };
  const parts: RoomTicket[] = [{ ...ticket, lines: [] }];
  for (const line of ticket.lines) {
    const current = parts.at(-1);
    if (current && heightOf(current, [...current.lines, line], sizes) <= ROOM) current.lines.push(line);
    else parts.push({ ...rest, lines: [line] });
  }
  return parts.map((part, i) => ({ ...part, sizes, part: i + 1, parts: parts.length }));
}
