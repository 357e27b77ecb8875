import { productionSheet } from "./production";
import { renderPdf } from "./render";
import { sampleProduction } from "./samples";

await renderPdf(productionSheet(sampleProduction));
const rows = Array.from({ length: 200 }, (_, i) => ({
  ...sampleProduction.rows[i % 15],
  station: ["汤灶", "炖灶", "蒸柜", "炒灶", "饭"][Math.floor(i / 40)],
}));
for (let k = 0; k < 3; k++) {
  const c = process.cpuUsage();
  const t = performance.now();
  await renderPdf(productionSheet({ ...sampleProduction, rows }));
  const d = process.cpuUsage(c);
  console.log("200 rows wall", performance.now() - t, "cpu", (d.user + d.system) / 1000);
}
