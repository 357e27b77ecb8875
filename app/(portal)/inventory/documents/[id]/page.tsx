import { page } from "@/app/_server/page";
import { Card, Facts, Notice } from "@/components/card";
import { StatusBadge } from "@/components/marks/status-badge";
import { Money } from "@/components/money";
import { ScrollRegion } from "@/components/scroll-region";
import { PageHeader } from "@/components/shell/page-header";
import { When } from "@/components/time";
import { stockDocumentKindLabels, stockDocumentStatusLabels, stockMovementTypeLabels } from "@/db/enums/inventory";
import { may } from "@/domain/core/ctx";
import { documentDetail } from "@/domain/inventory/documents/queries";
import { type HandKind, handKinds } from "@/domain/inventory/documents/rules";
import { DocumentId } from "@/domain/inventory/documents/schema";
import { itemsOnShelf } from "@/domain/inventory/items/queries";
import { warehouseOptions } from "@/domain/inventory/warehouses/queries";
import { dayOf } from "@/lib/time";
import { DocumentActs } from "../../_components/document-acts";
import { DocumentForm } from "../../_components/document-form";
import { lineOf } from "../../_components/line-value";
import classes from "../../_components/stock.module.css";
import { amountText, documentTones } from "../../_components/words";

export const metadata = { title: "库存单据" };

export default page({ permission: "inventory:read", input: DocumentId }, async (ctx, input) => {
  const found = await documentDetail(ctx, input);
  const { kind, status, number } = found;
  const title = `${stockDocumentKindLabels[kind]}单 ${number}`;
  const isDraft = status === "draft" && may(ctx, "inventory:edit") && handKinds.includes(kind as HandKind);
  const [items, warehouses] = isDraft
    ? await Promise.all([
        itemsOnShelf(ctx, { itemIds: found.lines.map((line) => line.itemId), warehouseId: found.warehouseId }),
        warehouseOptions(ctx, { centreId: found.centreId }),
      ])
    : [[], []];
  const byId = new Map(items.map((item) => [item.id, item]));
  return (
    <>
      <PageHeader
        title={title}
        crumbs={[{ label: title }]}
        meta={
          <span className="ya-row">
            <StatusBadge tone={documentTones[status]} label={stockDocumentStatusLabels[status]} />
            {found.warehouseName}
            {found.toWarehouseName && ` → ${found.toWarehouseName}`}
          </span>
        }
        actions={
          <DocumentActs
            id={found.id}
            number={number}
            kind={kind}
            status={status}
            version={found.version}
            isReversal={found.reversesId !== null}
            mayEdit={may(ctx, "inventory:edit")}
            mayReverse={may(ctx, "inventory:reverse")}
          />
        }
      />
      {found.reversedByNumber && (
        <Notice tone="warn">
          已由 <a href={`/inventory/documents/${found.reversedById}`}>{found.reversedByNumber}</a> 冲销，库存已退回
        </Notice>
      )}
      {isDraft ? (
        <DocumentForm
          key={found.version}
          kind={kind as HandKind}
          draft={{ id: found.id, number, version: found.version }}
          initial={{
            warehouseId: String(found.warehouseId),
            toWarehouseId: found.toWarehouseId === null ? null : String(found.toWarehouseId),
            businessDay: found.businessDay,
            reason: found.reason ?? "",
            lines: found.lines.map((line) => lineOf(line, byId.get(line.itemId))),
          }}
          warehouses={[{ value: String(found.warehouseId), label: found.warehouseName }]}
          targets={warehouses
            .filter((one) => one.kind !== "transit")
            .map((one) => ({ value: String(one.id), label: one.name }))}
          today={dayOf(ctx.now)}
        />
      ) : (
        <div className={classes.stack}>
          <Card>
            <Facts
              items={[
                { label: "日期", value: found.businessDay },
                { label: "说明", value: found.reason ?? "—" },
                { label: "制单", value: found.createdBy ?? "系统" },
                {
                  label: kind === "transfer" ? "发出" : "过账",
                  value: found.postedAt ? <When iso={found.postedAt} now={ctx.now.toISOString()} full /> : "—",
                },
                ...(found.reversesNumber
                  ? [
                      {
                        label: "冲销",
                        value: <a href={`/inventory/documents/${found.reversesId}`}>{found.reversesNumber}</a>,
                      },
                    ]
                  : []),
              ]}
            />
          </Card>
          <Card title="动了哪些库存" sub={`${found.movements.length} 笔`} flush>
            <ScrollRegion label="库存变动" className={classes.scroll}>
              <table className={classes.table}>
                <thead>
                  <tr>
                    <th scope="col">物料</th>
                    <th scope="col">仓库</th>
                    <th scope="col">批次</th>
                    <th scope="col">种类</th>
                    <th scope="col" data-figure>
                      数量
                    </th>
                    <th scope="col" data-figure>
                      之后结存
                    </th>
                    <th scope="col" data-figure>
                      成本
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {found.movements.map((move) => (
                    <tr key={move.id}>
                      <th scope="row">{move.itemName}</th>
                      <td>{move.warehouseName}</td>
                      <td>{move.lotNo}</td>
                      <td>{stockMovementTypeLabels[move.movementType]}</td>
                      <td
                        data-figure
                      >{`${move.quantity > 0 ? "+" : "−"}${amountText(Math.abs(move.quantity), move.unit)}`}</td>
                      <td data-figure>{amountText(move.quantityAfter, move.unit)}</td>
                      <td data-figure>{move.cost === null ? "—" : <Money fen={Math.abs(move.cost)} />}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {found.movements.length === 0 && (
                <p className={classes.empty}>
                  {kind === "count" && status === "posted" ? "账实一致，没有差额" : "这张单没有动库存"}
                </p>
              )}
            </ScrollRegion>
          </Card>
        </div>
      )}
    </>
  );
});
