"use client";

import { ActionIcon, Button, NumberInput, SegmentedControl, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { MultiSelectField, SelectField, SwitchField, TagsField } from "@/components/form/choice-fields";
import { useField } from "@/components/form/context";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { MoneyField, NumberField } from "@/components/form/number-fields";
import { TextArea, TextField } from "@/components/form/text-fields";
import { type ServerForm, useServerForm } from "@/components/form/use-server-form";
import { FieldError } from "@/components/form/wrap";
import { toast } from "@/components/toast";
import { leaveThen } from "@/components/unsaved";
import type { AllergenState, IngredientForm as Row } from "@/domain/dishes/ingredients/schema";
import { commonUnits, isMass, toGrams } from "@/domain/inventory/rules";
import { createIngredientAction, updateIngredientAction } from "../actions";
import classes from "./ingredients.module.css";

type Values = {
  name: string;
  category: string | null;
  description: string;
  unit: string;
  ediblePct: number | null;
  isHerb: boolean;
  isAvailable: boolean;
  note: string;
  aliases: string[];
  units: { unit: string; baseQuantity: number | null }[];
  /** Grams of one base unit, where the base unit is not a weight. */
  weight: number | null;
  price: { amount: number | null; per: number | null; unit: string };
  nutrients: Record<string, number | null>;
  allergens: Record<string, AllergenState>;
  tags: string[];
};
type Master = { code: string; name: string };

export function IngredientForm(props: {
  id?: number;
  row?: Required<Row>;
  categories: string[];
  isUsed: boolean;
  masters: { nutrients: (Master & { unit: string })[]; allergens: (Master & { isGb7718: boolean })[]; tags: Master[] };
}) {
  const { id, row, masters } = props;
  const router = useRouter();
  const initial = row ? valuesOf(row) : emptyFood(masters);
  const form = useServerForm<Values, { id: number }, ReturnType<typeof inputOf> & { id: number; version: number }>({
    initial,
    version: row?.version,
    action: (input) => (id === undefined ? createIngredientAction(input) : updateIngredientAction({ ...input, id })),
    toInput: (values) => inputOf(values) as ReturnType<typeof inputOf> & { id: number; version: number },
    fromRow: (current) => valuesOf(current as unknown as Required<Row>),
    onDone: (data) => {
      toast(id === undefined ? `已新建“${form.values.name}”` : `“${form.values.name}”已保存，用到它的菜已重算`);
      router.push(`/ingredients/${data.id}`);
      router.refresh();
    },
  });
  const { values } = form;
  const setAll = (state: AllergenState) =>
    form.set(
      "allergens",
      Object.fromEntries(
        Object.entries(values.allergens).map(([code, had]) => [code, had === "unknown" ? state : had]),
      ),
    );
  const open = Object.values(values.allergens).filter((state) => state === "unknown").length;
  return (
    <Form form={form} label={id === undefined ? "新建食材" : "修改食材"}>
      <FormSection title="基本">
        <TextField name="name" label="食材名" required maxLength={100} autoFocus={id === undefined} />
        <SelectField
          name="category"
          label="分类"
          required
          options={[...new Set([...props.categories, "其他", ...(values.category ? [values.category] : [])])].map(
            (c) => ({ value: c, label: c }),
          )}
        />
        <TagsField name="aliases" label="别名" help="写配方、导入表格时，这些叫法都认得" max={30} />
        <MultiSelectField
          name="tags"
          label="标签"
          options={masters.tags.map((t) => ({ value: t.code, label: t.name }))}
        />
        <SwitchField name="isAvailable" label="可用" on="能加进配方" off="停用，已有的配方不受影响" />
        <SwitchField name="isHerb" label="药材" on="按不含营养素算，用了它的菜标“含药材”" off="普通食材" />
      </FormSection>
      <FormSection title="单位与价格">
        <SelectField
          name="unit"
          label="基本单位"
          required
          disabled={props.isUsed}
          help={props.isUsed ? "已有菜用它，不能改；可以加换算" : "库存和价格都按它记，称重的用 g"}
          options={[...new Set([...commonUnits, values.unit])].map((u) => ({ value: u, label: u }))}
        />
        <NumberField
          name="ediblePct"
          label="可食部"
          unit="%"
          min={1}
          max={100}
          decimals={2}
          required
          help="去骨、去壳、去皮后能吃的部分"
        />
        {!isMass(values.unit) && (
          <NumberField
            name="weight"
            label={`1 ${values.unit} 重`}
            unit="g"
            min={0}
            decimals={2}
            help="不知道重量就算不出营养"
          />
        )}
        <Units form={form} />
        <MoneyField name="price.amount" label="参考价" words={false} help="入库有了成本后，以入库成本为准" />
        <div className="ya-row" style={{ alignItems: "flex-start" }}>
          <NumberField name="price.per" label="每" min={0} decimals={3} />
          <SelectField
            name="price.unit"
            label="单位"
            clearable={false}
            options={[
              ...new Set([
                values.unit,
                ...(isMass(values.unit) ? ["kg", "斤"] : []),
                ...values.units.map((u) => u.unit).filter(Boolean),
                values.price.unit,
              ]),
            ].map((u) => ({ value: u, label: u }))}
          />
        </div>
      </FormSection>
      <FormSection
        title="过敏原"
        hint={open > 0 ? `${open} 项未知。未知按含有拦，过敏的客户吃不到用它的菜` : "都申报了"}
        columns={1}
      >
        <div className="ya-row">
          <Button size="xs" disabled={open === 0} onClick={() => setAll("free")}>
            未知的都标不含
          </Button>
          <span className="ya-note">看过标签再点</span>
        </div>
        <div className={classes.states}>
          {masters.allergens.map((a) => (
            <AllergenField key={a.code} code={a.code} name={a.name} extra={!a.isGb7718} />
          ))}
        </div>
      </FormSection>
      <FormSection title="营养" hint="每 100 g 可食部分。空着是未知，不是零" columns={3}>
        {masters.nutrients.map((n) => (
          <NumberField
            key={n.code}
            name={`nutrients.${n.code}`}
            label={n.name}
            unit={n.unit}
            min={0}
            max={99_999}
            decimals={4}
          />
        ))}
      </FormSection>
      <FormSection title="说明" columns={1}>
        <TextArea name="description" label="说明" maxLength={2000} />
        <TextArea name="note" label="用数提醒" maxLength={2000} help="会显示在食材页最上面，如 两库差异大" />
      </FormSection>
      <FormFooter
        form={form}
        verb={id === undefined ? "新建食材" : "保存"}
        onCancel={() => leaveThen(() => router.push(id === undefined ? "/ingredients" : `/ingredients/${id}`))}
      />
    </Form>
  );
}

/** One allergen in its three states. */
function AllergenField({ code, name, extra }: { code: string; name: string; extra: boolean }) {
  const field = useField<AllergenState>(
    { label: name, name: `allergens.${code}` },
    { empty: "unknown", show: (v) => ({ contains: "含有", free: "不含", unknown: "未知" })[v] },
  );
  return (
    <div className={classes.state}>
      <span className={field.value === "contains" ? "ya-red" : field.value === "unknown" ? "ya-amber" : undefined}>
        {name}
        {extra && <span className="ya-note"> 国标外</span>}
      </span>
      <SegmentedControl
        size="xs"
        aria-label={name}
        value={field.value}
        onChange={(value) => field.set(value as AllergenState)}
        data={[
          { value: "contains", label: "含有" },
          { value: "free", label: "不含" },
          { value: "unknown", label: "未知" },
        ]}
      />
    </div>
  );
}

/** 1 盒 = 250 g: kitchen and purchase units of this food. */
function Units({ form }: { form: ServerForm<Values> }) {
  const { units, unit: base } = form.values;
  const errors = useField<Values["units"]>(
    { label: "单位换算", name: "units" },
    { empty: [], show: (list) => list.map((u) => `1 ${u.unit} = ${u.baseQuantity ?? "?"} ${base}`).join("，") },
  );
  return (
    <>
      {units.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no identity but their place
        <div key={i} className={classes.unit}>
          <span>1</span>
          <TextInput
            aria-label={`第 ${i + 1} 条换算的单位`}
            placeholder="盒"
            value={line.unit}
            onChange={(event) => form.set(`units.${i}.unit`, event.currentTarget.value)}
            maxLength={16}
          />
          <span>=</span>
          <NumberInput
            aria-label={`1 ${line.unit || "个单位"}等于多少 ${base}`}
            value={line.baseQuantity ?? ""}
            onChange={(n) => form.set(`units.${i}.baseQuantity`, typeof n === "number" ? n : null)}
            hideControls
            min={0}
            decimalScale={3}
            rightSection={<span className="ya-s">{base}</span>}
          />
          <span />
          <ActionIcon
            variant="subtle"
            aria-label={`去掉换算 ${line.unit}`}
            title="去掉"
            onClick={() => form.lists.removeListItem("units", i)}
          >
            <IconTrash size={15} stroke={1.75} />
          </ActionIcon>
        </div>
      ))}
      <div className={classes.wide}>
        <Button
          size="xs"
          leftSection={<IconPlus size={14} stroke={1.75} />}
          onClick={() => form.lists.insertListItem("units", { unit: "", baseQuantity: null })}
        >
          加单位换算
        </Button>
        {errors.error && <FieldError sentence={errors.error} />}
      </div>
    </>
  );
}

const emptyFood = (masters: { nutrients: Master[]; allergens: Master[] }): Values => ({
  name: "",
  category: null,
  description: "",
  unit: "g",
  ediblePct: 100,
  isHerb: false,
  isAvailable: true,
  note: "",
  aliases: [],
  units: [],
  weight: null,
  price: { amount: null, per: 1, unit: "kg" },
  nutrients: Object.fromEntries(masters.nutrients.map((n) => [n.code, null])),
  allergens: Object.fromEntries(masters.allergens.map((a) => [a.code, "unknown" as const])),
  tags: [],
});

function valuesOf(row: Required<Row>): Values {
  const counted = !isMass(row.unit);
  return {
    name: row.name,
    category: row.category,
    description: row.description ?? "",
    unit: row.unit,
    ediblePct: row.ediblePct,
    isHerb: row.isHerb,
    isAvailable: row.isAvailable,
    note: row.note ?? "",
    aliases: row.aliases,
    units: counted ? row.units.filter((u) => !isMass(u.unit)) : row.units,
    weight: counted ? rounded(toGrams({ baseUnit: row.unit, units: row.units }, 1, row.unit)) : null,
    price: row.price ?? { amount: null, per: 1, unit: row.unit === "g" ? "kg" : row.unit },
    nutrients: row.nutrients,
    allergens: row.allergens,
    tags: row.tags,
  };
}

const rounded = (n: number | null) => (n === null ? null : Math.round(n * 100) / 100);

function inputOf({ weight, price, units, category, ediblePct, ...rest }: Values) {
  const lines = units.flatMap((u) =>
    u.unit.trim() ? [{ unit: u.unit.trim(), baseQuantity: u.baseQuantity ?? 0 }] : [],
  );
  return {
    ...rest,
    category: category ?? "其他",
    ediblePct: ediblePct ?? 100,
    units: !isMass(rest.unit) && weight ? [...lines, { unit: "kg", baseQuantity: 1000 / weight }] : lines,
    price: price.amount === null ? null : { amount: price.amount, per: price.per ?? 1, unit: price.unit },
  };
}
