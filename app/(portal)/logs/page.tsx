import { page } from "@/app/_server/page";
import { PageHeader } from "@/components/shell/page-header";
import { may } from "@/domain/core/ctx";
import { auditChoices, listAudit, readAudit } from "@/domain/identity/audit/queries";
import { type AuditOut, ListAudit } from "@/domain/identity/audit/schema";
import { id } from "@/lib/fields";
import { COUNTED_AT_MOST } from "@/lib/page";
import { LogsTable } from "./_components/logs-table";

export const metadata = { title: "操作日志" };

/** `open` is the entry whose details are shown beside the list. */
const Shown = ListAudit.extend({ open: id.optional() });

export default page({ permission: "audit:read", input: Shown }, async (ctx, input) => {
  const [found, choices] = await Promise.all([listAudit(ctx, input), auditChoices(ctx)]);
  const opened = input.open
    ? (found.rows.find((row) => row.id === input.open) ?? (await readAudit(ctx, input.open)))
    : null;
  const dated = (row: AuditOut) => ({ ...row, createdAt: row.createdAt.toISOString() });
  return (
    <>
      <PageHeader
        title="操作日志"
        meta={found.total >= COUNTED_AT_MOST ? "多于 10,000 条，缩小范围看得更准" : "只增不改，谁在什么时候做了什么"}
      />
      <LogsTable
        page={{ ...found, rows: found.rows.map(dated) }}
        sort={input.sort}
        opened={opened && dated(opened)}
        choices={choices}
        canExport={may(ctx, "audit:export")}
      />
    </>
  );
});
