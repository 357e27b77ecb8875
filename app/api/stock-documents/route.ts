import { endpoints, route } from "@/app/_server/route";
import { createDocument } from "@/domain/inventory/documents/commands";
import { listDocuments } from "@/domain/inventory/documents/queries";
import { CreateDocument, DocumentDetailOut, DocumentOut, ListDocuments } from "@/domain/inventory/documents/schema";
import { listOut } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "库存单据", permission: "inventory:read", input: ListDocuments, output: listOut(DocumentOut) },
    listDocuments,
  ),
  POST: route(
    {
      summary: "新建入库、领用、报损、调拨、盘点等单据；post 为真时立即过账",
      permission: "inventory:edit",
      input: CreateDocument,
      output: DocumentDetailOut,
      status: 201,
    },
    createDocument,
  ),
});
