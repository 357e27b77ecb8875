"use client";

import { Button, Progress } from "@mantine/core";
import { IconSparkles } from "@tabler/icons-react";
import { scheduleScopeLabels } from "@/domain/planning/scheduling/schema";
import classes from "./schedule.module.css";
import type { Scheduling } from "./use-scheduling";

/** How far automatic scheduling is, and the way to stop it (the grid has announced it); what went wrong, and the way to try again. */
export function RunStrip({ scheduling }: { scheduling: Scheduling }) {
  const { run } = scheduling;
  if (run.is === "running")
    return (
      <div className={classes.strip}>
        <IconSparkles size={16} stroke={1.75} aria-hidden />
        <b>正在自动排餐</b>
        <span className="ya-note">
          {run.waits ? "还在排队，后台可能没在运行" : `${scheduleScopeLabels[run.scope]}，现在改餐单会让方案过期`}
        </span>
        <Progress value={Math.max(3, run.progress)} aria-label="自动排餐进度" className={classes.progress} />
        <span className="ya-num">{run.progress}%</span>
        <Button size="xs" loading={run.stopping} onClick={() => void scheduling.stop()}>
          停下
        </Button>
      </div>
    );
  if (run.is === "failed")
    return (
      <div className={classes.strip} data-tone="bad" role="alert">
        <b>{run.message.replace(/[。]$/, "")}</b>
        <Button
          size="xs"
          onClick={() => void scheduling.start({ scope: run.scope, weekNumber: run.weekNumber })}
          ml="auto"
        >
          再试一次
        </Button>
        <Button size="xs" variant="text" onClick={scheduling.clear}>
          知道了
        </Button>
      </div>
    );
  return null;
}
