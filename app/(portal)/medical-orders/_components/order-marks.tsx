import { StatusBadge } from "@/components/marks/status-badge";
import { medicalOrderOrderTypeLabels, medicalOrderStatusLabels } from "@/db/enums/care";
import classes from "./orders.module.css";
import type { OrderRow } from "./row";

const tones = { draft: "new", active: "running", completed: "done", cancelled: "cancelled" } as const;

export const OrderStatus = ({ status }: Pick<OrderRow, "status">) => (
  <StatusBadge
    tone={tones[status]}
    label={medicalOrderStatusLabels[status]}
    {...(status === "draft" && { hue: "plain" as const })}
  />
);

/** What is ordered: kind, words, dose and rhythm; the reason where it was stopped. */
export function OrderText({ order }: { order: OrderRow }) {
  const rhythm = [order.dosage, order.frequency, order.duration].filter(Boolean).join("，");
  return (
    <div className={classes.text}>
      <span className={classes.kind}>{medicalOrderOrderTypeLabels[order.orderType]}</span>
      <span>{order.content}</span>
      {rhythm && <span className="ya-note">{rhythm}</span>}
      {order.stopReason && (
        <span className="ya-note">
          {order.stopped}停止：{order.stopReason}
        </span>
      )}
    </div>
  );
}

/** Whether the ward knows: who confirmed and when, or that it still waits. */
export function OrderKnown({ order }: { order: OrderRow }) {
  if (order.status === "draft") return <span className="ya-note">开立后才送达</span>;
  if (order.known) return <span className="ya-num ya-m">{order.known}</span>;
  return <span className="ya-amber ya-nw">▲ {order.status === "cancelled" ? "停止还没确认" : "护士还没确认"}</span>;
}
