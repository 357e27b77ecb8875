import type {
  KitchenTicketKind,
  KitchenTicketSourceType,
  KitchenTicketStatus,
  ProductionBatchStatus,
} from "@/db/enums/kitchen";

/** A dish on somebody's ticket, cooked in one way. */
export type TicketLine = {
  dishId: number;
  dishName: string;
  quantity: number;
  /** 少盐; null = as everyone gets it. */
  variantLabel: string | null;
  station: string | null;
  mealItemId: number | null;
  orderItemId: number | null;
};

/** What one person should get in a slot, as plans, stays, restrictions and orders say now. */
export type WantedTicket = {
  sourceType: KitchenTicketSourceType;
  sourceId: number;
  patientId: number | null;
  room: string | null;
  floor: string | null;
  recipient: string;
  dietNote: string | null;
  lines: readonly TicketLine[];
};

/** The newest revision of a ticket; lines with nothing left on them are not among `lines`. */
export type CurrentTicket = Omit<WantedTicket, "lines"> & {
  id: number;
  kind: KitchenTicketKind;
  revision: number;
  status: KitchenTicketStatus;
  lines: readonly (TicketLine & { batchId: number | null })[];
};

export type DiffLine = TicketLine & { oldQuantity: number | null };
export type TicketDiff = {
  kind: KitchenTicketKind;
  revision: number;
  ticket: WantedTicket;
  lines: readonly DiffLine[];
  previous: CurrentTicket | null;
};

/** Handed over or sent back: what happens after that is history. */
export const isOver = (status: KitchenTicketStatus): boolean => status === "delivered" || status === "refused";

/**
 * What is to be issued so that the tickets say what should be now. `isFirst` at the cut-off: then everything is a meal ticket
 * of revision 0; later a difference is a change, an addition or a cancellation that follows the newest revision. Nothing to
 * say gives nothing, so it may run as often as it likes.
 */
export function diffTickets(
  current: readonly CurrentTicket[],
  wanted: readonly WantedTicket[],
  { isFirst = false }: { isFirst?: boolean } = {},
): TicketDiff[] {
  const known = new Map(current.map((ticket) => [keyOf(ticket), ticket]));
  const eating = wanted.filter((ticket) => ticket.lines.length > 0);
  const stays = new Set(eating.map(keyOf));
  const issued = eating.flatMap((ticket) => diffOf(known.get(keyOf(ticket)) ?? null, ticket, isFirst));
  const gone = current.filter(
    (ticket) => !stays.has(keyOf(ticket)) && !isOver(ticket.status) && ticket.lines.length > 0,
  );
  return [...issued, ...gone.map(cancelled)];
}

const keyOf = ({ sourceType, sourceId }: Pick<WantedTicket, "sourceType" | "sourceId">) => `${sourceType}:${sourceId}`;
export const lineKey = ({ dishId, variantLabel }: Pick<TicketLine, "dishId" | "variantLabel">) =>
  `${dishId}:${variantLabel ?? ""}`;

function diffOf(had: CurrentTicket | null, ticket: WantedTicket, isFirst: boolean): TicketDiff[] {
  if (had && isOver(had.status)) return [];
  if (!had || had.lines.length === 0) {
    const isMeal = isFirst && !had;
    const lines = ticket.lines.map((line) => ({ ...line, oldQuantity: isMeal ? null : 0 }));
    return [{ kind: isMeal ? "meal" : "add", revision: had ? had.revision + 1 : 0, ticket, lines, previous: had }];
  }
  const lines = diffLines(had.lines, ticket.lines);
  const isSame =
    lines.every((line) => line.quantity === line.oldQuantity) &&
    had.room === ticket.room &&
    had.floor === ticket.floor &&
    !warnsMore(had.dietNote, ticket.dietNote);
  return isSame ? [] : [{ kind: "change", revision: had.revision + 1, ticket, lines, previous: had }];
}

/**
 * Whether a note says something the tray's own does not: a new allergy or strict tag is acted upon even where no dish changes. A
 * tag that is gone, while the dishes stay, gives the kitchen nothing to do.
 */
function warnsMore(had: string | null, now: string | null): boolean {
  const known = new Set(tagsOf(had));
  return tagsOf(now).some((tag) => !known.has(tag));
}

/** "过敏 花生、甲壳类；医嘱 低盐" → "过敏 花生", "过敏 甲壳类", "医嘱 低盐" */
const tagsOf = (note: string | null): string[] =>
  (note ?? "").split("；").flatMap((part) => {
    const [kind = "", ...rest] = part.split(" ");
    return rest
      .join(" ")
      .split("、")
      .filter(Boolean)
      .map((label) => `${kind} ${label}`);
  });

const cancelled = (had: CurrentTicket): TicketDiff => ({
  kind: "cancel",
  revision: had.revision + 1,
  ticket: { ...had, lines: [] },
  lines: had.lines.map((line) => ({ ...line, quantity: 0, oldQuantity: line.quantity })),
  previous: had,
});

/** Every dish of before and now: unchanged ones too, so that the newest revision alone says what is on the tray. */
function diffLines(before: readonly TicketLine[], now: readonly TicketLine[]): DiffLine[] {
  const old = new Map(before.map((line) => [lineKey(line), line.quantity]));
  const kept = new Set(now.map(lineKey));
  return [
    ...now.map((line) => ({ ...line, oldQuantity: old.get(lineKey(line)) ?? 0 })),
    ...before
      .filter((line) => !kept.has(lineKey(line)))
      .map((line) => ({ ...line, quantity: 0, oldQuantity: line.quantity })),
  ];
}

type Changed = Pick<DiffLine, "dishId" | "dishName" | "quantity" | "oldQuantity" | "variantLabel">;

/** "肉末蒸豆腐改少盐，不做虾皮冬瓜汤，加鸭血豆腐汤 1 份"; empty when no dish changed. */
export function changesInWords(kind: KitchenTicketKind, lines: readonly Changed[]): string {
  const changed = lines.filter((line) => line.quantity !== (line.oldQuantity ?? 0));
  if (kind === "cancel") return `不做：${changed.map((line) => line.dishName).join("、")}`;
  const out = changed.filter((line) => line.quantity === 0);
  const fresh = changed.filter((line) => (line.oldQuantity ?? 0) === 0);
  const moved = fresh.filter((line) => out.some((o) => o.dishId === line.dishId));
  const isMoved = (line: Changed) => moved.some((m) => m.dishId === line.dishId);
  return [
    ...moved.map((line) => `${line.dishName}改${line.variantLabel ?? "标准做法"}`),
    ...out.filter((line) => !isMoved(line)).map((line) => `不做${line.dishName}`),
    ...fresh
      .filter((line) => !isMoved(line))
      .map((line) => `加${line.dishName} ${line.quantity} 份${line.variantLabel ? `（${line.variantLabel}）` : ""}`),
    ...changed
      .filter((line) => line.quantity > 0 && (line.oldQuantity ?? 0) > 0)
      .map((line) => `${line.dishName} ${line.oldQuantity} 份改 ${line.quantity} 份`),
  ].join("，");
}

export type BatchState = {
  id: number;
  dishId: number;
  variantKey: string;
  status: ProductionBatchStatus;
  plannedPortions: number;
};
export type NewBatch = {
  dishId: number;
  variantKey: string;
  variantLabel: string | null;
  station: string | null;
  plannedPortions: number;
};

/**
 * How many portions each batch is to make for these ticket lines. What is in the pots can still grow or shrink; a batch that
 * is done or was cancelled stays as it was, and what is wanted beyond it becomes a batch of its own ("#2").
 */
export function planBatches(
  batches: readonly BatchState[],
  lines: readonly TicketLine[],
): { set: { id: number; plannedPortions: number }[]; make: NewBatch[] } {
  const wanted = new Map<string, { line: TicketLine; portions: number }>();
  for (const line of lines) {
    const key = batchKey(line);
    wanted.set(key, { line, portions: (wanted.get(key)?.portions ?? 0) + line.quantity });
  }
  const groups = new Map<string, BatchState[]>();
  for (const batch of batches) {
    const key = `${batch.dishId}:${baseKey(batch.variantKey)}`;
    groups.set(key, [...(groups.get(key) ?? []), batch]);
  }
  const set: { id: number; plannedPortions: number }[] = [];
  const make: NewBatch[] = [];
  for (const key of new Set([...wanted.keys(), ...groups.keys()])) {
    const own = groups.get(key) ?? [];
    const done = own.reduce((sum, batch) => sum + (batch.status === "closed" ? batch.plannedPortions : 0), 0);
    const open = own.find(isOpen);
    const portions = Math.max(0, (wanted.get(key)?.portions ?? 0) - done);
    const line = wanted.get(key)?.line;
    if (open && open.plannedPortions !== portions) set.push({ id: open.id, plannedPortions: portions });
    if (!open && portions > 0 && line)
      make.push({
        dishId: line.dishId,
        variantKey: `${variantKeyOf(line.variantLabel)}${own.length > 0 ? `#${own.length + 1}` : ""}`,
        variantLabel: line.variantLabel,
        station: line.station,
        plannedPortions: portions,
      });
  }
  return { set, make };
}

const isOpen = ({ status }: { status: ProductionBatchStatus }) => status === "planned" || status === "cooking";

/** The batch a line comes out of: the one still open for its dish and way, else the last one that was made. */
export function batchOf(
  line: Pick<TicketLine, "dishId" | "variantLabel">,
  batches: readonly BatchState[],
): number | null {
  const own = batches.filter((batch) => `${batch.dishId}:${baseKey(batch.variantKey)}` === batchKey(line));
  const usable = own.filter((batch) => batch.status !== "cancelled");
  return (usable.find((batch) => isOpen(batch) && batch.plannedPortions > 0) ?? usable.at(-1))?.id ?? null;
}

const batchKey = (line: Pick<TicketLine, "dishId" | "variantLabel">) =>
  `${line.dishId}:${variantKeyOf(line.variantLabel)}`;
const baseKey = (key: string) => key.replace(/#\d+$/, "");

const KEY_LENGTH = 58;
/** The label itself where it fits; a long one is cut and told apart by a checksum (FNV-1a). */
export function variantKeyOf(label: string | null): string {
  if (!label || label.length <= KEY_LENGTH) return (label ?? "").replaceAll("#", "＃");
  let hash = 0x811c9dc5;
  for (const sign of label) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return `${label.slice(0, KEY_LENGTH - 9).replaceAll("#", "＃")}~${hash.toString(16)}`;
}

const batchStates: Record<ProductionBatchStatus, readonly ProductionBatchStatus[]> = {
  planned: ["cooking", "closed", "cancelled"],
  cooking: ["closed"],
  closed: [],
  cancelled: [],
};
export const batchCanBecome = (from: ProductionBatchStatus, to: ProductionBatchStatus): boolean =>
  batchStates[from].includes(to);

const ticketStates: Record<KitchenTicketStatus, readonly KitchenTicketStatus[]> = {
  issued: ["acknowledged", "plated", "delivered", "refused", "cancelled"],
  acknowledged: ["plated", "delivered", "refused", "cancelled"],
  plated: ["delivered", "refused"],
  delivered: [],
  refused: [],
  cancelled: [],
};
export const ticketCanBecome = (from: KitchenTicketStatus, to: KitchenTicketStatus): boolean =>
  ticketStates[from].includes(to);

/** A change that the kitchen has not said it knows of. */
export const isWaiting = (ticket: { kind: KitchenTicketKind; status: KitchenTicketStatus }): boolean =>
  ticket.kind !== "meal" && ticket.status === "issued";
