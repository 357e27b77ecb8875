"use client";

import { Button, Modal, Textarea } from "@mantine/core";
import { useEffect, useState } from "react";
import { toast } from "@/components/toast";
import type { ReleaseState } from "@/domain/planning/release/queries";
import { stamp } from "@/lib/time";
import { decideReleaseAction, releaseAtAction } from "../../release-actions";
import classes from "./look.module.css";

type Where = { planId: number; date: string; slotId: number; dishId: number };

/** How the release of a refused dish stands: who asked, who confirmed; the second person confirms or turns it down here. */
export function Release({ where, reason, touch }: { where: Where; reason: string; touch?: boolean }) {
  /** Undefined while it is asked for; null when nothing is written down yet (the cell is still being saved). */
  const [state, setState] = useState<ReleaseState | null>();
  const [busy, setBusy] = useState(false);
  const [isLost, setLost] = useState(false);
  const [tries, again] = useState(0);
  const asked = JSON.stringify(where);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when the person wants it
  useEffect(() => {
    let isOld = false;
    setLost(false);
    const { planId, ...at } = JSON.parse(asked) as Where;
    void releaseAtAction({ id: planId, ...at })
      .catch(() => null)
      .then((answer) => {
        if (isOld) return;
        if (answer?.ok) setState(answer.data);
        else setLost(true); // whoever has to decide must be able to ask again
      });
    return () => {
      isOld = true;
    };
  }, [asked, tries]);
  const decide = async (decision: "confirm" | "refuse") => {
    if (!state) return;
    setBusy(true);
    const answer = await decideReleaseAction({
      id: where.planId,
      item: state.itemId,
      version: state.version,
      decision,
    }).catch(() => null);
    setBusy(false);
    if (!answer?.ok)
      return toast(answer?.error.message ?? "没确认上，网络断了。连上后再点一次", { tone: "off", standing: true });
    toast(decision === "confirm" ? "已确认放行，厨房会照做" : "已退回放行，这道菜要换");
    const { planId, ...at } = where;
    const fresh = await releaseAtAction({ id: planId, ...at }).catch(() => null);
    setState(fresh?.ok ? fresh.data : null);
  };
  return (
    <div className={classes.note}>
      放行：{reason}
      {state === null ? (
        <p className="ya-amber">▲ 还没第二人确认，厨房不做</p>
      ) : state === undefined ? (
        <p className={isLost ? "ya-amber" : "ya-note"}>
          {isLost ? "▲ 没查到放行到了哪一步，确认前厨房不做" : "正在查谁申请、谁确认"}
          {isLost && (
            <Button size={touch ? "md" : "compact-xs"} variant="text" onClick={() => again(tries + 1)}>
              再查一次
            </Button>
          )}
        </p>
      ) : state.state === "confirmed" ? (
        <p className="ya-note">
          {state.requestedBy}申请，{state.confirmedBy}
          {state.confirmedAt && ` ${stamp(new Date(state.confirmedAt)).slice(5)}`} 确认
        </p>
      ) : (
        <p className="ya-amber">
          ▲ {state.requestedBy} {stamp(new Date(state.requestedAt)).slice(5)} 申请，还没第二人确认，厨房不做
        </p>
      )}
      {state?.mayDecide && (
        <div className={classes.acts}>
          <Button size={touch ? "lg" : "xs"} variant="soft" loading={busy} onClick={() => void decide("confirm")}>
            确认放行
          </Button>
          <Button size={touch ? "lg" : "xs"} disabled={busy} onClick={() => void decide("refuse")}>
            不同意
          </Button>
        </div>
      )}
    </div>
  );
}

/** Asks to serve a refused dish all the same: the reason is written down, and a second person has to confirm. */
export function AskRelease(props: { dishName: string; why: string; onAsk: (reason: string) => unknown }) {
  const [opened, open] = useState(false);
  const [reason, setReason] = useState("");
  return (
    <>
      <Button size="compact-xs" variant="text" aria-label={`给${props.dishName}申请放行`} onClick={() => open(true)}>
        申请放行
      </Button>
      <Modal opened={opened} onClose={() => open(false)} title={`给${props.dishName}申请放行`} size={480}>
        <p className="ya-red">{props.why}</p>
        <Textarea
          label={
            <>
              为什么还要给她<span className="ya-red"> 必填</span>
            </>
          }
          required
          withAsterisk={false}
          autosize
          minRows={2}
          maxLength={200}
          mt="sm"
          placeholder="主治医师当面同意，只这一次"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
        <p className="ya-note">只管选中的这一餐。另一位同事确认前，厨房不做</p>
        <div className={classes.acts} style={{ justifyContent: "flex-end" }}>
          <Button onClick={() => open(false)}>不申请</Button>
          <Button
            variant="filled"
            disabled={reason.trim() === ""}
            onClick={() => {
              props.onAsk(reason.trim());
              open(false);
            }}
          >
            申请放行
          </Button>
        </div>
      </Modal>
    </>
  );
}
