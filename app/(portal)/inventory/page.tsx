import { page } from "@/app/_server/page";
import { KpiStrip } from "@/components/kpi";
import { LiveRefresh } from "@/components/live-refresh";
import { Money } from "@/components/money";
import { PageHeader } from "@/components/shell/page-header";
import { may } from "@/domain/core/ctx";
import { listStock, stockCounts } from "@/domain/inventory/stock/queries";
import { ListStock } from "@/domain/inventory/stock/schema";
import { warehouseOptions } from "@/domain/inventory/warehouses/queries";
import { dayOf } from "@/lib/time";
import { exportHref } from "../dishes/_components/export-href";
import { DocumentMenu } from "./_components/document-menu";
import { StockTable } from "./_components/stock-table";

export const metadata = { title: "库存" };

export default page({ permission: "inventory:read", input: ListStock }, async (ctx, input) => {
  const centreId = input.centreId ?? ctx.actor.centreId;
  const asked = { ...input, centreId };
  const [found, counts, warehouses] = await Promise.all([
    listStock(ctx, asked),
    stockCounts(ctx, { centreId, warehouseId: input.warehouseId }),
    warehouseOptions(ctx, { centreId }),
  ]);
  return (
    <>
      <PageHeader
        title="库存"
        meta="可用 = 没过期、没冻结的批次减去预留；数字都由出入库流水得来"
        actions={may(ctx, "inventory:edit") && <DocumentMenu warehouseId={input.warehouseId ?? warehouses[0]?.id} />}
      />
      <KpiStrip
        items={[
          {
            label: "在库物料",
            value: counts.all,
            unit: "项",
            note: (
              <>
                成本 <Money fen={counts.cost} whole />
              </>
            ),
          },
          {
            label: "7 天内到期",
            value: counts.expiring,
            unit: "项",
            note: "含已过期没处理的",
            href: "/inventory?expiring=7&sort=expiresOn",
          },
          { label: "偏低", value: counts.low, unit: "项", note: "可用少于补货线", href: "/inventory?status=low" },
          {
            label: "缺货",
            value: counts.out + counts.overPromised,
            unit: "项",
            note: counts.overPromised > 0 ? `其中 ${counts.overPromised} 项预留超过可用` : "没有可用的批次",
            tone: counts.out + counts.overPromised > 0 ? "critical" : "normal",
            href: "/inventory?status=out",
          },
        ]}
      />
      <StockTable
        page={{ ...found, rows: found.rows.map(({ updatedAt, ...row }) => row) }}
        sort={input.sort}
        today={dayOf(ctx.now)}
        warehouses={warehouses.map((one) => ({ value: String(one.id), label: one.name }))}
        exportHref={may(ctx, "inventory:export") ? exportHref("inventory", asked) : undefined}
      />
      <LiveRefresh topics={["stock.changed"]} />
    </>
  );
});
