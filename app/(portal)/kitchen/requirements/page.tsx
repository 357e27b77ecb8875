import { z } from "zod";
import { page } from "@/app/_server/page";
import { Card } from "@/components/card";
import { KpiStrip } from "@/components/kpi";
import { LiveRefresh } from "@/components/live-refresh";
import { Money } from "@/components/money";
import { PageHeader } from "@/components/shell/page-header";
import { may } from "@/domain/core/ctx";
import { kitchenCosting } from "@/domain/kitchen/costing/queries";
import { RequirementsInput } from "@/domain/kitchen/requirements/schema";
import { requirements } from "@/domain/purchasing/requirements/queries";
import { fen } from "@/lib/money";
import { dayOf, dayTitle, shortDay } from "@/lib/time";
import { CostTable } from "./_components/cost-table";
import { Matrix } from "./_components/matrix";
import { SuggestionList } from "./_components/suggestions";
import { TakeAway } from "./_components/take-away";

export const metadata = { title: "采购缺口" };

const Input = RequirementsInput.extend({ show: z.enum(["short", "all"]).default("short") });

export default page({ permission: "kitchen:read", input: Input }, async (ctx, { show, ...input }) => {
  const asked = { ...input, centreId: input.centreId ?? ctx.actor.centreId };
  const [found, costs] = await Promise.all([
    requirements(ctx, asked),
    kitchenCosting(ctx, { centreId: asked.centreId }),
  ]);
  const short = found.items.filter((item) => item.shortExpected > 0);
  const first = short.find((item) => item.firstShortOn !== null);
  const unplanned = found.days.reduce((sum, day) => sum + day.unplanned, 0);
  const total = found.suggestions.reduce((sum, one) => sum + (one.cost ?? 0), 0);
  const isPriced = found.suggestions.every((one) => one.cost !== null);
  const today = dayOf(ctx.now);
  const dueNow = found.suggestions.filter((one) => one.orderBy <= today).length;
  return (
    <>
      <PageHeader
        title="采购缺口"
        meta={`${dayTitle(found.from)} 起 ${found.days.length} 天，按计划、客餐和员工餐逐日扣；过了到期日的批次不算`}
        actions={
          <TakeAway centreId={found.centreId} from={found.from} to={found.to} mayExport={may(ctx, "kitchen:export")} />
        }
      />
      <KpiStrip
        items={[
          {
            label: "会缺的食材",
            value: short.length,
            unit: "种",
            note: `共 ${found.items.length} 种要用`,
            tone: short.length > 0 ? "critical" : "normal",
          },
          {
            label: "最早缺货",
            value: first?.firstShortOn ? shortDay(first.firstShortOn) : "没有",
            note: first?.name ?? "计划内都够",
          },
          { label: "今天要下单", value: dueNow, unit: "笔", note: "提前天数已算在内" },
          {
            label: "采购建议",
            value: <Money fen={fen(total)} whole />,
            note: isPriced ? "按目录价" : "有的没有供应商价，实际更高",
          },
          {
            label: "预计用量",
            value: unplanned,
            unit: "人天",
            note: "在住但还没排餐，按平均用量另计",
            definition: "在住、当天没有已审核计划的人天数；每人每天按已排日子的平均用量估，缺口里单独标“预计”。",
          },
        ]}
      />
      <div style={{ display: "grid", gap: 12, marginTop: 12 }}>
        <SuggestionList suggestions={found.suggestions} today={today} />
        <Matrix
          items={show === "all" ? found.items : short}
          days={found.days.map((day) => day.date)}
          today={today}
          show={show}
        />
        <Card title="成本" sub="最近 7 天：计划按现价，实际按领用的批次" flush>
          <CostTable days={costs.days} />
        </Card>
      </div>
      <LiveRefresh topics={["stock.changed", "meal.changed", "order.changed"]} />
    </>
  );
});
