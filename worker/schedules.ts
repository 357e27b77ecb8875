import type { Ctx } from "@/domain/core/ctx";
import { purgeTokens } from "@/domain/identity/sessions/commands";
import { completePlans } from "@/domain/planning/commands";
import { purgeFiles } from "@/domain/system/files/flows";
import { purgeOnceKeys, purgeOutbox } from "@/domain/system/jobs/commands";
import type { JobKind } from "@/domain/system/jobs/schema";

/** What each scheduled kind does; the number it answers is shown as its result. */
export const scheduled: Record<JobKind, (ctx: Ctx) => Promise<number>> = {
  "files.purge": purgeFiles,
  "tokens.purge": async (ctx) => (await purgeTokens(ctx)) + (await purgeOnceKeys(ctx)),
  "outbox.purge": purgeOutbox,
  "plans.complete": completePlans,
};
