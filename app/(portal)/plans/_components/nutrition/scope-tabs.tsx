import Link from "next/link";
import type { NutritionOut } from "@/domain/planning/nutrition/schema";
import { sourceText } from "@/domain/planning/nutrition/words";
import { type Day, shortDay } from "@/lib/time";
import classes from "./nutrition.module.css";

type Origin = NutritionOut["origins"][number];
/** A stage, a condition or her own figures stand on top of the profile by feeding. */
const isLayer = ({ profile }: Origin) => profile.includes(".") || profile === "personal";

/** The whole plan or one week, and on whose account the targets are what they are. */
export function ScopeTabs(props: {
  weeks: readonly { weekNumber: number; from: Day; days: number }[];
  current: number | null;
  hrefOf: Record<string, string>;
  basis: readonly string[];
  origins: NutritionOut["origins"];
}) {
  const { weeks, current, hrefOf, basis, origins } = props;
  const [first, ...layers] = origins.toSorted((a, b) => Number(isLayer(a)) - Number(isLayer(b)));
  const named = (one: Origin) => `${one.label} v${one.version}`;
  const sources = [...new Set(origins.map(({ source }) => sourceText(source)))];
  return (
    <div className={classes.scope}>
      <nav className={classes.tabs} aria-label="看哪一段">
        <Link href={hrefOf.all ?? ""} aria-current={current === null ? "page" : undefined} scroll={false}>
          整份计划
        </Link>
        {weeks.map(({ weekNumber, from, days }) => (
          <Link
            key={weekNumber}
            href={hrefOf[weekNumber] ?? ""}
            aria-current={current === weekNumber ? "page" : undefined}
            scroll={false}
          >
            第 {weekNumber} 周<small className="ya-num">{days === 0 ? "没排" : shortDay(from)}</small>
          </Link>
        ))}
      </nav>
      <p className={classes.basis}>
        按她的情况：{basis.length > 0 ? basis.join("，") : "还没登记分娩，先按哺乳期"}
        <span>
          目标 {first && named(first)}
          {layers.length > 0 && `，叠加 ${layers.map(named).join("、")}`}。来源 {sources.join("、")}
        </span>
      </p>
    </div>
  );
}
