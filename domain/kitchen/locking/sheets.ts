import "server-only";
import type { DishCard } from "@/domain/dishes/rules";
import type { OrderDemand } from "@/domain/orders/queries";
import {
  byStation,
  type Eater,
  floorCounts,
  type KitchenDay,
  type ProducedDish,
  type Production,
  type SlotSheet,
  type Ticket,
  type Variant,
} from "../rules";
import type { LineRecord, Newest } from "./current";

/** What is known of a day beside its plans: slots behind the cut-off (date/slot), their newest tickets, orders. */
type Known = {
  locked: ReadonlySet<string>;
  issued: readonly Newest[];
  demand: readonly (OrderDemand & { slotId: number })[];
};

/** The sheets as the kitchen works by them: behind the cut-off by the tickets, before it by plans and orders. */
export function sheetsNow(
  computed: Production,
  day: Pick<KitchenDay, "eaters" | "cards">,
  { locked, issued, demand }: Known,
): (SlotSheet & { isLocked: boolean })[] {
  return computed.slots.map((sheet) => {
    const isLocked = locked.has(`${computed.date}/${sheet.slotId}`);
    const tickets = issued.filter(({ ticket }) => ticket.categoryId === sheet.slotId);
    const orders = demand.filter((order) => order.slotId === sheet.slotId);
    const now =
      isLocked && tickets.length > 0
        ? asIssued(sheet, tickets, day.eaters, day.cards)
        : withOrders(sheet, orders, day.cards);
    return { ...now, isLocked };
  });
}

type Cards = ReadonlyMap<number, DishCard>;
type Portion = {
  dishId: number;
  dishName: string;
  quantity: number;
  floor: string;
  variant: Variant | null;
};

/** A sheet before the cut-off, with what guests and staff have ordered beside the mothers' dishes. */
function withOrders(sheet: SlotSheet, demand: readonly OrderDemand[], cards: Cards): SlotSheet {
  const portions = demand.flatMap((order) =>
    order.lines.map(
      (line): Portion => ({
        dishId: line.dishId,
        dishName: line.name,
        quantity: line.quantity,
        floor: order.floor,
        variant: line.notes
          ? {
              customerId: order.customerId ?? 0,
              customerName: order.recipient,
              room: order.room,
              note: line.notes,
              isAllergy: false,
            }
          : null,
      }),
    ),
  );
  if (portions.length === 0) return sheet;
  return { ...sheet, trays: sheet.trays + demand.length, dishes: gathered(sheet.dishes, portions, cards) };
}

/** A sheet behind the cut-off: the dishes are those of the newest tickets, whatever has changed in the plans since. */
function asIssued(
  sheet: SlotSheet,
  tickets: readonly Newest[],
  eaters: readonly Pick<Eater, "patientId" | "customerId" | "name">[],
  cards: Cards,
): SlotSheet {
  const people = new Map(eaters.map((eater) => [eater.patientId, eater]));
  const variantsOf = new Map(sheet.dishes.map((dish) => [dish.dishId, dish.variants]));
  const portions = tickets.flatMap(({ ticket, lines }) =>
    lines
      .filter((line) => line.quantity > 0)
      .map((line): Portion => {
        const person = people.get(ticket.patientId ?? 0);
        const known = variantsOf.get(line.dishId)?.find((one) => one.customerId === person?.customerId);
        const who = {
          customerId: person?.customerId ?? 0,
          customerName: person?.name ?? ticket.recipient,
          room: ticket.room,
        };
        return {
          dishId: line.dishId,
          dishName: line.dishName,
          quantity: line.quantity,
          floor: ticket.floor ?? "未分房",
          variant: known ?? (line.variantLabel ? { ...who, note: line.variantLabel, isAllergy: false } : null),
        };
      }),
  );
  const trays = tickets.filter(({ ticket }) => ticket.kind !== "cancel").length;
  return { ...sheet, trays, dishes: gathered([], portions, cards) };
}

/** More portions on top of produced dishes, by dish and floor, in the order in which a kitchen starts. */
function gathered(dishes: readonly ProducedDish[], portions: readonly Portion[], cards: Cards): ProducedDish[] {
  const all = new Map(dishes.map((dish) => [dish.dishId, dish]));
  for (const { dishId, dishName, quantity, floor, variant } of portions) {
    const card = cards.get(dishId);
    const had = all.get(dishId) ?? {
      dishId,
      dishName,
      category: card?.category ?? null,
      station: card?.station ?? "其他",
      portions: 0,
      byFloor: [],
      variants: [],
    };
    const floors = had.byFloor.map((one) => ({ floor: one.floor, n: one.portions }));
    all.set(dishId, {
      ...had,
      portions: had.portions + quantity,
      byFloor: floorCounts([...floors, { floor, n: quantity }]),
      variants: variant ? [...had.variants, variant] : had.variants,
    });
  }
  return [...all.values()].sort(byStation);
}

/** What the database knows of a ticket, beside what is printed on it. */
export type IssuedFacts = { ticketId: number; number: string; revision: number; kind: string; status: string };

/** Her ticket as it was issued: the dishes of the newest revision; what was refused stays crossed out. */
export function ticketAsIssued(computed: Ticket, newest: Newest | undefined): Ticket & { issued: IssuedFacts | null } {
  if (!newest) return { ...computed, issued: null };
  const { ticket, lines } = newest;
  const noteOf = (line: LineRecord) =>
    computed.lines.find((one) => one.dishId === line.dishId)?.note ?? line.variantLabel;
  return {
    ...computed,
    room: ticket.room,
    lines: [
      ...lines
        .filter((line) => line.quantity > 0)
        .map((line) => ({
          dishId: line.dishId,
          dishName: line.dishName,
          quantity: line.quantity,
          note: noteOf(line),
          refusal: null,
        })),
      ...computed.lines.filter((line) => line.refusal !== null),
    ],
    issued: {
      ticketId: ticket.id,
      number: ticket.number,
      revision: ticket.revision,
      kind: ticket.kind,
      status: ticket.status,
    },
  };
}
