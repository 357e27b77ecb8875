"use client";

import { useDraggable } from "@dnd-kit/core";
import { IconGripVertical } from "@tabler/icons-react";
import { rounded } from "@/components/figures";
import { RestrictionTag } from "@/components/marks/restriction-tag";
import { StatusBadge } from "@/components/marks/status-badge";
import type { Reason } from "@/domain/customers/safety/rules";
import { yuan } from "@/lib/money";
import classes from "./panel.module.css";
import { type Candidate, restedText } from "./ranking";
import { AskRelease } from "./release";

/** A dish to choose: what it gives, what it costs, when she last had it, and what speaks against it. */
export function PanelRow(props: {
  candidate: Candidate;
  isCurrent: boolean;
  isBest: boolean;
  canPlace: boolean;
  onPlace: () => void;
}) {
  const { candidate, isCurrent, isBest, canPlace } = props;
  const { card, kind, gain, rested, notes, reasons } = candidate;
  const { setNodeRef, listeners, isDragging } = useDraggable({
    id: `card:${card.id}`,
    data: { dishId: card.id },
    disabled: !canPlace,
  });
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the search box keeps the focus and names the current option
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the search box places
    <div
      ref={setNodeRef}
      {...listeners}
      id={`candidate-${card.id}`}
      role="option"
      aria-selected={isCurrent}
      aria-disabled={kind === "no"}
      className={classes.row}
      data-kind={kind}
      data-lifted={isDragging || undefined}
      onClick={props.onPlace}
    >
      <IconGripVertical className={classes.grip} size={14} stroke={1.75} aria-hidden />
      <div className={classes.top}>
        <b>{card.name}</b>
        {isBest && <StatusBadge tone="done" label="最合适" tinted />}
        <span className="ya-num ya-m">{costText(card.cost)}</span>
      </div>
      <div className={classes.figures}>
        <span className="ya-num">{Math.round(card.nutrition.energy_kcal ?? 0)} kcal</span>
        <span className="ya-num">碳 {Math.round(card.nutrition.carb_g ?? 0)} g</span>
        {gain && gain.amount > 0 && (
          <b className={`${classes.gain} ya-num`}>
            {gain.label} +{rounded(gain.amount)}
          </b>
        )}
        <span className={classes.rest}>{restedText(rested)}</span>
      </div>
      {kind === "ok" ? <Notes candidate={candidate} /> : <Reasons reasons={reasons} onlyRefusing={kind === "no"} />}
      {kind === "ask" && notes.length > 0 && <Notes candidate={candidate} />}
    </div>
  );
}

const costText = (cost: { amount: number; isComplete: boolean }): string =>
  `¥${yuan(cost.amount as Parameters<typeof yuan>[0]).slice(0, -1)}${cost.isComplete ? "" : " 起"}`;

function Notes({ candidate: { notes } }: { candidate: Candidate }) {
  const [first] = notes.toSorted((a, b) => Number(b.isWarning) - Number(a.isWarning));
  if (!first) return null;
  return (
    <p className={classes.note} data-warning={first.isWarning || undefined}>
      {first.isWarning && "▲ "}
      {first.text}
    </p>
  );
}

function Reasons({ reasons, onlyRefusing }: { reasons: readonly Reason[]; onlyRefusing: boolean }) {
  return (
    <ul className={classes.reasons}>
      {reasons
        .filter((reason) => !onlyRefusing || reason.refuses)
        .map((reason) => (
          <li key={`${reason.kind}${reason.label}${reason.text}`}>
            <RestrictionTag
              kind={reason.kind}
              strength={reason.strength}
              label={reason.label}
              until={reason.validTo}
              undeclared={reason.undeclared}
            />
            <span>{reason.text}</span>
          </li>
        ))}
    </ul>
  );
}

/** A dish she may not have, in one line and its cause: struck through, with the tag that keeps it away. */
export function RefusedRow(props: { candidate: Candidate; onAsk?: ((reason: string) => unknown) | undefined }) {
  const { card, reasons } = props.candidate;
  const reason = reasons.find((r) => r.refuses);
  if (!reason) return null;
  const grams = card.ingredients.find((i) => i.name === reason.ingredient)?.grams;
  return (
    <li>
      <div>
        <s>{card.name}</s>
        <RestrictionTag
          kind={reason.kind}
          strength={reason.strength}
          label={shortLabel(reason)}
          undeclared={reason.undeclared}
        />
        {props.onAsk && <AskRelease dishName={card.name} why={reason.text} onAsk={props.onAsk} />}
      </div>
      <p>{reason.ingredient ? `配料：${reason.ingredient}${grams ? ` ${rounded(grams)} g` : ""}` : reason.text}</p>
    </li>
  );
}

/** A rule's name says where it comes from before the colon; the tag says that already. */
const shortLabel = (reason: Reason): string =>
  reason.source === "rule" ? (reason.label.split("：").at(-1) ?? reason.label) : reason.label;
