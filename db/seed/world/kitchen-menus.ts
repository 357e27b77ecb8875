import { dishIdOf } from "../base/dishes";
import { need } from "../insert";

/**
 * What the kitchen offers a stage on a day: few dishes for many, as a kitchen cooks. Lists turn by the day, and their first
 * dish is today's. Nothing here contains medicine or alcohol.
 */
export type Stage = "expel" | "recover" | "nourish" | "restore";
export const stageAt = (day: number): Stage =>
  (["expel", "recover", "nourish"] as const)[Math.max(0, Math.floor(day / 7))] ?? "restore";

const list = (names: string) => names.split(" ").map((name) => need(dishIdOf, name));

const porridge = {
  early: list("香菇鸡肉粥 鱼片粥 小米山药粥 蔬菜瘦肉粥 鸡汤馄饨 番茄鸡蛋面 小米红枣粥"),
  late: list("香菇鸡肉粥 番茄鸡蛋面 红豆紫米粥 鸡汤馄饨 燕麦牛奶粥 鱼片粥 排骨汤面"),
};
const breakfastSides = list("蒸水蛋 蒸水蛋 豆浆(现磨) 蒸水蛋 温牛奶");
const drinks = list("豆浆(现磨) 温牛奶 豆浆(现磨)");
const morning = list("蒸红薯 蒸山药 奶黄南瓜馒头 蒸红薯 虾仁小馄饨 蒸山药 紫米饭团");
const afternoonEarly = list("时令水果(温食) 蒸南瓜 时令水果(温食) 红豆汤");
const afternoonLate = list("时令水果(温食) 银耳莲子羹 酸奶水果杯 时令水果(温食) 核桃红枣糕");
const tea = list("黑豆水");
const bedtime = list("温牛奶 温牛奶 燕麦牛奶粥 温牛奶 银耳莲子羹");

const soups: Record<Stage, number[]> = {
  expel: list("鲈鱼汤 冬瓜肉丸汤 丝瓜蛋汤 山药排骨汤 番茄牛肉羹 猪肝菠菜汤 黑鱼豆腐汤 茯苓山药排骨汤 鸭血豆腐汤"),
  recover: list("鲈鱼汤 冬瓜肉丸汤 菌菇鸽子汤 竹荪鸡汤 莲藕排骨汤 玉米胡萝卜排骨汤 番茄牛肉羹 猪肝菠菜汤 莲子猪肚汤"),
  nourish: list(
    "木瓜鲫鱼汤 乌鸡汤(红枣枸杞) 竹荪鸡汤 黄豆猪蹄汤 花胶鸡汤 鲫鱼豆腐汤 青木瓜排骨汤 海带豆腐汤 花生猪脚汤",
  ),
  restore: list(
    "虫草花老鸭汤 萝卜牛腩汤 菌菇鸽子汤 莲藕排骨汤 乌鸡汤(红枣枸杞) 番茄牛肉羹 竹荪鸡汤 海带豆腐汤 麻油鸡(去酒版)",
  ),
};
const mains: Record<Stage, number[]> = {
  expel: list("肉末蒸豆腐 清蒸鲈鱼 山药木耳炒肉片 清蒸鳕鱼 虾仁蒸蛋"),
  recover: list("香菇滑鸡 清蒸鲈鱼 莴笋炒肉丝 番茄龙利鱼 西兰花炒鸡胸 清炖牛肉 白灼基围虾 番茄牛腩 丝瓜虾仁"),
  nourish: list("香菇滑鸡 清蒸鲈鱼 莴笋炒肉丝 番茄龙利鱼 西兰花炒鸡胸 清炖牛肉 白灼基围虾 番茄牛腩 丝瓜虾仁"),
  restore: list("清炖牛肉 板栗烧鸡 清蒸鳕鱼 狮子头(清炖) 黄花菜木耳烧肉 白灼基围虾 番茄牛腩 胡萝卜炖羊肉 西兰花炒鸡胸"),
};
const dinnerMains: Record<Stage, number[]> = {
  expel: list("清蒸鳕鱼 山药木耳炒肉片 肉末蒸豆腐 清蒸鲈鱼"),
  recover: list("清炖牛肉 肉末蒸豆腐 番茄龙利鱼 山药木耳炒肉片 香菇滑鸡 清蒸鳕鱼 莴笋炒肉丝"),
  nourish: list("清炖牛肉 肉末蒸豆腐 番茄龙利鱼 山药木耳炒肉片 香菇滑鸡 清蒸鳕鱼 莴笋炒肉丝"),
  restore: list("清蒸鲈鱼 肉末蒸豆腐 番茄龙利鱼 莴笋炒肉丝 香菇滑鸡 丝瓜虾仁 山药木耳炒肉片"),
};
const gentleGreens = list("上汤娃娃菜 清炒丝瓜 香菇油菜 胡萝卜炒山药");
const greens = list("蒜蓉菠菜 香菇油菜 清炒红苋菜 清炒西兰花 红薯叶(清炒) 清炒丝瓜");
const dinnerGreens = list("上汤娃娃菜 清炒红苋菜 清炒丝瓜 胡萝卜炒山药 清炒西兰花");
const earlyRice = list("杂粮饭");
const lateRice = list("黑米饭 紫薯饭 杂粮饭");

const lightSoups = list("丝瓜蛋汤 鸭血豆腐汤 冬瓜肉丸汤 紫菜蛋花汤 海带豆腐汤");

const at = (dishes: readonly number[], turn: number): number =>
  dishes[((turn % dishes.length) + dishes.length) % dishes.length] ?? 0;

/** What stands in for a dish that does not suit: the other dishes of its part of the meal, in this order. */
export type Part = { dishId: number; others: readonly number[] };

/** The dishes of a slot for a stage, `turn` days from today. */
export function offered(slot: string, stage: Stage, turn: number): Part[] {
  const early = stage === "expel" || stage === "recover";
  const part = (dishes: readonly number[], ...others: (readonly number[])[]): Part => ({
    dishId: at(dishes, turn),
    others: [...new Set([...dishes, ...others.flat()])],
  });
  switch (slot) {
    case "breakfast":
      return [
        part(early ? porridge.early : porridge.late, porridge.early, porridge.late),
        part(breakfastSides, list("蒸南瓜 奶黄南瓜馒头")),
        ...(turn % 3 === 0 ? [part(drinks)] : []),
      ];
    case "morning_snack":
      return [part(morning)];
    case "lunch":
      return [
        part(soups[stage], soups.recover, soups.restore),
        part(mains[stage], mains.recover, list("茭白炒毛豆 木耳拌黄瓜(温拌)")),
        part(stage === "expel" ? gentleGreens : greens, greens),
        part(early ? earlyRice : lateRice, earlyRice),
      ];
    case "afternoon_snack":
      return [part(early ? afternoonEarly : afternoonLate, afternoonEarly), ...(turn % 2 === 0 ? [part(tea)] : [])];
    case "dinner":
      return [
        ...(stage === "nourish" ? [part(lightSoups)] : []),
        part(dinnerMains[stage], dinnerMains.recover, mains.recover, list("胡萝卜炒山药 茭白炒毛豆")),
        part(stage === "expel" ? gentleGreens : dinnerGreens, greens),
        part(stage === "expel" ? earlyRice : lateRice, earlyRice),
      ];
    default:
      return [part(bedtime, list("小米山药粥 红豆汤 银耳莲子羹"))];
  }
}
