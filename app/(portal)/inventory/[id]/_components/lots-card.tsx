"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Card } from "@/components/card";
import { ConfirmButton } from "@/components/confirm";
import { TextField } from "@/components/form/text-fields";
import { StatusBadge } from "@/components/marks/status-badge";
import { Money } from "@/components/money";
import { ScrollRegion } from "@/components/scroll-region";
import { toast } from "@/components/toast";
import { type StockLotStatus, stockLotStatusLabels } from "@/db/enums/inventory";
import type { StockDetailOut } from "@/domain/inventory/stock/schema";
import type { Day } from "@/lib/time";
import classes from "../../_components/stock.module.css";
import { amountText, expiryText, lotTones } from "../../_components/words";
import { blockLotAction, releaseLotAction } from "../../actions";

type Lot = StockDetailOut["lots"][number];

/** What lies here by lot, the first to expire on top; a lot can be taken out of use and put back. */
export function LotsCard(props: { lots: Lot[]; unit: string; today: Day; mayEdit: boolean }) {
  const { lots, unit, today, mayEdit } = props;
  return (
    <Card title="批次" sub="先到期先出" flush>
      <ScrollRegion label="批次" className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">批号</th>
              <th scope="col">到期</th>
              <th scope="col" data-figure>
                数量
              </th>
              <th scope="col" data-figure>
                成本
              </th>
              <th scope="col">状态</th>
              {mayEdit && <th scope="col">操作</th>}
            </tr>
          </thead>
          <tbody>
            {lots.map((lot) => (
              <tr key={lot.id}>
                <th scope="row">{lot.lotNo}</th>
                <td className={lot.expiresOn !== null && lot.expiresOn < today ? "ya-red ya-nw" : "ya-nw"}>
                  {lot.expiresOn ?? "—"} <span className="ya-note">{expiryText(lot.expiresOn, today)}</span>
                </td>
                <td data-figure>{amountText(lot.quantity, unit)}</td>
                <td data-figure>{lot.cost === null ? "没有价格" : <Money fen={lot.cost} />}</td>
                <td>
                  <StatusBadge tone={lotTones[lot.status]} label={stockLotStatusLabels[lot.status]} />
                </td>
                {mayEdit && (
                  <td>
                    <LotAction id={lot.id} lotNo={lot.lotNo} status={lot.status} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
        {lots.length === 0 && <p className={classes.empty}>这里没有库存了。入库后批次会出现在这里</p>}
      </ScrollRegion>
    </Card>
  );
}

function LotAction({ id, lotNo, status }: { id: number; lotNo: string; status: StockLotStatus }) {
  const router = useRouter();
  const [reason, setReason] = useState("");
  if (status !== "available")
    return (
      <Button
        size="xs"
        onClick={async () => {
          const answer = await releaseLotAction({ id });
          toast(answer.ok ? `批次 ${lotNo} 可以用了` : answer.error.message);
          router.refresh();
        }}
      >
        解除
      </Button>
    );
  return (
    <ConfirmButton
      size="xs"
      variant="default"
      label="冻结"
      title={`冻结批次 ${lotNo}？`}
      verb="冻结"
      keep="不冻结"
      onConfirm={async () => {
        const answer = await blockLotAction({ id, reason });
        if (answer.ok) {
          toast(`批次 ${lotNo} 已冻结，厨房领不到它`);
          router.refresh();
        }
        return answer;
      }}
    >
      <p className="ya-m">所有仓库里的这一批都不再领用，也不算可用。随时可以解除</p>
      <TextField label="原因" value={reason} onChange={setReason} required maxLength={200} placeholder="抽检不合格" />
    </ConfirmButton>
  );
}
