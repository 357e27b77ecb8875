import { expect, it } from "vitest";
import { newCtx, TEST_NOW } from "@/domain/testing";
import { listStock, stockCounts } from "../stock/queries";
import { ListStock } from "../stock/schema";
import { stockDifferences } from "./commands";

it("the world's stock adds up, lot by lot, and has something to worry about", async () => {
  const ctx = newCtx(["inventory:read"], { now: TEST_NOW });
  expect(await stockDifferences(ctx)).toEqual([]);
  const counts = await stockCounts(ctx, { warehouseId: 1 });
  expect(counts.all).toBeGreaterThan(80);
  expect(counts.expiring).toBeGreaterThan(3);
  const blocked = await listStock(ctx, ListStock.parse({ warehouseId: 1, search: "基围虾" }));
  expect(blocked.rows).toMatchObject([{ blockedQuantity: 4000 }]);
});
