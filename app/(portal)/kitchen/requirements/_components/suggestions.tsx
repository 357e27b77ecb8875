import { Card } from "@/components/card";
import { Money } from "@/components/money";
import { ScrollRegion } from "@/components/scroll-region";
import { DayText } from "@/components/time";
import type { RequirementsOut } from "@/domain/kitchen/requirements/schema";
import type { Day } from "@/lib/time";
import classes from "../../../inventory/_components/stock.module.css";
import { amountText } from "../../../inventory/_components/words";

type Suggestion = RequirementsOut["suggestions"][number];
const LISTED = 40;

/** What to buy, from whom, by when; the most urgent first. */
export function SuggestionList({ suggestions, today }: { suggestions: readonly Suggestion[]; today: Day }) {
  const shown = suggestions.slice(0, LISTED);
  return (
    <Card
      title="采购建议"
      sub={`${suggestions.length} 笔，按最晚下单日排${suggestions.length > LISTED ? `，先列 ${LISTED} 笔，导出里是全部` : ""}`}
      flush
    >
      <ScrollRegion label="采购建议" className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">食材</th>
              <th scope="col" data-figure>
                买多少
              </th>
              <th scope="col">供应商</th>
              <th scope="col">最晚下单</th>
              <th scope="col">哪天要用</th>
              <th scope="col" data-figure>
                缺口
              </th>
              <th scope="col" data-figure>
                金额
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={`${one.itemId}-${one.neededOn}`}>
                <th scope="row">{one.name}</th>
                <td data-figure>
                  <b>{amountText(one.quantity, one.unit)}</b>
                </td>
                <td>{one.supplierName ?? <span className="ya-amber">没有供应商</span>}</td>
                <td className={one.isLate ? "ya-red ya-nw" : one.orderBy === today ? "ya-amber ya-nw" : "ya-nw"}>
                  {one.isLate ? (
                    "已来不及，改菜或急送"
                  ) : one.orderBy === today ? (
                    "今天"
                  ) : (
                    <DayText day={one.orderBy} as="weekday" />
                  )}
                </td>
                <td className="ya-nw">
                  <DayText day={one.neededOn} as="weekday" />
                  {one.until > one.neededOn && (
                    <span className="ya-note">
                      {" "}
                      用到 <DayText day={one.until} />
                    </span>
                  )}
                </td>
                <td data-figure>{amountText(one.missing, one.baseUnit)}</td>
                <td data-figure>{one.cost === null ? "—" : <Money fen={one.cost} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {suggestions.length === 0 && <p className={classes.empty}>现在不用买。计划、订单或库存一变，这里会重算</p>}
    </Card>
  );
}
