import { Document, Page, Text, View } from "@react-pdf/renderer";
import type { ReactNode } from "react";
import { AllergyMark, BLACK, base, bold, GREY, HAIRLINE, PageNumber, pt, Signature, TickBox } from "./marks";
import {
  CELL_PADDING,
  CHIP_GAP,
  CHIP_HEIGHT,
  CHIP_SIZE,
  type Columns,
  columnsFor,
  PAGE,
  type PrintedRow,
  paginate,
} from "./production-layout";
import type { ProductionSheet, Variant } from "./types";

/** The kitchen's sheet of one slot: A4 landscape, black only, one row per dish under its station. */
export function productionSheet(sheet: ProductionSheet) {
  const pages = paginate(sheet);
  const columns = columnsFor(sheet.counts.byFloor.length);
  return (
    <Document
      title={`${sheet.slot.name}生产单 ${sheet.date}`}
      author={sheet.centre}
      language="zh-CN"
      creator="月安"
      producer="月安"
    >
      {pages.map((rows, i) => (
        <Page
          // biome-ignore lint/suspicious/noArrayIndexKey: pages have no other identity and are drawn once
          key={i}
          size="A4"
          orientation="landscape"
          style={{ ...base, paddingHorizontal: PAGE.left, paddingTop: PAGE.top, paddingBottom: PAGE.bottom }}
        >
          <Head sheet={sheet} />
          <Counts sheet={sheet} />
          <TableHead sheet={sheet} columns={columns} />
          {rows.map((row, r) => (
            <DishRow key={`${row.dish}${row.isContinued ? r : ""}`} row={row} columns={columns} isTop={r === 0} />
          ))}
          {rows.length > 0 && <View style={{ borderTopWidth: pt(1), borderColor: HAIRLINE }} />}
          {rows.length === 0 && <Text style={{ fontSize: pt(14), paddingVertical: pt(16) }}>这一餐没有要做的菜</Text>}
          {sheet.allergies.length > 0 && <Allergies sheet={sheet} />}
          <Foot sheet={sheet} />
        </Page>
      ))}
    </Document>
  );
}

function Head({ sheet }: { sheet: ProductionSheet }) {
  const deltas = sheet.deltas ? `，含差异单 ${sheet.deltas} 张` : "";
  return (
    <View
      style={{
        flexDirection: "row",
        alignItems: "flex-end",
        borderBottomWidth: pt(2.5),
        borderColor: BLACK,
        paddingBottom: pt(8),
      }}
    >
      <Text style={{ fontSize: pt(30), lineHeight: 1.2, ...bold }}>{sheet.slot.name}生产单</Text>
      <Text style={{ fontSize: pt(15), lineHeight: 1.45, marginLeft: pt(18), flexGrow: 1 }}>
        <Text style={bold}>
          {sheet.date} {sheet.weekday}
        </Text>
        {`　${sheet.slot.time} 送餐`}
      </Text>
      <View style={{ alignItems: "flex-end" }}>
        <Text style={{ fontSize: pt(12), lineHeight: 1.5 }}>
          {`${sheet.centre}　单号 ${sheet.number}　第 ${sheet.version} 版${deltas}`}
        </Text>
        <View style={{ flexDirection: "row" }}>
          <Text style={{ fontSize: pt(12), lineHeight: 1.5 }}>{`${sheet.printedAt} 打印，${sheet.printedBy}　`}</Text>
          <PageNumber size={pt(12)} />
        </View>
      </View>
    </View>
  );
}

function Counts({ sheet }: { sheet: ProductionSheet }) {
  const { counts } = sheet;
  return (
    <View
      style={{ flexDirection: "row", flexWrap: "wrap", marginVertical: pt(8), borderWidth: pt(1), borderColor: BLACK }}
    >
      <Count>
        月子餐 <Text style={bold}>{counts.mothers}</Text>
      </Count>
      {counts.byFloor.length > 0 && (
        <Count>
          {counts.byFloor.map(({ floor, portions }, i) => (
            <Text key={floor}>
              {`${i > 0 ? "　" : ""}${floor} `}
              <Text style={bold}>{portions}</Text>
            </Text>
          ))}
        </Count>
      )}
      <Count>
        陪护餐 <Text style={bold}>{counts.companions}</Text>
      </Count>
      <Count>
        客餐 <Text style={bold}>{counts.guests}</Text>
      </Count>
      {counts.staff !== undefined && (
        <Count>
          员工餐 <Text style={bold}>{counts.staff}</Text> 见另单
        </Count>
      )}
      {counts.away.length > 0 && (
        <Count>
          外出不做 <Text style={bold}>{counts.away.join("、")}</Text>
        </Count>
      )}
      <Count isLast>
        未排 <Text style={bold}>{sheet.unassigned}</Text>　需替代 <Text style={bold}>{sheet.needsSubstitute}</Text>
      </Count>
    </View>
  );
}

function Count({ children, isLast = false }: { children: ReactNode; isLast?: boolean }) {
  const edge = isLast ? { marginLeft: "auto" } : { borderRightWidth: pt(1), borderColor: BLACK };
  return (
    <View
      style={{ paddingHorizontal: pt(14), paddingVertical: pt(4), justifyContent: "center", maxWidth: "100%", ...edge }}
    >
      <Text style={{ fontSize: pt(14), lineHeight: 1.45 }}>{children}</Text>
    </View>
  );
}

const SIGNED = ["出锅", "中心温度", "留样", "签名"] as const;

function TableHead({ sheet, columns }: { sheet: ProductionSheet; columns: Columns }) {
  const cell = (width: number, text: string, align: "left" | "right" | "center" = "left", edge = false) => (
    <View
      key={text}
      style={{
        width,
        paddingHorizontal: align === "center" ? 0 : CELL_PADDING,
        paddingVertical: pt(3),
        ...(edge && { borderLeftWidth: pt(1), borderColor: HAIRLINE }),
      }}
    >
      <Text style={{ fontSize: pt(12), lineHeight: 1.5, textAlign: align }}>{text}</Text>
    </View>
  );
  return (
    <View style={{ flexDirection: "row", borderBottomWidth: pt(1.5), borderColor: BLACK }}>
      {cell(columns.station, "灶位")}
      {cell(columns.dish, "菜品")}
      {cell(columns.portions, "份数", "right")}
      {sheet.counts.byFloor.map(({ floor }) => cell(columns.floor, floor, "right"))}
      {cell(columns.variants, "特殊做法与替换")}
      {SIGNED.map((text) => cell(columns.sign, text, "center", true))}
    </View>
  );
}

function DishRow({ row, columns, isTop }: { row: PrintedRow; columns: Columns; isTop: boolean }) {
  const line = { borderTopWidth: isTop ? 0 : pt(1), borderColor: row.isFirst ? BLACK : HAIRLINE } as const;
  const cell = { paddingHorizontal: CELL_PADDING, justifyContent: "center", ...line } as const;
  return (
    <View wrap={false} style={{ flexDirection: "row", minHeight: row.height }}>
      <View
        style={{
          width: columns.station,
          paddingHorizontal: CELL_PADDING,
          paddingTop: pt(6),
          borderRightWidth: pt(1.5),
          borderRightColor: BLACK,
          ...(row.isFirst && !isTop && { borderTopWidth: pt(1), borderTopColor: BLACK }),
        }}
      >
        {row.isFirst && <Text style={{ fontSize: pt(13), lineHeight: 1.4, ...bold }}>{row.station}</Text>}
      </View>
      <View style={{ ...cell, width: columns.dish }}>
        <Text style={{ fontSize: pt(15), lineHeight: 1.3, ...bold }}>
          {row.isContinued ? `${row.dish}（续）` : row.dish}
        </Text>
      </View>
      <View style={{ ...cell, width: columns.portions }}>
        <Text style={{ fontSize: pt(19), lineHeight: 1.1, paddingBottom: pt(3), textAlign: "right", ...bold }}>
          {row.isContinued ? "" : row.portions}
        </Text>
      </View>
      {row.byFloor.map((portions, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: floors are places in a row
        <View key={i} style={{ ...cell, width: columns.floor }}>
          <Text style={{ fontSize: pt(14), textAlign: "right", color: portions === 0 ? GREY : BLACK }}>
            {row.isContinued ? "" : portions}
          </Text>
        </View>
      ))}
      <View
        style={{
          ...cell,
          width: columns.variants,
          flexDirection: "row",
          flexWrap: "wrap",
          justifyContent: "flex-start",
          alignContent: "center",
          alignItems: "center",
        }}
      >
        {row.variants.map((variant) => (
          <VariantChip key={`${variant.room}${variant.text}`} variant={variant} />
        ))}
      </View>
      {SIGNED.map((text) => (
        <View
          key={text}
          style={{
            width: columns.sign,
            alignItems: "center",
            justifyContent: "center",
            ...line,
            borderLeftWidth: pt(1),
            borderLeftColor: HAIRLINE,
          }}
        >
          {text === "留样" && !row.isContinued && <TickBox size={pt(14)} />}
        </View>
      ))}
    </View>
  );
}

function VariantChip({ variant: { room, text, allergy = false } }: { variant: Variant }) {
  const place = { paddingHorizontal: pt(5), justifyContent: "center" } as const;
  const chip = (
    <View
      style={{
        flexDirection: "row",
        alignItems: "stretch",
        minHeight: CHIP_HEIGHT,
        maxWidth: "100%",
        borderWidth: pt(1),
        borderColor: BLACK,
        ...(allergy && { backgroundColor: BLACK, paddingLeft: pt(4) }),
      }}
    >
      {allergy && (
        <View style={{ justifyContent: "center", marginRight: pt(4) }}>
          <AllergyMark size={pt(15)} colour="#fff" />
        </View>
      )}
      <View style={{ ...place, backgroundColor: allergy ? "#fff" : BLACK, marginVertical: allergy ? pt(1) : 0 }}>
        <Text style={{ fontSize: CHIP_SIZE, lineHeight: 1.3, color: allergy ? BLACK : "#fff", ...bold }}>{room}</Text>
      </View>
      <View style={{ ...place, flexShrink: 1, paddingLeft: pt(4), paddingRight: pt(6) }}>
        <Text style={{ fontSize: CHIP_SIZE, lineHeight: 1.3, ...(allergy && { color: "#fff", ...bold }) }}>{text}</Text>
      </View>
    </View>
  );
  const around = { marginRight: CHIP_GAP, marginVertical: pt(2), maxWidth: "100%" } as const;
  if (!allergy) return <View style={around}>{chip}</View>;
  return (
    <View style={{ ...around, borderWidth: pt(1), borderColor: BLACK, padding: pt(1.5), marginVertical: 0 }}>
      {chip}
    </View>
  );
}

function Allergies({ sheet }: { sheet: ProductionSheet }) {
  return (
    <View wrap={false} style={{ marginTop: pt(10), borderWidth: pt(1), borderColor: BLACK, padding: pt(2) }}>
      <View style={{ flexDirection: "row", borderWidth: pt(2), borderColor: BLACK }}>
        <View
          style={{
            flexDirection: "row",
            alignItems: "center",
            backgroundColor: BLACK,
            paddingVertical: pt(5),
            paddingHorizontal: pt(12),
          }}
        >
          <AllergyMark size={pt(15)} colour="#fff" />
          <Text style={{ fontSize: pt(14), lineHeight: 1.45, color: "#fff", marginLeft: pt(6), ...bold }}>
            过敏 {sheet.allergies.length} 位
          </Text>
        </View>
        <View
          style={{
            flexDirection: "row",
            flexWrap: "wrap",
            alignItems: "center",
            flexShrink: 1,
            flexGrow: 1,
            paddingVertical: pt(4),
            paddingHorizontal: pt(10),
          }}
        >
          {sheet.allergies.map(({ room, text }) => (
            <Text key={room} style={{ fontSize: pt(14), lineHeight: 1.45, marginRight: pt(16) }}>
              <Text style={bold}>{room}</Text> {text}
            </Text>
          ))}
        </View>
      </View>
    </View>
  );
}

function Foot({ sheet }: { sheet: ProductionSheet }) {
  const clock = sheet.printedAt.slice(-5);
  return (
    <View
      style={{
        position: "absolute",
        left: PAGE.left,
        right: PAGE.left,
        bottom: PAGE.bottom,
        flexDirection: "row",
        alignItems: "flex-end",
      }}
    >
      <Signature label="厨师长" size={pt(12)} />
      <Signature label="营养师复核" size={pt(12)} />
      <Signature label="传菜核对" size={pt(12)} />
      <Text
        style={{ fontSize: pt(12), marginLeft: "auto" }}
      >{`${clock} 之后的改动只看差异单，本页作废以新版为准`}</Text>
    </View>
  );
}
