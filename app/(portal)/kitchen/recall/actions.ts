"use server";

import { z } from "zod";
import { action } from "@/app/_server/action";
import { fresh } from "@/app/_server/fresh";
import { findCustomers } from "@/domain/customers/search";
import { blockLot } from "@/domain/inventory/lots/commands";
import { listLots } from "@/domain/inventory/lots/queries";
import { BlockLot, ListLots } from "@/domain/inventory/lots/schema";

const Text = z.string().trim().max(50);

export const findLotsAction = action({ permission: "inventory:read", input: Text }, async (ctx, search) =>
  (await listLots(ctx, ListLots.parse({ search, empty: true, pageSize: 12 }))).rows.map((lot) => ({
    id: lot.id,
    label: `${lot.itemName} ${lot.lotNo}`,
    hint: lot.expiresOn ? `${lot.expiresOn} 到期` : "",
  })),
);

export const findEatersAction = action({ permission: "customers:read", input: Text }, async (ctx, text) =>
  (await findCustomers(ctx, text, 12)).map((one) => ({
    id: one.customerId,
    label: `${one.room ?? ""} ${one.name}`.trim(),
  })),
);

export const blockLotAction = action({ permission: "inventory:edit", input: BlockLot }, fresh(blockLot));
