import { endpoints, route } from "@/app/_server/route";
import { postDocument } from "@/domain/inventory/documents/commands";
import { DocumentDetailOut, DocumentVersion } from "@/domain/inventory/documents/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "过账：草稿生效，库存随之变动；调拨单发出在途",
      permission: "inventory:edit",
      input: DocumentVersion,
      output: DocumentDetailOut,
    },
    postDocument,
  ),
});
