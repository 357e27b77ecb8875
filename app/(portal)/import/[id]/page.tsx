import { page } from "@/app/_server/page";
import { Card } from "@/components/card";
import { StatusBadge } from "@/components/marks/status-badge";
import { PageHeader } from "@/components/shell/page-header";
import { importBatchStatusLabels } from "@/db/enums/system";
import { batch } from "@/domain/imports/batches/queries";
import { BatchId } from "@/domain/imports/batches/schema";
import { type SheetKind, sheetKindLabels } from "@/domain/imports/schema";
import { Decide } from "./_components/decide";
import { Findings } from "./_components/findings";
import classes from "./_components/result.module.css";
import { Steps } from "./_components/steps";

export const metadata = { title: "导入结果" };

const tones = { uploaded: "new", checked: "partly", imported: "done", failed: "critical", undone: "returned" } as const;

export default page({ permission: "imports:run", input: BatchId }, async (ctx, input) => {
  const found = await batch(ctx, input);
  const { processedData: rows } = found;
  const kind = sheetKindLabels[found.kind as SheetKind] ?? found.kind;
  const done = found.status === "imported" || found.status === "undone";
  return (
    <>
      <PageHeader
        title={`导入${kind}`}
        crumbs={[{ label: done ? "导入结果" : "试导入结果" }]}
        meta={`${found.filename}，工作表 ${found.sheet}，表头在第 ${found.headerRow} 行`}
        actions={<StatusBadge tone={tones[found.status]} label={importBatchStatusLabels[found.status]} tinted />}
      />
      <Steps at={found.status === "checked" ? 2 : 3} />
      <dl className={classes.figures}>
        <Figure label="数据行" value={rows.totalRows} note="标题、空行、合计、脚注已跳过" />
        <Figure label={done ? "已导入" : "可以导入"} value={rows.successRows} tone="ok" />
        <Figure label="其中原样通过" value={rows.cleanRows} />
        <Figure label="其中自动整理过" value={rows.fixedRows} tone="warn" />
        <Figure label="有错，不导入" value={rows.failedRows} tone="crit" />
        {rows.sameRows > 0 && <Figure label="已经有了，不重复" value={rows.sameRows} />}
      </dl>
      <div className={classes.layout}>
        <Findings batchId={found.batchId} errors={found.errors} warnings={found.warnings} />
        <Card title={done ? "导入后" : "有错的行怎么办"}>
          <Decide
            batchId={found.batchId}
            status={found.status}
            success={rows.successRows}
            failed={rows.failedRows}
            made={{ created: rows.newRows, changed: rows.updatedRows }}
          />
        </Card>
      </div>
    </>
  );
});

function Figure(props: { label: string; value: number; note?: string; tone?: "ok" | "warn" | "crit" }) {
  return (
    <div data-tone={props.tone}>
      <dt>{props.label}</dt>
      <dd>
        <b>{props.value}</b> {props.note && <span className="ya-note">{props.note}</span>}
      </dd>
    </div>
  );
}
