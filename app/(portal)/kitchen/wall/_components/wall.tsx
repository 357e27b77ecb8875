"use client";

import { useIdle } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { ScrollRegion } from "@/components/scroll-region";
import { toast } from "@/components/toast";
import type { WallBatch, Wall as WallData } from "@/domain/kitchen/wall/schema";
import type { ActionState } from "@/lib/action-state";
import { clockOf } from "@/lib/time";
import { acknowledgeTicketsAction, closeBatchAction, lockSlotAction, startBatchAction } from "../actions";
import { AllergyBand } from "./allergy-band";
import { DeltaColumn } from "./delta-column";
import { DishCard } from "./dish-card";
import { DoneDialog } from "./done-dialog";
import { FinishDialog } from "./finish-dialog";
import { SlotTabs } from "./slot-tabs";
import { useKeptAcks } from "./use-kept-acks";
import { useWall } from "./use-wall";
import classes from "./wall.module.css";
import { WallHeader } from "./wall-header";

/** Nobody has touched it for so long: the wall goes back to the meal that is next. */
const IDLE_MS = 300_000;
const LOST: ActionState<never> = {
  ok: false,
  error: { code: "unavailable", message: "没连上，这一步没有生效。连上后再点一次" },
};

/** The kitchen's wall: the next meal's pots, what changed after the cut-off, everyone's allergies. Made for a touch tablet. */
export function Wall({ initial, asked, mayWork }: { initial: WallData; asked: string | null; mayWork: boolean }) {
  const [chosen, choose] = useState(asked);
  const { data, read, again, forget, staleSince } = useWall(initial, chosen);
  const acks = useKeptAcks(
    (ids) => acknowledgeTicketsAction({ ids }),
    (ids) => {
      forget(ids);
      again();
    },
  );
  const [finishing, finish] = useState<WallBatch | null>(null);
  const [showsDone, showDone] = useState(false);
  const [busy, setBusy] = useState<number | null>(null);
  const idle = useIdle(IDLE_MS, { initialState: false });

  const go = (slot: string | null) => {
    choose(slot);
    window.history.replaceState(null, "", slot ? `?slot=${slot}` : "?");
    void read(slot);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it falls idle
  useEffect(() => {
    if (idle && chosen) go(null);
  }, [idle]);

  const open = data.batches.filter(
    (batch) => batch.status === "cooking" || (batch.status === "planned" && batch.planned > 0),
  );
  const done = data.batches.filter((batch) => batch.status === "closed");
  const isIssued = data.slot.isLocked && data.batches.every((batch) => batch.id !== null);
  const canWork = mayWork && isIssued;

  const run = async (work: () => Promise<ActionState<unknown>>): Promise<ActionState<unknown>> => {
    const answer = await work().catch(() => LOST);
    again();
    return answer;
  };
  const start = async (batch: WallBatch) => {
    if (batch.id === null) return;
    setBusy(batch.id);
    const step = { id: batch.id, ...(batch.version !== null && { version: batch.version }) };
    const answer = await run(() => startBatchAction(step));
    setBusy(null);
    if (!answer.ok) toast(answer.error.message, { tone: "off" });
  };

  return (
    <div className={classes.wall} data-wall>
      <WallHeader
        date={data.date}
        slot={data.slot}
        done={data.progress.closed}
        dishes={data.progress.batches}
        sampled={data.progress.sampled}
        measured={data.progress.measured}
        staleSince={staleSince}
      />
      <div className={classes.body}>
        <div className={classes.main}>
          {!isIssued && (
            <Unlocked
              slot={data.slot}
              onLock={
                mayWork
                  ? async () => {
                      const slot = { date: data.date, slot: data.slot.code, centreId: data.centreId };
                      const answer = await run(() => lockSlotAction(slot));
                      if (!answer.ok) toast(answer.error.message, { tone: "off" });
                    }
                  : null
              }
            />
          )}
          <ScrollRegion label={`${data.slot.name}要做的菜`} className={classes.scroll}>
            <ul className={classes.dishes} data-few={open.length <= 8 || undefined}>
              {open.map((batch) => (
                <DishCard
                  key={batch.id ?? `${batch.dishId} ${batch.variantLabel}`}
                  batch={batch}
                  allergies={data.allergies}
                  busy={busy !== null && busy === batch.id}
                  onStart={canWork && batch.id !== null ? () => void start(batch) : null}
                  onFinish={canWork && batch.id !== null ? () => finish(batch) : null}
                />
              ))}
              {open.length === 0 && (
                <li className={classes.nothing}>
                  <b>{done.length > 0 ? `${data.slot.name}都出锅了` : `${data.slot.name}没有要做的菜`}</b>
                  {done.length === 0
                    ? "计划审核通过后，菜会出现在这里"
                    : Math.min(data.progress.sampled, data.progress.measured) < data.progress.batches
                      ? "留样和测温还差的，在“已出锅”里看"
                      : "留样和测温也都记好了"}
                </li>
              )}
            </ul>
          </ScrollRegion>
        </div>
        <DeltaColumn deltas={data.deltas} kept={acks.kept} mayWork={mayWork} onAcknowledge={acks.acknowledge} />
      </div>
      <AllergyBand people={data.allergies} />
      <SlotTabs
        slots={data.slots}
        current={data.slot.code}
        deltas={data.deltas.filter((delta) => !acks.kept.has(delta.id))}
        done={done.length}
        onSlot={go}
        onDone={() => showDone(true)}
      />
      <DoneDialog opened={showsDone} onClose={() => showDone(false)} slot={data.slot.name} batches={done} />
      {finishing?.id && (
        <FinishDialog
          batch={finishing}
          onClose={() => finish(null)}
          onFinish={(given) => run(() => closeBatchAction({ id: finishing.id ?? 0, ...given }))}
        />
      )}
    </div>
  );
}

function Unlocked({ slot, onLock }: { slot: WallData["slot"]; onLock: (() => Promise<void>) | null }) {
  const [busy, setBusy] = useState(false);
  return (
    <div className={classes.unlocked}>
      <span>
        <b>{slot.isLocked ? "还没出票。" : "还没截单。"}</b>
        {slot.isLocked ? "出了餐签和锅次才能开始做" : `${clockOf(slot.cutoffAt)} 截单，之前份数还会变`}
      </span>
      {onLock && (
        <button
          type="button"
          className={classes.act}
          disabled={busy}
          onClick={() => {
            setBusy(true);
            void onLock().finally(() => setBusy(false));
          }}
        >
          {slot.isLocked ? "现在出票" : "现在截单"}
        </button>
      )}
    </div>
  );
}
