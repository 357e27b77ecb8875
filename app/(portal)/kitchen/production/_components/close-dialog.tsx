"use client";

import { NumberField } from "@/components/form/number-fields";
import { TextField } from "@/components/form/text-fields";
import { amountText } from "@/domain/inventory/rules";
import type { Closed } from "@/domain/kitchen/batches/schema";
import { StepDialog } from "../../_components/step-dialog";
import { closeBatchAction } from "../../actions";
import type { Pot } from "./pot";

/** What left the pot: portions, what is over, how hot; the store gives up what it took. */
export function CloseDialog({ pot, onClose }: { pot: Pot & { id: number }; onClose: () => void }) {
  return (
    <StepDialog
      title={`${pot.dishName}${pot.variantLabel ? ` ${pot.variantLabel}` : ""}出锅`}
      verb="出锅"
      said={(closed) => saidOf(pot, closed)}
      initial={{
        cookedPortions: pot.planned as number | null,
        leftoverPortions: null as number | null,
        coreCelsius: null as number | null,
        holdCelsius: null as number | null,
        actionTaken: "",
      }}
      version={pot.version ?? undefined}
      action={closeBatchAction}
      toInput={(values) => ({
        id: pot.id,
        ...(pot.version !== null && { version: pot.version }),
        ...(values.cookedPortions !== null && { cookedPortions: values.cookedPortions }),
        ...(values.leftoverPortions !== null && { leftoverPortions: values.leftoverPortions }),
        ...(values.coreCelsius !== null && { coreCelsius: values.coreCelsius }),
        ...(values.holdCelsius !== null && { holdCelsius: values.holdCelsius }),
        actionTaken: values.actionTaken,
      })}
      onClose={onClose}
    >
      <NumberField name="cookedPortions" label="出锅份数" unit="份" decimals={0} help={`计划 ${pot.planned} 份`} />
      <NumberField name="leftoverPortions" label="余量" unit="份" decimals={0} help="没有剩下可不填" />
      <NumberField name="coreCelsius" label="中心温度" unit="℃" decimals={1} />
      <NumberField name="holdCelsius" label="保温温度" unit="℃" decimals={1} />
      <TextField name="actionTaken" label="怎么处理的" help="温度不够时要填，例如 回锅加热到 82 ℃" wide />
    </StepDialog>
  );
}

const saidOf = (pot: Pot, { shortfalls }: Closed): string => {
  const missing = shortfalls.map((one) => `${one.name} ${amountText(one.quantity, one.unit)}`).join("、");
  return missing
    ? `${pot.dishName}已出锅。库存里少 ${missing}，成本先不含这些`
    : `${pot.dishName}已出锅，用料已从库存领出`;
};
