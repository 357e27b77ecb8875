import { completeMedicalOrders } from "@/domain/care/commands";
import type { Ctx } from "@/domain/core/ctx";
import { advanceDailyMenus } from "@/domain/dishes/daily/commands";
import { purgeTokens } from "@/domain/identity/sessions/commands";
import { expireReservations } from "@/domain/inventory/reserving/commands";
import { completeDeliveredOrders } from "@/domain/kitchen/delivery/completing";
import { lockDueSlots } from "@/domain/kitchen/locking/commands";
import { reserveComing } from "@/domain/kitchen/reserving/commands";
import { completePlans } from "@/domain/planning/commands";
import { purgeFiles } from "@/domain/system/files/flows";
import { purgeOnceKeys, purgeOutbox } from "@/domain/system/jobs/commands";
import type { JobKind } from "@/domain/system/jobs/schema";

/** What each scheduled kind does; the number it answers is shown as its result. */
export const scheduled: Record<JobKind, (ctx: Ctx) => Promise<number>> = {
  "files.purge": purgeFiles,
  "tokens.purge": async (ctx) => (await purgeTokens(ctx)) + (await purgeOnceKeys(ctx)),
  "outbox.purge": purgeOutbox,
  "menus.advance": advanceDailyMenus,
  "stock.reserve": async (ctx) => (await expireReservations(ctx)) + (await reserveComing(ctx)),
  "medical_orders.complete": completeMedicalOrders,
  "orders.complete": completeDeliveredOrders,
  "plans.complete": completePlans,
};

/** What happens so often that it is not recorded as a job, from the start on: name → how often, and what. */
export const ticking: Record<string, { everyMs: number; run: (ctx: Ctx) => Promise<number> }> = {
  "slots.lock": { everyMs: 30_000, run: lockDueSlots },
};
