import Link from "next/link";
import { Notice } from "@/components/card";
import { PersonChip } from "@/components/marks/person-chip";
import { RestrictionTags } from "@/components/marks/restriction-tag";
import { RoomPlate } from "@/components/marks/room-plate";
import type { Named, SlotSheet } from "@/domain/kitchen/rules";
import { type Day, dayTitle } from "@/lib/time";
import { tagsOf } from "../../_components/restrictions";
import classes from "./worries.module.css";

/** Nobody is skipped silently: who has nothing planned, whose dish is not safe, who is out; and every allergy of the slot. */
export function Worries({ sheet, date }: { sheet: SlotSheet; date: Day }) {
  const { needsSubstitute, unassigned, away, allergies } = sheet;
  if (needsSubstitute.length + unassigned.length + away.length + allergies.length === 0) return null;
  return (
    <div className={classes.worries}>
      {needsSubstitute.length > 0 && (
        <Notice tone="critical" title={`需替代 ${needsSubstitute.length} 道，没有算进份数`}>
          <ul className={classes.rows}>
            {needsSubstitute.map((one) => (
              <li key={`${one.customerId}-${one.dishId}`}>
                <Who one={one} />
                <span className={classes.why}>
                  <b className="ya-nw">{one.dishName}</b>：{one.reasons.join("；")}
                </span>
                <Link href={`/plans?customer_id=${one.customerId}`} className={classes.act}>
                  去换
                  <span className="ya-sr">
                    {one.customerName}的{one.dishName}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {unassigned.length > 0 && (
        <Notice tone="warn" title={`未排 ${unassigned.length} 位，${dayTitle(date)}${sheet.slot}没有菜`}>
          <ul className={classes.people}>
            {unassigned.map((one) => (
              <li key={one.customerId}>
                <Link href={`/plans?customer_id=${one.customerId}`} className={classes.who}>
                  <Who one={one} />
                </Link>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {away.length > 0 && (
        <Notice title={`外出不做 ${away.length} 位`}>
          <ul className={classes.people}>
            {away.map((one) => (
              <li key={one.customerId}>
                <Who one={one} isOut />
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {allergies.length > 0 && (
        <Notice tone="critical" title={`过敏 ${allergies.length} 位`}>
          <ul className={classes.people}>
            {allergies.map((one) => (
              <li key={one.customerId} className="ya-row">
                <RoomPlate number={one.room ?? "送"} />
                <RestrictionTags items={one.labels.map((label) => ({ kind: "allergy", strength: "hard", label }))} />
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}

const Who = ({ one, isOut }: { one: Named; isOut?: boolean }) => (
  <PersonChip room={one.room ?? "送"} notIn={isOut} name={one.customerName} restrictions={tagsOf(one.restrictions)} />
);
