import Link from "next/link";
import { Card } from "@/components/card";
import { StatusGlyph } from "@/components/marks/status-badge";
import { When } from "@/components/time";
import type { Ctx } from "@/domain/core/ctx";
import { listAudit } from "@/domain/identity/audit/queries";
import { ListAudit } from "@/domain/identity/audit/schema";
import { jobsHealth } from "@/domain/system/jobs/queries";
import { jobLabel } from "@/domain/system/jobs/schema";
import { dayOf } from "@/lib/time";
import classes from "./home.module.css";

const LISTED = 3;

/** For who looks after accounts and jobs: what failed in the background, and who was not let in today. */
export async function System({ ctx }: { ctx: Ctx }) {
  const today = dayOf(ctx.now);
  const [{ failed, lastFailed, last }, refused] = await Promise.all([
    jobsHealth(ctx, { limit: LISTED }),
    listAudit(ctx, ListAudit.parse({ failed: true, dateFrom: today, dateTo: today, pageSize: LISTED })),
  ]);
  const [lastRefused] = refused.rows;
  return (
    <Card title="系统" sub={failed + refused.total === 0 ? "都正常" : undefined} flush>
      <ul className={classes.todo}>
        <li data-urgency={failed > 0 ? "soon" : undefined}>
          <StatusGlyph tone={failed > 0 ? "off" : "done"} size={16} />
          <Link href={failed > 0 ? "/jobs?status=failed" : "/jobs"} className={classes.todoText}>
            <b>{failed > 0 ? `后台任务 ${failed} 次没做成` : "后台任务都做成了"}</b>
            <span className="ya-note">
              {failed > 0 ? (
                lastFailed.map(jobLabel).join("、")
              ) : last ? (
                <>
                  最近一次 <When iso={(last.startedAt ?? last.createdAt).toISOString()} />，{jobLabel(last.kind)}
                </>
              ) : (
                "还没有任务运行过"
              )}
            </span>
          </Link>
        </li>
        <li data-urgency={refused.total > 0 ? "soon" : undefined}>
          <StatusGlyph tone={refused.total > 0 ? "off" : "done"} size={16} />
          <Link href={`/logs?failed=1&date_from=${today}&date_to=${today}`} className={classes.todoText}>
            <b>{refused.total > 0 ? `今天有 ${refused.total} 次登录被拒` : "今天没有登录被拒"}</b>
            <span className="ya-note">
              {lastRefused ? (
                <>
                  最近一次 <When iso={lastRefused.createdAt.toISOString()} />，
                  {lastRefused.facts.find((fact) => fact.label === "用户名")?.value ?? lastRefused.actorName}
                </>
              ) : (
                "密码错、停用和过期的登录会记在这里"
              )}
            </span>
          </Link>
        </li>
      </ul>
    </Card>
  );
}
