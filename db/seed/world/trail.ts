import { asc } from "drizzle-orm";
import { auditLog } from "@/db/schema/core";
import {
  careAssignments,
  childbirths,
  customers,
  patientConditions,
  restrictions,
  stayAbsences,
  stays,
} from "@/db/schema/customers";
import { dailyMenus } from "@/db/schema/dishes";
import { notifications } from "@/db/schema/notifications";
import { patientSubscriptions } from "@/db/schema/packages";
import { confinementMealPlans } from "@/db/schema/planning";
import { addDays, addMinutes, type Day, instantOf } from "@/lib/time";
import { insertAll, type Target } from "../insert";
import { users } from "../world";
import { mothers } from "./people";

type Row = { id: number; centreId?: number | null; familyId?: number | null };
type Entry = {
  at: Date;
  by: number | null;
  action: `${string}.${string}`;
  before?: Row | null;
  after: Row | null;
  entityId?: number;
  centreId: number | null;
  familyId?: number | null;
  details?: Record<string, unknown>;
};

/** The operation log and messages behind the world's rows, so that every timeline reads like a house at work. */
export async function loadTrail(target: Target, today: Day): Promise<void> {
  const entries = [...(await rowEntries(target)), ...planEdits(today), ...logins(target.now, today)].filter(
    ({ at }) => at <= target.now,
  );
  entries.sort((a, b) => a.at.getTime() - b.at.getTime());
  await insertAll(
    target.db,
    auditLog,
    entries.map(({ at, by, action, before = null, after, entityId, centreId, familyId = null, details }, i) => ({
      actor: by === null ? "guest" : `user:${by}`,
      actorUserId: by,
      action,
      entity: action.slice(0, action.indexOf(".")),
      entityId: entityId ?? after?.id ?? before?.id ?? null,
      centreId,
      familyId,
      beforeRow: before && plain(before),
      afterRow: after && plain(after),
      details: details ?? null,
      requestId: `world-${String(i + 1).padStart(5, "0")}`,
      ipAddress: `10.8.${by ?? 0}.${20 + (i % 200)}`,
      userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0",
      createdAt: at,
    })),
  );
  await loadMessages(target, today);
}

// The log never holds ciphers, hashes or secrets.
const secret = /(Enc|Hash|Secret|password|token)$/i;
const plain = (row: object) => Object.fromEntries(Object.entries(row).filter(([key]) => !secret.test(key)));

const centreOf = new Map(mothers.map((m) => [m.id, m.centreId]));

async function rowEntries({ db }: Target): Promise<Entry[]> {
  const of = (motherId: number) => ({ centreId: centreOf.get(motherId) ?? null, familyId: motherId });
  const people = await db.select().from(customers).orderBy(asc(customers.id));
  const births = await db.select().from(childbirths);
  const booked = await db.select().from(stays);
  const noted = await db.select().from(restrictions);
  const states = await db.select().from(patientConditions);
  const away = await db.select().from(stayAbsences);
  const contracts = await db.select().from(patientSubscriptions);
  const plans = await db.select().from(confinementMealPlans);
  const given = await db.select().from(careAssignments);
  const menus = await db.select().from(dailyMenus);
  return [
    ...people.map(
      (row): Entry => ({ at: row.createdAt, by: row.createdBy, action: "customer.created", after: row, ...of(row.id) }),
    ),
    ...births
      .filter((row) => row.deliveredAt)
      .map((row): Entry => {
        const at = addMinutes(row.deliveredAt ?? row.createdAt, 60 * 26);
        const before = { ...row, deliveredOn: null, deliveredAt: null, deliveryMode: null, feeding: null };
        return { at, by: users.reception.id, action: "childbirth.edited", before, after: row, ...of(row.patientId) };
      }),
    ...contracts.map(
      (row): Entry => ({
        at: row.createdAt,
        by: row.createdBy,
        action: "patient_subscription.opened",
        after: row,
        ...of(row.customerId),
      }),
    ),
    ...booked.flatMap((row): Entry[] => {
      const fresh = { ...row, status: "booked" as const, checkedInAt: null, checkedOutAt: null };
      const arrived = { ...row, status: "checked_in" as const, checkedOutAt: null };
      const base = { by: row.createdBy, ...of(row.customerId) };
      return [
        { at: row.createdAt, action: "stay.booked", after: fresh, ...base },
        ...(row.checkedInAt
          ? [{ at: row.checkedInAt, action: "stay.checked_in" as const, before: fresh, after: arrived, ...base }]
          : []),
        ...(row.checkedOutAt
          ? [{ at: row.checkedOutAt, action: "stay.checked_out" as const, before: arrived, after: row, ...base }]
          : []),
      ];
    }),
    ...noted.map(
      (row): Entry => ({
        at: row.createdAt,
        by: row.createdBy,
        action: "restriction.added",
        after: row,
        ...of(row.patientId),
      }),
    ),
    ...states.map(
      (row): Entry => ({
        at: row.createdAt,
        by: row.createdBy,
        action: "patient_condition.set",
        after: row,
        ...of(row.patientId),
      }),
    ),
    ...away.map(
      (row): Entry => ({
        at: row.createdAt,
        by: row.createdBy,
        action: "stay_absence.added",
        after: row,
        ...of(row.stayId),
      }),
    ),
    ...given
      .filter((row) => row.role !== "dietitian")
      .map(
        (row): Entry => ({
          at: row.createdAt,
          by: row.createdBy,
          action: "care_assignment.given",
          after: row,
          ...of(row.familyId),
        }),
      ),
    ...plans.flatMap((row): Entry[] => {
      const draft = { ...row, status: "draft" as const, approvedBy: null, approvedAt: null, version: 1 };
      const created: Entry = {
        at: row.createdAt,
        by: row.createdBy,
        action: "confinement_meal_plan.created",
        after: draft,
        ...of(row.customerId),
      };
      const asked: Entry = {
        at: addMinutes(row.createdAt, 40),
        by: row.createdBy,
        action: "confinement_meal_plan.submitted",
        after: draft,
        ...of(row.customerId),
      };
      if (!row.approvedAt) return row.id === 35 ? [created] : [created, asked];
      const details = { weeks: Array.from({ length: row.totalWeeks }, (_, i) => i + 1) };
      return [
        created,
        asked,
        {
          at: row.approvedAt,
          by: row.approvedBy,
          action: "confinement_meal_plan.approved",
          before: draft,
          after: row,
          details,
          ...of(row.customerId),
        },
      ];
    }),
    ...menus
      .filter((row) => row.publishedAt)
      .map(
        (row): Entry => ({
          at: row.publishedAt ?? row.updatedAt,
          by: users.dietitian.id,
          action: "daily_menu.published",
          after: row,
          centreId: row.centreId,
        }),
      ),
  ];
}

/** The last changes of 林知夏's plan: `version` is what the plan had after each. */
function planEdits(today: Day): Entry[] {
  const edit = (at: Date, by: number, version: number, cell: string, change: string): Entry => ({
    at,
    by,
    action: "confinement_meal_plan.items_changed",
    after: { id: 1 },
    centreId: 1,
    familyId: 1,
    details: { version, cells: [cell], changes: [change] },
  });
  const day = (n: number) => addDays(today, n);
  return [
    edit(instantOf(day(-1), "15:02"), users.dietitian.id, 3, `${day(0)}/5`, "晚餐 清蒸鲈鱼 换成 清炖牛肉"),
    edit(instantOf(day(0), "09:41"), users.dietitian.id, 4, `${day(2)}/3`, "午餐 去掉 山药排骨汤"),
  ];
}

function logins(now: Date, today: Day): Entry[] {
  const staff = [
    users.manager,
    users.dietitian,
    users.chef,
    users.nurse,
    users.cashier,
    users.reception,
    users.warehouse,
  ];
  const opened = staff.flatMap((user, i) =>
    [-2, -1, 0].map(
      (n): Entry => ({
        at: instantOf(addDays(today, n), `0${7 + (i % 3)}:${10 + i * 6}`),
        by: user.id,
        action: "session.opened",
        after: { id: user.id },
        centreId: null,
        details: { client: "portal" },
      }),
    ),
  );
  const refused = [-50, -48].map(
    (minutes): Entry => ({
      at: addMinutes(now, minutes),
      by: null,
      action: "session.refused",
      after: { id: users.warehouse.id },
      centreId: null,
      details: { username: users.warehouse.username, reason: "密码不对" },
    }),
  );
  return [...opened, ...refused];
}

async function loadMessages({ db, now }: Target, today: Day): Promise<void> {
  const at = (days: number, clock: string) => {
    const instant = instantOf(addDays(today, days), clock);
    return instant < now ? instant : addMinutes(now, -7);
  };
  const waiting = (userId: number, name: string, planId: number, minutesAgo: number) => ({
    userId,
    kind: "plan.submitted",
    title: `${name}的月子餐计划等您审核`,
    content: "杜若蘅做好了，请看过再批",
    link: `/plans/${planId}`,
    dedupeKey: `plan.submitted:${planId}:1`,
    createdAt: addMinutes(now, -minutesAgo),
  });
  await insertAll(db, notifications, [
    waiting(users.dietitian2.id, "邹沐晴", 33, 55),
    waiting(users.dietitian2.id, "卫知遥", 34, 130),
    waiting(users.manager.id, "邹沐晴", 33, 55),
    waiting(users.manager.id, "卫知遥", 34, 130),
    {
      userId: users.manager.id,
      kind: "stay.arriving",
      title: "今天入住 2 位，退住 1 位",
      content: "306 方予安 14:00 到，603 邹沐晴 16:00 到；305 徐若初今天退住",
      link: "/arrivals",
      dedupeKey: `stay.arriving:${today}`,
      createdAt: at(0, "07:30"),
    },
    {
      userId: users.dietitian.id,
      kind: "restriction.unmapped",
      title: "邹沐晴的禁忌“菌子”还没对应到食材",
      content: "硬性过敏没有对应之前，她的计划不能批准",
      link: "/customers/33",
      dedupeKey: "restriction.unmapped:33",
      createdAt: at(0, "09:10"),
    },
    {
      userId: users.dietitian.id,
      kind: "plan.approved",
      title: "方予安的月子餐计划已批准",
      content: "傅明薇批准，今天晚餐和晚点还没排",
      link: "/plans/5",
      dedupeKey: "plan.approved:5",
      createdAt: at(-1, "17:35"),
    },
    {
      userId: users.chef.id,
      kind: "stay_absence.added",
      title: "606 夏予微今天 9:00 至 16:00 外出",
      content: "早点、午餐、午点不做",
      link: "/kitchen/production",
      dedupeKey: "absence:1",
      createdAt: at(-1, "17:20"),
    },
    {
      userId: users.nurse.id,
      kind: "restriction.added",
      title: "503 方静姝新增医嘱：低盐",
      content: "周敏医嘱，做法改为少盐",
      link: "/customers/2",
      dedupeKey: "restriction.added:2",
      status: "read",
      readAt: at(-1, "08:20"),
      createdAt: at(-2, "11:30"),
    },
    {
      userId: users.customer.id,
      kind: "plan.approved",
      title: "您下周的餐单排好了",
      content: "打开月安小程序就能看到每天吃什么",
      link: "/plans/1",
      dedupeKey: "plan.ready:1",
      createdAt: at(-1, "18:00"),
    },
  ]);
}
