import "server-only";
import type { DishCard, Slot } from "@/domain/dishes/rules";
import type { OrderDemand } from "@/domain/orders/queries";
import { DELIVERED, type Eater, type KitchenDay, recipientOf, servingsOf } from "../rules";
import type { TicketLine, WantedTicket } from "./rules";

const LABEL = 100;

/** What every person of the house, and every order, should get in a slot. Unsafe dishes are on nobody's ticket. */
export function wantedTickets(day: KitchenDay, slot: Slot, demand: readonly OrderDemand[]): WantedTicket[] {
  return [...mothers(day, slot), ...demand.map((order) => ofOrder(order, day.cards))];
}

function mothers(day: KitchenDay, slot: Slot): WantedTicket[] {
  return servingsOf(day, slot).flatMap(({ eater, isAway, dishes }): WantedTicket[] => {
    const dayPlanId = dishes.find((dish) => dish.dayPlanId !== null)?.dayPlanId;
    if (isAway || !dayPlanId) return [];
    const lines = dishes
      .filter((dish) => dish.refusal === null)
      .map(
        (dish): TicketLine => ({
          dishId: dish.card.id,
          dishName: dish.card.name,
          quantity: dish.quantity,
          variantLabel: labelOf(dish.ways),
          station: dish.card.station,
          mealItemId: dish.itemId,
          orderItemId: null,
        }),
      );
    return [
      {
        sourceType: "day_plan",
        sourceId: dayPlanId,
        patientId: eater.patientId,
        room: eater.room,
        floor: eater.stay === null ? DELIVERED : eater.floor,
        recipient: recipientOf(eater.name),
        dietNote: dietNoteOf(eater.restrictions),
        lines: summed(lines),
      },
    ];
  });
}

function ofOrder(order: OrderDemand, cards: ReadonlyMap<number, DishCard>): WantedTicket {
  const lines = order.lines.map(
    (line): TicketLine => ({
      dishId: line.dishId,
      dishName: line.name,
      quantity: line.quantity,
      variantLabel: labelOf(line.notes ? [line.notes] : []),
      station: cards.get(line.dishId)?.station ?? null,
      mealItemId: null,
      orderItemId: line.orderItemId,
    }),
  );
  const { sourceId, patientId, room, floor, recipient, restrictions } = order;
  return {
    sourceType: "order",
    sourceId,
    patientId,
    room,
    floor,
    recipient,
    dietNote: dietNoteOf(restrictions),
    lines: summed(lines),
  };
}

const labelOf = (ways: readonly string[]): string | null => ways.join("，").slice(0, LABEL) || null;

/** "过敏 花生、甲壳类；医嘱 低盐；忌 羊肉": what stands on the tray besides the dishes. */
function dietNoteOf(restrictions: Eater["restrictions"]): string | null {
  const hard = restrictions.filter((one) => one.strength === "hard");
  const labels = (head: string, of: (kind: string) => boolean) => {
    const found = [...new Set(hard.filter((one) => of(one.kind)).map((one) => one.label))];
    return found.length > 0 ? [`${head} ${found.join("、")}`] : [];
  };
  const said = [
    ...labels("过敏", (kind) => kind === "allergy"),
    ...labels("医嘱", (kind) => kind === "medical"),
    ...labels("忌", (kind) => kind !== "allergy" && kind !== "medical"),
  ];
  return said.join("；").slice(0, 500) || null;
}

/** The same dish in the same way once, with the sum. */
function summed(lines: readonly TicketLine[]): TicketLine[] {
  const sums = new Map<string, TicketLine>();
  for (const line of lines) {
    const key = `${line.dishId}:${line.variantLabel ?? ""}`;
    const had = sums.get(key);
    sums.set(key, had ? { ...had, quantity: had.quantity + line.quantity } : line);
  }
  return [...sums.values()];
}
