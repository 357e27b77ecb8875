import { endpoints, route } from "@/app/_server/route";
import { DocumentDetailOut } from "@/domain/inventory/documents/schema";
import { createMovement } from "@/domain/inventory/movements/commands";
import { listMovements } from "@/domain/inventory/movements/queries";
import { CreateMovement, ListMovements, MovementOut } from "@/domain/inventory/movements/schema";
import { listOut } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "出入库流水，新的在前",
      permission: "inventory:read",
      input: ListMovements,
      output: listOut(MovementOut),
    },
    listMovements,
  ),
  POST: route(
    {
      summary: "登记一笔出入库，立即过账；带 Idempotency-Key 只做一次",
      permission: "inventory:edit",
      input: CreateMovement,
      output: DocumentDetailOut,
      status: 201,
    },
    createMovement,
  ),
});
