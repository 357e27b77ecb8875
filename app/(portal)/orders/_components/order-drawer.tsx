"use client";

import { Button, Drawer, TextInput } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmButton } from "@/components/confirm";
import { LinkButton } from "@/components/link-button";
import { RestrictionTags } from "@/components/marks/restriction-tag";
import { RoomPlate } from "@/components/marks/room-plate";
import { StatusBadge } from "@/components/marks/status-badge";
import { Money } from "@/components/money";
import { useAfter } from "@/components/shell/use-after";
import { DayText, When } from "@/components/time";
import { toast } from "@/components/toast";
import { useUrlState } from "@/components/url-state";
import { customerOrderStatusLabels } from "@/db/enums/orders";
import { canEdit } from "@/domain/orders/rules";
import type { OrderDetail } from "@/domain/orders/schema";
import { tagsOf } from "../../kitchen/_components/restrictions";
import { cancelOrderAction, confirmOrderAction } from "../actions";
import classes from "./orders.module.css";
import { kindOf, orderTones, whoOf } from "./words";

/** One order docked beside the list; ↑ ↓ move to its neighbours, Esc closes. */
export function OrderDrawer({ order, ids, mayEdit }: { order: OrderDetail; ids: readonly number[]; mayEdit: boolean }) {
  const url = useUrlState();
  const router = useRouter();
  const after = useAfter();
  const [reason, setReason] = useState("");
  /** The version that was confirmed: until the page shows the next one, another touch says nothing new. */
  const [confirmed, setConfirmed] = useState<number | null>(null);
  const confirm = () => {
    if (confirmed === order.version) return;
    setConfirmed(order.version);
    const work = confirmOrderAction({ id: order.id, version: order.version }).then((answer) => {
      if (answer.ok) toast(`${order.orderNumber} 已确认，厨房会做`);
      else {
        setConfirmed(null);
        router.refresh();
      }
      return answer;
    });
    work.catch(() => setConfirmed(null));
    after(work);
  };
  const page = url.query.get("page");
  const close = () => url.set({ open: null, page });
  const step = (by: 1 | -1) => {
    const next = ids[ids.indexOf(order.id) + by];
    if (next !== undefined) url.set({ open: String(next), page }, { replace: true });
  };
  return (
    <Drawer
      opened
      onClose={close}
      closeButtonProps={{ "aria-label": "关闭" }}
      title={
        <span className="ya-row">
          {order.orderNumber}
          <StatusBadge tinted tone={orderTones[order.status]} label={customerOrderStatusLabels[order.status]} />
        </span>
      }
      onKeyDown={(event) => {
        if ((event.target as HTMLElement).closest("input, textarea")) return;
        if (event.key === "ArrowDown") step(1);
        if (event.key === "ArrowUp") step(-1);
      }}
    >
      <section className={classes.part} aria-label="给谁">
        <p className="ya-row" style={{ flexWrap: "wrap" }}>
          {order.room && <RoomPlate number={order.room} size="lg" />}
          <b>{whoOf(order)}</b>
          <span>{kindOf(order)}</span>
          {order.forMother && <RestrictionTags items={tagsOf(order.restrictions)} />}
        </p>
        <p className="ya-m">
          <DayText day={order.deliveryDate} as="title" /> {order.slot}
          {order.forMother && "，妈妈自己吃"}
        </p>
      </section>
      <section className={classes.part} aria-label="菜品">
        <h3>菜品</h3>
        <ul className={classes.lines}>
          {order.orderItems.map((item) => (
            <li key={item.id}>
              <span>
                <b>{item.dishName}</b>
                {item.notes && <span className="ya-note"> {item.notes}</span>}
                {item.overrideReason && <span className="ya-note ya-amber"> 放行：{item.overrideReason}</span>}
              </span>
              <span className="ya-s ya-num">
                <Money fen={item.unitPrice} /> × {item.quantity}
              </span>
              <b className="ya-num">
                <Money fen={item.subtotal} />
              </b>
            </li>
          ))}
          <li>
            <b>应付</b>
            <span className="ya-s">{order.portions} 份</span>
            <b className="ya-num">
              <Money fen={order.totalAmount} />
            </b>
          </li>
        </ul>
        {order.notes && <p className="ya-m">备注：{order.notes}</p>}
      </section>
      <section className={classes.part} aria-label="经过">
        <h3>经过</h3>
        <p>
          <When iso={order.createdAt.toISOString()} full /> 下单
        </p>
        {order.completedAt && (
          <p>
            <When iso={order.completedAt.toISOString()} full /> 完成
          </p>
        )}
        {order.cancelledAt && (
          <p>
            <When iso={order.cancelledAt.toISOString()} full /> 取消
            {order.cancelReason && `，${order.cancelReason}`}
          </p>
        )}
      </section>
      {mayEdit && (
        <div className={classes.acts}>
          {order.status === "pending" && (
            <Button size="md" variant="filled" loading={confirmed === order.version} onClick={confirm}>
              确认订单
            </Button>
          )}
          {canEdit(order.status) && (
            <LinkButton size="md" href={`/orders/${order.id}/edit`}>
              改订单
            </LinkButton>
          )}
          {canEdit(order.status) && (
            <ConfirmButton
              size="md"
              label="取消订单"
              title={`取消 ${order.orderNumber}？`}
              verb="取消订单"
              keep="不取消"
              onConfirm={async () => {
                const answer = await cancelOrderAction({
                  id: order.id,
                  version: order.version,
                  ...(reason.trim() && { reason }),
                });
                if (answer.ok) {
                  toast(`${order.orderNumber} 已取消，记录还在`);
                  router.refresh();
                }
                return answer;
              }}
            >
              <p>已截单的餐会给厨房发撤单，厨房确认后才算数。</p>
              <TextInput
                label="原因"
                value={reason}
                maxLength={200}
                mt={8}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
            </ConfirmButton>
          )}
        </div>
      )}
    </Drawer>
  );
}
