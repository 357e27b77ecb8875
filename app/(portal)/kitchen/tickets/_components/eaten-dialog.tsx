"use client";

import { Button, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { refusalIn } from "@/components/shell/use-after";
import type { RoundTicket } from "@/domain/kitchen/delivery/schema";
import { deliverTicketsAction, recordEatenAction } from "../../actions";
import classes from "./round.module.css";

const shares = [
  { pct: 0, word: "没动" },
  { pct: 25, word: "少许" },
  { pct: 50, word: "一半" },
  { pct: 75, word: "大半" },
  { pct: 100, word: "吃完" },
] as const;
const reasons = ["没胃口", "在睡觉", "外出了", "口味不合", "身体不适"] as const;
const LOST = "没存上，网络断了。选的还在，连上后再点一次";

type Props = {
  ticket: RoundTicket;
  /** refused: the tray came back untouched, with the reason; eaten: how much of each dish, when it comes back. */
  mode: "refused" | "eaten";
  onClose: () => void;
  onDone: (said: string) => void;
};

/** What became of a tray. What is eaten and what is left feeds her preferences. */
export function EatenDialog({ ticket, mode, onClose, onDone }: Props) {
  const [eaten, setEaten] = useState<ReadonlyMap<number, number>>(
    new Map(ticket.lines.flatMap((line) => (line.eatenPct === null ? [] : [[line.id, line.eatenPct]]))),
  );
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const who = `${ticket.room ?? ""} ${ticket.recipient}`.trim();

  const save = async () => {
    if (mode === "refused" && reason.trim() === "") return setFault("请选没收的原因，或写一句");
    if (mode === "eaten" && eaten.size === 0) return setFault("请至少选一道菜吃了多少");
    setBusy(true);
    const work =
      mode === "refused"
        ? deliverTicketsAction({ ids: [ticket.id], outcome: "refused", reason })
        : recordEatenAction({ lines: [...eaten].map(([id, eatenPct]) => ({ id, eatenPct })) });
    const answer = await work.catch(() => null);
    setBusy(false);
    const refused = answer === null ? LOST : refusalIn(answer);
    if (refused) return setFault(refused);
    onDone(mode === "refused" ? `${who}没收，原因记下了` : `${who}吃了多少已记下`);
  };

  return (
    <Modal opened onClose={onClose} title={mode === "refused" ? `${who}没收` : `${who}吃了多少`} size={480}>
      {mode === "refused" ? (
        <>
          <div className={classes.reasons}>
            {reasons.map((one) => (
              <Button
                key={one}
                size="md"
                variant={reason === one ? "soft" : "default"}
                aria-pressed={reason === one}
                onClick={() => setReason(one)}
              >
                {one}
              </Button>
            ))}
          </div>
          <TextInput
            label="原因"
            value={reason}
            maxLength={100}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </>
      ) : (
        ticket.lines.map((line) => (
          <fieldset key={line.id} className={classes.eaten}>
            <legend>
              {line.dishName}
              {line.variantLabel && <span className="ya-note"> {line.variantLabel}</span>}
            </legend>
            <div className={classes.shares}>
              {shares.map(({ pct, word }) => (
                <label key={pct}>
                  <input
                    type="radio"
                    name={`eaten-${line.id}`}
                    checked={eaten.get(line.id) === pct}
                    onChange={() => setEaten(new Map(eaten).set(line.id, pct))}
                    aria-label={`${line.dishName} ${word}，${pct}%`}
                  />
                  <span aria-hidden="true">{word}</span>
                </label>
              ))}
            </div>
          </fieldset>
        ))
      )}
      {mode === "eaten" && (
        <Button variant="text" onClick={() => setEaten(new Map(ticket.lines.map((line) => [line.id, 100])))}>
          都吃完了
        </Button>
      )}
      {fault && (
        <p role="alert" className="ya-red">
          {fault}
        </p>
      )}
      <div className={classes.foot}>
        <Button size="md" onClick={onClose}>
          先不
        </Button>
        <Button size="md" variant="filled" loading={busy} onClick={() => void save()}>
          {mode === "refused" ? "记为没收" : "记下"}
        </Button>
      </div>
    </Modal>
  );
}
