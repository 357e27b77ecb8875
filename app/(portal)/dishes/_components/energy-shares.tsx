import { rounded } from "@/components/figures";
import classes from "./dishes.module.css";

/** Where the energy comes from: three parts of one bar, each named with its percent. */
export function EnergyShares({ shares }: { shares: { protein: number; fat: number; carb: number } | null }) {
  if (!shares) return null;
  const parts = [
    { name: "蛋白质", value: shares.protein, colour: "var(--ya-c1)" },
    { name: "脂肪", value: shares.fat, colour: "var(--ya-c2)" },
    { name: "碳水", value: shares.carb, colour: "var(--ya-c3)" },
  ];
  return (
    <div>
      <div className={classes.shares} aria-hidden="true">
        {parts.map((p) => (
          <span key={p.name} style={{ width: `${p.value}%`, background: p.colour }} />
        ))}
      </div>
      <p className="ya-note">供能：{parts.map((p) => `${p.name} ${rounded(p.value)}%`).join("，")}</p>
    </div>
  );
}
