import { endpoints, route } from "@/app/_server/route";
import { listAudit } from "@/domain/identity/audit/queries";
import { AuditOut, ListAudit } from "@/domain/identity/audit/schema";
import { listOut } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "操作日志", permission: "audit:read", input: ListAudit, output: listOut(AuditOut) }, listAudit),
});
