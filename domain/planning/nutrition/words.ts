/** Sources of targets as the tables name them → as people read them. */
const sourceWords: [RegExp, string][] = [
  [/China DRI 2023/, "中国 DRI 2023"],
  [/Week guide, weeks (\d+)–(\d+)/, "月子阶段指引第 $1–$2 周"],
  [/[Ww]eek guide/, "月子阶段指引"],
  [/WHO advice/, "世卫组织建议"],
  [/, not lactating/, "，不哺乳"],
  [/postpartum_conditions \w+/, "产后状况膳食要点"],
];
export const sourceText = (source: string): string =>
  sourceWords.reduce((text, [found, word]) => text.replace(found, word), source);

/** An amount for reading: one decimal below 100, none from there on, thousands with a comma. */
export function saidAmount(amount: number): string {
  const [whole = "0", part] = Number(amount.toFixed(Math.abs(amount) < 100 ? 1 : 0))
    .toString()
    .split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? `.${part}` : "");
}
