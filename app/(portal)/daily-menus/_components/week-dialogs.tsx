"use client";

import { Button, Group, Modal } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { SelectField, SwitchField } from "@/components/form/choice-fields";
import { DateField } from "@/components/form/date-fields";
import { FieldError } from "@/components/form/wrap";
import { toast } from "@/components/toast";
import { laterOf } from "@/domain/dishes/daily/rules";
import type { BulkOut } from "@/domain/dishes/daily/schema";
import type { ActionState } from "@/lib/action-state";
import { addDays, type Day, isDay, shortDay } from "@/lib/time";
import { copyDailyMenusAction, generateDailyMenusAction } from "../actions";
import classes from "./daily.module.css";
import type { Choice } from "./types";

type Common = { centreId: number; onClose: () => void };

/** Fills days from a template. */
export function GenerateDialog(props: Common & { menus: Choice[]; menuId?: number; from: Day; to: Day; today: Day }) {
  const { centreId, menus, onClose } = props;
  const [menuId, pick] = useState<string | null>(
    props.menuId ? String(props.menuId) : menus[0] ? String(menus[0].id) : null,
  );
  const [from, setFrom] = useState<string | null>(laterOf(props.from, props.today));
  const [to, setTo] = useState<string | null>(props.to);
  const [overwrite, setOverwrite] = useState(false);
  const run = useBulk(onClose);
  const go = () =>
    run.start(() =>
      generateDailyMenusAction({ centreId, menuId: Number(menuId), from: from ?? "", to: to ?? from ?? "", overwrite }),
    );
  return (
    <Modal opened onClose={onClose} title="用菜单模板生成">
      <div className={classes.stack}>
        <SelectField
          label="菜单模板"
          value={menuId}
          onChange={pick}
          clearable={false}
          options={menus.map((m) => ({ value: String(m.id), label: m.name }))}
          error={run.fields.menuId}
          nothing="还没有启用的菜单模板"
        />
        <DateField
          label="从哪天"
          value={from}
          onChange={setFrom}
          min={props.today}
          error={run.fields.from}
          help="这一天按模板的第 1 天算"
        />
        <DateField
          label="到哪天"
          value={to}
          onChange={setTo}
          min={from ?? undefined}
          error={run.fields.to}
          help="含这一天"
        />
        <SwitchField
          label="替换已有的菜单"
          value={overwrite}
          onChange={setOverwrite}
          on="草稿和已发布的换成模板的菜；截单的、有人点了的不动"
          off="已有菜单的餐次跳过"
        />
        {run.message && <FieldError sentence={run.message} />}
        <Group justify="flex-end" gap={8}>
          <Button size="md" onClick={onClose}>
            先不
          </Button>
          <Button size="md" variant="filled" loading={run.busy} disabled={!menuId} onClick={go}>
            生成
          </Button>
        </Group>
      </div>
    </Modal>
  );
}

/** Copies a day or the week shown to another date. */
export function CopyDialog(props: Common & { from: Day; days: 1 | 7; today: Day }) {
  const { centreId, from, days, today, onClose } = props;
  const next = addDays(from, days);
  const [to, setTo] = useState<string | null>(laterOf(next, today));
  const [overwrite, setOverwrite] = useState(false);
  const run = useBulk(onClose);
  const what = days === 7 ? `${shortDay(from)} 起的一周` : shortDay(from);
  const end = to && isDay(to) && days === 7 ? `，到 ${shortDay(addDays(to, 6))}` : "";
  return (
    <Modal opened onClose={onClose} title={`复制 ${what}的菜单`}>
      <div className={classes.stack}>
        <DateField
          label={days === 7 ? "复制到从哪天起的一周" : "复制到哪天"}
          value={to}
          onChange={setTo}
          min={today}
          error={run.fields.to ?? run.fields.from}
          help={end ? `连份数和限量一起复制${end}` : "连份数和限量一起复制"}
        />
        <SwitchField
          label="替换已有的菜单"
          value={overwrite}
          onChange={setOverwrite}
          on="草稿和已发布的换掉；截单的、有人点了的不动"
          off="已有菜单的餐次跳过"
        />
        {run.message && <FieldError sentence={run.message} />}
        <Group justify="flex-end" gap={8}>
          <Button size="md" onClick={onClose}>
            先不
          </Button>
          <Button
            size="md"
            variant="filled"
            loading={run.busy}
            onClick={() => run.start(() => copyDailyMenusAction({ centreId, from, to: to ?? "", days, overwrite }))}
          >
            复制
          </Button>
        </Group>
      </div>
    </Modal>
  );
}

/** A bulk step: what it did and what it skipped is said; a refusal stays in the dialog. */
function useBulk(onClose: () => void) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [message, say] = useState<string | null>(null);
  const [fields, place] = useState<Record<string, string | undefined>>({});
  const start = async (work: () => Promise<ActionState<BulkOut>>) => {
    setBusy(true);
    say(null);
    place({});
    const answer = await work().catch(() => null);
    setBusy(false);
    if (!answer) return say("网络断了，不确定有没有生成。连上后先看一眼再试");
    if (!answer.ok) {
      const errors = Object.entries(answer.error.fields ?? {}).map(([key, [first]]) => [key, first]);
      place(Object.fromEntries(errors));
      return say(errors.length > 0 ? null : answer.error.message);
    }
    toast(doneText(answer.data));
    router.refresh();
    onClose();
  };
  return { busy, message, fields, start: (work: () => Promise<ActionState<BulkOut>>) => void start(work) };
}

function doneText({ created, replaced, skipped }: BulkOut): string {
  const said = [
    created > 0 && `新建 ${created} 餐`,
    replaced > 0 && `替换 ${replaced} 餐`,
    skipped.length > 0 && `跳过 ${skipped.length} 餐（${[...new Set(skipped.map((s) => s.reason))].join("；")}）`,
  ].filter(Boolean);
  return said.length > 0 ? said.join("，") : "没有要生成的餐次，模板里这几天没有菜";
}
