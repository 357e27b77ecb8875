import { Document, Page, Text, View } from "@react-pdf/renderer";
import { AllergyMark, BLACK, base, bold, HAIRLINE, pt, StageMark, TickBox } from "./marks";
import { textWidth } from "./measure";
import { dishText, INNER_WIDTH, layTickets, lineWidth, type PrintedTicket, SLOT_WIDTH, TICKET } from "./tickets-layout";
import type { RoomTicket } from "./types";

const PER_PAGE = 8;

/** Room tickets, eight on a page of A4 with lines to cut along; the order given is the order printed. */
export function roomTickets(tickets: readonly RoomTicket[]) {
  const printed = layTickets(tickets);
  const pages = Array.from({ length: Math.max(1, Math.ceil(printed.length / PER_PAGE)) }, (_, i) =>
    printed.slice(i * PER_PAGE, (i + 1) * PER_PAGE),
  );
  const first = tickets[0];
  return (
    <Document
      title={first ? `餐签 ${first.slot} ${first.date}` : "餐签"}
      language="zh-CN"
      creator="月安"
      producer="月安"
    >
      {pages.map((page, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pages have no other identity and are drawn once
        <Page key={i} size="A4" style={base}>
          {page.length === 0 && <Text style={{ fontSize: pt(14), padding: pt(40) }}>这一餐没有要送的房间</Text>}
          {page.map((ticket, place) => (
            <Ticket
              key={`${ticket.room}-${ticket.name}-${ticket.part}-${place.toString()}`}
              ticket={ticket}
              place={place}
            />
          ))}
          <CutLines />
        </Page>
      ))}
    </Document>
  );
}

function CutLines() {
  const line = { position: "absolute", borderColor: HAIRLINE, borderStyle: "dashed" } as const;
  return (
    <>
      <View style={{ ...line, left: TICKET.width, top: 0, height: TICKET.height * 4, borderLeftWidth: pt(1) }} />
      {[1, 2, 3].map((row) => (
        <View
          key={row}
          style={{ ...line, left: 0, top: TICKET.height * row, width: TICKET.width * 2, borderTopWidth: pt(1) }}
        />
      ))}
    </>
  );
}

function Ticket({ ticket, place }: { ticket: PrintedTicket; place: number }) {
  const { sizes } = ticket;
  return (
    <View
      style={{
        position: "absolute",
        left: (place % 2) * TICKET.width,
        top: Math.floor(place / 2) * TICKET.height,
        width: TICKET.width,
        height: TICKET.height,
        paddingHorizontal: TICKET.side,
        paddingTop: TICKET.top,
        paddingBottom: TICKET.bottom,
        overflow: "hidden",
      }}
    >
      <Head ticket={ticket} />
      {ticket.allergies.length > 0 && <Allergies ticket={ticket} />}
      {ticket.hard.length > 0 && <Restrictions texts={ticket.hard} size={sizes.other} isHard />}
      {ticket.soft.length > 0 && <Restrictions texts={ticket.soft} size={sizes.other} isHard={false} />}
      <View style={{ marginTop: pt(8), flexDirection: "row", flexWrap: "wrap", justifyContent: "space-between" }}>
        {ticket.lines.map((line, i) => (
          <Line key={`${line.dish}${i.toString()}`} line={line} ticket={ticket} />
        ))}
      </View>
      <View
        style={{
          position: "absolute",
          left: TICKET.side,
          right: TICKET.side,
          bottom: TICKET.bottom,
          flexDirection: "row",
          justifyContent: "space-between",
          borderTopWidth: pt(1),
          borderColor: HAIRLINE,
          paddingTop: pt(6),
        }}
      >
        {ticket.number !== undefined && <SlipNumber number={ticket.number} mark={ticket.mark ?? null} />}
        {["配餐 ____", "复核 ____", "送达 __:__"].map((text) => (
          <Text key={text} style={{ fontSize: pt(12), lineHeight: 1.33 }}>
            {text}
          </Text>
        ))}
      </View>
    </View>
  );
}

/** The number of the slip; a change of an earlier one stands out in black. */
const SlipNumber = ({ number, mark }: { number: string; mark: string | null }) => (
  <View style={{ flexDirection: "row", alignItems: "center" }}>
    {mark !== null && (
      <Text
        style={{
          ...bold,
          fontSize: pt(12),
          lineHeight: 1.33,
          color: "#fff",
          backgroundColor: BLACK,
          paddingHorizontal: pt(4),
          marginRight: pt(4),
        }}
      >
        {mark}
      </Text>
    )}
    <Text style={{ fontSize: pt(10), lineHeight: 1.6 }}>{number}</Text>
  </View>
);

function Head({ ticket }: { ticket: PrintedTicket }) {
  const { room, name } = ticket.sizes;
  const roomWidth = textWidth(ticket.room, room) + pt(2);
  return (
    <View
      style={{
        flexDirection: "row",
        alignItems: "center",
        height: pt(56),
        borderBottomWidth: pt(2),
        borderColor: BLACK,
        paddingBottom: pt(8),
      }}
    >
      <View style={{ width: roomWidth, height: pt(46) }}>
        <Text
          style={{
            ...bold,
            position: "absolute",
            top: (pt(46) - room) / 2 - room * 0.24,
            fontSize: room,
            lineHeight: 1,
          }}
        >
          {ticket.room}
        </Text>
      </View>
      <View style={{ width: INNER_WIDTH - roomWidth - SLOT_WIDTH - pt(10), marginLeft: pt(10) }}>
        <Text style={{ ...bold, fontSize: name, lineHeight: 1.3 }}>{ticket.name}</Text>
        <View style={{ flexDirection: "row", alignItems: "center", marginTop: pt(3) }}>
          {ticket.stage && <StageMark stage={ticket.stage} size={pt(13)} />}
          <Text style={{ fontSize: pt(13), lineHeight: 1.3, marginLeft: ticket.stage ? pt(5) : 0 }}>
            {stageText(ticket)}
          </Text>
        </View>
      </View>
      <View style={{ width: SLOT_WIDTH }}>
        <Text style={{ ...bold, fontSize: pt(22), lineHeight: 1.27, textAlign: "right" }}>
          {ticket.slot}
          {ticket.parts > 1 && <Text style={{ fontSize: pt(13) }}>{` 第 ${ticket.part}/${ticket.parts} 张`}</Text>}
        </Text>
        <Text style={{ fontSize: pt(13), lineHeight: 1.3, textAlign: "right" }}>
          {`${ticket.date.slice(5)}　${ticket.time}`}
        </Text>
      </View>
    </View>
  );
}

const stageText = ({ stage, day }: PrintedTicket): string =>
  [stage ?? "", day === null ? "" : `第 ${day} 天`].filter((text) => text !== "").join("　");

function Allergies({ ticket }: { ticket: PrintedTicket }) {
  const size = ticket.sizes.allergy;
  return (
    <View style={{ marginTop: pt(9), borderWidth: pt(2), borderColor: BLACK, padding: pt(2) }}>
      <View
        style={{
          flexDirection: "row",
          alignItems: "center",
          backgroundColor: BLACK,
          paddingVertical: pt(4),
          paddingHorizontal: pt(10),
        }}
      >
        <AllergyMark size={size * 0.9} colour="#fff" />
        <Text
          style={{
            fontSize: size,
            lineHeight: 1.33,
            color: "#fff",
            marginLeft: pt(7),
            width: INNER_WIDTH - pt(35) - size,
            ...bold,
          }}
        >
          {`过敏 ${ticket.allergies.join("、")}`}
        </Text>
      </View>
    </View>
  );
}

/** Hard ones in a solid frame with their kind in bold, soft ones dashed. */
function Restrictions({ texts, size, isHard }: { texts: string[]; size: number; isHard: boolean }) {
  const frame = isHard ? { borderWidth: pt(1.5) } : ({ borderWidth: pt(1), borderStyle: "dashed" } as const);
  return (
    <View style={{ marginTop: pt(6), borderColor: BLACK, paddingHorizontal: pt(9), paddingVertical: pt(2), ...frame }}>
      <Text style={{ fontSize: size, lineHeight: 1.43 }}>
        {texts.map((text, i) => {
          const [kind = "", ...rest] = text.split(" ");
          const gap = i > 0 ? "　" : "";
          return isHard && rest.length > 0 ? (
            <Text key={`${i.toString()} ${text}`}>
              {gap}
              <Text style={bold}>{kind}</Text>
              {` ${rest.join(" ")}`}
            </Text>
          ) : (
            <Text key={`${i.toString()} ${text}`}>{gap + text}</Text>
          );
        })}
      </Text>
    </View>
  );
}

function Line({ line, ticket: { sizes } }: { line: RoomTicket["lines"][number]; ticket: PrintedTicket }) {
  return (
    <View style={{ flexDirection: "row", alignItems: "flex-start", width: lineWidth(sizes) }}>
      <View style={{ height: sizes.dishLine, justifyContent: "center", marginRight: pt(9) }}>
        <TickBox size={pt(13)} />
      </View>
      <View style={{ flexDirection: "row", flexWrap: "wrap", alignItems: "center", width: lineWidth(sizes) - pt(22) }}>
        <Text style={{ fontSize: sizes.dish, lineHeight: sizes.dishLine / sizes.dish, marginRight: pt(9), ...bold }}>
          {dishText(line)}
        </Text>
        {line.note !== undefined && (
          <View style={{ borderWidth: pt(1), borderColor: BLACK, paddingHorizontal: pt(5), maxWidth: "100%" }}>
            <Text style={{ fontSize: sizes.note, lineHeight: 1.38 }}>{line.note}</Text>
          </View>
        )}
      </View>
    </View>
  );
}
