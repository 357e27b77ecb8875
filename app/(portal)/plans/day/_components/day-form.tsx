"use client";

import { Button, Checkbox, Progress } from "@mantine/core";
import { IconSparkles } from "@tabler/icons-react";
import Link from "next/link";
import { useCallback, useState } from "react";
import { Card } from "@/components/card";
import { SelectField } from "@/components/form/choice-fields";
import { DateField } from "@/components/form/date-fields";
import { FieldError } from "@/components/form/wrap";
import { PersonChip } from "@/components/marks/person-chip";
import { toast } from "@/components/toast";
import { useUrlState } from "@/components/url-state";
import type { DayPlan } from "@/domain/planning/proposals/day-queries";
import { type Day, isDay, shortDay } from "@/lib/time";
import { scheduleDayAction } from "../actions";
import classes from "./day.module.css";
import { useDayJob } from "./use-day-job";

type Props = {
  date: Day;
  today: Day;
  centreId: number;
  /** A job that runs already: its page was read anew. */
  job: number | null;
  /** The outcome of a run stands above. */
  isAgain: boolean;
  slots: { value: string; label: string }[];
  people: DayPlan[];
  canStart: boolean;
};

/** Which day, which meal, for whom; then how far it is. */
export function DayForm(props: Props) {
  const { date, today, centreId, slots, people, canStart } = props;
  const url = useUrlState();
  const [left, leave] = useState<ReadonlySet<number>>(new Set());
  const [slot, setSlot] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [fields, setFields] = useState<Record<string, string | undefined>>({});
  const [jobId, setJob] = useState(props.job);
  const { set } = url;
  const onEnd: Parameters<typeof useDayJob>[1] = useCallback(
    (how) => {
      setJob(null);
      if (how.is === "failed") setFault(how.message);
      if (how.is === "cancelled") toast("已停下，计划和菜单都没有变");
      if (how.is === "done") return url.refresh();
      set({ job: null }, { replace: true });
    },
    [set, url.refresh],
  );
  const { run, stop } = useDayJob(jobId, onEnd);
  const chosen = people.filter((one) => !left.has(one.customerId));
  const start = async () => {
    setSending(true);
    setFault(null);
    setFields({});
    const answer = await scheduleDayAction({
      date,
      centreId,
      ...(slot && { type: slot }),
      customerIds: chosen.map((one) => one.customerId),
    }).catch(() => null);
    setSending(false);
    if (!answer) return setFault("没开始，网络断了。您选的还在，连上后再点一次");
    if (!answer.ok) {
      const errors = Object.entries(answer.error.fields ?? {}).map(([key, [first]]) => [key, first]);
      setFields(Object.fromEntries(errors));
      return setFault(errors.length > 0 ? null : answer.error.message);
    }
    setJob(answer.data.jobId);
    set({ job: String(answer.data.jobId), date }, { replace: true });
  };
  const isBusy = jobId !== null || sending;
  return (
    <Card
      title={props.isAgain ? "再排一次" : "给谁排"}
      sub={`${shortDay(date)} 有计划的 ${people.length} 位`}
      actions={
        people.length > 0 && (
          <Button
            size="xs"
            variant="text"
            disabled={isBusy}
            onClick={() => leave(left.size === 0 ? new Set(people.map((one) => one.customerId)) : new Set())}
          >
            {left.size === 0 ? "都不选" : "都选上"}
          </Button>
        )
      }
    >
      <div className={classes.fields}>
        <DateField
          label="哪一天"
          value={date}
          min={today}
          today={today}
          onChange={(value) => value && isDay(value) && set({ date: value, job: null }, { replace: true })}
          disabled={isBusy}
          error={fields.date}
        />
        <SelectField
          label="哪一餐"
          value={slot}
          onChange={setSlot}
          options={slots}
          placeholder="一天里每一餐"
          disabled={isBusy}
          error={fields.type}
        />
      </div>
      {fields.customerIds && <FieldError sentence={fields.customerIds} />}
      {fault && (
        <div role="alert">
          <FieldError sentence={fault} />
        </div>
      )}
      {run ? (
        <div className={classes.run}>
          <b>正在排</b>
          <span className="ya-note">
            {run.waits ? "还在排队，后台可能没在运行" : "可以先去做别的，回到这一页还能看到"}
          </span>
          <Progress value={Math.max(3, run.progress)} aria-label="排餐进度" className={classes.progress} />
          <span className="ya-num">{run.progress}%</span>
          <Button size="xs" loading={run.stopping} onClick={() => void stop()}>
            停下
          </Button>
        </div>
      ) : (
        <Button
          variant={props.isAgain ? "default" : "filled"}
          size="md"
          className={classes.start}
          leftSection={<IconSparkles size={16} stroke={1.75} />}
          loading={sending}
          disabled={!canStart || chosen.length === 0}
          onClick={() => void start()}
        >
          {chosen.length === 0 ? "先选要排的妈妈" : `给 ${chosen.length} 位排`}
        </Button>
      )}
      {people.length === 0 ? (
        <p className="ya-note">
          {shortDay(date)} 没有草稿或执行中的计划。先在<Link href="/plans/new">新建计划</Link>里给在住的妈妈排一份
        </p>
      ) : (
        <ul className={classes.people}>
          {people.map((one) => (
            <li key={one.planId}>
              <Checkbox
                checked={!left.has(one.customerId)}
                disabled={isBusy}
                aria-label={`给${one.name}排`}
                onChange={() => {
                  const next = new Set(left);
                  if (!next.delete(one.customerId)) next.add(one.customerId);
                  leave(next);
                }}
              />
              <PersonChip
                {...one.who}
                notIn={one.who?.isBooked}
                name={one.name}
                restrictions={one.who?.restrictions ?? []}
              />
              <span className="ya-note">
                {one.status === "draft" && "草稿，"}
                {one.filled === 0 ? "这天还空着" : `已排 ${one.filled} 餐`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
