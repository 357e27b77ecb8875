import type { CSSProperties } from "react";
import { Card } from "@/components/card";
import { SlotMark } from "@/components/marks/slot-mark";
import { ScrollRegion } from "@/components/scroll-region";
import type { MenuOut } from "@/domain/dishes/menus/schema";
import classes from "./menus.module.css";

/** A template to read: slots × days. */
export function MenuView({ menu, slots }: { menu: MenuOut; slots: { id: number; code: string; name: string }[] }) {
  const length = Math.max(menu.cycleDays ?? 1, ...menu.dishes.map((d) => d.cycleDay ?? 0));
  const days = [
    ...(menu.dishes.some((d) => d.cycleDay === null) ? [null] : []),
    ...(menu.cycleDays === null ? [] : Array.from({ length }, (_, i) => i + 1)),
  ];
  const rows = [...slots, ...(menu.dishes.some((d) => d.categoryId === null) ? [null] : [])];
  return (
    <Card title="每天的菜" flush>
      <ScrollRegion label="每天的菜" className={classes.scroll}>
        <table className={classes.grid} style={{ "--days": days.length } as CSSProperties}>
          <thead>
            <tr>
              <th scope="col">餐次</th>
              {days.map((day) => (
                <th key={day ?? 0} scope="col">
                  {day === null ? "每天" : `第 ${day} 天`}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((slot) => (
              <tr key={slot?.id ?? 0}>
                <th scope="row">{slot ? <SlotMark slot={slot.code} name={slot.name} /> : "按菜的主餐次"}</th>
                {days.map((day) => (
                  <td key={day ?? 0}>
                    {menu.dishes
                      .filter((d) => d.cycleDay === day && d.categoryId === (slot?.id ?? null))
                      .map((d) => (
                        <div key={d.id}>
                          {d.name}
                          {d.quantity > 1 && <span className="ya-s"> ×{d.quantity}</span>}
                        </div>
                      ))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </Card>
  );
}
