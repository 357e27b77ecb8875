"use server";

import { action } from "@/app/_server/action";
import { fresh } from "@/app/_server/fresh";
import { cancelBatch, closeBatch, startBatch } from "@/domain/kitchen/batches/commands";
import { BatchStep, CancelBatch, CloseBatch } from "@/domain/kitchen/batches/schema";
import { deliverTickets, recordEaten, takeBackDelivery } from "@/domain/kitchen/delivery/commands";
import { DeliverTickets, RecordEaten, TakeBackDelivery } from "@/domain/kitchen/delivery/schema";
import { lockSlot } from "@/domain/kitchen/locking/commands";
import { LockSlot } from "@/domain/kitchen/locking/schema";
import { discardSample, recordSample, recordTemperature } from "@/domain/kitchen/samples/commands";
import { DiscardSample, RecordSample, RecordTemperature } from "@/domain/kitchen/samples/schema";
import { acknowledgeTickets } from "@/domain/kitchen/tickets/commands";
import { AcknowledgeTickets } from "@/domain/kitchen/tickets/schema";

export const lockSlotAction = action({ permission: "kitchen:work", input: LockSlot }, fresh(lockSlot));
export const startBatchAction = action({ permission: "kitchen:work", input: BatchStep }, fresh(startBatch));
export const closeBatchAction = action({ permission: "kitchen:work", input: CloseBatch }, fresh(closeBatch));
export const cancelBatchAction = action({ permission: "kitchen:work", input: CancelBatch }, fresh(cancelBatch));
export const acknowledgeDeltasAction = action(
  { permission: "kitchen:work", input: AcknowledgeTickets },
  fresh(acknowledgeTickets),
);
export const deliverTicketsAction = action(
  { permission: "kitchen:deliver", input: DeliverTickets },
  fresh(deliverTickets),
);
export const takeBackDeliveryAction = action(
  { permission: "kitchen:deliver", input: TakeBackDelivery },
  fresh(takeBackDelivery),
);
export const recordEatenAction = action({ permission: "kitchen:deliver", input: RecordEaten }, fresh(recordEaten));
export const recordSampleAction = action({ permission: "kitchen:samples", input: RecordSample }, fresh(recordSample));
export const discardSampleAction = action(
  { permission: "kitchen:samples", input: DiscardSample },
  fresh(discardSample),
);
export const recordTemperatureAction = action(
  { permission: "kitchen:samples", input: RecordTemperature },
  fresh(recordTemperature),
);
