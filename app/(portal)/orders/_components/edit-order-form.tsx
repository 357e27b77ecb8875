"use client";

import { useRouter } from "next/navigation";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { useServerForm } from "@/components/form/use-server-form";
import { RestrictionTags } from "@/components/marks/restriction-tag";
import { RoomPlate } from "@/components/marks/room-plate";
import { toast } from "@/components/toast";
import { leaveThen } from "@/components/unsaved";
import type { OrderChoice } from "@/domain/orders/choices/queries";
import type { OrderDetail } from "@/domain/orders/schema";
import type { Day } from "@/lib/time";
import { tagsOf } from "../../kitchen/_components/restrictions";
import { updateOrderAction } from "../actions";
import type { Line } from "./dish-lines";
import { MealSection, WhenFields } from "./meal-fields";
import classes from "./orders.module.css";
import { kindOf, whoOf } from "./words";

type Props = { order: OrderDetail; centreId: number; slots: OrderChoice["slots"]; today: Day };
type Input = Parameters<typeof updateOrderAction>[0];

/** Another day, meal or other dishes for an order; for whom it is stays. */
export function EditOrderForm({ order, centreId, slots, today }: Props) {
  const router = useRouter();
  const slotOf = (id: unknown) => slots.find((slot) => slot.id === id)?.code ?? null;
  const initial = {
    deliveryDate: order.deliveryDate as string | null,
    slot: slotOf(order.categoryId),
    items: order.orderItems.flatMap((item): Line[] =>
      item.dishId === null
        ? []
        : [
            {
              dishId: item.dishId,
              name: item.dishName,
              quantity: item.quantity,
              notes: item.notes ?? "",
              overrideReason: item.overrideReason,
            },
          ],
    ),
    notes: order.notes ?? "",
  };
  const form = useServerForm({
    initial,
    version: order.version,
    action: updateOrderAction,
    toInput: (values): Input => ({
      id: order.id,
      version: order.version,
      deliveryDate: values.deliveryDate ?? "",
      slot: values.slot ?? "",
      items: values.items.map(({ dishId, quantity, notes, overrideReason }) => ({
        dishId,
        quantity: quantity ?? 0,
        notes,
        ...(overrideReason && { overrideReason }),
      })),
      notes: values.notes,
    }),
    // The row of a conflict has no lines: they are read anew with the page.
    fromRow: (row) => ({ slot: slotOf(row.categoryId), items: initial.items, notes: String(row.notes ?? "") }),
    onDone: ({ orderNumber }) => {
      toast(order.status === "confirmed" ? `${orderNumber} 改好了，已截单的会给厨房发差异单` : `${orderNumber} 改好了`);
      router.push(`/orders?open=${order.id}`);
    },
  });
  const isConfirmed = order.status === "confirmed";
  return (
    <Form form={form} label="改订单">
      <FormSection
        title="给谁、哪一餐"
        hint={isConfirmed ? "已确认：可以加菜、改份数，去掉一道菜要取消后重下" : "还没确认，菜和餐次都能改"}
      >
        <p className={`ya-row ${classes.full}`} style={{ flexWrap: "wrap" }}>
          {order.room && <RoomPlate number={order.room} size="lg" />}
          <b>{whoOf(order)}</b>
          <span>{kindOf(order)}</span>
          {order.forMother && <RestrictionTags items={tagsOf(order.restrictions)} />}
        </p>
        <WhenFields slots={slots} today={today} />
      </FormSection>
      <MealSection centreId={centreId} date={form.values.deliveryDate} slot={form.values.slot} />
      <FormFooter form={form} verb="改订单" onCancel={() => leaveThen(() => router.push(`/orders?open=${order.id}`))} />
    </Form>
  );
}
