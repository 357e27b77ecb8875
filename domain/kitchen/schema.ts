import { z } from "zod";
import { dayField, id } from "@/lib/fields";
import { clockOut, dayOut, idOut } from "@/lib/out";

/** A slot by id, code (lunch) or name (午餐). */
const slot = z.string().trim().max(50);

export const KitchenDayInput = z.object({ date: dayField.optional(), slot: slot.optional(), centreId: id.optional() });
export type KitchenDayInput = z.infer<typeof KitchenDayInput>;

export const TicketsInput = KitchenDayInput.extend({
  floor: z.string().trim().max(20).optional(),
  /** Only these customers (chosen in a list). */
  customerIds: z.array(id).max(200).optional(),
});
export type TicketsInput = z.infer<typeof TicketsInput>;

const who = { customerId: idOut, customerName: z.string(), room: z.string().nullable() };
const floors = z.array(z.object({ floor: z.string(), portions: z.number().int() }));

export const ProductionOut = z.object({
  date: dayOut,
  centreId: idOut,
  slots: z.array(
    z.object({
      slotId: idOut,
      slotCode: z.string(),
      slot: z.string(),
      servingTime: clockOut,
      /** The cut-off has passed: these are the portions of the tickets. */
      isLocked: z.boolean(),
      mothers: z.number().int(),
      mothersByFloor: floors,
      companions: z.number().int(),
      dishes: z.array(
        z.object({
          dishId: idOut,
          dishName: z.string(),
          category: z.string().nullable(),
          station: z.string(),
          portions: z.number().int(),
          byFloor: floors,
          variants: z.array(z.object({ ...who, note: z.string(), isAllergy: z.boolean() })),
        }),
      ),
      unassigned: z.array(z.object(who)),
      needsSubstitute: z.array(z.object({ ...who, dishId: idOut, dishName: z.string(), reasons: z.array(z.string()) })),
      away: z.array(z.object(who)),
      allergies: z.array(z.object({ ...who, labels: z.array(z.string()) })),
    }),
  ),
});

const tag = z.object({ kind: z.string(), label: z.string() });

export const TicketsOut = z.object({
  date: dayOut,
  centreId: idOut,
  tickets: z.array(
    z.object({
      ...who,
      patientId: idOut,
      floor: z.string().nullable(),
      stage: z.string().nullable(),
      day: z.number().int().nullable(),
      date: dayOut,
      slotCode: z.string(),
      slot: z.string(),
      servingTime: clockOut,
      recipient: z.string(),
      allergies: z.array(z.string()),
      hard: z.array(tag),
      soft: z.array(tag),
      lines: z.array(
        z.object({
          dishId: idOut,
          dishName: z.string(),
          quantity: z.number().int(),
          note: z.string().nullable(),
          refusal: z.string().nullable(),
        }),
      ),
      companions: z.number().int(),
      /** Once the slot is locked: the number and revision of her newest ticket. */
      issued: z
        .object({
          ticketId: idOut,
          number: z.string(),
          revision: z.number().int(),
          kind: z.string(),
          status: z.string(),
        })
        .nullable(),
    }),
  ),
});

const menuDish = z.object({
  id: idOut,
  name: z.string(),
  category: z.string().nullable(),
  description: z.string().nullable(),
  quantity: z.number().int(),
  servingTime: clockOut,
  specialInstructions: z.string().nullable(),
  calories: z.number().nullable(),
});

/** Seed b's day of a mother: three meals, and beside them the three snacks. */
export const MyMenuOut = z.object({
  date: dayOut,
  breakfast: z.array(menuDish),
  morningSnack: z.array(menuDish),
  lunch: z.array(menuDish),
  afternoonSnack: z.array(menuDish),
  dinner: z.array(menuDish),
  bedtimeSnack: z.array(menuDish),
});
export const MyMenuInput = z.object({ date: dayField.optional() });
export type MyMenuInput = z.infer<typeof MyMenuInput>;
