import { and, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { centres as centreTable } from "@/db/schema/centres";
import { customers as customerTable } from "@/db/schema/customers";
import { dishes as dishTable } from "@/db/schema/dishes";
import { confinementMealPlans } from "@/db/schema/planning";
import { day, instantOf } from "@/lib/time";

/**
 * The one named world of demo, tests and e2e: what its people and things are called, and the ids that are fixed. Days are
 * relative to the day it is loaded for. Everyone's password is PASSWORD.
 */
export const PASSWORD = "Yuean-demo-1";
/** "2026-11-19 10:42" in Shanghai: the day on which every test plays. */
export const TEST_NOW = instantOf(day("2026-11-19"), "10:42");
export const TEST_DAY = day("2026-11-19");
/** The setting that says which sources a test database was loaded from. */
export const STAMP = "seed.stamp";

export const centres = {
  jingan: { id: 1, code: "JA", name: "静安馆" },
  binjiang: { id: 2, code: "BJ", name: "滨江馆" },
} as const;

/** Logins. The first ten are the demo's, shown on its login page. */
export const users = {
  admin: { id: 1, username: "admin", name: "顾承安" },
  manager: { id: 2, username: "manager", name: "陆文静" },
  dietitian: { id: 3, username: "dietitian", name: "杜若蘅" },
  chef: { id: 4, username: "chef", name: "许大庆" },
  nurse: { id: 5, username: "nurse", name: "沈立" },
  recorder: { id: 6, username: "recorder", name: "姚静姝" },
  doctor: { id: 7, username: "doctor", name: "周敏" },
  cashier: { id: 8, username: "cashier", name: "孙倩" },
  warehouse: { id: 9, username: "warehouse", name: "罗启明" },
  customer: { id: 10, username: "customer", name: "林知夏" },
  /** A second dietitian, so that someone else can approve. */
  dietitian2: { id: 11, username: "dietitian2", name: "傅明薇" },
  /** Only 滨江馆. */
  manager2: { id: 12, username: "manager2", name: "秦晓岚" },
  nurse2: { id: 13, username: "nurse2", name: "范思敏" },
  /** Front desk of 静安馆, a role of the centre's own making. */
  reception: { id: 14, username: "reception", name: "李想" },
  /** Left the house: cannot log in. */
  former: { id: 15, username: "former", name: "方卓" },
} as const;

/** Fixed ids: customer, her patient (mother), family and stay carry the same number. */
export const customers = {
  linZhixia: { id: 1, name: "林知夏", room: "608", phone: "13800006217" },
  fangJingshu: { id: 2, name: "方静姝", room: "503", phone: "18800005501" },
  songWanqing: { id: 3, name: "宋婉清", room: "501", phone: "13300009037" },
  xiaYuwei: { id: 4, name: "夏予微", room: "606", phone: "13900005240" },
  /** Arrives today. */
  fangYuan: { id: 5, name: "方予安", room: "306", phone: "13600007712" },
  hanShiyu: { id: 6, name: "韩语晴", room: "602", phone: "17700008815" },
  chengYian: { id: 7, name: "程亦安", room: "506", phone: "13100002094" },
  /** Of 滨江馆. */
  shenNanzhi: { id: 41, name: "沈南枝", room: "201", phone: "19900003307" },
  yuQinghuan: { id: 42, name: "俞清欢", room: "202", phone: "19900004418" },
} as const;

/** A few dishes with ids as in the reference data (YZ001 is 1). */
export const dishes = {
  sesameLiver: { id: 1, name: "麻油猪肝" },
  peanutTrotterSoup: { id: 9, name: "花生猪脚汤" },
  seabassSoup: { id: 18, name: "鲈鱼汤" },
  shrimpCustard: { id: 21, name: "虾仁蒸蛋" },
  angelicaLambSoup: { id: 43, name: "当归生姜羊肉汤" },
  mixedRice: { id: 55, name: "杂粮饭" },
  mushroomChicken: { id: 86, name: "香菇滑鸡" },
  broccoli: { id: 96, name: "清炒西兰花" },
  garlicSpinach: { id: 97, name: "蒜蓉菠菜" },
  warmMilk: { id: 110, name: "温牛奶" },
} as const;

/** Ids that depend on the loading, by name. */
export async function lookup(db: Db) {
  const first = async <T>(rows: Promise<T[]>, what: string): Promise<T> => {
    const [row] = await rows;
    if (!row) throw new Error(`the world has no ${what}`);
    return row;
  };
  return {
    customer: (name: string, centreId: number = centres.jingan.id) =>
      first(
        db
          .select()
          .from(customerTable)
          .where(and(eq(customerTable.name, name), eq(customerTable.centreId, centreId))),
        name,
      ),
    centre: (code: string) => first(db.select().from(centreTable).where(eq(centreTable.code, code)), code),
    dish: (name: string) => first(db.select().from(dishTable).where(eq(dishTable.name, name)), name),
    planOf: (customerId: number) =>
      first(
        db
          .select()
          .from(confinementMealPlans)
          .where(and(eq(confinementMealPlans.customerId, customerId), eq(confinementMealPlans.status, "active"))),
        `plan of customer ${customerId}`,
      ),
  };
}
