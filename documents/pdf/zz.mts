import fs from "node:fs";
import { productionSheet } from "/work/main/documents/pdf/production";
import { renderPdf } from "/work/main/documents/pdf/render";
import { sampleProduction, sampleTickets } from "/work/main/documents/pdf/samples";
import { roomTickets } from "/work/main/documents/pdf/tickets";

fs.writeFileSync("/tmp/tick.pdf", await renderPdf(roomTickets(sampleTickets)));
const long = "鲍汁扣花菇配上汤娃娃菜与虫草花老鸭汤底（无盐无油版）";
fs.writeFileSync(
  "/tmp/tickhard.pdf",
  await renderPdf(
    roomTickets([
      {
        ...sampleTickets[0],
        lines: [
          ...sampleTickets[0].lines,
          ...sampleTickets[1].lines.map((l) => ({ ...l, quantity: 2, note: "少盐少油" })),
        ],
        hard: ["医嘱 低盐", "宗教 清真"],
        soft: ["不吃 香菜"],
        room: "VIP-1203",
        name: "欧阳女士",
      },
      {
        ...sampleTickets[0],
        allergies: ["花生", "甲壳类", "坚果", "大豆", "芝麻", "含麸质谷物", "蛋类", "乳"],
        hard: ["医嘱 妊娠糖尿病控糖，低脂", "宗教 蛋奶素"],
        soft: ["不吃 海参、香菜、羊肉"],
        lines: Array.from({ length: 9 }, (_, i) => ({
          dish: long + i,
          quantity: 1,
          note: "替香菇滑鸡，饭减至 100 g，改软烂，少盐",
        })),
      },
      {
        ...sampleTickets[2],
        stage: null,
        day: null,
        lines: [
          { dish: long, quantity: 1, note: "少盐" },
          { dish: "蒜蓉菠菜", quantity: 1, note: "这是一条很长很长很长很长很长很长很长很长很长很长的备注说明" },
        ],
      },
      { ...sampleTickets[3], lines: Array.from({ length: 7 }, (_, i) => ({ dish: "菜" + i, quantity: 1 })) },
    ]),
  ),
);
const t = performance.now();
const rows = Array.from({ length: 200 }, (_, i) => ({
  ...sampleProduction.rows[i % 15],
  dish: sampleProduction.rows[i % 15].dish + (i % 7 === 0 ? "（" + long + "）" : ""),
  station: ["汤灶", "炖灶", "蒸柜", "炒灶", "饭"][Math.floor(i / 40)],
  variants:
    i % 11 === 0
      ? Array.from({ length: i % 33 === 0 ? 90 : 14 }, (_, k) => ({
          room: String(300 + k),
          text: k % 5 === 0 ? "过敏甲壳类，替清炖牛肉" : "少盐",
          allergy: k % 5 === 0,
        }))
      : sampleProduction.rows[i % 15].variants,
}));
fs.writeFileSync(
  "/tmp/prodhard.pdf",
  await renderPdf(
    productionSheet({
      ...sampleProduction,
      rows,
      allergies: [
        ...sampleProduction.allergies,
        ...sampleProduction.allergies.map((a) => ({ ...a, room: a.room + "B" })),
        ...sampleProduction.allergies.map((a) => ({ ...a, room: a.room + "C" })),
      ],
      counts: { ...sampleProduction.counts, away: ["606", "607", "608", "302", "303", "304", "305"] },
    }),
  ),
);
console.log("200 rows", performance.now() - t);
