"use client";

import { SelectField } from "@/components/form/choice-fields";
import { DateField } from "@/components/form/date-fields";
import { FormSection } from "@/components/form/form";
import { TextArea } from "@/components/form/text-fields";
import type { OrderChoice } from "@/domain/orders/choices/queries";
import type { Day } from "@/lib/time";
import { DishLines } from "./dish-lines";

/** When it is eaten: `deliveryDate` and `slot` (its code). */
export const WhenFields = ({ slots, today }: { slots: OrderChoice["slots"]; today: Day }) => (
  <>
    <DateField name="deliveryDate" label="哪天吃" required min={today} />
    <SelectField
      name="slot"
      label="餐次"
      required
      options={slots.map((slot) => ({ value: slot.code, label: `${slot.name} ${slot.servingTime}` }))}
    />
  </>
);

/** What is eaten: `items` and `notes`. */
export const MealSection = ({
  centreId,
  date,
  slot,
}: {
  centreId: number;
  date: string | null;
  slot: string | null;
}) => (
  <FormSection title="菜品">
    <DishLines name="items" centreId={centreId} date={date} slot={slot} />
    <TextArea name="notes" label="备注" wide />
  </FormSection>
);
