import Link from "next/link";
import { Card } from "@/components/card";
import { RestrictionTags } from "@/components/marks/restriction-tag";
import { RoomPlate } from "@/components/marks/room-plate";
import { StatusBadge } from "@/components/marks/status-badge";
import { When } from "@/components/time";
import type { Delta } from "@/domain/kitchen/tickets/schema";
import { DeltaTile } from "../../_components/delta-tile";
import { tagsOf } from "../../_components/restrictions";
import classes from "./sheet.module.css";

/** What changed in this meal since it was cut off. */
export function DeltasSince({ deltas, total, href }: { deltas: readonly Delta[]; total: number; href: string }) {
  if (deltas.length === 0) return null;
  return (
    <Card title="截单后的改动" sub={`${total} 张差异单`} actions={<Link href={href}>看差异单</Link>} flush>
      <ul className={classes.changes}>
        {deltas.map((delta) => (
          <li key={delta.id}>
            <DeltaTile kind={delta.kind} />
            <RoomPlate number={delta.room ?? "送"} />
            <b className="ya-nw">{delta.customerName ?? delta.recipient}</b>
            <RestrictionTags items={tagsOf(delta.restrictions)} />
            <span>{delta.summary}</span>
            {delta.reason && <span className="ya-s">{delta.reason}</span>}
            <span className={classes.when}>
              <span className="ya-s">
                <When iso={delta.createdAt.toISOString()} />
              </span>
              {delta.isOpen ? (
                <StatusBadge tone="off" label="没确认" />
              ) : (
                <StatusBadge tone="done" label={`${delta.acknowledgedByName ?? ""} 知道了`.trim()} />
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
