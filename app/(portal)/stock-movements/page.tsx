import { z } from "zod";
import { page } from "@/app/_server/page";
import { Card } from "@/components/card";
import { LiveRefresh } from "@/components/live-refresh";
import { StatusBadge } from "@/components/marks/status-badge";
import { ScrollRegion } from "@/components/scroll-region";
import { PageHeader } from "@/components/shell/page-header";
import { stockDocumentKindLabels, stockDocumentStatusLabels } from "@/db/enums/inventory";
import { may } from "@/domain/core/ctx";
import { listDocuments } from "@/domain/inventory/documents/queries";
import { ListDocuments } from "@/domain/inventory/documents/schema";
import { listMovements } from "@/domain/inventory/movements/queries";
import { ListMovements } from "@/domain/inventory/movements/schema";
import { warehouseOptions } from "@/domain/inventory/warehouses/queries";
import { dayField } from "@/lib/fields";
import { addDays, dayOf } from "@/lib/time";
import { exportHref } from "../dishes/_components/export-href";
import { DocumentActs } from "../inventory/_components/document-acts";
import { DocumentMenu } from "../inventory/_components/document-menu";
import classes from "../inventory/_components/stock.module.css";
import { documentTones } from "../inventory/_components/words";
import { MovementsTable } from "./_components/movements-table";

export const metadata = { title: "出入库" };

const Input = ListMovements.extend({
  dayFrom: dayField.optional(),
  dayTo: dayField.optional(),
  range: z.enum(["all"]).optional(),
});
const OPEN = 8;
/** Nobody reads years of a ledger: without any question to it, it begins so many days ago, and says so. */
const RECENT_DAYS = 30;

export default page(
  { permission: "inventory:read", input: Input },
  async (ctx, { dayFrom, dayTo, range, ...input }) => {
    const centreId = input.centreId ?? ctx.actor.centreId;
    const isNarrow = [dayFrom, dayTo, input.search, input.itemId, input.inventoryItemId, input.lotId, input.documentId];
    const isRecent = range === undefined && isNarrow.every((value) => value === undefined || value === "");
    const startDate = isRecent ? addDays(dayOf(ctx.now), 1 - RECENT_DAYS) : dayFrom;
    const asked = { ...input, centreId, startDate, endDate: dayTo };
    const ofStatus = (status: "draft" | "in_transit") =>
      listDocuments(ctx, ListDocuments.parse({ status, centreId, pageSize: OPEN }));
    const [found, drafts, underway, warehouses] = await Promise.all([
      listMovements(ctx, asked),
      ofStatus("draft"),
      ofStatus("in_transit"),
      warehouseOptions(ctx, { centreId }),
    ]);
    const open = [...underway.rows, ...drafts.rows];
    const [mayEdit, mayReverse] = [may(ctx, "inventory:edit"), may(ctx, "inventory:reverse")];
    return (
      <>
        <PageHeader
          title="出入库"
          meta="流水只增不改；录错了就冲销，两笔都看得见"
          actions={mayEdit && <DocumentMenu />}
        />
        {open.length > 0 && (
          <div style={{ marginBottom: 12 }}>
            <Card title="没办完的单据" sub={`在途 ${underway.total}，草稿 ${drafts.total}`} flush>
              <ScrollRegion label="没办完的单据" className={classes.scroll}>
                <table className={classes.table}>
                  <tbody>
                    {open.map((one) => (
                      <tr key={one.id}>
                        <th scope="row">
                          <a href={`/inventory/documents/${one.id}`}>{one.number}</a>
                        </th>
                        <td>{stockDocumentKindLabels[one.kind]}</td>
                        <td>
                          {one.warehouseName}
                          {one.toWarehouseName && ` → ${one.toWarehouseName}`}
                        </td>
                        <td>
                          {one.itemNames.join("、")}
                          {one.lineCount > one.itemNames.length && `等 ${one.lineCount} 行`}
                          {one.reason && <span className="ya-note"> {one.reason}</span>}
                        </td>
                        <td>
                          <StatusBadge tone={documentTones[one.status]} label={stockDocumentStatusLabels[one.status]} />
                        </td>
                        <td>
                          <DocumentActs
                            id={one.id}
                            number={one.number}
                            kind={one.kind}
                            status={one.status}
                            version={one.version}
                            isReversal={one.reversesId !== null}
                            mayEdit={mayEdit}
                            mayReverse={mayReverse}
                            size="xs"
                          />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </ScrollRegion>
            </Card>
          </div>
        )}
        <MovementsTable
          page={{ ...found, rows: found.rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })) }}
          sort={input.sort}
          warehouses={warehouses.map((one) => ({ value: String(one.id), label: one.name }))}
          mayReverse={mayReverse}
          recentDays={isRecent ? RECENT_DAYS : undefined}
          isAll={range === "all"}
          exportHref={may(ctx, "inventory:export") ? exportHref("stock-movements", asked) : undefined}
        />
        <LiveRefresh topics={["stock.changed"]} />
      </>
    );
  },
);
