import Link from "next/link";
import type { ReactNode } from "react";
import { Card, Notice } from "@/components/card";
import { PersonChip } from "@/components/marks/person-chip";
import { StatusBadge } from "@/components/marks/status-badge";
import { ScrollRegion } from "@/components/scroll-region";
import { DayText, When } from "@/components/time";
import { stockLotStatusLabels } from "@/db/enums/inventory";
import { kitchenTicketStatusLabels, productionBatchStatusLabels } from "@/db/enums/kitchen";
import { amountText } from "@/domain/inventory/rules";
import type { Contact } from "@/domain/kitchen/people/schema";
import type { Trace } from "@/domain/kitchen/recall/schema";
import { tagsOf } from "../../_components/restrictions";
import { BlockLot } from "./block-lot";
import classes from "./recall.module.css";

type Props = { trace: Trace; contacts: ReadonlyMap<number, Contact>; mayBlock: boolean };

const parts = { shift: "当班", cook: "做菜", sampler: "留样", witness: "见证", deliverer: "送餐" } as const;

/** The chain both ways: what came in, what was made of it, what is kept, who was served, who had a hand in it. */
export function Chain({ trace, contacts, mayBlock }: Props) {
  const kept = trace.samples.filter((sample) => sample.discardedAt === null);
  const toBlock = trace.lots.filter((lot) => lot.shouldBlock);
  return (
    <div className={classes.chain}>
      {toBlock.length > 0 && (
        <Notice tone="critical" title={`还能用的批次 ${toBlock.length} 个，先冻结`}>
          {toBlock.map((lot) => `${lot.itemName} ${lot.lotNo}，还剩 ${amountText(lot.left, lot.unit)}`).join("；")}
        </Notice>
      )}
      <Served trace={trace} contacts={contacts} />
      <Part
        title="食材批次"
        count={`${trace.lots.length} 个`}
        none="没有查到用了哪一批食材"
        isEmpty={trace.lots.length === 0}
      >
        <Head names={["食材", "批号", "供应商", "收货", "到期", "用了", "还剩", "状态", ""]} />
        <tbody>
          {trace.lots.map((lot) => (
            <tr key={lot.lotId}>
              <th scope="row">{lot.itemName}</th>
              <td>
                <Link href={`/kitchen/recall?lot_id=${lot.lotId}`}>{lot.lotNo}</Link>
              </td>
              <td>
                {lot.supplierName ?? "没登记"}
                {lot.supplierPhone && <span className="ya-s"> {lot.supplierPhone}</span>}
              </td>
              <td>
                {lot.receivedOn && <DayText day={lot.receivedOn} />}
                {lot.receiptNumber && <span className="ya-s"> {lot.receiptNumber}</span>}
              </td>
              <td>{lot.expiresOn ? <DayText day={lot.expiresOn} /> : "没标"}</td>
              <td className={classes.num}>{amountText(lot.used, lot.unit)}</td>
              <td className={classes.num}>{amountText(lot.left, lot.unit)}</td>
              <td>
                <StatusBadge
                  tone={lot.status === "available" ? "done" : "critical"}
                  label={stockLotStatusLabels[lot.status as keyof typeof stockLotStatusLabels] ?? lot.status}
                />
              </td>
              <td className="ya-no-print">
                {mayBlock && lot.status === "available" && lot.left > 0 && (
                  <BlockLot lot={lot} reason={`追溯：${trace.title}`} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </Part>
      <Part
        title="做成的菜"
        count={`${trace.batches.length} 锅`}
        none="没有做成菜"
        isEmpty={trace.batches.length === 0}
      >
        <Head names={["锅次", "哪一餐", "菜品", "份数", "出锅", "经手", "状态", "用的批次"]} />
        <tbody>
          {trace.batches.map((batch) => (
            <tr key={batch.id}>
              <th scope="row">
                <Link href={`/kitchen/recall?batch_id=${batch.id}`}>{batch.number}</Link>
              </th>
              <td className="ya-nw">
                <DayText day={batch.date} /> {batch.slot}
              </td>
              <td>
                <b>{batch.dishName}</b>
                {batch.variantLabel && <span className="ya-s"> {batch.variantLabel}</span>}
              </td>
              <td className={classes.num}>{batch.portions} 份</td>
              <td className="ya-nw">{batch.closedAt ? <When iso={batch.closedAt.toISOString()} /> : "没出锅"}</td>
              <td>{batch.closedByName ?? ""}</td>
              <td className="ya-nw">
                {productionBatchStatusLabels[batch.status as keyof typeof productionBatchStatusLabels] ?? batch.status}
              </td>
              <td>{batch.lots.map((lot) => `${lot.itemName} ${lot.lotNo}`).join("，")}</td>
            </tr>
          ))}
        </tbody>
      </Part>
      <Part
        title="留样"
        count={`${trace.samples.length} 份，还在 ${kept.length} 份`}
        none="这些菜没有留样"
        isEmpty={trace.samples.length === 0}
      >
        <Head names={["样号", "菜品", "留样量", "取样", "留样人", "见证人", "放在", "留到", "状态"]} />
        <tbody>
          {trace.samples.map((sample) => (
            <tr key={sample.id}>
              <th scope="row">{sample.sampleNo}</th>
              <td>{sample.dishName}</td>
              <td className={classes.num}>{sample.grams} g</td>
              <td className="ya-nw">
                <When iso={sample.sampledAt.toISOString()} />
              </td>
              <td>{sample.samplerName ?? ""}</td>
              <td>{sample.witnessName ?? ""}</td>
              <td>{sample.fridge ?? ""}</td>
              <td className="ya-nw">
                <When iso={sample.keepUntilAt.toISOString()} full />
              </td>
              <td>
                <StatusBadge
                  tone={sample.discardedAt ? "cancelled" : "done"}
                  label={sample.discardedAt ? "已弃" : "还在"}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </Part>
      <Part
        title="经手和当班"
        count={`${trace.staff.length} 项`}
        none="没有排班和经手记录"
        isEmpty={trace.staff.length === 0}
      >
        <Head names={["姓名", "岗位", "日期", "做什么", "细节"]} />
        <tbody>
          {trace.staff.map((hand) => (
            <tr key={`${hand.name} ${hand.date} ${hand.part} ${hand.detail}`}>
              <th scope="row">{hand.name}</th>
              <td>{hand.position ?? ""}</td>
              <td className="ya-nw">
                <DayText day={hand.date} />
              </td>
              <td>{parts[hand.part]}</td>
              <td>{hand.detail}</td>
            </tr>
          ))}
        </tbody>
      </Part>
    </div>
  );
}

function Served({ trace, contacts }: Pick<Props, "trace" | "contacts">) {
  const people = new Set(trace.served.map((one) => one.customerId ?? one.name)).size;
  return (
    <Part title="吃到的人" count={`${people} 位`} none="没有人吃到" isEmpty={trace.served.length === 0}>
      <Head names={["谁", "哪一餐", "菜", "吃了", "送达", "联系"]} />
      <tbody>
        {trace.served.map((one) => {
          const contact = one.customerId === null ? undefined : contacts.get(one.customerId);
          return (
            <tr key={one.ticketId}>
              <td>
                <PersonChip
                  room={one.room ?? "送"}
                  name={one.name}
                  stage={contact?.stage}
                  day={contact?.day}
                  restrictions={tagsOf(contact?.restrictions ?? [])}
                />
              </td>
              <td className="ya-nw">
                <DayText day={one.date} /> {one.slot}
              </td>
              <td>
                {one.dishes
                  .map(
                    (dish) =>
                      `${dish.dishName}${dish.variantLabel ? `（${dish.variantLabel}）` : ""} ${dish.quantity} 份`,
                  )
                  .join("，")}
              </td>
              <td className="ya-nw">
                {one.dishes.map((dish) => (dish.eatenPct === null ? "没记" : `${dish.eatenPct}%`)).join("，")}
              </td>
              <td className="ya-nw">
                {one.deliveredAt ? (
                  <>
                    <When iso={one.deliveredAt.toISOString()} /> {one.deliveredByName}
                  </>
                ) : (
                  kitchenTicketStatusLabels[one.status]
                )}
              </td>
              <td className="ya-nw">
                {contact?.phoneLast4 ? `尾号 ${contact.phoneLast4}` : ""}
                {one.customerId !== null && (
                  <Link className="ya-no-print" href={`/customers/${one.customerId}`}>
                    {" "}
                    客户档案
                  </Link>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </Part>
  );
}

function Part(props: { title: string; count: string; none: string; isEmpty: boolean; children: ReactNode }) {
  return (
    <Card title={props.title} sub={props.count} flush>
      {props.isEmpty ? (
        <p className={classes.none}>{props.none}</p>
      ) : (
        <ScrollRegion className={classes.scroll} label={props.title}>
          <table className={classes.table}>{props.children}</table>
        </ScrollRegion>
      )}
    </Card>
  );
}

const Head = ({ names }: { names: readonly string[] }) => (
  <thead>
    <tr>
      {names.map((name) =>
        name === "" ? (
          <td key="acts" className="ya-no-print" />
        ) : (
          <th key={name} scope="col">
            {name}
          </th>
        ),
      )}
    </tr>
  </thead>
);
