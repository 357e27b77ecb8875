import { Document, Page, Text, View } from "@react-pdf/renderer";
import { BLACK, base, bold, HAIRLINE, PageNumber, pt, Signature, TickBox } from "./marks";
import type { IngredientTotal, IngredientTotals } from "./types";

const SIDE = pt(38);
const WIDTHS = { tick: pt(30), name: "24%", net: "13%", gross: "14%" } as const;

/** What the kitchen draws from the store for a slot, a day or some days: A4 portrait, by category. */
export function ingredientTotals(totals: IngredientTotals) {
  const days = totals.from === totals.to ? totals.from : `${totals.from} 至 ${totals.to}`;
  return (
    <Document title={`领料单 ${days}`} author={totals.centre} language="zh-CN" creator="月安" producer="月安">
      <Page size="A4" style={{ ...base, paddingHorizontal: SIDE, paddingTop: pt(30), paddingBottom: pt(58) }}>
        <Head totals={totals} days={days} />
        {totals.groups.length === 0 && (
          <Text style={{ fontSize: pt(14), paddingVertical: pt(16) }}>这段时间没有要用的食材</Text>
        )}
        {totals.groups.map((group) => (
          <View key={group.category}>
            {group.rows.map((row, i) => (
              <View key={`${i.toString()} ${row.name}`} wrap={false}>
                {i === 0 && <Category name={group.category} count={group.rows.length} />}
                <Row row={row} isFirst={i === 0} />
              </View>
            ))}
          </View>
        ))}
        <View
          fixed
          style={{
            position: "absolute",
            left: SIDE,
            right: SIDE,
            bottom: pt(22),
            flexDirection: "row",
            alignItems: "flex-end",
          }}
        >
          <Signature label="领料" size={pt(12)} />
          <Signature label="发料" size={pt(12)} />
          <Text style={{ fontSize: pt(12), marginLeft: "auto" }}>净重是下锅的量，毛重按可食部折算</Text>
        </View>
      </Page>
    </Document>
  );
}

/** Title, scope, number, who and when, and the table's head: on every page. */
function Head({ totals, days }: { totals: IngredientTotals; days: string }) {
  const small = { fontSize: pt(12), lineHeight: 1.5 } as const;
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
        <View style={{ flexGrow: 1 }}>
          <Text style={{ ...bold, fontSize: pt(26), lineHeight: 1.25 }}>领料单</Text>
          <Text style={{ fontSize: pt(14), lineHeight: 1.45 }}>
            <Text style={bold}>{days}</Text>
            {`　${totals.scope}`}
          </Text>
        </View>
        <View style={{ alignItems: "flex-end" }}>
          <Text style={small}>{`${totals.centre}　单号 ${totals.number}　第 ${totals.version} 版`}</Text>
          <Text style={small}>{`${totals.printedAt} 打印，${totals.printedBy}`}</Text>
          <PageNumber size={pt(12)} />
        </View>
      </View>
      <View
        style={{
          flexDirection: "row",
          borderBottomWidth: pt(1.5),
          borderColor: BLACK,
          paddingVertical: pt(3),
          marginTop: pt(6),
        }}
      >
        <Text style={{ ...small, width: WIDTHS.tick }}>领</Text>
        <Text style={{ ...small, width: WIDTHS.name }}>食材</Text>
        <Text style={{ ...small, width: WIDTHS.net, textAlign: "right" }}>净重</Text>
        <Text style={{ ...small, width: WIDTHS.gross, textAlign: "right" }}>毛重</Text>
        <Text style={{ ...small, marginLeft: pt(16) }}>用于</Text>
      </View>
    </View>
  );
}

const Category = ({ name, count }: { name: string; count: number }) => (
  <Text style={{ ...bold, fontSize: pt(13), lineHeight: 1.4, marginTop: pt(10), paddingBottom: pt(3) }}>
    {`${name}　${count} 种`}
  </Text>
);

function Row({ row, isFirst }: { row: IngredientTotal; isFirst: boolean }) {
  const dishes = row.usedIn.map(({ dish, portions }) => `${dish} ${portions} 份`).join("，");
  const figure = { fontSize: pt(15), lineHeight: 1.3, textAlign: "right" } as const;
  return (
    <View
      style={{
        flexDirection: "row",
        alignItems: "center",
        minHeight: pt(31),
        paddingVertical: pt(4),
        borderTopWidth: pt(1),
        borderColor: isFirst ? BLACK : HAIRLINE,
      }}
    >
      <View style={{ width: WIDTHS.tick, paddingTop: pt(3) }}>
        <TickBox size={pt(14)} />
      </View>
      <Text style={{ ...bold, width: WIDTHS.name, fontSize: pt(15), lineHeight: 1.3 }}>{row.name}</Text>
      <Text style={{ ...figure, width: WIDTHS.net }}>{weight(row.netGrams)}</Text>
      <Text style={{ ...figure, ...bold, width: WIDTHS.gross }}>{weight(row.grossGrams)}</Text>
      <Text style={{ fontSize: pt(12), lineHeight: 1.45, flex: 1, marginLeft: pt(16) }}>
        {row.note ? `${dishes}；${row.note}` : dishes}
      </Text>
    </View>
  );
}

/** From one kilogram on in kilograms with two decimals, below in whole grams, under ten with one decimal. */
export function weight(grams: number): string {
  if (grams >= 999.5) return `${(grams / 1000).toFixed(2)} kg`;
  return `${grams >= 10 || Number.isInteger(grams) ? Math.round(grams) : grams.toFixed(1)} g`;
}
