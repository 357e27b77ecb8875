import { endpoints, route } from "@/app/_server/route";
import { reverseDocument } from "@/domain/inventory/documents/commands";
import { DocumentDetailOut, ReverseDocument } from "@/domain/inventory/documents/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "冲销已过账的单据，返回冲销单",
      permission: "inventory:reverse",
      input: ReverseDocument,
      output: DocumentDetailOut,
    },
    reverseDocument,
  ),
});
