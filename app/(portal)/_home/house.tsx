import Link from "next/link";
import { Card } from "@/components/card";
import { TrendChart } from "@/components/charts/trend-chart";
import { type KpiItem, KpiStrip } from "@/components/kpi";
import type { Ctx } from "@/domain/core/ctx";
import { may } from "@/domain/core/ctx";
import { occupancy, roomBoard } from "@/domain/customers/occupancy/queries";
import { movesOf } from "@/domain/customers/stays/queries";
import { production } from "@/domain/kitchen/queries";
import { costPerMother } from "@/domain/kitchen/rules";
import { fen, yuan } from "@/lib/money";
import { addDays, dayOf, instantOf, shortDay } from "@/lib/time";
import classes from "./home.module.css";
import { MoonLegend } from "./moon-legend";
import { Moves } from "./moves";
import { RoomBoard } from "./room-board";
import { System } from "./system";
import { readHome, todoOf } from "./todo";
import { TodoList } from "./todo-list";

const PAST = 30;
const AHEAD = 14;
const SHOWN = 5;

/** The house today: who is in, who comes and goes, what it eats and costs, what waits. */
export async function HouseHome({ ctx, centreId }: { ctx: Ctx; centreId: number }) {
  const today = dayOf(ctx.now);
  await readHome(ctx, centreId);
  const [nights, board, moves, todo, meals] = await Promise.all([
    occupancy(ctx, { centreId, from: addDays(today, -PAST), to: addDays(today, AHEAD) }),
    roomBoard(ctx, { centreId }),
    movesOf(ctx, { centreId, days: 1 }),
    todoOf(ctx, centreId),
    may(ctx, "kitchen:read") ? production(ctx, { centreId, date: today }) : null,
  ]);
  const rooms = board.rooms.filter((room) => room.status !== "closed").length;
  const inHouse = board.house.filter((person) => person.isIn).length;
  const tonight = nights.find((night) => night.day === today)?.count ?? 0;
  const past = nights.filter((night) => night.day <= today).map((night) => night.count);
  const [day] = moves.days;
  const next = meals?.slots.find((sheet) => instantOf(today, sheet.servingTime) > ctx.now) ?? meals?.slots.at(-1);
  const cost = meals && costPerMother(meals, meals.cards);
  const worries = meals?.slots.reduce((sum, s) => sum + s.unassigned.length + s.needsSubstitute.length, 0) ?? 0;
  const pending = todo.filter((item) => item.key.startsWith("plan-")).length;
  const items: KpiItem[] = [
    {
      label: "在住",
      value: inHouse,
      unit: `/ ${rooms} 间`,
      note: `今晚 ${tonight} 间，${rooms ? ((tonight / rooms) * 100).toFixed(1) : "0"}%`,
      trend: past,
      definition: "已办入住、还没退住的妈妈人数；今晚含今天要到的。",
      href: "/rooms",
    },
    {
      label: "今天到",
      value: day?.arrivals.length ?? 0,
      unit: "位",
      note: `已入住 ${day?.arrivals.filter((move) => move.status !== "booked").length ?? 0} 位`,
      href: "/arrivals",
    },
    {
      label: "今天离",
      value: day?.departures.length ?? 0,
      unit: "位",
      note: `已退住 ${day?.departures.filter((move) => move.status === "checked_out").length ?? 0} 位`,
      href: "/arrivals",
    },
    ...(meals
      ? [
          {
            label: `${next?.slot ?? ""}月子餐`,
            value: next?.mothers ?? 0,
            unit: "份",
            note: worries > 0 ? `全天 ${worries} 处要处理` : "全天都排好了",
            tone: worries > 0 ? ("critical" as const) : ("normal" as const),
            href: "/kitchen/production",
          },
          {
            label: "膳食成本/人天",
            value: cost?.perPerson == null ? "没有" : `¥${yuan(fen(cost.perPerson))}`,
            note: cost?.isComplete ? "今天，按计划配料" : "今天，有食材没价格，偏低",
            definition: "今天所有餐次的计划份数乘每份配料成本，除以今天吃饭的妈妈人数。有食材没价格时标明偏低。",
            href: "/ingredients",
          },
        ]
      : []),
    { label: "待审计划", value: pending, unit: "份", note: "制定人和审核人不能是同一位", href: "/plans?pending=1" },
  ];
  return (
    <>
      <KpiStrip items={items} />
      <div className={classes.split}>
        <div className={classes.stack}>
          <TrendChart
            title="在住妈妈"
            sub={`过去 ${PAST} 天与未来 ${AHEAD} 天，单位 位`}
            definition="每晚在住人数。今天以后按已登记的入住和退住日期推算。"
            rows={nights.map((night) => ({
              x: shortDay(night.day),
              ...(night.day <= today ? { past: night.count } : {}),
              ...(night.day >= today ? { ahead: night.count } : {}),
            }))}
            series={[
              { key: "past", label: "实际" },
              { key: "ahead", label: "已登记" },
            ]}
            height={186}
            limit={{ value: rooms, label: "满房" }}
          />
          <Card
            title="房态"
            sub="月相示产后阶段，天数为余下入住日"
            actions={
              <>
                <MoonLegend />
                <Link href="/rooms">房态日历</Link>
              </>
            }
            flush
          >
            <RoomBoard rooms={board.rooms} today={today} />
          </Card>
        </div>
        <div className={classes.side}>
          <Card
            title="等您处理"
            sub={`${todo.length} 项，按紧急程度`}
            actions={todo.length > SHOWN && <Link href="/todo">全部待办</Link>}
            flush
          >
            <TodoList items={todo.slice(0, SHOWN)} />
          </Card>
          {may(ctx, "jobs:edit") && <System ctx={ctx} />}
          <Card
            title="今天到离店"
            sub={`到 ${day?.arrivals.length ?? 0} 位，离 ${day?.departures.length ?? 0} 位`}
            actions={<Link href="/arrivals">到离店</Link>}
            flush
          >
            <Moves arrivals={day?.arrivals ?? []} departures={day?.departures ?? []} />
          </Card>
        </div>
      </div>
    </>
  );
}
