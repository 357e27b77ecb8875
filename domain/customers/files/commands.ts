import "server-only";
import { command } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { attachFiles } from "@/domain/system/files/commands";
import { lockedCustomer } from "../commands";
import type { SetCustomerFiles } from "./schema";

/** Keeps uploads with a customer (合同, 证件, 检查单), or lets them go. */
export function setCustomerFiles(ctx: Ctx, input: SetCustomerFiles) {
  return command(ctx, "customers:edit", async (tx) => {
    const customer = await lockedCustomer(tx, input.id);
    await attachFiles(tx, { type: "customer", id: customer.id }, "attachment", input.uids);
    await audit(
      tx,
      "customer.files_set",
      null,
      { id: customer.id, centreId: customer.centreId, familyId: customer.familyId },
      { files: input.uids.length },
    );
    return { count: input.uids.length };
  });
}
