import { z } from "zod";
import { page } from "@/app/_server/page";
import { Notice } from "@/components/card";
import { PageHeader } from "@/components/shell/page-header";
import { centreOptions } from "@/domain/centres/queries";
import { may } from "@/domain/core/ctx";
import { production } from "@/domain/kitchen/queries";
import { ingredientTotals } from "@/domain/kitchen/rules";
import { KitchenDayInput } from "@/domain/kitchen/schema";
import { dayOf, dayTitle, instantOf } from "@/lib/time";
import { DayPicker } from "../_components/day-picker";
import { SlotStrip } from "../_components/slot-strip";
import { IngredientTotals } from "./_components/ingredient-totals";
import { PrintButtons } from "./_components/print-buttons";
import { ProductionTable } from "./_components/production-table";
import { Worries } from "./_components/worries";

export const metadata = { title: "生产单" };

const Input = KitchenDayInput.extend({ view: z.enum(["dishes", "ingredients"]).default("dishes") });

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
  return (
    <>
      <PageHeader
        title={`${sheet.slot}生产单`}
        meta={`${centre}，${dayTitle(day.date)}，${sheet.servingTime} 送餐`}
        actions={
          may(ctx, "kitchen:export") && <PrintButtons date={day.date} slot={sheet.slotCode} centreId={day.centreId} />
        }
      >
        <DayPicker date={day.date} today={today} />
      </PageHeader>
      <SlotStrip
        slots={day.slots.map((slot) => ({
          code: slot.slotCode,
          name: slot.slot,
          time: slot.servingTime,
          mothers: slot.mothers,
          dishes: slot.dishes.length,
          worries: slot.unassigned.length + slot.needsSubstitute.length,
          away: slot.away.length,
        }))}
        current={sheet.slotCode}
      />
      <Worries sheet={sheet} date={day.date} />
      {input.view === "dishes" ? (
        <ProductionTable sheet={sheet} />
      ) : (
        <IngredientTotals slot={sheet.slot} totals={ingredientTotals(one, cards)} />
      )}
    </>
  );
});
