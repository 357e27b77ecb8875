import { Document, Page, Path, Rect, Svg, Text, View } from "@react-pdf/renderer";
import { AllergyMark, BLACK, base, bold, GREY, HAIRLINE, PageNumber, pt, Signature } from "./marks";

/** Worded and ordered by the planning domain; amounts per person and day. */
export type NutritionPaper = {
  centre: string;
  dietitian: string;
  /** 姓 + 女士. */
  name: string;
  room: string | null;
  number: string;
  printedAt: string;
  scope: string;
  from: string;
  to: string;
  /** Days with meals behind the means. */
  days: number;
  avoided: string[];
  rows: {
    name: string;
    unit: string;
    value: number;
    from: number | null;
    to: number | null;
    text: string;
    band: string;
    word: string;
    isOff: boolean;
    days: string;
  }[];
  weekHeads: { name: string; unit: string }[];
  weeks: { label: string; dates: string; cells: { text: string; word: string }[] }[];
  more: { name: string; foods: string[]; dishes: string[] }[];
  less: string[];
  sources: string[];
  notInTables: readonly string[];
  uncertainty: string;
};

const SIDE = pt(46);
const WIDTH = 595.28 - 2 * SIDE;
const columns = { name: pt(98), text: pt(96), band: pt(122), word: pt(86), days: pt(60) };
const TRACK = WIDTH - columns.name - columns.text - columns.band - columns.word - columns.days;
const small = { fontSize: pt(12), lineHeight: 1.5 } as const;
const plain = { fontSize: pt(13), lineHeight: 1.5 } as const;

/** What the family takes home about a stay's meals: A4, black, calm; it says where figures come from and diagnoses nothing. */
export function nutritionPaper(paper: NutritionPaper) {
  return (
    <Document title={`营养小结 ${paper.name}`} author={paper.centre} language="zh-CN" creator="月安" producer="月安">
      <Page size="A4" style={{ ...base, paddingHorizontal: SIDE, paddingTop: pt(36), paddingBottom: pt(56) }}>
        <Head paper={paper} />
        <Section title="平均每天" note={`${paper.days} 天的平均；“合适的天数”是落在建议范围里的天数`}>
          <Means rows={paper.rows} />
        </Section>
        {paper.weeks.length > 1 && (
          <Section title="一周一周看" note="每周的日均">
            <Weeks paper={paper} />
          </Section>
        )}
        {paper.more.length > 0 && (
          <Section title="可以多一点的" note="都是她能吃的；想吃哪一样，请告诉营养师">
            {paper.more.map(({ name, foods, dishes }) => (
              <View key={name} wrap={false} style={{ flexDirection: "row", marginTop: pt(4) }}>
                <Text style={{ ...plain, ...bold, width: columns.name }}>{name}</Text>
                <Text style={{ ...plain, flex: 1 }}>
                  {[
                    foods.length > 0 && `食材：${foods.join("、")}`,
                    dishes.length > 0 && `厨房的菜：${dishes.join("、")}`,
                  ]
                    .filter(Boolean)
                    .join("。")}
                </Text>
              </View>
            ))}
          </Section>
        )}
        {paper.less.length > 0 && (
          <Section title="可以少一点的">
            {paper.less.map((text) => (
              <Text key={text} style={{ ...plain, marginTop: pt(4) }}>
                {text}
              </Text>
            ))}
          </Section>
        )}
        <Section title="怎么读这些数字">
          <Text style={{ ...small, marginTop: pt(4) }}>
            {`数字按菜谱的配料算出，按全部吃完计，和实际吃进去的会有出入，请按 ${paper.uncertainty} 来读。建议范围来自${paper.sources.join("、")}。食物成分表里没有${paper.notInTables.join("、")}，这里没有算。`}
          </Text>
          <Text style={{ ...small, marginTop: pt(2) }}>
            这是膳食安排的小结，不是检查结果，也不代替医生的意见。有不舒服或想调整，请找营养师或医生。
          </Text>
        </Section>
        <View wrap={false} style={{ flexDirection: "row", marginTop: pt(26) }}>
          <Signature label="营养师" size={pt(13)} />
          <Signature label="日期" size={pt(13)} />
        </View>
        <View fixed style={{ position: "absolute", left: SIDE, right: SIDE, bottom: pt(26), flexDirection: "row" }}>
          <Text
            style={{ ...small, flexGrow: 1 }}
          >{`${paper.centre}　计划 ${paper.number}　${paper.printedAt} 打印`}</Text>
          <PageNumber size={pt(12)} />
        </View>
      </Page>
    </Document>
  );
}

function Head({ paper }: { paper: NutritionPaper }) {
  const right = { ...small, textAlign: "right" } as const;
  return (
    <View>
      <View
        style={{
          flexDirection: "row",
          alignItems: "flex-end",
          borderBottomWidth: pt(2.5),
          borderColor: BLACK,
          paddingBottom: pt(8),
        }}
      >
        <Text style={{ ...bold, fontSize: pt(28), lineHeight: 1.25 }}>营养小结</Text>
        <Text style={{ ...bold, fontSize: pt(16), lineHeight: 1.45, marginLeft: pt(18), flexGrow: 1 }}>
          {paper.room ? `${paper.room} ${paper.name}` : paper.name}
        </Text>
        <View>
          <Text style={right}>{`${paper.scope}　${paper.from} 至 ${paper.to}`}</Text>
          <Text style={right}>{`营养师 ${paper.dietitian}`}</Text>
        </View>
      </View>
      {paper.avoided.length > 0 && (
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
            <Text style={{ ...plain, marginLeft: pt(6), flex: 1 }}>
              <Text style={bold}>过敏，已避开 </Text>
              {paper.avoided.join("、")}
            </Text>
          </View>
        </View>
      )}
    </View>
  );
}

function Section(props: { title: string; note?: string; children: React.ReactNode }) {
  return (
    <View style={{ marginTop: pt(16) }}>
      <View
        minPresenceAhead={60}
        style={{ flexDirection: "row", alignItems: "baseline", borderBottomWidth: pt(1), borderColor: BLACK }}
      >
        <Text style={{ ...bold, fontSize: pt(16), lineHeight: 1.5 }}>{props.title}</Text>
        {props.note && <Text style={{ ...small, marginLeft: pt(10) }}>{props.note}</Text>}
      </View>
      {props.children}
    </View>
  );
}

function Means({ rows }: { rows: NutritionPaper["rows"] }) {
  const head = { ...small, color: GREY } as const;
  const line = { flexDirection: "row", alignItems: "center", borderColor: HAIRLINE } as const;
  return (
    <View>
      <View style={{ ...line, paddingVertical: pt(3) }}>
        <Text style={{ ...head, width: columns.name }}>营养素</Text>
        <Text style={{ ...head, width: columns.text }}>平均每天</Text>
        <Text style={{ ...head, width: columns.band }}>建议</Text>
        <Text style={{ ...head, width: TRACK }}> </Text>
        <Text style={{ ...head, width: columns.word, paddingLeft: pt(10) }}>看下来</Text>
        <Text style={{ ...head, width: columns.days, textAlign: "right" }}>合适的天数</Text>
      </View>
      {rows.map((row) => (
        <View key={row.name} wrap={false} style={{ ...line, borderTopWidth: pt(1), paddingVertical: pt(3) }}>
          <Text style={{ ...plain, ...bold, width: columns.name }}>{row.name}</Text>
          <Text style={{ ...plain, width: columns.text }}>{`${row.text} ${row.unit}`}</Text>
          <Text style={{ ...plain, width: columns.band }}>{`${row.band} ${row.unit}`}</Text>
          <Track row={row} />
          <Text style={{ ...plain, ...(row.isOff && bold), width: columns.word, paddingLeft: pt(10) }}>{row.word}</Text>
          <Text style={{ ...plain, width: columns.days, textAlign: "right" }}>{row.days}</Text>
        </View>
      ))}
    </View>
  );
}

/** The advised range as a frame on a line, the mean as a tick. */
function Track({ row: { value, from, to } }: { row: NutritionPaper["rows"][number] }) {
  const top = Math.max((to ?? 0) * 1.4, (from ?? 0) * 1.8, value * 1.1) || 1;
  const at = (n: number) => Math.min(TRACK, (n / top) * TRACK);
  const [left, right] = [from === null ? 0 : at(from), to === null ? TRACK : at(to)];
  const height = pt(14);
  return (
    <Svg width={TRACK} height={height} viewBox={`0 0 ${TRACK} ${height}`}>
      <Path d={`M0 ${height / 2}H${TRACK}`} stroke={HAIRLINE} strokeWidth={pt(1)} />
      <Rect
        x={left}
        y={pt(3)}
        width={Math.max(0, right - left)}
        height={pt(8)}
        fill="#e6e6e6"
        stroke={GREY}
        strokeWidth={pt(1)}
      />
      <Path d={`M${at(value)} 0V${height}`} stroke={BLACK} strokeWidth={pt(3)} />
    </Svg>
  );
}

function Weeks({ paper }: { paper: NutritionPaper }) {
  const first = pt(150);
  const each = (WIDTH - first) / Math.max(1, paper.weekHeads.length);
  return (
    <View>
      <View style={{ flexDirection: "row", paddingVertical: pt(3) }}>
        <View style={{ width: first }} />
        {paper.weekHeads.map(({ name, unit }) => (
          <Text key={name} style={{ ...small, color: GREY, width: each }}>{`${name} ${unit}`}</Text>
        ))}
      </View>
      {paper.weeks.map(({ label, dates, cells }) => (
        <View
          key={label}
          wrap={false}
          style={{ flexDirection: "row", borderTopWidth: pt(1), borderColor: HAIRLINE, paddingVertical: pt(3) }}
        >
          <Text style={{ ...plain, width: first }}>
            <Text style={bold}>{label}</Text>
            {`　${dates}`}
          </Text>
          {cells.map(({ text, word }, i) => (
            <View key={paper.weekHeads[i]?.name} style={{ width: each }}>
              <Text style={plain}>{text}</Text>
              <Text style={{ ...small, fontSize: pt(12), color: word === "合适" ? GREY : BLACK }}>{word}</Text>
            </View>
          ))}
        </View>
      ))}
    </View>
  );
}
