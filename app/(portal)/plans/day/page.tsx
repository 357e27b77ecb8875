import { redirect } from "next/navigation";
import { z } from "zod";
import { page } from "@/app/_server/page";
import { Notice } from "@/components/card";
import { PageHeader } from "@/components/shell/page-header";
import { centreOptions } from "@/domain/centres/queries";
import { may } from "@/domain/core/ctx";
import { dayOutcome, lastDayJob, plansOfDay } from "@/domain/planning/proposals/day-queries";
import { dayField, id } from "@/lib/fields";
import { addDays, dayOf, dayTitle } from "@/lib/time";
import { DayForm } from "./_components/day-form";
import { DayResult } from "./_components/day-result";

export const metadata = { title: "排一天的餐" };

const Input = z.object({ date: dayField.optional(), centreId: id.optional(), job: id.optional() });

export default page({ permission: "plans:edit", input: Input }, async (ctx, input) => {
  const [today, centres] = [dayOf(ctx.now), await centreOptions(ctx)];
  const centreId = input.centreId ?? ctx.actor.centreId ?? centres[0]?.id;
  if (centreId === undefined) return <Notice tone="warn">还没有中心。先到“中心设置”里添加，再排餐</Notice>;
  const last = input.job === undefined && !input.date ? await lastDayJob(ctx, { centreId }) : null;
  if (last !== null) redirect(`/plans/day?job=${last}${input.centreId ? `&centreId=${centreId}` : ""}`);
  const done = input.job === undefined ? null : await dayOutcome(ctx, { job: input.job });
  const date = done?.date ?? (input.date && input.date >= today ? input.date : addDays(today, 1));
  const { people, slots } = await plansOfDay(ctx, { date, centreId });
  const slotNames = slots.map(({ code, name }) => ({ value: code, label: name }));
  return (
    <>
      <PageHeader
        title="排一天的餐"
        crumbs={[{ label: "排一天的餐" }]}
        meta={`${dayTitle(date)}，给大家一起排，厨房少做几样；每位先给方案，您看过才算`}
      />
      {!may(ctx, "menus:edit") && (
        <Notice tone="warn">排一天的餐会拟当天的每日菜单，您还没有改每日菜单的权限，请管理员加上</Notice>
      )}
      {done && <DayResult outcome={done} slots={slotNames} />}
      <DayForm
        key={date}
        date={date}
        today={today}
        centreId={centreId}
        job={done ? null : (input.job ?? null)}
        isAgain={done !== null}
        slots={slotNames}
        people={people}
        canStart={may(ctx, "menus:edit")}
      />
    </>
  );
});
