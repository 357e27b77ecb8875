import { IconPrinter } from "@tabler/icons-react";
import { page } from "@/app/_server/page";
import { Notice } from "@/components/card";
import { LinkButton } from "@/components/link-button";
import { PersonChip } from "@/components/marks/person-chip";
import { PageHeader } from "@/components/shell/page-header";
import { nutritionReport } from "@/domain/planning/nutrition/queries";
import { NutritionView } from "@/domain/planning/schema";
import { DayDetail } from "../../_components/nutrition/day-detail";
import { FiguresTable } from "../../_components/nutrition/figures-table";
import { Gaps } from "../../_components/nutrition/gaps";
import { NutritionCharts } from "../../_components/nutrition/nutrition-charts";
import { ScopeTabs } from "../../_components/nutrition/scope-tabs";

export const metadata = { title: "营养报告" };

export default page({ permission: "plans:read", input: NutritionView }, async (ctx, input) => {
  const { plan, customerName, header, today, report } = await nutritionReport(ctx, input);
  const week = report.weeks.find((one) => one.weekNumber === input.week) ?? null;
  const period = week ?? report.average;
  const days = report.days.filter((day) => !week || day.weekNumber === week.weekNumber);
  const day = report.days.find((one) => one.date === input.day && days.includes(one)) ?? null;
  const address = (query: string) => `/plans/${plan.id}/nutrition${query}`;
  return (
    <>
      <PageHeader
        title="营养报告"
        crumbs={[{ label: plan.planNumber, href: `/plans/${plan.id}` }, { label: "营养报告" }]}
        meta={
          <PersonChip
            room={header?.room}
            notIn={header?.isBooked}
            name={customerName}
            stage={header?.stage}
            day={header?.day}
            restrictions={(header?.restrictions ?? []).map((r) => ({ ...r, until: r.until }))}
          />
        }
        actions={
          <>
            <LinkButton href={`/plans/${plan.id}`}>打开排餐</LinkButton>
            <LinkButton
              href={`/api/confinement-meal-plans/${plan.id}/nutrition/pdf`}
              leftSection={<IconPrinter size={16} stroke={1.75} />}
            >
              给家人的报告
            </LinkButton>
          </>
        }
      />
      <ScopeTabs
        weeks={report.weeks.map(({ weekNumber, from, days }) => ({ weekNumber, from, days }))}
        current={week?.weekNumber ?? null}
        hrefOf={Object.fromEntries([
          ["all", address("")],
          ...report.weeks.map(({ weekNumber }) => [weekNumber, address(`?week=${weekNumber}`)]),
        ])}
        basis={report.basis}
        origins={report.origins}
      />
      {period.days === 0 ? (
        <Notice title={week ? `第 ${week.weekNumber} 周还没排菜` : "这份计划还没排菜"}>
          排了菜以后，这里会按她的目标算出每天的营养。
        </Notice>
      ) : (
        <>
          <NutritionCharts
            period={period}
            days={days.map(({ meals, nutrition, ...rest }) => ({
              ...rest,
              kcal: nutrition.energy_kcal ?? null,
              meals: meals.map(({ slot, mealType, energyShare, actualShare }) => ({
                slot,
                mealType,
                energyShare,
                actualShare,
              })),
            }))}
            scope={week ? `第 ${week.weekNumber} 周` : "整份计划"}
            asOf={today}
            uncertainty={report.uncertainty}
          />
          <Gaps period={period} planId={plan.id} />
          <FiguresTable report={report} days={days} week={week} chosen={day?.date ?? null} address={address("")} />
          {day && <DayDetail day={day} closeHref={address(week ? `?week=${week.weekNumber}` : "")} />}
          <p className="ya-note">
            每个数字按配料的可食部和每 100 g 的成分算出，按全部吃完计，不算烹调损失，按 {report.uncertainty} 来读。
            标“不全”的，有配料没有这一项数据，实际更高。食物成分表里没有 {report.notInTables.join("、")}，这里不作判断。
          </p>
        </>
      )}
    </>
  );
});
