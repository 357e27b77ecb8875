"use client";

import { Button, Popover } from "@mantine/core";
import { IconArrowsExchange, IconLock, IconLockOpen, IconNote } from "@tabler/icons-react";
import { StatusGlyph } from "@/components/marks/status-badge";
import { NutritionBar } from "@/components/nutrition-bar";
import { type CellKey, cellOf } from "@/domain/planning/rules";
import type { CellItem } from "@/domain/planning/schema";
import { yuan } from "@/lib/money";
import { dayFigures } from "./figures";
import classes from "./look.module.css";
import type { Model } from "./model";
import { restedDays, restedText } from "./ranking";
import { Release } from "./release";
import type { Editor } from "./use-editor";
import { Placed, useWhy, WhyFound } from "./why";

export type LookAt = { dishId: number; rect: { left: number; top: number; width: number; height: number } };

/** One dish of a cell: why it may stand there, what it gives, and what can be done with it. */
export function Look(props: {
  editor: Editor;
  look: LookAt;
  onClose: () => void;
  /** The next best dish in its place. */
  onReplace: () => void;
  /** Another one, chosen by hand. */
  onChoose: () => void;
  onLock: () => void;
  onNote: () => void;
}) {
  const { editor, look } = props;
  const { here, model, state } = editor;
  const item = here && (state.cells[here.key] ?? []).find((i) => i.dishId === look.dishId);
  const card = model.cards.get(look.dishId);
  const found = useWhy(editor, look.dishId);
  if (!here || !item || !card) return null;
  const { rect } = look;
  const shown = dayFigures(model, state.cells, here.date).eight.filter((n) => n.unit !== "%" && n.code !== "sodium_mg");
  return (
    <Popover
      opened
      onChange={(open) => !open && props.onClose()}
      position="right-start"
      withArrow
      offset={10}
      trapFocus={false}
      closeOnEscape
    >
      <Popover.Target>
        <span aria-hidden="true" style={{ position: "fixed", pointerEvents: "none", ...rect }} />
      </Popover.Target>
      <Popover.Dropdown className={classes.card} aria-label={card.name}>
        <b className={classes.name}>为什么是{card.name}</b>
        <Placed editor={editor} dishId={look.dishId} found={found} />
        <p className="ya-note">
          {[card.category, costText(card.cost), restedText(restedOf(editor, look.dishId, here.key))]
            .filter(Boolean)
            .join("，")}
        </p>
        <Reasons model={model} item={item} where={here.key} />
        {item.overrideReason && (
          <Release
            where={{ planId: model.data.plan.id, ...cellOf(here.key), dishId: item.dishId }}
            reason={item.overrideReason}
          />
        )}
        <WhyFound editor={editor} found={found} />
        <div className={classes.bars}>
          {shown.map((n) => (
            <NutritionBar
              key={n.code}
              label={n.label}
              unit={n.unit}
              value={(card.nutrition[n.code] ?? 0) * item.quantity}
            />
          ))}
        </div>
        {item.instructions && <p className={classes.note}>备注：{item.instructions}</p>}
        {item.servingTime && <p className={classes.note}>{item.servingTime} 送餐</p>}
        {editor.canEdit && (
          <div className={classes.acts}>
            <Button
              size="xs"
              leftSection={<IconArrowsExchange size={14} />}
              onClick={props.onReplace}
              disabled={item.isLocked}
            >
              换一道
              <kbd className={classes.kbd}>R</kbd>
            </Button>
            <Button
              size="xs"
              leftSection={item.isLocked ? <IconLockOpen size={14} /> : <IconLock size={14} />}
              onClick={props.onLock}
            >
              {item.isLocked ? "解锁" : "锁定"}
              <kbd className={classes.kbd}>L</kbd>
            </Button>
            <Button size="xs" variant="text" onClick={props.onChoose} disabled={item.isLocked}>
              自己选
            </Button>
            <Button size="xs" variant="text" leftSection={<IconNote size={14} />} onClick={props.onNote}>
              备注与时间
            </Button>
          </div>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

const costText = (cost: { amount: number; isComplete: boolean }): string =>
  `¥${yuan(cost.amount as Parameters<typeof yuan>[0])}${cost.isComplete ? "" : " 起，有配料缺价"}`;

function restedOf({ model, state }: Editor, dishId: number, key: CellKey): number | null {
  const { date } = cellOf(key);
  const others = (Object.keys(state.cells) as CellKey[]).filter(
    (k) => k !== key && (state.cells[k] ?? []).some((i) => i.dishId === dishId),
  );
  return restedDays(
    others.map((k) => cellOf(k).date),
    model.data.lastHad[dishId],
    date,
  );
}

function Reasons({ model, item, where }: { model: Model; item: CellItem; where: CellKey }) {
  const { date } = cellOf(where);
  const card = model.cards.get(item.dishId);
  const { reasons, verdict } = model.verdictOf(item.dishId, date);
  const allergies = model.data.who.restrictions.filter((r) => r.kind === "allergy").map((r) => r.label);
  const undeclared = card?.allergens.some((a) => a.state === "unknown");
  return (
    <ul className={classes.reasons}>
      {verdict === "allowed" && (
        <li data-tone="ok">
          <StatusGlyph tone="done" />
          {allergies.length > 0 ? `不含${allergies.join("、")}` : "没有她要避开的食材"}
          {!undeclared && `，${card?.ingredients.length ?? 0} 种配料都已申报`}
        </li>
      )}
      {reasons.map((reason) => (
        <li key={reason.text} data-tone={reason.refuses ? "no" : "ask"}>
          <StatusGlyph tone={reason.refuses ? "critical" : "off"} />
          {reason.text}
        </li>
      ))}
    </ul>
  );
}

/** Where a dish's line is on screen, for what opens beside it. */
export const rectOf = (element: Element): LookAt["rect"] => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { left, top, width, height };
};
