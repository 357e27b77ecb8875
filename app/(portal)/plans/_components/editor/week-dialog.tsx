"use client";

import { Button, Group, Modal } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { SelectField, TagsField } from "@/components/form/choice-fields";
import { NumberField } from "@/components/form/number-fields";
import { TextArea, TextField } from "@/components/form/text-fields";
import { toast } from "@/components/toast";
import { goalNutrients } from "@/domain/planning/rules";
import type { Goals } from "@/domain/planning/schema";
import { shortDay, weekdayOf } from "@/lib/time";
import { updateWeekAction } from "../../actions";
import type { Editor } from "./use-editor";
import classes from "./week-dialog.module.css";

const words: Record<string, string> = {
  energy: "能量",
  protein: "蛋白质",
  fat: "脂肪",
  carbs: "碳水",
  fibre: "膳食纤维",
  iron: "铁",
  calcium: "钙",
  sodium: "钠",
};
const levels = [
  { value: "high", label: "多" },
  { value: "medium", label: "适中" },
  { value: "low", label: "少" },
];

/** What a week is about: focus, nutrition goals, foods to favour and to avoid, notes of the week and of each day. */
export function WeekDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const router = useRouter();
  const { data, model } = editor;
  const week = data.weeks.find((w) => w.weekNumber === editor.week);
  const dates = model.weeks.get(editor.week) ?? [];
  const before = Object.fromEntries(data.days.map((d) => [d.date, d.specialNotes ?? ""]));
  const [focusArea, setFocus] = useState(week?.focusArea ?? "");
  const [goals, setGoals] = useState<Goals>(week?.goals ?? {});
  const [recommended, setRecommended] = useState(week?.recommendedFoods ?? []);
  const [avoid, setAvoid] = useState(week?.avoidFoods ?? []);
  const [notes, setNotes] = useState(week?.notes ?? "");
  const [days, setDays] = useState(before);
  const [failure, fail] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  if (!week) return null;
  const readOnly = !editor.canEdit;
  const setGoal = (key: string, change: Partial<Goals[string]>) =>
    setGoals({ ...goals, [key]: { ...(goals[key] ?? { label: "medium" }), ...change } });
  const setLevel = (key: string, label: string | null) => {
    const { [key]: had, ...rest } = goals;
    setGoals(label === null ? rest : { ...rest, [key]: { ...had, label } });
  };

  const save = async () => {
    setBusy(true);
    const answer = await updateWeekAction({
      id: data.plan.id,
      weekNumber: week.weekNumber,
      version: week.version,
      focusArea,
      nutritionGoals: goals,
      recommendedFoods: recommended,
      avoidFoods: avoid,
      notes,
      days: dates.map((date) => ({ date, specialNotes: days[date] ?? "" })),
    }).catch(() => null);
    setBusy(false);
    if (!answer) return fail("没存上，网络断了。您填的还在，连上后再存一次");
    if (!answer.ok) return fail(answer.error.message);
    toast(`已记下第 ${week.weekNumber} 周的重点与备注`);
    router.refresh();
    onClose();
  };

  return (
    <Modal opened onClose={onClose} title={`第 ${week.weekNumber} 周，重点与备注`} size={720}>
      <div className={classes.form}>
        <TextField label="本周重点" value={focusArea} onChange={setFocus} maxLength={100} readOnly={readOnly} />
        <fieldset className={classes.goals}>
          <legend>营养目标，每日</legend>
          {Object.entries(goalNutrients).map(([key, code]) => {
            const unit = code === "energy_kcal" ? "kcal" : code.endsWith("_mg") ? "mg" : "g";
            const goal = goals[key];
            return (
              <div key={key} className={classes.goal}>
                <SelectField
                  label={words[key] ?? key}
                  value={goal?.label ?? null}
                  options={levels}
                  onChange={(label) => setLevel(key, label)}
                  readOnly={readOnly}
                  placeholder="不另设"
                />
                <NumberField
                  label="至少"
                  unit={unit}
                  value={goal?.min ?? null}
                  onChange={(min) => setGoal(key, { min })}
                  min={0}
                  readOnly={readOnly}
                />
                <NumberField
                  label="至多"
                  unit={unit}
                  value={goal?.max ?? null}
                  onChange={(max) => setGoal(key, { max })}
                  min={0}
                  readOnly={readOnly}
                />
              </div>
            );
          })}
        </fieldset>
        <TagsField label="推荐" value={recommended} onChange={setRecommended} readOnly={readOnly} />
        <TagsField label="少吃" value={avoid} onChange={setAvoid} readOnly={readOnly} />
        <TextArea label="本周备注" value={notes} onChange={setNotes} maxLength={2000} readOnly={readOnly} />
        <fieldset className={classes.days}>
          <legend>每天的备注</legend>
          {dates.map((date) => (
            <TextField
              key={date}
              label={`${weekdayOf(date)} ${shortDay(date)}`}
              value={days[date] ?? ""}
              onChange={(text) => setDays({ ...days, [date]: text })}
              maxLength={2000}
              readOnly={readOnly}
            />
          ))}
        </fieldset>
      </div>
      {failure && (
        <p role="alert" className="ya-red">
          {failure}
        </p>
      )}
      <Group justify="flex-end" gap={8} mt="lg">
        <Button size="md" onClick={onClose}>
          {readOnly ? "关闭" : "不改"}
        </Button>
        {!readOnly && (
          <Button size="md" variant="filled" loading={busy} onClick={() => void save()}>
            保存
          </Button>
        )}
      </Group>
    </Modal>
  );
}
