import { Logo } from "@/components/marks/logo";
import classes from "./sky.module.css";

/** The 42 days of a stay as 42 moons on an arc, from the new moon of the first day to full. */
const DAYS = 42;
const [CENTRE_X, CENTRE_Y, RADIUS] = [404, 618, 318];
const R = 10.5;

const stages = [
  { char: "排", weeks: "第 1 周", x: 51.5, y: 535.5 },
  { char: "调", weeks: "第 2 周", x: 143.2, y: 367 },
  { char: "补", weeks: "第 3 周", x: 307.5, y: 267 },
  { char: "养", weeks: "第 4 至 6 周", x: 680.7, y: 351.7 },
];

export function Sky() {
  return (
    <section className={classes.sky} aria-label="月安">
      <div className={classes.brand}>
        <Logo size={40} />
        <span>月安</span>
      </div>
      <div className={classes.scene}>
        <div className={classes.frame}>
          <svg viewBox="0 0 808 900" aria-hidden="true">
            {Array.from({ length: DAYS }, (_, day) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the days of a stay are their own identity
              <NightMoon key={day} day={day} />
            ))}
            {stages.map((stage) => (
              <g key={stage.char} transform={`translate(${stage.x} ${stage.y})`} textAnchor="middle">
                <text className={classes.stage} fontWeight="600" fill="#F6E3C7" y="-2">
                  {stage.char}
                </text>
                <text className={classes.weeks} fill="#9FC0C8" y="18">
                  {stage.weeks}
                </text>
              </g>
            ))}
            <path d="M56 644H752" stroke="#2B5C67" />
          </svg>
          <div className={classes.words}>
            <p>这一个月，安安稳稳</p>
            <p>每一餐、每一次测量、每一笔账，都记得清楚</p>
          </div>
        </div>
      </div>
    </section>
  );
}

/** Waxing from the right: the terminator's half-axis goes from +R (new) through 0 (half, day 14) to −R (full, day 28 on). */
function NightMoon({ day }: { day: number }) {
  const angle = (Math.PI * day) / (DAYS - 1);
  const [x, y] = [CENTRE_X - RADIUS * Math.cos(angle), CENTRE_Y - RADIUS * Math.sin(angle)];
  const axis = Math.max(-R, R - 0.75 * (day + 1));
  return (
    <g transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}>
      <circle r="11.1" fill="#1B4A54" />
      <path
        d={`M0 ${-R}A${R} ${R} 0 0 1 0 ${R}A${Math.abs(axis).toFixed(2)} ${R} 0 0 ${axis > 0 ? 0 : 1} 0 ${-R}Z`}
        fill="#F3C184"
      />
    </g>
  );
}
