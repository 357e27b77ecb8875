"use client";

import { SelectField } from "@/components/form/choice-fields";
import { NumberField } from "@/components/form/number-fields";
import { TextField } from "@/components/form/text-fields";
import type { Colleague } from "@/domain/staff/colleagues";
import { recordSampleAction } from "../actions";
import { StepDialog } from "./step-dialog";

type Props = {
  batch: { id: number; dishName: string };
  people: readonly Colleague[];
  onClose: () => void;
};

/** A sample of a pot: how much, who took it, who watched, where it is kept. */
export function SampleDialog({ batch, people, onClose }: Props) {
  const options = people.map((one) => ({ value: String(one.id), label: `${one.name}，${one.position}` }));
  const me = people.find((one) => one.isMe);
  return (
    <StepDialog
      title={`${batch.dishName}留样`}
      verb="登记留样"
      said={(sample) => `${batch.dishName}已留样，样号 ${sample.sampleNo}`}
      initial={{
        grams: 150 as number | null,
        celsius: null as number | null,
        samplerId: (me ? String(me.id) : null) as string | null,
        witnessId: null as string | null,
        fridge: "留样冰箱",
      }}
      action={recordSampleAction}
      toInput={(values) => ({
        batchId: batch.id,
        grams: values.grams ?? "",
        samplerId: values.samplerId ?? "",
        witnessId: values.witnessId ?? "",
        fridge: values.fridge,
        ...(values.celsius !== null && { celsius: values.celsius }),
      })}
      onClose={onClose}
    >
      <NumberField name="grams" label="留样量" unit="g" required min={0} decimals={0} help="每道菜不少于 125 g" />
      <NumberField name="celsius" label="冰箱温度" unit="℃" decimals={1} help="0 到 8 ℃" />
      <SelectField name="samplerId" label="留样人" options={options} required />
      <SelectField name="witnessId" label="见证人" options={options} required />
      <TextField name="fridge" label="放在" wide />
    </StepDialog>
  );
}
