import Link from "next/link";
import { LiveRefresh } from "@/components/live-refresh";
import { type Ctx, may } from "@/domain/core/ctx";
import { listBatches } from "@/domain/kitchen/batches/queries";
import { kitchenHands } from "@/domain/kitchen/hands/queries";
import { production } from "@/domain/kitchen/queries";
import type { SlotSheet } from "@/domain/kitchen/rules";
import { deltasOfDay } from "@/domain/kitchen/tickets/queries";
import { wall } from "@/domain/kitchen/wall/queries";
import type { Wall } from "@/domain/kitchen/wall/schema";
import { addDays, dayOf, shortDay } from "@/lib/time";
import { SlotStrip } from "../kitchen/_components/slot-strip";
import { stripOf } from "../kitchen/_components/strip";
import { Cutoff } from "../kitchen/production/_components/cutoff";
import { potsOf } from "../kitchen/production/_components/pot";
import { ProductionTable } from "../kitchen/production/_components/production-table";
import { RecordTable } from "../kitchen/production/_components/record-table";
import { Allergies } from "./allergies";
import classes from "./home.module.css";
import { OpenDeltas } from "./open-deltas";

const LISTED = 20;

/** The meal after the one on the wall, to prepare for: of the same day, else the first of the next. */
async function mealAfter(ctx: Ctx, centreId: number, board: Wall): Promise<{ sheet: SlotSheet; when: string } | null> {
  const at = board.slots.findIndex((one) => one.id === board.slot.id);
  const isLast = at === board.slots.length - 1;
  const date = isLast ? addDays(board.date, 1) : board.date;
  const day = await production(ctx, { centreId, date, slot: board.slots[isLast ? 0 : at + 1]?.code });
  const [sheet] = day.slots;
  return sheet ? { sheet, when: date === dayOf(ctx.now) ? "" : `${shortDay(date)} ` } : null;
}

/** The stove: the next meal's pots, what changed after the cut-off (first on a phone), everyone's allergies. */
export async function StoveHome({ ctx, centreId, slot }: { ctx: Ctx; centreId: number; slot?: string }) {
  const [board, deltas, people] = await Promise.all([
    wall(ctx, { centreId, ...(slot && { slot }) }),
    deltasOfDay(ctx, { centreId, date: dayOf(ctx.now), open: true, limit: LISTED }),
    may(ctx, "kitchen:samples") ? kitchenHands(ctx, { centreId }) : null,
  ]);
  const [{ batches: costs }, next] = await Promise.all([
    listBatches(ctx, { centreId, date: board.date, slot: board.slot.code }),
    mealAfter(ctx, centreId, board),
  ]);
  const portions = board.slot.trays;
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
              <>
                {board.slot.isLocked && (
                  <Link href="/kitchen/samples" className="ya-nw">
                    留样 {board.progress.sampled}/{board.progress.batches}，测温 {board.progress.measured}/
                    {board.progress.batches}
                  </Link>
                )}
                <Cutoff
                  centreId={centreId}
                  date={board.date}
                  slot={board.slot}
                  worries={0}
                  mayWork={may(ctx, "kitchen:work")}
                />
              </>
            }
          />
          {next && <ProductionTable sheet={next.sheet} bare title={`接下来，${next.when}${next.sheet.slot}`} />}
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
