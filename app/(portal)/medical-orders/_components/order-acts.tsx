"use client";

import { Button, Textarea } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Confirm, ConfirmButton } from "@/components/confirm";
import { toast } from "@/components/toast";
import { acknowledgeOrderAction, activateOrderAction, deleteOrderAction, stopOrderAction } from "../actions";
import classes from "./orders.module.css";
import type { OrderRow } from "./row";

export type OrderMay = { edit: boolean; acknowledge: boolean };

/** What can be done with an order where it stands: confirm that one knows of it, stop it, put a draft into force. */
export function OrderActs({ order, may }: { order: OrderRow; may: OrderMay }) {
  const [busy, setBusy] = useState(false);
  const router = useRouter();
  const acknowledge = async () => {
    setBusy(true);
    const answer = await acknowledgeOrderAction({ id: order.id, version: order.version }).catch(() => null);
    setBusy(false);
    if (answer?.ok) toast(`已确认知晓${order.patientName}的医嘱 ${order.number}`);
    else toast(answer?.error.message ?? "没确认上，网络断了。连上后再点一次", { tone: "off" });
    router.refresh();
  };
  return (
    <div className={classes.acts}>
      {may.acknowledge && order.known === null && order.status !== "draft" && (
        <Button size="xs" variant="soft" loading={busy} onClick={() => void acknowledge()}>
          知道了
        </Button>
      )}
      {may.edit && order.status === "active" && <StopButton order={order} />}
      {may.edit && order.status === "draft" && (
        <>
          <ConfirmButton
            size="xs"
            variant="soft"
            label="开立"
            danger={false}
            title={`现在开立${order.patientName}的这条医嘱？`}
            verb="开立"
            keep="先不开"
            onConfirm={async () => {
              const answer = await activateOrderAction({ id: order.id, version: order.version, status: "active" });
              if (answer.ok) toast(`已开立，${order.patientName}还没送的餐按它重新检查`);
              return answer;
            }}
          >
            {order.content}
          </ConfirmButton>
          <ConfirmButton
            size="xs"
            variant="default"
            label="删除"
            title="删除这条草稿？"
            verb="删除"
            keep="留着"
            onConfirm={() => deleteOrderAction({ id: order.id })}
          >
            它还没生效，删了谁也不受影响
          </ConfirmButton>
        </>
      )}
    </div>
  );
}

function StopButton({ order }: { order: OrderRow }) {
  const [opened, open] = useState(false);
  const [reason, setReason] = useState("");
  return (
    <>
      <Button size="xs" onClick={() => open(true)}>
        停止
      </Button>
      <Confirm
        opened={opened}
        onClose={() => open(false)}
        title={`停止${order.patientName}的医嘱？`}
        verb="停止医嘱"
        keep="不停"
        onConfirm={async () => {
          // Without its version: a nurse who confirms it meanwhile must not keep it from being stopped, and nothing else of it changes.
          const answer = await stopOrderAction({ id: order.id, reason });
          if (answer.ok) toast(`已停止，${order.patientName}的餐从下一餐起不再按它限制`);
          return answer;
        }}
      >
        <p>{order.content}</p>
        <Textarea
          label="停止的原因"
          required
          autosize
          minRows={2}
          maxLength={200}
          mt="sm"
          placeholder="血压已稳定，恢复普食"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <p className="ya-note">它写下的禁忌、身体状况和限量同时结束，护士会收到，再确认一次</p>
      </Confirm>
    </>
  );
}
