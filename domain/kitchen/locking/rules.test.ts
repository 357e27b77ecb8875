import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type BatchState,
  batchOf,
  type CurrentTicket,
  changesInWords,
  diffTickets,
  planBatches,
  type TicketLine,
  variantKeyOf,
  type WantedTicket,
} from "./rules";

const line = (dishId: number, quantity = 1, variantLabel: string | null = null): TicketLine => ({
  dishId,
  dishName: `菜${dishId}`,
  quantity,
  variantLabel,
  station: "汤灶",
  mealItemId: dishId * 10,
  orderItemId: null,
});
const wanted = (sourceId: number, lines: TicketLine[], more: Partial<WantedTicket> = {}): WantedTicket => ({
  sourceType: "day_plan",
  sourceId,
  patientId: sourceId,
  room: "608",
  floor: "6",
  recipient: "林女士",
  dietNote: null,
  lines,
  ...more,
});
const issued = (sourceId: number, lines: TicketLine[], more: Partial<CurrentTicket> = {}): CurrentTicket => ({
  ...wanted(sourceId, []),
  id: 100 + sourceId,
  kind: "meal",
  revision: 0,
  status: "issued",
  ...more,
  lines: lines.map((one) => ({ ...one, batchId: 1 })),
});

describe("what has to be issued", () => {
  const soup = line(1);
  test.each([
    ["nothing yet, at the cut-off", [], [wanted(1, [soup])], true, [["meal", 0]]],
    ["nothing yet, after it", [], [wanted(1, [soup])], false, [["add", 0]]],
    ["the same", [issued(1, [soup])], [wanted(1, [soup])], false, []],
    ["another dish", [issued(1, [soup])], [wanted(1, [line(2)])], false, [["change", 1]]],
    ["another way of cooking", [issued(1, [soup])], [wanted(1, [line(1, 1, "少盐")])], false, [["change", 1]]],
    ["more of it", [issued(1, [soup])], [wanted(1, [line(1, 2)])], false, [["change", 1]]],
    ["another room", [issued(1, [soup])], [wanted(1, [soup], { room: "703" })], false, [["change", 1]]],
    ["another allergy", [issued(1, [soup])], [wanted(1, [soup], { dietNote: "过敏 花生" })], false, [["change", 1]]],
    [
      "the same allergies in another order",
      [issued(1, [soup], { dietNote: "过敏 花生、虾；医嘱 低盐" })],
      [wanted(1, [soup], { dietNote: "过敏 虾、花生；医嘱 低盐" })],
      false,
      [],
    ],
    [
      "one strict tag more, the dishes as they were",
      [issued(1, [soup], { dietNote: "过敏 花生" })],
      [wanted(1, [soup], { dietNote: "过敏 花生；医嘱 低盐" })],
      false,
      [["change", 1]],
    ],
    [
      "one strict tag less, the dishes as they were",
      [issued(1, [soup], { dietNote: "过敏 花生；医嘱 低盐" })],
      [wanted(1, [soup], { dietNote: "过敏 花生" })],
      false,
      [],
    ],
    [
      "one strict tag less, a dish in its usual way again",
      [issued(1, [line(1, 1, "少盐")], { dietNote: "医嘱 低盐" })],
      [wanted(1, [soup])],
      false,
      [["change", 1]],
    ],
    ["she is away", [issued(1, [soup])], [], false, [["cancel", 1]]],
    ["all her dishes are unsafe", [issued(1, [soup])], [wanted(1, [])], false, [["cancel", 1]]],
    ["gone already", [issued(1, [], { kind: "cancel", revision: 1 })], [], false, []],
    ["back again", [issued(1, [], { kind: "cancel", revision: 1 })], [wanted(1, [soup])], false, [["add", 2]]],
    ["delivered, then changed", [issued(1, [soup], { status: "delivered" })], [wanted(1, [line(2)])], false, []],
    ["refused, then gone", [issued(1, [soup], { status: "refused" })], [], false, []],
    ["nobody with nothing", [], [wanted(1, [])], true, []],
    [
      "an order with the number of a plan",
      [issued(1, [soup])],
      [wanted(1, [soup], { sourceType: "order" })],
      false,
      [
        ["add", 0],
        ["cancel", 1],
      ],
    ],
  ] as const)("%s", (_, current, now, isFirst, expected) => {
    const diffs = diffTickets(current as never, now as never, { isFirst });
    expect(diffs.map((diff) => [diff.kind, diff.revision])).toEqual(expected);
  });

  test("a change names what stays, what goes and what comes, old → new", () => {
    const [diff] = diffTickets([issued(1, [line(1), line(2)])], [wanted(1, [line(2, 3), line(4)])]);
    expect(diff?.lines.map((one) => [one.dishId, one.oldQuantity, one.quantity])).toEqual([
      [2, 1, 3],
      [4, 0, 1],
      [1, 1, 0],
    ]);
  });

  test("applied once, there is nothing left to issue", () => {
    const portions = fc.array(
      fc.record({ dish: fc.integer({ min: 1, max: 5 }), way: fc.boolean(), n: fc.integer({ min: 1, max: 3 }) }),
      { maxLength: 5 },
    );
    const house = fc.array(portions, { maxLength: 6 });
    const linesFrom = (given: { dish: number; way: boolean; n: number }[]) => [
      ...new Map(
        given.map((one) => [`${one.dish}${one.way}`, line(one.dish, one.n, one.way ? "少盐" : null)]),
      ).values(),
    ];
    fc.assert(
      fc.property(house, house, (before, after) => {
        const current = before.map((given, i) => issued(i, linesFrom(given)));
        const now = after.map((given, i) => wanted(i, linesFrom(given)));
        const diffs = diffTickets(current, now);
        const applied = new Map(current.map((ticket) => [ticket.sourceId, ticket]));
        for (const diff of diffs) {
          const lines = diff.lines.filter((one) => one.quantity > 0);
          applied.set(
            diff.ticket.sourceId,
            issued(diff.ticket.sourceId, lines, { kind: diff.kind, revision: diff.revision }),
          );
        }
        expect(diffTickets([...applied.values()], now)).toEqual([]);
      }),
    );
  });
});

test.each([
  [
    "change",
    [
      { ...line(1, 0), oldQuantity: 1 },
      { ...line(1, 1, "少盐"), oldQuantity: 0 },
    ],
    "菜1改少盐",
  ],
  [
    "change",
    [
      { ...line(1, 0), oldQuantity: 1 },
      { ...line(2), oldQuantity: 0 },
    ],
    "不做菜1，加菜2 1 份",
  ],
  [
    "change",
    [
      { ...line(1, 2), oldQuantity: 1 },
      { ...line(2), oldQuantity: 1 },
    ],
    "菜1 1 份改 2 份",
  ],
  [
    "change",
    [
      { ...line(1, 1, "少盐"), oldQuantity: 1, quantity: 0 },
      { ...line(1), oldQuantity: 0 },
    ],
    "菜1改标准做法",
  ],
  [
    "cancel",
    [
      { ...line(1, 0), oldQuantity: 1 },
      { ...line(2, 0), oldQuantity: 2 },
    ],
    "不做：菜1、菜2",
  ],
  ["add", [{ ...line(1, 2, "撇油"), oldQuantity: 0 }], "加菜1 2 份（撇油）"],
  ["change", [{ ...line(1), oldQuantity: 1 }], ""],
] as const)("in words: %s", (kind, lines, expected) => {
  expect(changesInWords(kind, lines)).toBe(expected);
});

describe("batches", () => {
  const batch = (id: number, plannedPortions: number, more: Partial<BatchState> = {}): BatchState => ({
    id,
    dishId: 1,
    variantKey: "",
    status: "planned",
    plannedPortions,
    ...more,
  });
  test.each([
    ["first of all", [], [line(1), line(1, 2)], [], [["", 3]]],
    ["grows", [batch(1, 3)], [line(1, 4)], [[1, 4]], []],
    ["shrinks while it cooks", [batch(1, 3, { status: "cooking" })], [line(1, 1)], [[1, 1]], []],
    ["nobody wants it", [batch(1, 3)], [], [[1, 0]], []],
    ["as it is", [batch(1, 3)], [line(1, 3)], [], []],
    ["done: the rest is a batch of its own", [batch(1, 3, { status: "closed" })], [line(1, 4)], [], [["#2", 1]]],
    ["done and enough", [batch(1, 3, { status: "closed" })], [line(1, 2)], [], []],
    [
      "done, second one open",
      [batch(1, 3, { status: "closed" }), batch(2, 1, { variantKey: "#2" })],
      [line(1, 5)],
      [[2, 2]],
      [],
    ],
    ["cancelled, wanted again", [batch(1, 0, { status: "cancelled" })], [line(1)], [], [["#2", 1]]],
    ["another way is another batch", [batch(1, 1)], [line(1), line(1, 2, "少盐")], [], [["少盐", 2]]],
  ] as const)("%s", (_, batches, lines, set, make) => {
    const plan = planBatches(batches as never, lines as never);
    expect(plan.set.map((one) => [one.id, one.plannedPortions])).toEqual(set);
    expect(plan.make.map((one) => [one.variantKey, one.plannedPortions])).toEqual(make);
  });

  test("portions of all batches together are those of the lines", () => {
    const lines = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom(null, "少盐", "撇油"), fc.integer({ min: 1, max: 5 })),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(lines, (given) => {
        const all = given.map(([dish, way, n]) => line(dish, n, way));
        const { make } = planBatches([], all);
        expect(make.reduce((sum, one) => sum + one.plannedPortions, 0)).toBe(
          all.reduce((sum, one) => sum + one.quantity, 0),
        );
        expect(new Set(make.map((one) => `${one.dishId}:${one.variantKey}`)).size).toBe(make.length);
      }),
    );
  });

  test("a line comes out of what is still open", () => {
    const batches = [batch(1, 3, { status: "closed" }), batch(2, 1, { variantKey: "#2" })];
    expect(batchOf(line(1), batches)).toBe(2);
    expect(batchOf(line(1), [batch(1, 3, { status: "closed" })])).toBe(1);
    expect(batchOf(line(9), batches)).toBe(null);
  });

  test("keys fit their column and tell long labels apart", () => {
    const long = "少盐，少油，去皮，".repeat(8);
    expect(variantKeyOf(long).length).toBeLessThanOrEqual(60);
    expect(variantKeyOf(`${long}甲`)).not.toBe(variantKeyOf(`${long}乙`));
    expect(variantKeyOf("少盐")).toBe("少盐");
  });
});
