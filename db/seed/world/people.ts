import type { ChildbirthDeliveryMode, ChildbirthFeeding, PatientGender } from "@/db/enums/customers";

/**
 * Who lives in the world, in days relative to the day it is loaded for. Names, phones and stories are made up; phone
 * numbers follow patterns that nobody is given (1xx 0000 nnnn).
 */
export type Mother = {
  /** Also the id of her customer, patient, family and stay. */
  id: number;
  centreId: number;
  room: string;
  name: string;
  phone: string;
  age: number;
  /** Days since delivery today; negative = expected in so many days; null when not delivered and no date counts. */
  postpartum: number;
  mode: ChildbirthDeliveryMode | null;
  feeding: ChildbirthFeeding | null;
  /** Babies as gender, name, grams at birth. */
  babies: readonly [gender: PatientGender, name: string, grams: number][];
  /** First and last day of the stay, relative to today. */
  from: number;
  to: number;
  stay: "booked" | "checked_in" | "checked_out";
  package: PackageName;
  discountYuan?: number;
  /** Still to be paid. */
  dueYuan?: number;
  butler: string;
  parity?: number;
  family?: { name: string; relation: string; phone: string };
  companions?: number;
  notes?: string;
  wishes?: readonly string[];
};

export type PackageName = "15天舒享" | "28天基础" | "28天尊享" | "30天月子" | "42天全程" | "42天至尊";
export const packages: Record<PackageName, { id: number; days: number; yuan: number; description: string }> = {
  "15天舒享": { id: 1, days: 15, yuan: 23_800, description: "标准间 15 天，六餐，每日护理" },
  "28天基础": { id: 2, days: 28, yuan: 38_800, description: "标准间 28 天，六餐，每日护理" },
  "28天尊享": { id: 3, days: 28, yuan: 52_800, description: "豪华间 28 天，六餐，一对一管家" },
  "30天月子": { id: 4, days: 30, yuan: 58_800, description: "豪华间 30 天，六餐，产后康复 4 次" },
  "42天全程": { id: 5, days: 42, yuan: 88_800, description: "套房 42 天，六餐，产后康复 8 次" },
  "42天至尊": { id: 6, days: 42, yuan: 98_800, description: "套房 42 天，六餐，营养师定制，产后康复 12 次" },
};

type Row = [
  id: number,
  room: string,
  name: string,
  phone: string,
  age: number,
  postpartum: number,
  mode: "顺" | "剖" | "助",
  feeding: "母" | "混" | "配" | "回",
  babies: string,
  last: number,
  pack: PackageName,
  butler: string,
];
const modes = { 顺: "vaginal", 剖: "cesarean", 助: "assisted" } as const;
const feedings = { 母: "breast", 混: "mixed", 配: "formula", 回: "weaned" } as const;

// In house today in 静安馆: she leaves `last` days from today.
const jinganRows: Row[] = [
  [1, "608", "林知夏", "13800006217", 31, 10, "剖", "混", "女 小满 3210", 34, "42天至尊", "贺小敏"],
  [2, "503", "方静姝", "18800005501", 33, 5, "剖", "母", "女 小暖 3280", 25, "28天尊享", "沈立"],
  [3, "501", "宋婉清", "13300009037", 34, 9, "剖", "混", "男 大宝 2480,女 二宝 2310", 22, "28天尊享", "沈立"],
  [4, "606", "夏予微", "13900005240", 29, 12, "顺", "母", "女 禾禾 3350", 18, "28天基础", "高洁"],
  [6, "602", "韩语晴", "17700008815", 30, 16, "剖", "母", "男 知了 3420", 15, "28天基础", "高洁"],
  [7, "506", "程亦安", "13100002094", 32, 13, "剖", "混", "女 桃桃 3060", 18, "28天尊享", "杨芷"],
  [8, "510", "阮星辰", "13800009926", 27, 6, "顺", "母", "男 石头 3510", 24, "28天尊享", "杨芷"],
  [9, "709", "薛怀瑾", "18800000346", 35, 6, "剖", "混", "男 景行 3190", 25, "28天尊享", "任倩"],
  [10, "303", "周子衿", "15900000375", 28, 7, "顺", "母", "女 青青 3240", 23, "28天基础", "蒋玉婷"],
  [11, "706", "纪云舒", "13700003390", 31, 7, "顺", "母", "女 云朵 3300", 23, "28天尊享", "任倩"],
  [12, "508", "何嘉敏", "18900006180", 36, 8, "顺", "母", "男 乐乐 3620", 22, "28天尊享", "杨芷"],
  [13, "702", "梁宥宁", "15800002215", 29, 9, "顺", "母", "男 果果 3400", 21, "28天基础", "邵慧"],
  [14, "308", "顾念慈", "13500004490", 32, 11, "顺", "混", "男 安安 3150", 19, "28天尊享", "蒋玉婷"],
  [15, "703", "乔安然", "13600004058", 26, 13, "顺", "母", "女 朵朵 3080", 17, "28天基础", "邵慧"],
  [16, "310", "叶书瑶", "13700001158", 30, 14, "顺", "母", "男 小树 3470", 16, "28天尊享", "贺小敏"],
  [17, "609", "蒋南乔", "15100007348", 33, 15, "顺", "混", "男 团团 3290", 15, "28天基础", "高洁"],
  [18, "301", "苏念安", "13400002753", 28, 17, "顺", "母", "女 念念 3120", 13, "28天基础", "蒋玉婷"],
  [19, "302", "许曼青", "13500008641", 31, 22, "顺", "配", "男 圆圆 3380", 8, "28天基础", "蒋玉婷"],
  [20, "305", "徐若初", "18600004972", 27, 30, "顺", "母", "女 初初 3200", 0, "28天基础", "蒋玉婷"],
  [21, "309", "江思源", "13900007715", 34, 18, "顺", "母", "男 源源 3560", 26, "42天全程", "贺小敏"],
  [22, "502", "唐若溪", "15000003186", 30, 32, "顺", "混", "女 溪溪 3020", 12, "42天全程", "沈立"],
  [23, "505", "白薇", "13100005609", 29, 18, "顺", "母", "男 小白 3330", 12, "28天基础", "沈立"],
  [24, "509", "罗绮年", "13200008837", 32, 25, "剖", "母", "女 阿依 3270", 20, "42天全程", "杨芷"],
  [25, "601", "陶语冰", "13300004416", 27, 21, "顺", "母", "男 冰冰 3440", 9, "28天基础", "高洁"],
  [26, "607", "秦舒窈", "15500009083", 37, 25, "剖", "配", "女 窈窈 3650", 19, "42天全程", "贺小敏"],
  [27, "610", "柳知微", "18700002267", 31, 19, "助", "母", "女 微微 3110", 11, "28天尊享", "高洁"],
  [28, "701", "钟意浓", "13700006954", 30, 27, "顺", "母", "男 浓浓 3480", 17, "42天全程", "任倩"],
  [29, "705", "孟晚棠", "15200001348", 35, 21, "剖", "回", "女 棠棠 3390", 23, "42天全程", "任倩"],
  [30, "707", "谢清和", "13600003872", 28, 18, "顺", "母", "男 和和 3260", 12, "28天基础", "任倩"],
  [31, "708", "霍明昭", "18500007425", 33, 20, "剖", "混", "男 昭昭 3530", 12, "30天月子", "任倩"],
  [32, "710", "沈听澜", "13800003061", 29, 24, "顺", "母", "女 澜澜 3180", 20, "42天至尊", "邵慧"],
];

// Arriving (first day) and just left (last day) in 静安馆. A delivery that lies ahead is negative.
const arriving: (Row extends [...infer R] ? [...R, first: number] : never)[] = [
  [5, "306", "方予安", "13600007712", 30, 3, "顺", "母", "女 予予 3230", 27, "28天尊享", "蒋玉婷", 0],
  [33, "603", "邹沐晴", "15900008264", 32, 4, "剖", "混", "男 晴晴 3370", 27, "28天基础", "高洁", 0],
  [34, "507", "卫知遥", "13400009590", 29, 1, "顺", "母", "男 遥遥 3410", 29, "28天基础", "杨芷", 2],
  [35, "305", "傅安宁", "18900001136", 31, -1, "顺", "母", "", 44, "42天全程", "蒋玉婷", 3],
  [36, "307", "曲静好", "13900002478", 28, -3, "顺", "母", "", 34, "30天月子", "蒋玉婷", 5],
];
const left: (Row extends [...infer R] ? [...R, first: number] : never)[] = [
  [37, "306", "万芷若", "13700009245", 30, 31, "顺", "母", "男 若若 3340", -1, "28天基础", "蒋玉婷", -28],
  [38, "307", "舒望舒", "15800006630", 33, 32, "剖", "混", "女 月月 3090", -1, "28天尊享", "蒋玉婷", -28],
  [39, "603", "裴以宁", "13500002917", 29, 47, "顺", "母", "女 宁宁 3250", -2, "42天全程", "高洁", -43],
  [40, "507", "卢嘉禾", "18600008053", 36, 34, "剖", "配", "男 禾苗 3600", -3, "28天基础", "杨芷", -30],
];
const binjiangRows: Row[] = [
  [41, "201", "沈南枝", "19900003307", 30, 4, "顺", "母", "女 南南 3310", 26, "28天尊享", "魏小禾"],
  [42, "202", "俞清欢", "19900004418", 28, 11, "剖", "混", "男 欢欢 3460", 20, "28天基础", "魏小禾"],
  [43, "203", "胡晚晴", "19900005529", 33, 17, "顺", "母", "女 晚晚 3140", 13, "28天基础", "魏小禾"],
  [44, "301", "顾念一", "19900006630", 35, 30, "剖", "配", "男 一一 3550", 14, "42天全程", "魏小禾"],
];
const binjiangArriving: typeof arriving = [
  [45, "206", "郭若楠", "19900007741", 31, 2, "顺", "母", "男 楠楠 3400", 28, "28天基础", "魏小禾", 1],
];

const more: Partial<Record<number, Partial<Mother>>> = {
  1: {
    dueYuan: 28_800,
    parity: 1,
    companions: 1,
    family: { name: "陈可", relation: "丈夫", phone: "13900006640" },
    notes: "早上想晚半小时送餐；空腹血糖测完再吃",
    wishes: ["少油", "喜欢汤面"],
  },
  3: { dueYuan: 19_600, companions: 1, family: { name: "周以恒", relation: "丈夫", phone: "13900009038" } },
  4: { dueYuan: 9_800, notes: "今天外出办出生证" },
  5: { dueYuan: 36_960 },
  7: { dueYuan: 6_400, discountYuan: 2_000 },
  12: { companions: 1, parity: 2 },
  19: { companions: 1 },
  21: { companions: 1, family: { name: "江海", relation: "父亲", phone: "13900007716" } },
  24: { family: { name: "马明远", relation: "丈夫", phone: "13900008838" }, notes: "清真，餐具单独" },
  32: { discountYuan: 5_000 },
  33: { dueYuan: 27_160 },
  34: { dueYuan: 27_160 },
  35: { dueYuan: 62_160 },
  36: { dueYuan: 58_800 },
  40: { dueYuan: 3_800, notes: "尾款约定本周内付清" },
};

export const mothers: Mother[] = [
  ...jinganRows.map((row) => motherOf(1, row, "checked_in", row[9] + 1 - packages[row[10]].days)),
  ...arriving.map((row) => motherOf(1, plain(row), "booked", row[12])),
  ...left.map((row) => motherOf(1, plain(row), "checked_out", row[12])),
  ...binjiangRows.map((row) => motherOf(2, row, "checked_in", row[9] + 1 - packages[row[10]].days)),
  ...binjiangArriving.map((row) => motherOf(2, plain(row), "booked", row[12])),
].sort((a, b) => a.id - b.id);

function plain(row: (typeof arriving)[number]): Row {
  const [id, room, name, phone, age, postpartum, mode, feeding, babies, last, pack, butler] = row;
  return [id, room, name, phone, age, postpartum, mode, feeding, babies, last, pack, butler];
}

function motherOf(centreId: number, row: Row, stay: Mother["stay"], from: number): Mother {
  const [id, room, name, phone, age, postpartum, mode, feeding, babies, to, pack, butler] = row;
  const born = postpartum >= 0;
  return {
    id,
    centreId,
    room,
    name,
    phone,
    age,
    postpartum,
    mode: born ? modes[mode] : null,
    feeding: born ? feedings[feeding] : null,
    babies: babies
      .split(",")
      .filter(Boolean)
      .map((baby) => {
        const [gender, called = "", grams] = baby.split(" ");
        return [gender === "男" ? "male" : "female", called, Number(grams)];
      }),
    from,
    to,
    stay,
    package: pack,
    butler,
    ...more[id],
  };
}
