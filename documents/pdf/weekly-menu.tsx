import { Document, Page, Text, View } from "@react-pdf/renderer";
import { AllergyMark, BLACK, base, bold, HAIRLINE, PageNumber, pt, StageMark } from "./marks";
import { lineCount } from "./measure";
import type { WeeklyMenu } from "./types";

const SIDE = pt(34);
const INNER_WIDTH = 841.89 - 2 * SIDE;
const SLOT_WIDTH = pt(58);
/** Space of the table's body: A4 landscape without head, day row, foot and margins. */
const BODY_HEIGHT = 595.28 - pt(236);
const SIZES = [17, 16, 15, 14, 13, 12].map(pt);

/** A week of meals for the mother and her family, to hang up in the room: A4 landscape, days across, slots down. */
export function weeklyMenu(menu: WeeklyMenu) {
  const size = SIZES.find((one) => sum(slotHeights(menu, one)) <= BODY_HEIGHT) ?? pt(12);
  const heights = slotHeights(menu, size);
  const spare = Math.max(0, (BODY_HEIGHT - sum(heights)) / Math.max(1, heights.length));
  const day = (INNER_WIDTH - SLOT_WIDTH) / Math.max(1, menu.days.length);
  return (
    <Document
      title={`第 ${menu.week} 周月子餐 ${menu.name}`}
      author={menu.centre}
      language="zh-CN"
      creator="月安"
      producer="月安"
    >
      <Page
        size="A4"
        orientation="landscape"
        style={{ ...base, paddingHorizontal: SIDE, paddingTop: pt(28), paddingBottom: pt(44) }}
      >
        <Head menu={menu} />
        <View fixed style={{ flexDirection: "row", borderBottomWidth: pt(1.5), borderColor: BLACK, marginTop: pt(10) }}>
          <View style={{ width: SLOT_WIDTH }} />
          {menu.days.map((one) => (
            <View key={one.date} style={{ width: day, paddingHorizontal: pt(6), paddingBottom: pt(5) }}>
              <Text
                style={{ ...bold, fontSize: pt(15), lineHeight: 1.3 }}
              >{`${one.weekday} ${one.date.slice(5)}`}</Text>
              <View style={{ flexDirection: "row", alignItems: "center", marginTop: pt(2) }}>
                {one.stage && <StageMark stage={one.stage} size={pt(12)} />}
                <Text style={{ fontSize: pt(12), lineHeight: 1.3, marginLeft: one.stage ? pt(4) : 0 }}>
                  {[one.stage ?? "", one.dayText].filter((text) => text !== "").join(" ")}
                </Text>
              </View>
            </View>
          ))}
        </View>
        {menu.slots.map((slot, s) => (
          <View
            key={slot.name}
            wrap={false}
            style={{
              flexDirection: "row",
              borderBottomWidth: pt(1),
              borderColor: HAIRLINE,
              minHeight: (heights[s] ?? 0) + spare,
            }}
          >
            <View style={{ width: SLOT_WIDTH, paddingVertical: pt(6) }}>
              <Text style={{ ...bold, fontSize: pt(15), lineHeight: 1.3 }}>{slot.name}</Text>
              <Text style={{ fontSize: pt(12), lineHeight: 1.3 }}>{slot.time}</Text>
            </View>
            {menu.days.map((one) => (
              <View
                key={one.date}
                style={{
                  width: day,
                  paddingHorizontal: pt(6),
                  paddingVertical: pt(6),
                  borderLeftWidth: pt(1),
                  borderColor: HAIRLINE,
                }}
              >
                {(one.meals[s] ?? []).map((dish, i) => (
                  <Text key={`${i.toString()} ${dish}`} style={{ fontSize: size, lineHeight: 1.4 }}>
                    {dish}
                  </Text>
                ))}
              </View>
            ))}
          </View>
        ))}
        <Text fixed style={{ position: "absolute", left: SIDE, bottom: pt(20), fontSize: pt(12) }}>
          {menu.note ?? ""}
        </Text>
        <View fixed style={{ position: "absolute", right: SIDE, bottom: pt(20) }}>
          <PageNumber size={pt(12)} />
        </View>
      </Page>
    </Document>
  );
}

/** Height of each slot when every dish takes the lines it needs at that size. */
function slotHeights({ slots, days }: WeeklyMenu, size: number): number[] {
  const width = (INNER_WIDTH - SLOT_WIDTH) / Math.max(1, days.length) - pt(13);
  return slots.map((_, s) => {
    const lines = days.map((day) => sum((day.meals[s] ?? []).map((dish) => lineCount(dish, size, width))));
    return Math.max(pt(44), Math.max(0, ...lines) * size * 1.4 + pt(14));
  });
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

function Head({ menu }: { menu: WeeklyMenu }) {
  const first = menu.days[0]?.date ?? "";
  const last = menu.days.at(-1)?.date ?? "";
  const small = { fontSize: pt(12), lineHeight: 1.5, textAlign: "right" } as const;
  return (
    <View fixed>
      <View
        style={{
          flexDirection: "row",
          alignItems: "flex-end",
          borderBottomWidth: pt(2.5),
          borderColor: BLACK,
          paddingBottom: pt(8),
        }}
      >
        <Text style={{ ...bold, fontSize: pt(28), lineHeight: 1.25 }}>第 {menu.week} 周月子餐</Text>
        <Text style={{ fontSize: pt(15), lineHeight: 1.45, marginLeft: pt(18), flexGrow: 1 }}>
          <Text style={bold}>{menu.room ? `${menu.room} ${menu.name}` : menu.name}</Text>
          {menu.focus ? `　${menu.focus}` : ""}
        </Text>
        <View>
          <Text style={small}>{`${menu.centre}　计划 ${menu.number}　营养师 ${menu.dietitian}`}</Text>
          <Text style={small}>{`${first} 至 ${last}　${menu.printedAt} 打印`}</Text>
        </View>
      </View>
      {menu.avoided.length > 0 && (
        <View style={{ marginTop: pt(8), borderWidth: pt(1), borderColor: BLACK, padding: pt(2) }}>
          <View
            style={{
              flexDirection: "row",
              alignItems: "center",
              borderWidth: pt(2),
              borderColor: BLACK,
              paddingHorizontal: pt(8),
              paddingVertical: pt(2),
            }}
          >
            <AllergyMark size={pt(14)} colour={BLACK} />
            <Text style={{ fontSize: pt(14), lineHeight: 1.45, marginLeft: pt(6), flex: 1 }}>
              <Text style={bold}>全周已避开 </Text>
              {menu.avoided.join("、")}
            </Text>
          </View>
        </View>
      )}
    </View>
  );
}
