import Link from "next/link";
import { page } from "@/app/_server/page";
import { Card, Cell, Columns, Facts } from "@/components/card";
import { RestrictionTags } from "@/components/marks/restriction-tag";
import { RoomPlate } from "@/components/marks/room-plate";
import { PageHeader } from "@/components/shell/page-header";
import { Timeline } from "@/components/timeline";
import { medicalOrderOrderTypeLabels } from "@/db/enums/care";
import { expandDiet, targetText } from "@/domain/care/diet/rules";
import { dietWords, medicalOrderDetail } from "@/domain/care/queries";
import { OneMedicalOrder } from "@/domain/care/schema";
import { may } from "@/domain/core/ctx";
import { timelineOf } from "@/domain/identity/audit/queries";
import { stamp } from "@/lib/time";
import { OrderActs } from "../_components/order-acts";
import { OrderKnown, OrderStatus } from "../_components/order-marks";
import { orderRow } from "../_components/row";

export const metadata = { title: "医嘱" };

export default page({ permission: "medical_orders:read", input: OneMedicalOrder }, async (ctx, { id }) => {
  const order = await medicalOrderDetail(ctx, { id });
  const [happened, words] = await Promise.all([timelineOf(ctx, "medical_order", id, 30), dietWords(ctx)]);
  const row = orderRow(order);
  const diet = order.diet && expandDiet(order.diet);
  return (
    <>
      <PageHeader
        title={`${order.patientName}的${medicalOrderOrderTypeLabels[order.orderType]}医嘱`}
        crumbs={[{ label: order.number }]}
        meta={<OrderStatus status={order.status} />}
        actions={
          <OrderActs
            order={row}
            may={{ edit: may(ctx, "medical_orders:edit"), acknowledge: may(ctx, "medical_orders:acknowledge") }}
          />
        }
      />
      <p className="ya-row" style={{ flexWrap: "wrap", marginBottom: 12 }}>
        {order.room && <RoomPlate number={order.room} size="lg" />}
        {order.customerId ? (
          <Link href={`/customers/${order.customerId}?tab=orders`}>{order.patientName}</Link>
        ) : (
          <b>{order.patientName}</b>
        )}
        <RestrictionTags items={order.restrictions} size="lg" />
      </p>
      <Columns>
        <Cell span={8}>
          <Card title="内容">
            <p style={{ whiteSpace: "pre-wrap" }}>{order.content}</p>
            <Facts
              layout="list"
              items={[
                { label: "医生", value: [order.doctorName, order.doctorTitle].filter(Boolean).join("，") },
                {
                  label: "执行",
                  value: `${stamp(order.startsAt)} ${order.stopsAt ? `至 ${stamp(order.stopsAt)}` : "起，到停止为止"}`,
                },
                ...(order.dosage ? [{ label: "剂量", value: order.dosage }] : []),
                ...(order.frequency ? [{ label: "频次", value: order.frequency }] : []),
                ...(order.duration ? [{ label: "疗程", value: order.duration }] : []),
                ...(order.dueTimes?.length ? [{ label: "时间", value: order.dueTimes.join("、") }] : []),
                { label: "护士确认", value: <OrderKnown order={row} /> },
                ...(order.stopReason
                  ? [{ label: "停止", value: `${order.stoppedByName ?? ""}：${order.stopReason}` }]
                  : []),
                ...(order.notes ? [{ label: "备注", value: order.notes }] : []),
              ]}
            />
          </Card>
          {diet && (
            <Card title="对饮食的要求" sub="停止医嘱时一起结束" style={{ marginTop: 12 }}>
              <Facts
                layout="list"
                items={[
                  ...(diet.restrictions.length > 0
                    ? [
                        {
                          label: "忌口",
                          value: diet.restrictions
                            .map((r) => (r.adjustment ? `${r.label}（${r.adjustment}就能吃）` : r.label))
                            .join("、"),
                        },
                      ]
                    : []),
                  ...(diet.conditions.length > 0
                    ? [
                        {
                          label: "身体状况",
                          value: diet.conditions.map((code) => words.conditions.get(code) ?? code).join("、"),
                        },
                      ]
                    : []),
                  ...(diet.targets.length > 0
                    ? [
                        {
                          label: "每天限量",
                          value: diet.targets.map((target) => targetText(target, words.nutrients)).join("，"),
                        },
                      ]
                    : []),
                ]}
              />
            </Card>
          )}
        </Cell>
        <Cell span={4}>
          <Card title="经过">
            <Timeline
              items={happened.map(({ at, actorName, text }) => ({
                at: at.toISOString(),
                actor: actorName,
                text,
                icon: "care" as const,
              }))}
            />
          </Card>
        </Cell>
      </Columns>
    </>
  );
});
