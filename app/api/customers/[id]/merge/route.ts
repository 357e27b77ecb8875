import { endpoints, route } from "@/app/_server/route";
import { mergeCustomers } from "@/domain/customers/merging/commands";
import { mergePreview } from "@/domain/customers/merging/queries";
import { MergeCustomers, MergePreview, MergePreviewOut } from "@/domain/customers/merging/schema";
import { created } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "合并前看会移动什么、有没有冲突",
      permission: "customers:merge",
      input: MergePreview,
      output: MergePreviewOut,
    },
    mergePreview,
  ),
  POST: route(
    { summary: "把重复的客户并入这一位", permission: "customers:merge", input: MergeCustomers, output: created },
    mergeCustomers,
  ),
});
