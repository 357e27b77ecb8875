import { page } from "@/app/_server/page";
import { Card, Cell, Columns, Facts } from "@/components/card";
import { LinkButton } from "@/components/link-button";
import { LiveRefresh } from "@/components/live-refresh";
import { StatusBadge } from "@/components/marks/status-badge";
import { Money } from "@/components/money";
import { ScrollRegion } from "@/components/scroll-region";
import { PageHeader } from "@/components/shell/page-header";
import { DayText, When } from "@/components/time";
import { stockMovementTypeLabels } from "@/db/enums/inventory";
import { may } from "@/domain/core/ctx";
import { stockDetail } from "@/domain/inventory/stock/queries";
import { stockStatusLabels } from "@/domain/inventory/stock/rules";
import { StockId } from "@/domain/inventory/stock/schema";
import { dayOf } from "@/lib/time";
import classes from "../_components/stock.module.css";
import { amountText, stockTones } from "../_components/words";
import { LotsCard } from "./_components/lots-card";
import { ReorderPoint } from "./_components/reorder-point";

export const metadata = { title: "库存明细" };

const sourceWords: Record<string, string> = { kitchen_slot: "厨房餐次", production_batch: "生产批次", order: "订单" };

export default page({ permission: "inventory:read", input: StockId }, async (ctx, input) => {
  const row = await stockDetail(ctx, input);
  const mayEdit = may(ctx, "inventory:edit");
  const say = (quantity: number) => amountText(quantity, row.unit);
  const start = (kind: string) =>
    `/inventory/documents/new?kind=${kind}&warehouse_id=${row.warehouseId}&item_id=${row.itemId}`;
  return (
    <>
      <PageHeader
        title={row.itemName}
        crumbs={[{ label: row.itemName }]}
        meta={
          <span className="ya-row">
            {row.warehouseName}
            <StatusBadge tone={stockTones[row.status]} label={stockStatusLabels[row.status]} />
          </span>
        }
        actions={
          mayEdit && (
            <>
              <LinkButton size="md" href={start("waste")}>
                报损
              </LinkButton>
              <LinkButton size="md" href={start("issue")}>
                领用
              </LinkButton>
              <LinkButton size="md" variant="filled" href={start("receipt")}>
                入库
              </LinkButton>
            </>
          )
        }
      />
      <Columns>
        <Cell span={8}>
          <div className={classes.stack}>
            <LotsCard lots={row.lots} unit={row.unit} today={dayOf(ctx.now)} mayEdit={mayEdit} />
            <Card
              title="流水"
              sub="最近 50 笔，新的在上"
              flush
              actions={
                <LinkButton size="xs" href={`/stock-movements?item_id=${row.itemId}&warehouse_id=${row.warehouseId}`}>
                  看全部
                </LinkButton>
              }
            >
              <ScrollRegion label="流水" className={classes.scroll}>
                <table className={classes.table}>
                  <thead>
                    <tr>
                      <th scope="col">时间</th>
                      <th scope="col">种类</th>
                      <th scope="col">批次</th>
                      <th scope="col" data-figure>
                        数量
                      </th>
                      <th scope="col" data-figure>
                        结存
                      </th>
                      <th scope="col" data-figure>
                        成本
                      </th>
                      <th scope="col">单据</th>
                    </tr>
                  </thead>
                  <tbody>
                    {row.movements.map((move) => (
                      <tr key={move.id}>
                        <td className="ya-nw">
                          <When iso={move.createdAt} now={ctx.now.toISOString()} />
                        </td>
                        <td>{stockMovementTypeLabels[move.movementType]}</td>
                        <td>{move.lotNo}</td>
                        <td data-figure>{signed(move.quantity, row.unit)}</td>
                        <td data-figure>{say(move.quantityAfter)}</td>
                        <td data-figure>{move.cost === null ? "—" : <Money fen={Math.abs(move.cost)} />}</td>
                        <td>
                          <a href={`/inventory/documents/${move.documentId}`}>{move.documentNumber}</a>
                          {move.reason && <span className="ya-note"> {move.reason}</span>}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </ScrollRegion>
            </Card>
          </div>
        </Cell>
        <Cell span={4}>
          <div className={classes.stack}>
            <Card title="现在">
              <Facts
                layout="list"
                items={[
                  { label: "可用", value: <b>{say(row.availableQuantity)}</b> },
                  { label: "结存", value: say(row.quantity) },
                  { label: "预留", value: say(row.reservedQuantity) },
                  { label: "过期", value: say(row.expiredQuantity) },
                  { label: "冻结、隔离", value: say(row.blockedQuantity) },
                  { label: "日均用量", value: `${say(row.dailyUse)}（近 14 天）` },
                  { label: "够用", value: row.coverDays === null ? "近 14 天没用" : `${row.coverDays} 天` },
                  { label: "成本", value: row.cost === null ? "有批次没有价格" : <Money fen={row.cost} /> },
                ]}
              />
            </Card>
            {mayEdit && <ReorderPoint id={row.id} value={row.reorderPoint} unit={row.unit} />}
            <Card title="预留" sub={row.reservations.length === 0 ? "没有人预留" : `${row.reservations.length} 笔`}>
              <ul className={classes.list}>
                {row.reservations.map((one) => (
                  <li key={one.id}>
                    <DayText day={one.neededOn} as="weekday" /> {sourceWords[one.sourceType] ?? one.sourceType}
                    <b>{say(one.quantity)}</b>
                  </li>
                ))}
              </ul>
            </Card>
          </div>
        </Cell>
      </Columns>
      <LiveRefresh topics={["stock.changed"]} />
    </>
  );
});

const signed = (quantity: number, unit: string) => `${quantity > 0 ? "+" : "−"}${amountText(Math.abs(quantity), unit)}`;
