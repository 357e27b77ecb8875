import { endpoints, route } from "@/app/_server/route";
import { cancelDocument } from "@/domain/inventory/documents/commands";
import { DocumentDetailOut, DocumentVersion } from "@/domain/inventory/documents/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    { summary: "取消草稿", permission: "inventory:edit", input: DocumentVersion, output: DocumentDetailOut },
    cancelDocument,
  ),
});
