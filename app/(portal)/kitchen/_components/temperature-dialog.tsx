"use client";

import { useState } from "react";
import { SelectField } from "@/components/form/choice-fields";
import { NumberField } from "@/components/form/number-fields";
import { TextField } from "@/components/form/text-fields";
import { type TemperatureKind, temperatureKindLabels, temperatureKinds } from "@/domain/kitchen/samples/schema";
import { recordTemperatureAction } from "../actions";
import { StepDialog } from "./step-dialog";

type Props = {
  centreId: number;
  /** Pots to choose from for core and hold; one alone is taken for granted. */
  batches: readonly { id: number; dishName: string; variantLabel: string | null; slot?: string }[];
  points: readonly string[];
  kind?: TemperatureKind;
  onClose: () => void;
};

/** One reading. What is measured decides its limits; out of them it asks what was done about it. */
export function TemperatureDialog({ centreId, batches, points, kind: first = "core", onClose }: Props) {
  const [kind, setKind] = useState<TemperatureKind>(batches.length === 0 ? "fridge" : first);
  const only = batches.length === 1 ? batches[0] : undefined;
  const ofBatch = kind === "core" || kind === "hold";
  return (
    <StepDialog
      title={only ? `${only.dishName}测温` : "登记温度"}
      verb="登记温度"
      said={(reading) => (reading.isOk ? "温度已登记，在范围内" : "温度已登记，超出范围，处理办法一并记下")}
      initial={{
        batchId: (only ? String(only.id) : null) as string | null,
        pointName: points[0] ?? "留样冰箱",
        celsius: null as number | null,
        actionTaken: "",
      }}
      action={recordTemperatureAction}
      toInput={(values) => ({
        centreId,
        kind,
        celsius: values.celsius ?? "",
        actionTaken: values.actionTaken,
        ...(ofBatch ? { batchId: values.batchId ?? "" } : { pointName: values.pointName }),
      })}
      onClose={onClose}
    >
      <SelectField
        label="测什么"
        value={kind}
        onChange={(next) => setKind((next ?? "core") as TemperatureKind)}
        options={temperatureKinds
          .filter((one) => batches.length > 0 || (one !== "core" && one !== "hold"))
          .map((value) => ({ value, label: temperatureKindLabels[value] }))}
        required
      />
      {ofBatch ? (
        <SelectField
          name="batchId"
          label="哪一锅"
          required
          options={batches.map((one) => ({
            value: String(one.id),
            label: [one.slot, one.dishName, one.variantLabel].filter(Boolean).join(" "),
          }))}
        />
      ) : (
        <TextField name="pointName" label="测温点" required help={points.length > 0 ? points.join("、") : undefined} />
      )}
      <NumberField name="celsius" label="温度" unit="℃" decimals={1} required />
      <TextField name="actionTaken" label="怎么处理的" help="超出范围时要填，例如 回锅加热到 82 ℃" wide />
    </StepDialog>
  );
}
