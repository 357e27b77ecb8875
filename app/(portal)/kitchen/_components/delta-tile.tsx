import { type KitchenTicketKind, kitchenTicketKindLabels } from "@/db/enums/kitchen";
import classes from "./delta-tile.module.css";

/** 改, 加 or 撤 as a tile; 餐 for the ticket that a change follows. */
export function DeltaTile({ kind, size = "sm" }: { kind: KitchenTicketKind; size?: "sm" | "lg" }) {
  return (
    <span className={classes.tile} data-kind={kind} data-size={size}>
      {kind === "meal" ? "餐" : kitchenTicketKindLabels[kind]}
    </span>
  );
}
