import { z } from "zod";
import { page } from "@/app/_server/page";
import { Notice } from "@/components/card";
import { LiveRefresh } from "@/components/live-refresh";
import { PageHeader } from "@/components/shell/page-header";
import { centreOptions } from "@/domain/centres/queries";
import { type Ctx, may } from "@/domain/core/ctx";
import { listBatches } from "@/domain/kitchen/batches/queries";
import { kitchenCosting } from "@/domain/kitchen/costing/queries";
import { kitchenHands } from "@/domain/kitchen/hands/queries";
import { production } from "@/domain/kitchen/queries";
import { ingredientTotals } from "@/domain/kitchen/rules";
import { KitchenDayInput } from "@/domain/kitchen/schema";
import { deltasOfDay } from "@/domain/kitchen/tickets/queries";
import { wall } from "@/domain/kitchen/wall/queries";
import { type Day, dayOf, dayTitle, instantOf } from "@/lib/time";
import { DayPicker } from "../_components/day-picker";
import { SlotStrip } from "../_components/slot-strip";
import { countsOf, stripOf } from "../_components/strip";
import { Cutoff } from "./_components/cutoff";
import { DayCost } from "./_components/day-cost";
import { DeltasSince } from "./_components/deltas-since";
import { IngredientTotals } from "./_components/ingredient-totals";
import { potsOf } from "./_components/pot";
import { PrintButtons } from "./_components/print-buttons";
import { ProductionTable } from "./_components/production-table";
import { RecordTable } from "./_components/record-table";
import { ViewSwitch } from "./_components/view-switch";
import { Worries } from "./_components/worries";

export const metadata = { title: "生产单" };

const Input = KitchenDayInput.extend({ view: z.enum(["dishes", "ingredients"]).default("dishes") });
const LISTED = 20;

export default page({ permission: "kitchen:read", input: Input }, async (ctx, input) => {
  const centres = await centreOptions(ctx);
  const centreId = input.centreId ?? ctx.actor.centreId ?? centres[0]?.id;
  const { cards, ...day } = await production(ctx, { date: input.date, centreId });
  const centre = centres.find((one) => one.id === day.centreId)?.name ?? "";
  const today = dayOf(ctx.now);
  const next = day.slots.find((slot) => instantOf(day.date, slot.servingTime) > ctx.now) ?? day.slots.at(-1);
  const asked = day.slots.find((slot) => [String(slot.slotId), slot.slotCode, slot.slot].includes(input.slot ?? ""));
  const sheet = asked ?? (day.date === today ? next : day.slots[2]) ?? next;
  if (!sheet) return <Notice tone="warn">还没有设置餐次，请先到“膳食设置”里设置。</Notice>;
  const one = { date: day.date, slots: [sheet] };
  const { board, costs, costing, deltas, people } = await recordOf(ctx, day.centreId, day.date, sheet.slotCode);
  const worries = sheet.unassigned.length + sheet.needsSubstitute.length;
  return (
    <>
      <PageHeader
        title={`${sheet.slot}生产单`}
        meta={
          <span className="ya-row">
            {`${centre}，${dayTitle(day.date)}，${sheet.servingTime} 送餐`}
            <Cutoff
              centreId={day.centreId}
              date={day.date}
              slot={board.slot}
              worries={worries}
              mayWork={may(ctx, "kitchen:work")}
            />
          </span>
        }
        actions={
          <>
            <DayPicker date={day.date} today={today} />
            {may(ctx, "kitchen:export") && (
              <PrintButtons date={day.date} slot={sheet.slotCode} centreId={day.centreId} />
            )}
          </>
        }
      />
      <SlotStrip slots={stripOf(board, ctx.now, countsOf(day.slots))} current={sheet.slotCode} />
      <Worries sheet={sheet} date={day.date} />
      <div style={{ display: "grid", gap: 12 }}>
        {input.view === "ingredients" ? (
          <IngredientTotals slot={sheet.slot} totals={ingredientTotals(one, cards)} />
        ) : board.slot.isLocked ? (
          <RecordTable
            centreId={day.centreId}
            slot={sheet.slot}
            portions={sheet.trays}
            pots={potsOf(board.batches, costs, cards)}
            people={people}
            mayWork={may(ctx, "kitchen:work")}
            switcher={<ViewSwitch view="dishes" />}
          />
        ) : (
          <ProductionTable sheet={sheet} />
        )}
        {costing.days[0] && <DayCost day={costing.days[0]} />}
        <DeltasSince
          deltas={deltas.rows}
          total={deltas.total}
          href={`/kitchen/deltas?date=${day.date}&slot=${sheet.slotCode}`}
        />
      </div>
      <LiveRefresh
        topics={[
          "slot.locked",
          "kitchen_ticket.issued",
          "production_batch.changed",
          "food_sample.changed",
          "meal.changed",
        ]}
      />
    </>
  );
});

/** What the kitchen has written down for a meal: its pots, what they and the day cost, what changed since the cut-off. */
async function recordOf(ctx: Ctx, centreId: number, date: Day, slot: string) {
  const [board, { batches: costs }, costing, deltas, people] = await Promise.all([
    wall(ctx, { centreId, date, slot }),
    listBatches(ctx, { centreId, date, slot }),
    kitchenCosting(ctx, { centreId, from: date, to: date }),
    deltasOfDay(ctx, { centreId, date, slot, limit: LISTED }),
    may(ctx, "kitchen:samples") ? kitchenHands(ctx, { centreId }) : null,
  ]);
  return { board, costs, costing, deltas, people };
}
