import { z } from "zod";
import { page } from "@/app/_server/page";
import { RestrictionTags } from "@/components/marks/restriction-tag";
import { RoomPlate } from "@/components/marks/room-plate";
import { StageMark } from "@/components/marks/stage-mark";
import { StayStrip } from "@/components/marks/stay-strip";
import { Money } from "@/components/money";
import { stageGuideStageLabels } from "@/db/enums/dishes";
import { nextStage } from "@/domain/customers/rules";
import { id } from "@/lib/fields";
import { clockOf } from "@/lib/time";
import { StayBadge } from "../_components/stay-status";
import { AddRestrictionLink, NextCard } from "./_components/acts";
import { DetailCrumbs } from "./_components/crumbs";
import classes from "./_components/detail.module.css";
import { CustomerFacts } from "./_components/facts";
import { nextStepOf } from "./_components/next-step";
import { readCustomer } from "./_components/read";
import { stripOf } from "./_components/strip";
import { TabContent } from "./_components/tab-content";
import { CustomerTabs, tabs } from "./_components/tabs";

export const metadata = { title: "客户" };

const Shown = z.object({ id, tab: z.enum(tabs).default("overview") });

export default page({ permission: "customers:read", input: Shown }, async (ctx, input) => {
  const known = await readCustomer(ctx, input.id);
  const { customer, stay, birth, can, today } = known;
  const next = nextStage(birth, today);
  const step = nextStepOf({
    customer: {
      id: customer.id,
      isArchived: customer.archivedAt !== null,
      mergedIntoId: customer.mergedIntoId,
      isAnonymised: customer.anonymisedAt !== null,
      deliveredOn: customer.deliveredOn,
      expectedDeliveryDate: customer.expectedDeliveryDate,
    },
    stay,
    isAway: known.openAbsence !== null,
    hasPlan: known.plan !== null,
    due: known.due,
    today,
    can,
  });
  const strip = stripOf(stay, birth, today, customer.restrictions);
  return (
    <>
      <DetailCrumbs name={customer.name} />
      <div className={classes.head}>
        <div>
          <div className={classes.title}>
            {customer.room && <RoomPlate number={customer.room} hollow={stay?.status === "booked"} size="lg" />}
            <h1>{customer.name}</h1>
            {customer.stage && <StageMark stage={customer.stage} day={customer.postpartumDay ?? undefined} size={18} />}
            {next && (
              <span className="ya-m ya-num">
                {next.day === today ? "今天" : next.day.slice(5)} 转{stageGuideStageLabels[next.stage]}
              </span>
            )}
            <StayBadge status={customer.stayStatus} isAway={customer.isAway} tinted />
          </div>
          <div className={classes.tags}>
            <RestrictionTags items={customer.restrictions} size="lg" />
            {can.restrictions && customer.archivedAt === null && (
              <AddRestrictionLink id={customer.id} name={customer.name} today={today} />
            )}
          </div>
          <CustomerFacts known={known} />
        </div>
        <NextCard
          step={{
            ...step,
            ...(known.due > 0 && { figure: <Money fen={known.due} /> }),
          }}
          props={{
            customer: {
              id: customer.id,
              version: customer.version,
              name: customer.name,
              centreId: customer.centreId,
              isArchived: customer.archivedAt !== null,
              isLocked: customer.mergedIntoId !== null || customer.anonymisedAt !== null,
            },
            stay: stay && stay.status !== "checked_out" ? stay : null,
            birth: known.birthForm,
            openAbsence: known.openAbsence,
            today,
            now: clockOf(ctx.now),
            stayDays: 28,
            can,
          }}
        />
      </div>
      {strip.length > 0 && (
        <div className={classes.strip}>
          <StayStrip days={strip} />
        </div>
      )}
      <CustomerTabs current={input.tab} id={customer.id} counts={known.counts} hidden={known.hiddenTabs} />
      <TabContent ctx={ctx} tab={input.tab} known={known} />
    </>
  );
});
