import { page } from "@/app/_server/page";
import { PageHeader } from "@/components/shell/page-header";
import { centreOptions } from "@/domain/centres/queries";
import { listBatches } from "@/domain/imports/batches/queries";
import { ListBatches } from "@/domain/imports/batches/schema";
import { type SheetKind, sheetKindLabels } from "@/domain/imports/schema";
import { BatchTable } from "./_components/batch-table";
import { UploadCard } from "./_components/upload-card";

export const metadata = { title: "导入" };

export default page({ permission: "imports:run", input: ListBatches }, async (ctx, input) => {
  const [found, centres] = await Promise.all([listBatches(ctx, input), centreOptions(ctx)]);
  const rows = found.rows.map((row) => ({
    id: row.id,
    kind: sheetKindLabels[row.kind as SheetKind] ?? row.kind,
    fileName: row.fileName,
    status: row.status,
    totalRows: row.totalRows,
    successRows: row.successRows,
    failedRows: row.failedRows,
    createdBy: row.createdBy ?? "",
    createdAt: row.createdAt.toISOString(),
  }));
  return (
    <>
      <PageHeader title="导入" meta="先试导入，看清哪一行哪里不对，再正式写入；写入后可整批撤销" />
      <UploadCard centres={centres} centreId={ctx.actor.centreId ?? centres[0]?.id ?? null} />
      <BatchTable page={{ ...found, rows }} sort={input.sort} />
    </>
  );
});
