import { endpoints, route } from "@/app/_server/route";
import { updateDocument } from "@/domain/inventory/documents/commands";
import { documentDetail } from "@/domain/inventory/documents/queries";
import { DocumentDetailOut, DocumentId, UpdateDocument } from "@/domain/inventory/documents/schema";

const update = route(
  { summary: "修改草稿单据", permission: "inventory:edit", input: UpdateDocument, output: DocumentDetailOut },
  updateDocument,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "一张单据：行与流水", permission: "inventory:read", input: DocumentId, output: DocumentDetailOut },
    documentDetail,
  ),
  PUT: update,
  PATCH: update,
});
