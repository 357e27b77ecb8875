import { dishSubstitutes } from "@/db/schema/dishes";
import { rosters, shifts } from "@/db/schema/staff";
import { addDays, type Clock, type Day, instantOf } from "@/lib/time";
import { dishIdOf } from "../base/dishes";
import { insertAll, need, type Target } from "../insert";
import { centres, users } from "../world";
import { employeeIdOf } from "./staff";

const at = (clock: string) => clock as Clock;
const shiftRows = [
  { id: 1, centreId: 1, name: "厨房早班", startTime: at("05:00"), endTime: at("14:00"), breakMinutes: 60 },
  { id: 2, centreId: 1, name: "厨房晚班", startTime: at("12:00"), endTime: at("20:30"), breakMinutes: 60 },
  { id: 3, centreId: 1, name: "护理白班", startTime: at("08:00"), endTime: at("19:00"), breakMinutes: 60 },
  { id: 4, centreId: 1, name: "护理夜班", startTime: at("19:00"), endTime: at("08:00"), breakMinutes: 60 },
  { id: 5, centreId: 1, name: "送餐班", startTime: at("07:00"), endTime: at("20:30"), breakMinutes: 120 },
  { id: 6, centreId: 2, name: "厨房班", startTime: at("05:30"), endTime: at("19:00"), breakMinutes: 120 },
  { id: 7, centreId: 2, name: "护理班", startTime: at("08:00"), endTime: at("20:00"), breakMinutes: 60 },
];

/** Who works which shift every day; the floors of nurses and carriers. */
const weekly: [name: string, shiftId: number, floors?: string][] = [
  [users.chef.name, 1],
  ["葛长林", 1],
  ["石巧云", 1],
  ["田根生", 2],
  ["邱月", 5, "3、5、6、7"],
  [users.nurse.name, 3, "5、6"],
  ["贺小敏", 3, "3"],
  ["杨芷", 3, "7"],
  ["任倩", 4, "3、5"],
  ["高洁", 4, "6、7"],
  ["郝志远", 6],
  ["魏小禾", 7, "2、3"],
];

/** What is tried first when a dish does not suit somebody; everything else is found by what the kitchen cooks anyway. */
const instead: Record<string, string> = {
  鲈鱼汤: "山药排骨汤 冬瓜肉丸汤 丝瓜蛋汤",
  木瓜鲫鱼汤: "乌鸡汤(红枣枸杞) 竹荪鸡汤",
  清蒸鲈鱼: "香菇滑鸡 肉末蒸豆腐",
  清蒸鳕鱼: "肉末蒸豆腐 茭白炒毛豆",
  白灼基围虾: "西兰花炒鸡胸 香菇滑鸡",
  虾仁蒸蛋: "肉末蒸豆腐 蒸水蛋",
  花生猪脚汤: "黄豆猪蹄汤 竹荪鸡汤",
  温牛奶: "豆浆(现磨) 银耳莲子羹",
  蒸水蛋: "蒸南瓜 奶黄南瓜馒头",
};

/** Shifts, a week of rosters around today, and substitution lists of the dishes that most often do not suit. */
export async function loadKitchenStaff({ db, now }: Target, today: Day): Promise<void> {
  const dated = { createdAt: now, updatedAt: now };
  await insertAll(
    db,
    shifts,
    shiftRows.map((row) => ({ ...row, ...dated })),
  );
  const days = Array.from({ length: 7 }, (_, i) => addDays(today, i - 3));
  await insertAll(
    db,
    rosters,
    days.flatMap((businessDay) =>
      weekly.map(([name, shiftId, floors]) => ({
        centreId: shiftId >= 6 ? centres.binjiang.id : centres.jingan.id,
        employeeId: employeeIdOf(name),
        businessDay,
        shiftId,
        floors: floors ?? null,
        createdBy: users.manager.id,
        createdAt: instantOf(addDays(today, -7), "16:00"),
      })),
    ),
  );
  await insertAll(
    db,
    dishSubstitutes,
    Object.entries(instead).flatMap(([name, list]) =>
      list.split(" ").map((other, position) => ({
        dishId: need(dishIdOf, name),
        substituteDishId: need(dishIdOf, other),
        position,
      })),
    ),
  );
}
