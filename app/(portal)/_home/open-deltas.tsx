"use client";

import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { Card } from "@/components/card";
import { useClock } from "@/components/clock";
import { LinkButton } from "@/components/link-button";
import { PersonChip } from "@/components/marks/person-chip";
import { useAfter } from "@/components/shell/use-after";
import { toast } from "@/components/toast";
import type { Delta } from "@/domain/kitchen/tickets/schema";
import { ageOf } from "../kitchen/_components/age";
import { DeltaTile } from "../kitchen/_components/delta-tile";
import { tagsOf } from "../kitchen/_components/restrictions";
import { acknowledgeDeltasAction } from "../kitchen/actions";
import classes from "./home.module.css";

/** Changes after the cut-off that the kitchen has not seen yet; who works there takes them from here. */
export function OpenDeltas({ deltas, total, mayWork }: { deltas: readonly Delta[]; total: number; mayWork: boolean }) {
  const now = useClock()?.now;
  const after = useAfter();
  const acknowledge = (delta: Delta) =>
    after(
      acknowledgeDeltasAction({ ids: [delta.id] }).then((answer) => {
        if (answer.ok) toast(`${delta.room ?? ""} ${delta.recipient}的改动记为知道了`.trim());
        return answer;
      }),
    );
  return (
    <Card
      title="差异单"
      sub={total > 0 ? `${total} 张没确认` : "都确认过了"}
      actions={
        <LinkButton href="/kitchen/deltas" size="xs" variant="text">
          全部差异单
        </LinkButton>
      }
      flush
    >
      {deltas.length === 0 ? (
        <p className={classes.quiet}>没有等确认的，截单后有改动会出现在这里</p>
      ) : (
        <ul className={classes.deltas}>
          {deltas.map((delta) => (
            <li key={delta.id} data-kind={delta.kind}>
              <div className={classes.deltaHead}>
                <DeltaTile kind={delta.kind} />
                <PersonChip
                  room={delta.room ?? "送"}
                  name={delta.customerName ?? delta.recipient}
                  restrictions={tagsOf(delta.restrictions)}
                />
                <time className="ya-s" dateTime={delta.createdAt.toISOString()}>
                  {now && ageOf(delta.createdAt, now)}
                </time>
              </div>
              <p>
                {delta.slot}：<b>{delta.summary}</b>
              </p>
              {delta.reason && <p className="ya-note">{delta.reason}</p>}
              {mayWork && (
                <Button
                  fullWidth
                  size="md"
                  variant="filled"
                  leftSection={<IconCheck size={18} stroke={1.75} />}
                  onClick={() => acknowledge(delta)}
                  aria-label={`知道了，${delta.room ?? ""} ${delta.recipient} ${delta.slot}`}
                >
                  知道了
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
