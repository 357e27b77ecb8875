import Link from "next/link";
import { Card } from "@/components/card";
import { KpiStrip } from "@/components/kpi";
import { LiveRefresh } from "@/components/live-refresh";
import { StatusBadge } from "@/components/marks/status-badge";
import { EmptyState } from "@/components/states";
import { type Ctx, may } from "@/domain/core/ctx";
import { listDocuments } from "@/domain/inventory/documents/queries";
import { ListDocuments } from "@/domain/inventory/documents/schema";
import { stockCounts } from "@/domain/inventory/stock/queries";
import { yuanText } from "@/lib/money";
import { dayOf } from "@/lib/time";
import { Cover } from "./cover";
import classes from "./home.module.css";
import { Expiring, Shortages } from "./shortages";

const LISTED = 10;

/** The store today: what runs short, what expires, what comes in. */
export async function StoreHome({ ctx, centreId }: { ctx: Ctx; centreId: number }) {
  const today = dayOf(ctx.now);
  const [counts, receipts] = await Promise.all([
    stockCounts(ctx, { centreId }),
    listDocuments(
      ctx,
      ListDocuments.parse({ centreId, kind: "receipt", startDate: today, endDate: today, pageSize: LISTED }),
    ),
  ]);
  return (
    <>
      <KpiStrip
        items={[
          { label: "在库物料", value: counts.all, unit: "种", note: `够用 ${counts.inStock} 种`, href: "/inventory" },
          {
            label: "用完和不够",
            value: counts.out + counts.overPromised,
            unit: "种",
            note: counts.overPromised > 0 ? `答应多了 ${counts.overPromised} 种` : "没有答应多的",
            tone: counts.out + counts.overPromised > 0 ? "critical" : "normal",
            href: "/inventory?status=out",
          },
          { label: "快缺", value: counts.low, unit: "种", note: "低于补货线", href: "/inventory?status=low" },
          { label: "7 天内到期", value: counts.expiring, unit: "种", note: "先用这些", href: "/inventory?expiring=7" },
          {
            label: "库存金额",
            value: `¥${yuanText(counts.cost)}`,
            note: "有成本的批次",
            definition: "仓库里各批次剩余数量乘该批次的成本。没有成本的批次不算。",
          },
        ]}
      />
      <div className={classes.split}>
        <div className={classes.stack}>
          <Shortages ctx={ctx} centreId={centreId} />
          <Expiring ctx={ctx} centreId={centreId} />
          {may(ctx, "kitchen:read") && <Cover ctx={ctx} centreId={centreId} />}
        </div>
        <div className={classes.side}>
          <Card
            title="今天入库"
            sub={`${receipts.total} 单`}
            actions={<Link href="/stock-movements">出入库</Link>}
            flush
          >
            {receipts.rows.length === 0 ? (
              <EmptyState flush title="今天还没有入库" hint="登记入库后会出现在这里" />
            ) : (
              <ul className={classes.todo}>
                {receipts.rows.map((row) => (
                  <li key={row.id}>
                    <Link href={`/inventory/documents/${row.id}`} className={classes.todoText}>
                      <b>{row.itemNames.slice(0, 3).join("、") || row.reason}</b>
                      <span className="ya-note">
                        {row.number}，{row.lineCount} 种{row.reason && `，${row.reason}`}
                      </span>
                    </Link>
                    <StatusBadge
                      tone={row.status === "posted" ? "done" : "new"}
                      label={row.status === "posted" ? "已入库" : "没过账"}
                    />
                  </li>
                ))}
              </ul>
            )}
          </Card>
        </div>
      </div>
      <LiveRefresh topics={["stock.changed", "stock.low"]} />
    </>
  );
}
