import Link from "next/link";
import { Card } from "@/components/card";
import { LiveRefresh } from "@/components/live-refresh";
import { type Ctx, may } from "@/domain/core/ctx";
import { production } from "@/domain/kitchen/queries";
import { deltasOfDay } from "@/domain/kitchen/tickets/queries";
import { wall } from "@/domain/kitchen/wall/queries";
import { dayOf, instantOf } from "@/lib/time";
import { SlotStrip } from "../kitchen/_components/slot-strip";
import { countsOf, stripOf } from "../kitchen/_components/strip";
import { potsOf } from "../kitchen/production/_components/pot";
import { ProductionTable } from "../kitchen/production/_components/production-table";
import { RecordTable } from "../kitchen/production/_components/record-table";
import { Worries } from "../kitchen/production/_components/worries";
import { Cover } from "./cover";
import classes from "./home.module.css";
import { OpenDeltas } from "./open-deltas";
import { readHome, todoOf } from "./todo";
import { TodoList } from "./todo-list";

const LISTED = 3;
const SHOWN = 6;

/** The kitchen's day: six meals, the next one in full, what has to be settled before it, and what will run short. */
export async function KitchenHome({ ctx, centreId, slot }: { ctx: Ctx; centreId: number; slot?: string }) {
  const date = dayOf(ctx.now);
  await readHome(ctx, centreId);
  const [day, todo, deltas] = await Promise.all([
    production(ctx, { centreId, date }),
    todoOf(ctx, centreId),
    deltasOfDay(ctx, { centreId, date, open: true, limit: LISTED }),
  ]);
  const next = day.slots.find((sheet) => instantOf(day.date, sheet.servingTime) > ctx.now) ?? day.slots.at(-1);
  const sheet = day.slots.find((one) => one.slotCode === slot) ?? next;
  if (!sheet) return null;
  const board = await wall(ctx, { centreId, date, slot: sheet.slotCode });
  const isIssued = board.slot.isLocked && board.batches.every((batch) => batch.id !== null);
  return (
    <>
      <SlotStrip slots={stripOf(board, ctx.now, countsOf(day.slots))} current={sheet.slotCode} />
      <div className={classes.split}>
        <div className={classes.stack}>
          {isIssued ? (
            <RecordTable
              centreId={centreId}
              slot={sheet.slot}
              portions={sheet.trays}
              pots={potsOf(board.batches, [], day.cards)}
              people={null}
              mayWork={false}
              compact
              switcher={null}
            />
          ) : (
            <ProductionTable sheet={sheet} bare />
          )}
          <Cover ctx={ctx} centreId={centreId} />
        </div>
        <div className={classes.side}>
          <Card
            title="先处理这些"
            sub={`${todo.length} 项`}
            actions={todo.length > SHOWN && <Link href="/todo">全部待办</Link>}
            flush
          >
            <TodoList items={todo.slice(0, SHOWN)} />
          </Card>
          {deltas.open > 0 && (
            <OpenDeltas deltas={deltas.rows} total={deltas.open} mayWork={may(ctx, "kitchen:work")} />
          )}
          <Worries sheet={sheet} date={day.date} />
        </div>
      </div>
      <LiveRefresh
        topics={[
          "slot.locked",
          "kitchen_ticket.issued",
          "kitchen_ticket.acknowledged",
          "kitchen_ticket.delivered",
          "kitchen_ticket.taken_back",
          "production_batch.changed",
          "meal.changed",
        ]}
      />
    </>
  );
}
