import { expect, test } from "vitest";
import { z } from "zod";
import { dayField, id, money } from "./fields";
import { instantOut, listOut, moneyOut } from "./out";
import { camel, fromWire, type Shape, snake, toWire, wireSchema } from "./wire";

const input = (schema: z.ZodType) => z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Shape;
const output = (schema: z.ZodType) => z.toJSONSchema(schema, { io: "output", unrepresentable: "any" }) as Shape;

const Create = z.strictObject({
  customerId: id,
  totalPrice: money.optional(),
  startDate: dayField,
  nutritionInfo: z.record(z.string(), z.number()).optional(),
  lines: z.array(z.strictObject({ dishId: id, unitPrice: money })).optional(),
});

test("names and money come in led by the schema; free-form keys stay as they are", () => {
  expect(
    fromWire(input(Create), {
      customer_id: 1,
      total_price: 12000.5,
      nutrition_info: { vita_ug_rae: 3 },
      lines: [{ dish_id: 2, unit_price: 0.1 }],
      nonsense_key: 1,
    }),
  ).toEqual({
    customerId: 1,
    totalPrice: 1200050,
    nutritionInfo: { vita_ug_rae: 3 },
    lines: [{ dishId: 2, unitPrice: 10 }],
    nonsense_key: 1,
  });
});

test("a third decimal is not rounded away: the schema refuses it", () => {
  const given = fromWire(input(Create), { customer_id: 1, start_date: "2026-02-01", total_price: 1.005 });
  expect(Create.safeParse(given).success).toBe(false);
});

test("answers: camel to snake, fen to yuan, dates to ISO, unnamed keys stay home", () => {
  const Out = z.object({
    fullName: z.string(),
    price: moneyOut.nullable(),
    createdAt: instantOut,
    note: z.string().nullable(),
  });
  const at = new Date("2026-02-01T02:00:00.000Z");
  expect(
    toWire(output(Out), { fullName: "林知夏", price: 1230, createdAt: at, note: null, phoneEnc: "k1.secret" }),
  ).toEqual({
    full_name: "林知夏",
    price: 12.3,
    created_at: "2026-02-01T02:00:00.000Z",
    note: null,
  });
});

test("a page becomes items, total, page, page_size, pages", () => {
  const page = { rows: [{ dishId: 1 }], total: 41, page: 1, pageSize: 20 };
  expect(toWire(output(listOut(z.object({ dishId: z.number() }))), page)).toEqual({
    items: [{ dish_id: 1 }],
    total: 41,
    page: 1,
    page_size: 20,
    pages: 3,
  });
});

test("unions take the member that fits", () => {
  const Either = z.union([z.array(z.string()), z.string()]);
  expect(fromWire(input(Either), "海鲜、辣")).toBe("海鲜、辣");
  expect(
    fromWire(input(z.object({ dietaryRestrictions: Either.optional() })), { dietary_restrictions: ["辣"] }),
  ).toEqual({
    dietaryRestrictions: ["辣"],
  });
});

test("the schema told outside has the outside's names and units", () => {
  const told = wireSchema(input(Create));
  expect(Object.keys(told.properties ?? {})).toContain("total_price");
  expect(told.properties?.total_price).toMatchObject({ type: "number", multipleOf: 0.01 });
  expect(told.required).toEqual(["customer_id", "start_date"]);
});

test("names there and back", () => {
  for (const name of ["customerId", "phoneLast4", "isActive", "totalCaloriesPerDay"])
    expect(camel(snake(name))).toBe(name);
});
