import { Document, Page, Text, View } from "@react-pdf/renderer";
import type { ReactNode } from "react";
import { AllergyMark, BLACK, base, bold, HAIRLINE, PageNumber, pt, Signature, TickBox } from "./marks";
import type { RecallReport } from "./types";

const SIDE = pt(38);
const small = { fontSize: pt(12), lineHeight: 1.5 } as const;

/** The chain of a recall on A4: lots, batches, samples, everyone who was served, who was on duty; with boxes for what was done. */
export function recallReport(report: RecallReport) {
  const { lots, batches, samples, people, staff, gaps } = report;
  return (
    <Document
      title={`追溯报告 ${report.subject}`}
      author={report.centre}
      language="zh-CN"
      creator="月安"
      producer="月安"
    >
      <Page size="A4" style={{ ...base, paddingHorizontal: SIDE, paddingTop: pt(30), paddingBottom: pt(58) }}>
        <Head report={report} />
        {gaps.length > 0 && (
          <View style={{ marginTop: pt(8), borderWidth: pt(1), borderColor: BLACK, padding: pt(6) }}>
            {gaps.map((gap) => (
              <Text key={gap} style={small}>
                {gap}
              </Text>
            ))}
          </View>
        )}
        <Part
          title={`食材批次 ${lots.length} 个`}
          columns={[
            ["食材", "20%"],
            ["批号", "20%"],
            ["供应商", "20%"],
            ["到期", "12%"],
            ["用了", "10%"],
            ["还剩", "10%"],
            ["状态", "8%"],
          ]}
          rows={lots.map((lot) => [lot.item, lot.lot, lot.supplier, lot.expires, lot.used, lot.left, lot.status])}
        />
        <Part
          title={`做成的菜 ${batches.length} 锅`}
          columns={[
            ["锅次", "22%"],
            ["哪一餐", "18%"],
            ["菜品", "26%"],
            ["份数", "10%"],
            ["出锅", "12%"],
            ["经手", "12%"],
          ]}
          rows={batches.map((one) => [one.number, one.served, one.dish, one.portions, one.cooked, one.by])}
        />
        <Part
          title={`留样 ${samples.length} 份`}
          columns={[
            ["样号", "24%"],
            ["菜品", "28%"],
            ["取样", "18%"],
            ["留到", "18%"],
            ["位置", "12%"],
          ]}
          rows={samples.map((one) => [one.number, one.dish, one.taken, one.until, one.place])}
        />
        <People people={people} />
        <Part
          title={`当班 ${staff.length} 人`}
          columns={[
            ["姓名", "30%"],
            ["岗位", "30%"],
            ["班次", "40%"],
          ]}
          rows={staff.map((one) => [one.name, one.position, one.shift])}
        />
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
          <Signature label="核对" size={pt(12)} />
          <Signature label="负责人" size={pt(12)} />
          <Text style={{ fontSize: pt(12), marginLeft: "auto" }}>含客户姓名，用完收好</Text>
        </View>
      </Page>
    </Document>
  );
}

function Head({ report }: { report: RecallReport }) {
  return (
    <View
      fixed
      style={{
        flexDirection: "row",
        alignItems: "flex-end",
        borderBottomWidth: pt(2.5),
        borderColor: BLACK,
        paddingBottom: pt(8),
      }}
    >
      <View style={{ flex: 1 }}>
        <Text style={{ ...bold, fontSize: pt(26), lineHeight: 1.25 }}>追溯报告</Text>
        <Text style={{ ...bold, fontSize: pt(14), lineHeight: 1.45 }}>{report.subject}</Text>
      </View>
      <View style={{ alignItems: "flex-end" }}>
        <Text style={small}>{report.centre}</Text>
        <Text style={small}>{`${report.printedAt} 打印，${report.printedBy}`}</Text>
        <PageNumber size={pt(12)} />
      </View>
    </View>
  );
}

type Column = readonly [title: string, width: string];

/** A section with its table; the head stays with the first row, no row is split. */
function Part({ title, columns, rows }: { title: string; columns: readonly Column[]; rows: readonly string[][] }) {
  return (
    <View style={{ marginTop: pt(12) }}>
      <View wrap={false}>
        <Title>{title}</Title>
        <TableHead columns={columns} />
        {rows.slice(0, 1).map((row) => (
          <Cells key={row.join("|")} row={row} columns={columns} />
        ))}
      </View>
      {rows.length === 0 && <Text style={small}>没有记录</Text>}
      {rows.slice(1).map((row, i) => (
        <Cells key={`${i.toString()} ${row.join("|")}`} row={row} columns={columns} />
      ))}
    </View>
  );
}

const Title = ({ children }: { children: ReactNode }) => (
  <Text style={{ ...bold, fontSize: pt(15), lineHeight: 1.45 }}>{children}</Text>
);

const TableHead = ({ columns }: { columns: readonly Column[] }) => (
  <View style={{ flexDirection: "row", borderBottomWidth: pt(1.5), borderColor: BLACK, paddingVertical: pt(2) }}>
    {columns.map(([name, width]) => (
      <Text key={name} style={{ ...small, width, paddingRight: pt(6) }}>
        {name}
      </Text>
    ))}
  </View>
);

const Cells = ({ row, columns }: { row: readonly string[]; columns: readonly Column[] }) => (
  <View
    wrap={false}
    style={{ flexDirection: "row", borderBottomWidth: pt(0.75), borderColor: HAIRLINE, paddingVertical: pt(3) }}
  >
    {columns.map(([name, width], i) => (
      <Text key={name} style={{ ...small, ...(i === 0 && bold), width, paddingRight: pt(6) }}>
        {row[i]}
      </Text>
    ))}
  </View>
);

function People({ people }: Pick<RecallReport, "people">) {
  return (
    <View style={{ marginTop: pt(12) }}>
      <Title>{`吃到的人 ${people.length} 位`}</Title>
      {people.length === 0 && <Text style={small}>没有人吃到</Text>}
      {people.map((one, i) => (
        <View
          key={`${i.toString()} ${one.room} ${one.name}`}
          wrap={false}
          style={{ borderTopWidth: pt(1), borderColor: i === 0 ? BLACK : HAIRLINE, paddingVertical: pt(5) }}
        >
          <View style={{ flexDirection: "row", alignItems: "center" }}>
            <Text style={{ ...bold, fontSize: pt(18), lineHeight: 1.3, width: pt(64) }}>{one.room}</Text>
            <Text style={{ ...bold, fontSize: pt(14), lineHeight: 1.4, width: pt(110) }}>{one.name}</Text>
            <Text style={{ ...small, width: pt(90) }}>{one.phone ? `尾号 ${one.phone}` : "没留电话"}</Text>
            {one.allergies.length > 0 && <Allergy labels={one.allergies} />}
            <View style={{ flexDirection: "row", alignItems: "center", marginLeft: "auto" }}>
              {["已联系", "已留观", "不适"].map((word) => (
                <View key={word} style={{ flexDirection: "row", alignItems: "center", marginLeft: pt(12) }}>
                  <TickBox size={pt(13)} />
                  <Text style={{ ...small, marginLeft: pt(4) }}>{word}</Text>
                </View>
              ))}
            </View>
          </View>
          <Text style={{ ...small, marginLeft: pt(64) }}>{`${one.served}　${one.dishes}　${one.outcome}`}</Text>
        </View>
      ))}
    </View>
  );
}

const Allergy = ({ labels }: { labels: readonly string[] }) => (
  <View style={{ borderWidth: pt(1), borderColor: BLACK, padding: pt(1.5) }}>
    <View
      style={{
        flexDirection: "row",
        alignItems: "center",
        backgroundColor: BLACK,
        paddingHorizontal: pt(6),
        paddingVertical: pt(1),
      }}
    >
      <AllergyMark size={pt(12)} colour="#fff" />
      <Text style={{ ...bold, fontSize: pt(12), lineHeight: 1.45, color: "#fff", marginLeft: pt(4) }}>
        {`过敏 ${labels.join("、")}`}
      </Text>
    </View>
  </View>
);
