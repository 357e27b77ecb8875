"use client";

import { Modal } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { WallBatch } from "@/domain/kitchen/wall/schema";
import type { ActionState } from "@/lib/action-state";
import classes from "./wall.module.css";

export type Finished = { cookedPortions: number; coreCelsius?: number; actionTaken?: string };

const remedies = ["回锅加热到 75 ℃ 以上", "倒掉重做", "留下等营养师看"] as const;

type Props = {
  batch: WallBatch;
  onClose: () => void;
  onFinish: (given: Finished) => Promise<ActionState<unknown>>;
};

/** How many left the pot and how hot its middle was. A temperature below the limit asks what was done about it. */
export function FinishDialog({ batch, onClose, onFinish }: Props) {
  const [portions, setPortions] = useState(String(batch.planned));
  const [celsius, setCelsius] = useState("");
  const [remedy, setRemedy] = useState<string | null>(null);
  const [asks, ask] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const finish = async (event: FormEvent) => {
    event.preventDefault();
    const [cooked, degrees] = [Number(portions), celsius === "" ? undefined : Number(celsius.replace(",", "."))];
    if (!Number.isInteger(cooked) || cooked < 0) return setFault("份数要是整数");
    if (degrees !== undefined && Number.isNaN(degrees)) return setFault("温度要填数字，例如 82.5");
    setBusy(true);
    const answer = await onFinish({
      cookedPortions: cooked,
      ...(degrees !== undefined && { coreCelsius: degrees }),
      ...(remedy && { actionTaken: remedy }),
    });
    setBusy(false);
    if (answer.ok) return onClose();
    if (answer.error.fields?.actionTaken) ask(true);
    setFault(answer.error.fields?.actionTaken?.[0] ?? answer.error.message);
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={`${batch.dishName}${batch.variantLabel ? ` ${batch.variantLabel}` : ""}出锅`}
      size={560}
    >
      <form method="post" className={classes.finish} onSubmit={(event) => void finish(event)}>
        <Stepper
          label={`份数（计划 ${batch.planned}）`}
          value={portions}
          onChange={setPortions}
          step={1}
          data-autofocus
        />
        <Stepper label="中心温度 ℃" value={celsius} onChange={setCelsius} step={1} from={80} placeholder="没测可不填" />
        {asks && (
          <label>
            <span>怎么处理的</span>
            <select value={remedy ?? ""} onChange={(event) => setRemedy(event.currentTarget.value || null)}>
              <option value="">请选</option>
              {remedies.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          </label>
        )}
        {fault && (
          <p className={classes.warn} role="alert">
            {fault}
          </p>
        )}
        <div className={classes.foot}>
          <button type="button" className={classes.plain} onClick={onClose}>
            先不
          </button>
          <button type="submit" className={classes.act} data-strong disabled={busy}>
            出锅
          </button>
        </div>
      </form>
    </Modal>
  );
}

type StepperProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  step: number;
  /** Where the first touch of + or − begins when nothing is filled in. */
  from?: number;
  placeholder?: string;
  "data-autofocus"?: boolean;
};

function Stepper({ label, value, onChange, step, from = 0, placeholder, ...rest }: StepperProps) {
  const by = (n: number) => {
    const now = value === "" ? from - (n > 0 ? step : 0) : Number(value);
    onChange(String(Math.max(0, Math.round(((Number.isNaN(now) ? from : now) + n) * 10) / 10)));
  };
  return (
    <fieldset className={classes.stepperField}>
      <legend>{label}</legend>
      <div className={classes.stepper}>
        <button type="button" aria-label={`${label} 减`} onClick={() => by(-step)}>
          −
        </button>
        <input
          {...rest}
          aria-label={label}
          inputMode="decimal"
          autoComplete="off"
          value={value}
          placeholder={placeholder}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        <button type="button" aria-label={`${label} 加`} onClick={() => by(step)}>
          +
        </button>
      </div>
    </fieldset>
  );
}
