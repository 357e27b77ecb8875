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
          {rows.length > 0 && <Rows rows={rows} columns={columns} />}
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
            <Text key={`${i.toString()} ${floor}`}>
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
          员工餐 <Text style={bold}>{counts.staff}</Text>
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
  const cell = (width: number, text: string, align: "left" | "right" | "center" = "left", edge = false, key = text) => (
    <View
      key={key}
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
      {sheet.counts.byFloor.map(({ floor }, i) =>
        cell(columns.floor, floor, "right", false, `${i.toString()} ${floor}`),
      )}
      {cell(columns.variants, "特殊做法与替换")}
      {SIGNED.map((text) => cell(columns.sign, text, "center", true))}
    </View>
  );
}

/** Few boxes per row and the vertical lines drawn once per page: layout time grows with the number of boxes. */
function Rows({ rows, columns }: { rows: PrintedRow[]; columns: Columns }) {
  const signed = SIGNED.map((label, i) => ({ label, right: (SIGNED.length - i) * columns.sign }));
  return (
    <View style={{ borderBottomWidth: pt(1), borderColor: HAIRLINE }}>
      {rows.map((row, i) => (
        <DishRow key={`${i.toString()} ${row.dish}`} row={row} columns={columns} isTop={i === 0} />
      ))}
      <Upright style={{ left: columns.station - pt(1.5), borderLeftWidth: pt(1.5), borderColor: BLACK }} />
      {signed.map(({ label, right }) => (
        <Upright key={label} style={{ right: right - pt(1), borderLeftWidth: pt(1), borderColor: HAIRLINE }} />
      ))}
    </View>
  );
}

const Upright = ({ style }: { style: object }) => (
  <View style={{ position: "absolute", top: 0, bottom: 0, ...style }} />
);

function DishRow({ row, columns, isTop }: { row: PrintedRow; columns: Columns; isTop: boolean }) {
  const edge = row.isFirst ? BLACK : HAIRLINE;
  const line = { borderTopWidth: isTop ? 0 : pt(1), borderColor: edge } as const;
  const padded = { paddingHorizontal: CELL_PADDING } as const;
  const figure = { ...padded, textAlign: "right" } as const;
  return (
    <View wrap={false} style={{ flexDirection: "row", minHeight: row.height }}>
      <Text
        style={{
          ...padded,
          ...bold,
          width: columns.station,
          fontSize: pt(13),
          lineHeight: 1.4,
          paddingTop: pt(6),
          ...(row.isFirst && line),
        }}
      >
        {row.isFirst ? row.station : ""}
      </Text>
      <View style={{ flexDirection: "row", alignItems: "center", flexGrow: 1, ...line }}>
        <Text style={{ ...padded, ...bold, width: columns.dish, fontSize: pt(15), lineHeight: 1.3 }}>
          {row.isContinued ? `${row.dish}（续）` : row.dish}
        </Text>
        <Text
          style={{
            ...figure,
            ...bold,
            width: columns.portions,
            fontSize: pt(19),
            lineHeight: 1.1,
            paddingBottom: pt(3),
          }}
        >
          {row.isContinued ? "" : row.portions}
        </Text>
        {row.byFloor.map((portions, i) => (
          <Text
            key={i.toString()}
            style={{ ...figure, width: columns.floor, fontSize: pt(14), color: portions === 0 ? GREY : BLACK }}
          >
            {row.isContinued ? "" : portions}
          </Text>
        ))}
        <View
          style={{ ...padded, width: columns.variants, flexDirection: "row", flexWrap: "wrap", alignItems: "center" }}
        >
          {row.variants.map((variant, i) => (
            <VariantChip key={`${i.toString()} ${variant.room}`} variant={variant} />
          ))}
        </View>
        <View style={{ marginLeft: columns.sign * 2 + (columns.sign - pt(14)) / 2 }}>
          {!row.isContinued && <TickBox size={pt(14)} />}
        </View>
      </View>
    </View>
  );
}

function VariantChip({ variant: { room, text, allergy = false } }: { variant: Variant }) {
  const words = { fontSize: CHIP_SIZE, lineHeight: 1.3 } as const;
  const around = { marginRight: CHIP_GAP, maxWidth: "100%" } as const;
  if (!allergy) {
    return (
      <View
        style={{
          ...around,
          flexDirection: "row",
          minHeight: CHIP_HEIGHT,
          marginVertical: pt(2),
          borderWidth: pt(1),
          borderColor: BLACK,
        }}
      >
        <Text style={{ ...words, ...bold, paddingHorizontal: pt(5), backgroundColor: BLACK, color: "#fff" }}>
          {room}
        </Text>
        <Text style={{ ...words, flexShrink: 1, paddingLeft: pt(4), paddingRight: pt(6) }}>{text}</Text>
      </View>
    );
  }
  return (
    <View style={{ ...around, borderWidth: pt(1), borderColor: BLACK, padding: pt(1.5) }}>
      <View
        style={{
          flexDirection: "row",
          alignItems: "center",
          minHeight: CHIP_HEIGHT,
          backgroundColor: BLACK,
          paddingHorizontal: pt(5),
        }}
      >
        <AllergyMark size={pt(15)} colour="#fff" />
        <Text style={{ ...words, ...bold, marginHorizontal: pt(4), paddingHorizontal: pt(5), backgroundColor: "#fff" }}>
          {room}
        </Text>
        <Text style={{ ...words, ...bold, flexShrink: 1, color: "#fff" }}>{text}</Text>
      </View>
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
            flexShrink: 0,
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
          {sheet.allergies.map(({ room, text }, i) => (
            <Text key={`${i.toString()} ${room}`} style={{ fontSize: pt(14), lineHeight: 1.45, marginRight: pt(16) }}>
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
