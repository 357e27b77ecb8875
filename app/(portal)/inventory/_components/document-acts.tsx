"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmButton } from "@/components/confirm";
import { TextField } from "@/components/form/text-fields";
import { toast } from "@/components/toast";
import type { StockDocumentKind, StockDocumentStatus } from "@/db/enums/inventory";
import { cancelDocumentAction, receiveTransferAction, reverseDocumentAction } from "../actions";

/** What may still be done with a document: receive what is on its way, drop a draft, undo what is posted. */
export function DocumentActs(props: {
  id: number;
  number: string;
  kind: StockDocumentKind;
  status: StockDocumentStatus;
  version: number;
  isReversal: boolean;
  mayEdit: boolean;
  mayReverse: boolean;
  size?: "xs" | "md";
}) {
  const { id, number, status, size = "md" } = props;
  const router = useRouter();
  if (status === "draft" && props.mayEdit)
    return (
      <ConfirmButton
        size={size}
        variant={size === "xs" ? "default" : undefined}
        label="取消草稿"
        title={`取消 ${number}？`}
        verb="取消草稿"
        keep="留着"
        onConfirm={async () => {
          const answer = await cancelDocumentAction({ id });
          if (answer.ok) router.refresh();
          return answer;
        }}
      >
        库存没有动过，单号保留在记录里
      </ConfirmButton>
    );
  if (status === "in_transit" && props.mayEdit) return <Receive id={id} number={number} size={size} />;
  if (status === "posted" && !props.isReversal && props.mayReverse) return <Reverse {...props} size={size} />;
  return null;
}

function Receive({ id, number, size }: { id: number; number: string; size: "xs" | "md" }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const receive = async () => {
    setBusy(true);
    const answer = await receiveTransferAction({ id }).catch(() => null);
    setBusy(false);
    if (answer?.ok) toast(`${number} 已收货，库存已转入`);
    else toast(answer?.error.message ?? "没收上，网络断了。连上后再点一次", { tone: "off" });
    router.refresh();
  };
  return (
    <Button size={size} variant={size === "md" ? "filled" : "default"} loading={busy} onClick={() => void receive()}>
      收货
    </Button>
  );
}

function Reverse({
  id,
  number,
  kind,
  size,
}: {
  id: number;
  number: string;
  kind: StockDocumentKind;
  size: "xs" | "md";
}) {
  const router = useRouter();
  const [reason, setReason] = useState("");
  return (
    <ConfirmButton
      size={size}
      variant={size === "xs" ? "default" : undefined}
      label="冲销"
      title={`冲销 ${number}？`}
      verb="冲销"
      keep="不冲销"
      onConfirm={async () => {
        const answer = await reverseDocumentAction({ id, reason });
        if (answer.ok) {
          toast(`${number} 已冲销，库存退回原来的批次`);
          router.refresh();
        }
        return answer;
      }}
    >
      <p className="ya-m">
        会另出一张相反的单，两张都留着。
        {kind === "production" && "这是厨房按生产批次领的料，冲销后那一批的成本会不全。"}
      </p>
      <TextField
        label="为什么冲销"
        value={reason}
        onChange={setReason}
        required
        maxLength={200}
        placeholder="数量录错"
      />
    </ConfirmButton>
  );
}
