"use server";

import { action } from "@/app/_server/action";
import { closeBatch, startBatch } from "@/domain/kitchen/batches/commands";
import { BatchStep, CloseBatch } from "@/domain/kitchen/batches/schema";
import { lockSlot } from "@/domain/kitchen/locking/commands";
import { LockSlot } from "@/domain/kitchen/locking/schema";
import { acknowledgeTickets } from "@/domain/kitchen/tickets/commands";
import { AcknowledgeTickets } from "@/domain/kitchen/tickets/schema";
import { wall } from "@/domain/kitchen/wall/queries";
import { WallInput } from "@/domain/kitchen/wall/schema";

/** The wall asks by itself and keeps what it has while the line is gone: nothing here makes the page reload. */
export const readWallAction = action({ permission: "kitchen:read", input: WallInput }, wall);
export const acknowledgeTicketsAction = action(
  { permission: "kitchen:work", input: AcknowledgeTickets },
  acknowledgeTickets,
);
export const startBatchAction = action({ permission: "kitchen:work", input: BatchStep }, startBatch);
export const closeBatchAction = action({ permission: "kitchen:work", input: CloseBatch }, closeBatch);
export const lockSlotAction = action({ permission: "kitchen:work", input: LockSlot }, lockSlot);
