import { Card } from "@/components/card";
import { EmptyState } from "@/components/states";
import type { Ctx } from "@/domain/core/ctx";
import { EATEN_DAYS, type EatenDish, eatenBy } from "@/domain/planning/eaten/queries";
import classes from "./detail.module.css";

/** Eaten less than this on average, a dish is one that she leaves. */
const LEFT_BELOW = 75;
const SHOWN = 8;

/** What she leaves on her plate and what she finishes, as nurses noted it; the scheduler reads the same. */
export async function Eaten({ ctx, customerId }: { ctx: Ctx; customerId: number }) {
  const { dishes } = await eatenBy(ctx, { customerId });
  const left = dishes.filter((dish) => dish.eatenPct < LEFT_BELOW);
  const liked = dishes.filter((dish) => dish.eatenPct >= LEFT_BELOW).toReversed();
  return (
    <Card
      title="吃得怎么样"
      sub={`近 ${EATEN_DAYS} 天记过剩余的 ${dishes.length} 道，自动排餐按它少排剩得多的`}
      flush
      style={{ marginTop: 12 }}
    >
      {dishes.length === 0 ? (
        <EmptyState flush title="还没有记过剩余" hint="送餐后在“送餐与餐签”里记吃了多少" />
      ) : (
        <div className={classes.eaten}>
          <Dishes label="常剩" dishes={left} nothing="没有常剩的菜" />
          <Dishes label="吃得好" dishes={liked} nothing="还没有吃得好的菜" />
        </div>
      )}
    </Card>
  );
}

function Dishes({ label, dishes, nothing }: { label: string; dishes: readonly EatenDish[]; nothing: string }) {
  return (
    <section aria-label={label}>
      <h3 className={classes.eatenHead}>
        {label} <span className="ya-note">{dishes.length} 道</span>
      </h3>
      {dishes.length === 0 && <p className="ya-note">{nothing}</p>}
      <ul className={classes.rows}>
        {dishes.slice(0, SHOWN).map((dish) => (
          <li key={dish.dishId}>
            <span className={classes.grow}>{dish.name}</span>
            <span className="ya-note">{dish.times} 次</span>
            <span className={dish.eatenPct < LEFT_BELOW ? "ya-num ya-amber" : "ya-num"}>吃了 {dish.eatenPct}%</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
