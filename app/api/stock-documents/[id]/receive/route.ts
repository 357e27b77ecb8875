import { endpoints, route } from "@/app/_server/route";
import { receiveTransfer } from "@/domain/inventory/documents/commands";
import { DocumentDetailOut, DocumentVersion } from "@/domain/inventory/documents/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "调拨收货：在途转入目标仓",
      permission: "inventory:edit",
      input: DocumentVersion,
      output: DocumentDetailOut,
    },
    receiveTransfer,
  ),
});
