import "server-only";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { type FileLink, fileLinks } from "@/domain/system/files/queries";
import { visibleCustomer } from "../queries";

/** Papers kept with a customer, as short-lived links. */
export async function customerFiles(ctx: Ctx, input: { id: number }): Promise<FileLink[]> {
  const read = reader(ctx, "customers:read");
  const customer = await visibleCustomer(read, input.id);
  return (await fileLinks(read.db, "customer", [customer.id], "attachment")).get(customer.id) ?? [];
}
