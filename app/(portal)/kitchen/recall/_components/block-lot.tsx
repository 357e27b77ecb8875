"use client";

import { TextInput } from "@mantine/core";
import { useState } from "react";
import { ConfirmButton } from "@/components/confirm";
import { toast } from "@/components/toast";
import { amountText } from "@/domain/inventory/rules";
import { blockLotAction } from "../actions";

/** Takes a lot out of use everywhere, with the reason. */
export function BlockLot({
  lot,
  reason: first,
}: {
  lot: { lotId: number; lotNo: string; itemName: string; left: number; unit: string };
  reason: string;
}) {
  const [reason, setReason] = useState(first);
  return (
    <ConfirmButton
      size="xs"
      label="冻结批次"
      title={`冻结${lot.itemName} ${lot.lotNo}？`}
      verb="冻结"
      onConfirm={async () => {
        const answer = await blockLotAction({ id: lot.lotId, status: "blocked", reason });
        if (answer.ok) toast(`${lot.itemName} ${lot.lotNo} 已冻结，还剩 ${amountText(lot.left, lot.unit)} 不会再用`);
        return answer;
      }}
    >
      <p>所有仓库里剩下的 {amountText(lot.left, lot.unit)} 不再能领用，排好的菜会算成缺料。查清后可以在库存里放行。</p>
      <TextInput
        label="原因"
        value={reason}
        maxLength={200}
        mt={8}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmButton>
  );
}
