import { LiveRefresh } from "@/components/live-refresh";
import { type Ctx, may } from "@/domain/core/ctx";
import { listBatches } from "@/domain/kitchen/batches/queries";
import { kitchenHands } from "@/domain/kitchen/hands/queries";
import { listDeltas } from "@/domain/kitchen/tickets/queries";
import { ListDeltas } from "@/domain/kitchen/tickets/schema";
import { wall } from "@/domain/kitchen/wall/queries";
import { dayOf } from "@/lib/time";
import { SlotStrip } from "../kitchen/_components/slot-strip";
import { stripOf } from "../kitchen/_components/strip";
import { Cutoff } from "../kitchen/production/_components/cutoff";
import { potsOf } from "../kitchen/production/_components/pot";
import { RecordTable } from "../kitchen/production/_components/record-table";
import { Allergies } from "./allergies";
import classes from "./home.module.css";
import { OpenDeltas } from "./open-deltas";

const LISTED = 20;

/** The stove: the next meal's pots, what changed after the cut-off (first on a phone), everyone's allergies. */
export async function StoveHome({ ctx, centreId, slot }: { ctx: Ctx; centreId: number; slot?: string }) {
  const [board, deltas, people] = await Promise.all([
    wall(ctx, { centreId, ...(slot && { slot }) }),
    listDeltas(ctx, ListDeltas.parse({ centreId, date: dayOf(ctx.now), open: true, pageSize: LISTED })),
    may(ctx, "kitchen:samples") ? kitchenHands(ctx, { centreId }) : null,
  ]);
  const { batches: costs } = await listBatches(ctx, { centreId, date: board.date, slot: board.slot.code });
  const portions = board.slot.tickets;
  return (
    <>
      <SlotStrip slots={stripOf(board, ctx.now)} current={board.slot.code} />
      <div className={classes.split}>
        <div className={classes.stack}>
          <RecordTable
            centreId={centreId}
            slot={board.slot.name}
            portions={portions}
            pots={potsOf(board.batches, costs, new Map())}
            people={people}
            mayWork={may(ctx, "kitchen:work")}
            compact
            switcher={
              <Cutoff
                centreId={centreId}
                date={board.date}
                slot={board.slot}
                worries={0}
                mayWork={may(ctx, "kitchen:work")}
              />
            }
          />
        </div>
        <div className={classes.side}>
          <OpenDeltas deltas={deltas.rows} total={deltas.open} mayWork={may(ctx, "kitchen:work")} />
          <Allergies slot={board.slot.name} people={board.allergies} />
        </div>
      </div>
      <LiveRefresh
        topics={["slot.locked", "kitchen_ticket.issued", "kitchen_ticket.acknowledged", "production_batch.changed"]}
      />
    </>
  );
}
