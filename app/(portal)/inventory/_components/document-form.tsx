"use client";

import { ActionIcon, Button } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { SelectField } from "@/components/form/choice-fields";
import { DateField } from "@/components/form/date-fields";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { MoneyField, NumberField } from "@/components/form/number-fields";
import { OptionSearch } from "@/components/form/option-search";
import { TextField } from "@/components/form/text-fields";
import { type ServerForm, useServerForm } from "@/components/form/use-server-form";
import { toast } from "@/components/toast";
import { leaveThen } from "@/components/unsaved";
import { type StockDocumentKind, stockDocumentKindLabels } from "@/db/enums/inventory";
import { asksReason, bringsLots, type HandKind } from "@/domain/inventory/documents/rules";
import { toBase } from "@/domain/inventory/rules";
import type { Day } from "@/lib/time";
import { createDocumentAction, findItemsAction, itemsOnShelfAction, updateDocumentAction } from "../actions";
import { CountLines } from "./count-lines";
import { type DocumentValues, type LineValue, newLine } from "./line-value";
import classes from "./stock.module.css";
import { amountText, documentVerbs, expiryText } from "./words";

type Option = { value: string; label: string };
type CreateInput = Parameters<typeof createDocumentAction>[0];
type UpdateInput = Parameters<typeof updateDocumentAction>[0];

/** A document as a warehouse keeper writes it: item, lot, quantity, unit, date; saved as a draft, or posted at once. */
export function DocumentForm(props: {
  kind: HandKind;
  initial: DocumentValues;
  /** A draft that is there already. */
  draft?: { id: number; number: string; version: number };
  warehouses: Option[];
  targets: Option[];
  today: Day;
}) {
  const { kind, draft, today } = props;
  const router = useRouter();
  const posts = useRef(true);
  const onceKey = useRef<string>(undefined);
  const form = useServerForm({
    initial: props.initial,
    version: draft?.version,
    action: async (input: CreateInput | UpdateInput) =>
      "id" in input ? updateDocumentAction(input) : createDocumentAction(input),
    toInput: (values): CreateInput | UpdateInput => {
      const lines = values.lines.map((line) => lineIn(kind, line));
      const head = {
        businessDay: values.businessDay ?? undefined,
        reason: values.reason || null,
        ...(kind === "transfer" && values.toWarehouseId && { toWarehouseId: Number(values.toWarehouseId) }),
        lines,
        post: posts.current,
      };
      if (draft) return { id: draft.id, version: draft.version, ...head };
      onceKey.current ??= crypto.randomUUID();
      return { kind, warehouseId: Number(values.warehouseId ?? 0), ...head, onceKey: onceKey.current };
    },
    validate: (values): Record<string, string> => ({
      ...(!values.warehouseId && { warehouseId: "请选择仓库" }),
      ...(kind === "transfer" && !values.toWarehouseId && { toWarehouseId: "请选择调到哪个仓库" }),
      ...(asksReason(kind) && !values.reason.trim() && { reason: "请写原因" }),
      ...(kind === "count" && notCounted(values.lines)),
    }),
    onDone: (document) => {
      toast(doneText(kind, document.status, document.number));
      router.push(`/inventory/documents/${document.id}`);
    },
  });
  const isNewCount = kind === "count" && !draft;
  const verb = isNewCount ? "开始盘点" : kind === "transfer" ? "发出" : "过账";
  const save = async (post: boolean) => {
    posts.current = post;
    await form.submit();
    posts.current = true;
  };
  if (isNewCount) posts.current = false;
  return (
    <Form form={form} label={`${documentVerbs[kind]}单`}>
      <FormSection title={draft ? `${stockDocumentKindLabels[kind]}单 ${draft.number}` : undefined} columns={2}>
        <SelectField
          name="warehouseId"
          label={kind === "transfer" ? "从哪个仓库" : "仓库"}
          options={props.warehouses}
          required
          disabled={Boolean(draft) || form.values.lines.length > 0}
        />
        {kind === "transfer" && (
          <SelectField
            name="toWarehouseId"
            label="调到哪个仓库"
            options={props.targets.filter((one) => one.value !== form.values.warehouseId)}
            required
          />
        )}
        <DateField name="businessDay" label="日期" max={today} />
        <TextField
          name="reason"
          label={asksReason(kind) ? "原因" : "说明"}
          required={asksReason(kind)}
          maxLength={200}
          placeholder={kind === "waste" ? "叶黄，挑出不用" : undefined}
        />
      </FormSection>
      {kind === "count" && draft && <CountLines form={form} today={today} />}
      {kind !== "count" && <Lines kind={kind} form={form} today={today} />}
      {isNewCount && (
        <p className="ya-note">会列出这个仓库的每一批，并记下现在的账面数；盘点期间照常出入库，差额按当时的账面算</p>
      )}
      <FormFooter form={form} verb={verb} onCancel={() => leaveThen(() => router.back())}>
        {!isNewCount && (
          <Button size="md" onClick={() => void save(false)} disabled={form.saving}>
            存草稿
          </Button>
        )}
      </FormFooter>
    </Form>
  );
}

/** Every lot of a count needs what was found; an empty shelf is a 0 that someone wrote. */
const notCounted = (lines: readonly LineValue[]): Record<string, string> =>
  Object.fromEntries(
    lines.flatMap(({ quantity }, i) => (quantity === null ? [[`lines.${i}.quantity`, "还没填实数，没有了填 0"]] : [])),
  );

function lineIn(kind: HandKind, line: LineValue): NonNullable<CreateInput["lines"]>[number] {
  const comes = bringsLots(kind);
  return {
    itemId: line.itemId,
    quantity: line.quantity ?? 0,
    unit: line.unit,
    note: line.note || null,
    ...(comes
      ? {
          lotNo: line.lotNo || null,
          producedOn: line.producedOn,
          expiresOn: line.expiresOn,
          cost: line.cost as never,
        }
      : { lotId: line.lotId === null ? null : Number(line.lotId) }),
  };
}

function doneText(kind: StockDocumentKind, status: string, number: string): string {
  if (status === "draft")
    return kind === "count" ? `盘点单 ${number} 已存下，逐批填实数后过账` : `草稿 ${number} 已存下，库存还没变`;
  if (status === "in_transit") return `${number} 已发出，到货后点“收货”`;
  return `${number} 已过账，库存已更新`;
}

function Lines({ kind, form, today }: { kind: HandKind; form: ServerForm<DocumentValues>; today: Day }) {
  const [failure, fail] = useState<string | null>(null);
  const { warehouseId, lines } = form.values;
  const add = async (itemId: number) => {
    if (!warehouseId) return fail("先选仓库");
    const answer = await itemsOnShelfAction({ itemIds: [itemId], warehouseId: Number(warehouseId) });
    const item = answer.ok ? answer.data[0] : undefined;
    fail(answer.ok ? null : answer.error.message);
    if (item) form.lists.insertListItem("lines", newLine(item));
  };
  return (
    <FormSection
      title="物料"
      hint={bringsLots(kind) ? "批号留空会自动编；到期日留空按保质期推算" : "不选批次就先到期先出"}
      columns={1}
    >
      <div>
        {lines.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one item may stand in two lines
          <Line key={`${line.itemId}-${i}`} kind={kind} form={form} line={line} index={i} today={today} />
        ))}
        {lines.length === 0 && <p className="ya-note">还没有物料。在下面输入名称或拼音首字母，选中就加一行</p>}
        <div style={{ marginTop: 12, maxWidth: 420 }}>
          <OptionSearch
            label="添加物料"
            placeholder="加物料：名称、编码或拼音首字母"
            what="物料"
            size="md"
            error={failure ?? undefined}
            find={async (search) => {
              const answer = await findItemsAction({ search });
              return answer.ok
                ? answer.data.map((one) => ({ id: one.id, label: one.name, hint: one.category ?? one.code }))
                : [];
            }}
            onPick={(option) => void add(option.id)}
          />
        </div>
      </div>
    </FormSection>
  );
}

function Line(props: { kind: HandKind; form: ServerForm<DocumentValues>; line: LineValue; index: number; today: Day }) {
  const { kind, form, line, index, today } = props;
  const path = `lines.${index}`;
  const good = line.lots.filter(
    (lot) => lot.status === "available" && (lot.expiresOn === null || lot.expiresOn >= today),
  );
  const held = good.reduce((sum, lot) => sum + lot.quantity, 0);
  const base = line.quantity === null ? null : toBase({ baseUnit: line.baseUnit, units: [] }, line.quantity, line.unit);
  return (
    <div className={classes.line}>
      <div className={classes.lineHead}>
        <b>{line.name}</b>
        <span className="ya-note">{`这里可用 ${amountText(held, line.baseUnit)}`}</span>
        {base !== null && line.unit !== line.baseUnit && (
          <span className="ya-note">{`合 ${amountText(base, line.baseUnit)}`}</span>
        )}
        <ActionIcon
          variant="subtle"
          size={36}
          aria-label={`去掉第 ${index + 1} 行 ${line.name}`}
          onClick={() => form.lists.removeListItem("lines", index)}
        >
          <IconTrash size={16} stroke={1.75} />
        </ActionIcon>
      </div>
      <div className={classes.fields}>
        <NumberField
          name={`${path}.quantity`}
          label={kind === "adjustment" ? "数量（少了写负数）" : "数量"}
          required
          decimals={3}
        />
        <SelectField
          name={`${path}.unit`}
          label="单位"
          options={line.units.map((unit) => ({ value: unit, label: unit }))}
          required
        />
        {bringsLots(kind) ? (
          <>
            <DateField
              name={`${path}.expiresOn`}
              label="到期日"
              min={kind === "receipt" ? (form.values.businessDay ?? today) : undefined}
            />
            <TextField name={`${path}.lotNo`} label="批号" maxLength={64} />
            <MoneyField name={`${path}.cost`} label="这行一共多少钱" min={0} />
          </>
        ) : (
          <SelectField
            name={`${path}.lotId`}
            label="批次"
            clearable
            placeholder="先到期先出"
            options={line.lots.map((lot) => ({
              value: String(lot.id),
              label: `${lot.lotNo}，${expiryText(lot.expiresOn, today)}，${amountText(lot.quantity, line.baseUnit)}${lot.status === "available" ? "" : "，冻结"}`,
            }))}
          />
        )}
      </div>
    </div>
  );
}
