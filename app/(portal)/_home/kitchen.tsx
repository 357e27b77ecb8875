import { Card, Cell, Columns } from "@/components/card";
import type { Ctx } from "@/domain/core/ctx";
import { production } from "@/domain/kitchen/queries";
import { dayOf, instantOf } from "@/lib/time";
import { SlotStrip } from "../kitchen/_components/slot-strip";
import { ProductionTable } from "../kitchen/production/_components/production-table";
import { Worries } from "../kitchen/production/_components/worries";
import { todoOf } from "./todo";
import { TodoList } from "./todo-list";

/** The kitchen's day: six meals, the next one in full, and what has to be settled before it. */
export async function KitchenHome({ ctx, centreId, slot }: { ctx: Ctx; centreId: number; slot?: string }) {
  const [day, todo] = await Promise.all([production(ctx, { centreId, date: dayOf(ctx.now) }), todoOf(ctx, centreId)]);
  const next = day.slots.find((sheet) => instantOf(day.date, sheet.servingTime) > ctx.now) ?? day.slots.at(-1);
  const sheet = day.slots.find((one) => one.slotCode === slot) ?? next;
  if (!sheet) return null;
  return (
    <>
      <SlotStrip
        slots={day.slots.map((one) => ({
          code: one.slotCode,
          name: one.slot,
          time: one.servingTime,
          mothers: one.mothers,
          dishes: one.dishes.length,
          worries: one.unassigned.length + one.needsSubstitute.length,
          away: one.away.length,
        }))}
        current={sheet.slotCode}
      />
      <Columns>
        <Cell span={8}>
          <ProductionTable sheet={sheet} bare />
        </Cell>
        <Cell span={4}>
          <Card title="先处理这些" sub={`${todo.length} 项`} flush>
            <TodoList items={todo.slice(0, 8)} />
          </Card>
          <div style={{ marginTop: 12 }}>
            <Worries sheet={sheet} date={day.date} />
          </div>
        </Cell>
      </Columns>
    </>
  );
}
