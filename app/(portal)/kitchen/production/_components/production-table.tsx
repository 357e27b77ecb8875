import { Card } from "@/components/card";
import { RoomPlate } from "@/components/marks/room-plate";
import { ScrollRegion } from "@/components/scroll-region";
import type { SlotSheet } from "@/domain/kitchen/rules";
import classes from "./sheet.module.css";
import { ViewSwitch } from "./view-switch";

/** Dish × portions × floor, grouped by the station that cooks it, with everyone's deviations. */
export function ProductionTable({ sheet, bare, title }: { sheet: SlotSheet; bare?: boolean; title?: string }) {
  const floors = [...new Set(sheet.dishes.flatMap((dish) => dish.byFloor.map(({ floor }) => floor)))].sort((a, b) =>
    a.localeCompare(b, "zh", { numeric: true }),
  );
  return (
    <Card
      title={title ?? `${sheet.slot}生产`}
      sub={`${sheet.trays} 份，${sheet.dishes.length} 道，按灶位与楼层`}
      actions={!bare && <ViewSwitch view="dishes" />}
      flush
    >
      <ScrollRegion className={classes.scroll} label={`${sheet.slot}生产`}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">灶位</th>
              <th scope="col">菜品</th>
              <th scope="col" className={classes.num}>
                份数
              </th>
              {floors.map((floor) => (
                <th key={floor} scope="col" className={classes.num}>
                  {/^\d+$/.test(floor) ? `${floor} 楼` : floor}
                </th>
              ))}
              <th scope="col">特殊做法</th>
            </tr>
          </thead>
          <tbody>
            {sheet.dishes.map((dish, i) => (
              <tr key={dish.dishId} data-group={dish.station !== sheet.dishes[i - 1]?.station || undefined}>
                <td className={classes.station}>{dish.station === sheet.dishes[i - 1]?.station ? "" : dish.station}</td>
                <th scope="row" className={classes.dish}>
                  {dish.dishName}
                </th>
                <td className={classes.count}>{dish.portions}</td>
                {floors.map((floor) => {
                  const n = dish.byFloor.find((one) => one.floor === floor)?.portions ?? 0;
                  return (
                    <td key={floor} className={classes.num} data-zero={n === 0 || undefined}>
                      {n}
                    </td>
                  );
                })}
                <td>
                  {dish.variants.length === 0 ? (
                    <span className="ya-note">全部标准做法</span>
                  ) : (
                    <span className={classes.variants}>
                      {dish.variants.map((variant) => (
                        <span key={`${variant.customerId}`} className="ya-nw">
                          <RoomPlate number={variant.room ?? "送"} /> {variant.note}
                        </span>
                      ))}
                    </span>
                  )}
                </td>
              </tr>
            ))}
            {sheet.dishes.length === 0 && (
              <tr>
                <td colSpan={4 + floors.length} className={classes.empty}>
                  这一餐还没有已生效计划的菜。计划审核通过后，份数会算到这里
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </ScrollRegion>
    </Card>
  );
}
