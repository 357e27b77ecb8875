import Link from "next/link";
import { Money } from "@/components/money";
import type { KitchenCostingOut } from "@/domain/kitchen/costing/schema";

/** The day in money: planned at today's prices, actual by the lots taken for its closed batches. A gap is said, never zero. */
export function DayCost({ day }: { day: KitchenCostingOut["days"][number] }) {
  return (
    <section className="ya-row ya-s" aria-label="全天成本" style={{ flexWrap: "wrap", gap: "4px 20px" }}>
      <b>全天成本</b>
      <span>
        计划 {day.planned === null ? "还没排" : <Money fen={day.planned} />}
        {day.planned !== null && !day.isPlannedComplete && <span className="ya-amber"> 有配料缺价，实际更高</span>}
      </span>
      {day.plannedPerMother !== null && (
        <span>
          每人 <Money fen={day.plannedPerMother} />，{day.mothers} 位
        </span>
      )}
      <span>
        实际 {day.actual === null ? "还没有做完的批次" : <Money fen={day.actual} />}
        {day.actual !== null && `，做完 ${day.closedBatches} / ${day.batches} 批`}
        {day.actual !== null && !day.isActualComplete && <span className="ya-amber"> 不全</span>}
      </span>
      <Link href="/kitchen/requirements">最近 7 天</Link>
    </section>
  );
}
