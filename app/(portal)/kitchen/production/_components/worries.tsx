import Link from "next/link";
import { Notice } from "@/components/card";
import { RoomPlate } from "@/components/marks/room-plate";
import type { SlotSheet } from "@/domain/kitchen/rules";
import { type Day, dayTitle } from "@/lib/time";

/** Nobody is skipped silently: who has nothing planned, whose dish is not safe, who is out; and every allergy of the slot. */
export function Worries({ sheet, date }: { sheet: SlotSheet; date: Day }) {
  const { needsSubstitute, unassigned, away, allergies } = sheet;
  return (
    <div style={{ display: "grid", gap: 8, marginBottom: 12 }}>
      {needsSubstitute.length > 0 && (
        <Notice tone="critical" title={`需替代 ${needsSubstitute.length} 道，没有算进份数`}>
          {needsSubstitute.map((one) => (
            <p key={`${one.customerId}-${one.dishId}`}>
              <RoomPlate number={one.room ?? "送"} /> {one.customerName}，{one.dishName}：{one.reasons.join("；")}{" "}
              <Link href={`/plans?customer_id=${one.customerId}`} style={{ textDecoration: "underline" }}>
                去换
              </Link>
            </p>
          ))}
        </Notice>
      )}
      {unassigned.length > 0 && (
        <Notice tone="warn" title={`未排 ${unassigned.length} 位，${dayTitle(date)}${sheet.slot}没有菜`}>
          {unassigned.map((one) => (
            <Link
              key={one.customerId}
              href={`/plans?customer_id=${one.customerId}`}
              className="ya-nw"
              style={{ marginRight: 12 }}
            >
              <RoomPlate number={one.room ?? "送"} /> {one.customerName}
            </Link>
          ))}
        </Notice>
      )}
      {away.length > 0 && (
        <Notice title={`外出不做 ${away.length} 位`}>
          {away.map((one) => (
            <span key={one.customerId} className="ya-nw" style={{ marginRight: 12 }}>
              <RoomPlate number={one.room ?? "送"} hollow /> {one.customerName}
            </span>
          ))}
        </Notice>
      )}
      {allergies.length > 0 && (
        <Notice tone="critical" title={`过敏 ${allergies.length} 位`}>
          {allergies.map((one) => (
            <span key={one.customerId} className="ya-nw" style={{ marginRight: 12 }}>
              <RoomPlate number={one.room ?? "送"} /> <b>{one.labels.join("、")}</b>
            </span>
          ))}
        </Notice>
      )}
    </div>
  );
}
