import { z } from "zod";
import { id, version } from "@/lib/fields";
import { idOut } from "@/lib/out";

export const MergePreview = z.strictObject({ id: id.meta({ description: "留下的客户" }), duplicateId: id });
export type MergePreview = z.infer<typeof MergePreview>;
export const MergeCustomers = MergePreview.extend({ version: version.optional() });
export type MergeCustomers = z.infer<typeof MergeCustomers>;

const sideOut = z.object({
  id: idOut,
  name: z.string(),
  phone: z.string().nullable(),
  room: z.string().nullable(),
  version: z.number().int(),
});
export const MergePreviewOut = z.object({
  keep: sideOut,
  duplicate: sideOut,
  moves: z.array(z.object({ what: z.string(), count: z.number().int(), names: z.array(z.string()) })),
  /** What stands in the way; empty when the merge can be done. */
  blocks: z.array(z.string()),
});
export type MergePreviewOut = z.infer<typeof MergePreviewOut>;
