import { Money } from "@/components/money";
import { ScrollRegion } from "@/components/scroll-region";
import { DayText } from "@/components/time";
import type { KitchenCostingOut } from "@/domain/kitchen/costing/schema";
import classes from "../../../inventory/_components/stock.module.css";

/** Days of a kitchen: what was planned, what the lots taken really cost. A missing price is said, never counted as zero. */
export function CostTable({ days }: { days: KitchenCostingOut["days"] }) {
  return (
    <ScrollRegion label="成本" className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">日期</th>
            <th scope="col" data-figure>
              用餐妈妈
            </th>
            <th scope="col" data-figure>
              计划成本
            </th>
            <th scope="col" data-figure>
              每人
            </th>
            <th scope="col" data-figure>
              实际成本
            </th>
            <th scope="col">生产批次</th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.date}>
              <th scope="row">
                <DayText day={day.date} as="weekday" />
              </th>
              <td data-figure>{day.mothers}</td>
              <td data-figure>
                {day.planned === null ? "—" : <Money fen={day.planned} />}
                {day.planned !== null && !day.isPlannedComplete && <span className="ya-amber"> 不全</span>}
              </td>
              <td data-figure>{day.plannedPerMother === null ? "—" : <Money fen={day.plannedPerMother} />}</td>
              <td data-figure>
                {day.actual === null ? "—" : <Money fen={day.actual} />}
                {day.actual !== null && !day.isActualComplete && <span className="ya-amber"> 不全</span>}
              </td>
              <td>{day.batches === 0 ? "没有批次" : `完成 ${day.closedBatches} / ${day.batches}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
