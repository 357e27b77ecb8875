import { centres as centreTable, rooms as roomTable, roomTypes as roomTypeTable } from "@/db/schema/centres";
import { fen } from "@/lib/money";
import { day } from "@/lib/time";
import { insertAll, need, type Target } from "../insert";
import { centres } from "../world";

const houses = [
  {
    ...centres.jingan,
    phone: "021-62550700",
    address: "上海市静安区昌化路 1000 号",
    latitude: 31.2448,
    longitude: 121.4416,
    openedOn: day("2019-05-18"),
  },
  {
    ...centres.binjiang,
    phone: "021-58880800",
    address: "上海市浦东新区滨江大道 3000 号",
    latitude: 31.2301,
    longitude: 121.5148,
    openedOn: day("2023-09-01"),
  },
];

const roomTypeRows: [
  id: number,
  centreId: number,
  name: string,
  yuanADay: number,
  maxGuests: number,
  description: string,
][] = [
  [1, 1, "标准间", 1380, 1, "朝北，28 平方米，一张陪护床"],
  [2, 1, "豪华间", 1880, 2, "朝南，36 平方米，独立育婴区"],
  [3, 1, "套房", 2680, 3, "一室一厅，52 平方米"],
  [4, 1, "VIP套房", 3580, 4, "两室一厅，78 平方米，独立餐厅"],
  [5, 2, "标准间", 1480, 1, "江景侧，30 平方米"],
  [6, 2, "豪华间", 2080, 2, "正江景，40 平方米"],
  [7, 2, "套房", 2980, 3, "正江景一室一厅，60 平方米"],
];

/** Room number → id: 静安馆 has 36 rooms on four floors (no number ends in 4), 滨江馆 12. */
const jinganNumbers = [3, 5, 6, 7].flatMap((floor) =>
  ["01", "02", "03", "05", "06", "07", "08", "09", "10"].map((n) => `${floor}${n}`),
);
const binjiangNumbers = [2, 3].flatMap((floor) => ["01", "02", "03", "05", "06", "07"].map((n) => `${floor}${n}`));
export const roomIdOf = new Map([
  ...jinganNumbers.map((number, i) => [`1:${number}`, i + 1] as const),
  ...binjiangNumbers.map((number, i) => [`2:${number}`, 101 + i] as const),
]);

const suites: Record<string, number> = { "08": 3, "09": 3, "10": 4 };
const statusOf: Record<string, { status: "cleaning" | "maintenance"; note: string }> = {
  "1:307": { status: "cleaning", note: "上一位今天上午退住，14:00 前打扫完" },
  "1:605": { status: "maintenance", note: "空调检修，预计两天" },
  "2:305": { status: "cleaning", note: "深度清洁" },
};

/** Room id → type id, for stays. */
export const roomTypeOf = new Map(
  [...roomIdOf].map(([key, id]) => {
    const [centre, number = ""] = key.split(":");
    const plain = number.endsWith("01") || number.endsWith("02") || number.endsWith("03");
    if (centre === "1") return [id, suites[number.slice(1)] ?? (plain ? 1 : 2)] as const;
    return [id, number.endsWith("07") ? 7 : plain ? 5 : 6] as const;
  }),
);

export async function loadHouses({ db, now }: Target): Promise<void> {
  const dated = { createdAt: now, updatedAt: now };
  await insertAll(
    db,
    centreTable,
    houses.map((house) => ({ ...house, ...dated })),
  );
  await insertAll(
    db,
    roomTypeTable,
    roomTypeRows.map(([id, centreId, name, yuan, maxGuests, description]) => ({
      id,
      centreId,
      name,
      dailyPrice: fen(yuan * 100),
      maxGuests,
      description,
      ...dated,
    })),
  );
  await insertAll(
    db,
    roomTable,
    [...roomIdOf].map(([key, id]) => {
      const [centreId = "", number = ""] = key.split(":");
      const known = statusOf[key];
      return {
        id,
        centreId: Number(centreId),
        roomTypeId: need(roomTypeOf, id),
        number,
        floor: number.slice(0, 1),
        status: known?.status ?? ("ready" as const),
        note: known?.note ?? null,
        ...dated,
      };
    }),
  );
}
