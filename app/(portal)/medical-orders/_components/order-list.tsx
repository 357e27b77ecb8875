import Link from "next/link";
import { EmptyState } from "@/components/states";
import { OrderActs, type OrderMay } from "./order-acts";
import { OrderKnown, OrderStatus, OrderText } from "./order-marks";
import classes from "./orders.module.css";
import type { OrderRow } from "./row";

/** The orders of one person, those in force first. */
export function OrderList({ rows, may }: { rows: OrderRow[]; may: OrderMay }) {
  if (rows.length === 0)
    return <EmptyState flush title="还没有医嘱" hint="医生开立后会在这里，膳食医嘱同时改她能吃什么" />;
  const rank = { active: 0, draft: 1, completed: 2, cancelled: 3 };
  return (
    <ul className={classes.list}>
      {rows
        .toSorted((a, b) => rank[a.status] - rank[b.status])
        .map((row) => (
          <li key={row.id}>
            <Link href={`/medical-orders/${row.id}`} className="ya-num ya-nw">
              {row.number}
            </Link>
            <span className={classes.grow}>
              <OrderText order={row} />
            </span>
            <span className="ya-num ya-nw ya-m">
              {row.from} {row.to ? `至 ${row.to}` : "起"}，{row.doctorName}
            </span>
            <OrderKnown order={row} />
            <OrderStatus status={row.status} />
            <OrderActs order={row} may={may} />
          </li>
        ))}
    </ul>
  );
}
