import { z } from "zod";
import { id } from "@/lib/fields";

/** The whole list of a customer's files, in order; one that is left out is let go. */
export const SetCustomerFiles = z.strictObject({ id, uids: z.array(z.uuid()).max(100, "最多 100 个文件") });
export type SetCustomerFiles = z.infer<typeof SetCustomerFiles>;
