"use client";

import { Button, Chip, Group } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Card } from "@/components/card";
import { MultiSelectField, SelectField, SwitchField } from "@/components/form/choice-fields";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { MoneyField, NumberField } from "@/components/form/number-fields";
import { OptionSearch } from "@/components/form/option-search";
import { TextArea, TextField } from "@/components/form/text-fields";
import { type ServerForm, useServerForm } from "@/components/form/use-server-form";
import { toast } from "@/components/toast";
import { leaveThen } from "@/components/unsaved";
import { cookingMethods, type DishForm as DishRow } from "@/domain/dishes/recipes/schema";
import { createDishAction, findDishesAction, updateDishAction } from "../actions";
import classes from "./dishes.module.css";
import { type DishValues, emptyDish, inputOf, valuesOf } from "./form-values";
import { LinesEditor } from "./lines-editor";
import { type DishMasters, LiveFigures } from "./live-figures";
import { PhotoField } from "./photo-field";
import { type LarderData, useLarder } from "./use-larder";

type Named = { id: number; name: string };

export function DishForm(props: {
  id?: number;
  row?: DishRow;
  photoUrl?: string | null;
  larder: LarderData;
  substitutes: Named[];
  masters: DishMasters & { slots: (Named & { isActive: boolean })[]; categories: (Named & { isArchived: boolean })[] };
  stations: string[];
}) {
  const { id, row, masters } = props;
  const router = useRouter();
  const larder = useLarder(props.larder);
  const [known, know] = useState<ReadonlyMap<number, string>>(new Map(props.substitutes.map((s) => [s.id, s.name])));
  const form = useServerForm<DishValues, { id: number }, ReturnType<typeof inputOf> & { id: number; version: number }>({
    initial: row ? valuesOf(row) : emptyDish,
    version: row?.version,
    action: (input) => (id === undefined ? createDishAction(input) : updateDishAction({ ...input, id })),
    toInput: (values) => inputOf(values) as ReturnType<typeof inputOf> & { id: number; version: number },
    fromRow: (current) => valuesOf(current as unknown as DishRow),
    validate: (values): Record<string, string> =>
      Object.values(values.overrides).some((v) => v !== null) && values.reason.trim() === ""
        ? { reason: "改写了营养，请写原因（如：送检结果）" }
        : {},
    onDone: (data) => {
      toast(id === undefined ? `已新建“${form.values.name}”` : `“${form.values.name}”已保存`);
      router.push(`/dishes/${data.id}`);
      router.refresh();
    },
  });
  const { values } = form;
  return (
    <Form form={form} label={id === undefined ? "新建菜品" : "修改菜品"}>
      <div className={classes.layout}>
        <div className={classes.main}>
          <FormSection title="基本">
            <TextField name="name" label="菜名" required maxLength={100} autoFocus={id === undefined} />
            <SelectField
              name="dishCategoryId"
              label="分类"
              options={masters.categories.filter((c) => !c.isArchived).map(option)}
            />
            <MultiSelectField
              name="slotIds"
              label="适用餐次"
              help="第一个是主餐次，菜单没写餐次时排到那里"
              options={masters.slots.filter((s) => s.isActive || values.slotIds.includes(String(s.id))).map(option)}
            />
            <MultiSelectField
              name="weeks"
              label="适用产后周"
              placeholder="不限"
              options={[1, 2, 3, 4, 5, 6].map((n) => ({ value: String(n), label: `第 ${n} 周` }))}
            />
            <MoneyField name="price" label="售价" words={false} help="外送和客餐用，月子餐计划按计划计价" />
            <NumberField
              name="portionGrams"
              label="每份重量"
              unit="g"
              min={0}
              max={5000}
              decimals={1}
              help="出锅后的重量，水分算在内"
            />
          </FormSection>
          <LinesEditor form={form} larder={larder} learn={larder.learn} dishId={id} />
          <FormSection title="做法与提醒">
            <SelectField
              name="method"
              label="做法"
              options={[...new Set([...cookingMethods, ...(values.method ? [values.method] : [])])].map((m) => ({
                value: m,
                label: m,
              }))}
            />
            <SelectField
              name="station"
              label="工位"
              help="生产单按工位分组"
              options={[...new Set([...props.stations, ...(values.station ? [values.station] : [])])].map((s) => ({
                value: s,
                label: s,
              }))}
            />
            <NumberField name="cookMinutes" label="用时" unit="分钟" min={0} max={1440} decimals={0} />
            <TextField name="region" label="菜系" maxLength={20} placeholder="通用、粤、江浙" />
            <TextArea name="caution" label="谁要慎吃" maxLength={200} wide help="会跟着菜出现在菜单和小程序上" />
            <TextArea name="description" label="说明" maxLength={2000} wide />
          </FormSection>
          <FormSection title="标签与替代">
            <MultiSelectField
              name="tags"
              label="菜品标签"
              wide
              help="食材自带的标签会自动带上，这里只写做法带来的（如 勾芡、加糖）"
              options={masters.tags.map((t) => ({ value: t.code, label: t.name }))}
            />
            <div className={classes.stack} style={{ gridColumn: "1 / -1" }}>
              <OptionSearch
                label="添加替代菜"
                placeholder="替代菜：客人不能吃这道时，按顺序换"
                what="菜"
                find={async (search) => {
                  const answer = await findDishesAction({ search });
                  if (!answer.ok) return [];
                  return answer.data
                    .filter((o) => o.id !== id && !values.substitutes.includes(o.id))
                    .map((o) => ({ id: o.id, label: o.name, hint: o.category ?? "" }));
                }}
                onPick={(o) => {
                  know(new Map(known).set(o.id, o.label));
                  form.set("substitutes", [...values.substitutes, o.id]);
                }}
              />
              {values.substitutes.length > 0 && (
                <Group gap={6}>
                  {values.substitutes.map((dishId, i) => (
                    <Button
                      key={dishId}
                      size="xs"
                      rightSection={<IconX size={13} stroke={1.75} />}
                      aria-label={`去掉替代菜 ${known.get(dishId) ?? ""}`}
                      onClick={() =>
                        form.set(
                          "substitutes",
                          values.substitutes.filter((other) => other !== dishId),
                        )
                      }
                    >
                      {i + 1}. {known.get(dishId) ?? dishId}
                    </Button>
                  ))}
                </Group>
              )}
            </div>
          </FormSection>
          <Overrides form={form} masters={masters} />
        </div>
        <div className={classes.side}>
          <LiveFigures values={values} larder={larder} masters={masters} dishId={id} />
          <Card title="状态">
            <div className={classes.stack}>
              <SwitchField name="isAvailable" label="可选" on="能排进菜单和计划" off="停用，已排的不受影响" />
              <SwitchField name="isBase" label="是底料" on="高汤、酱汁，只给别的菜用" off="普通菜" />
              <SwitchField name="isMedicinal" label="含药材" on="要有医师意见才能排" off="不含药材" />
            </div>
          </Card>
          <Card title="图片">
            <PhotoField url={props.photoUrl ?? null} value={values.photo} onChange={(uid) => form.set("photo", uid)} />
          </Card>
        </div>
      </div>
      <FormFooter
        form={form}
        verb={id === undefined ? "新建菜品" : "保存"}
        onCancel={() => leaveThen(() => router.push(id === undefined ? "/dishes" : `/dishes/${id}`))}
      />
    </Form>
  );
}

const option = ({ id, name }: Named) => ({ value: String(id), label: name });

const overridable = ["energy_kcal", "protein_g", "fat_g", "carb_g", "fibre_g", "calcium_mg", "iron_mg", "sodium_mg"];

/** Figures by hand instead of the computed ones; they stay through every recomputation, so each needs a reason. */
function Overrides({ form, masters }: { form: ServerForm<DishValues>; masters: DishMasters }) {
  const { overrides } = form.values;
  const chosen = masters.nutrients.filter((n) => n.code in overrides && overrides[n.code] !== undefined);
  const toggle = (code: string) => {
    const { [code]: had, ...rest } = overrides;
    form.set("overrides", code in overrides ? rest : { ...rest, [code]: null });
  };
  return (
    <FormSection title="改写营养" hint="有检测报告时才用，会一直压过算出来的数" columns={2}>
      <Group gap={6} style={{ gridColumn: "1 / -1" }}>
        {masters.nutrients
          .filter((n) => overridable.includes(n.code) || n.code in overrides)
          .map((n) => (
            <Chip key={n.code} size="xs" checked={n.code in overrides} onChange={() => toggle(n.code)}>
              {n.name}
            </Chip>
          ))}
      </Group>
      {chosen.map((n) => (
        <NumberField key={n.code} name={`overrides.${n.code}`} label={n.name} unit={n.unit} min={0} decimals={4} />
      ))}
      {chosen.length > 0 && (
        <TextField name="reason" label="原因" required maxLength={200} wide placeholder="如：2026-10 送检报告" />
      )}
    </FormSection>
  );
}
