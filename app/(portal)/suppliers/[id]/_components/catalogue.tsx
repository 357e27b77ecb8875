"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Card } from "@/components/card";
import { ConfirmButton } from "@/components/confirm";
import { SwitchField } from "@/components/form/choice-fields";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { MoneyField, NumberField } from "@/components/form/number-fields";
import { OptionSearch } from "@/components/form/option-search";
import { TextField } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { Money } from "@/components/money";
import { ScrollRegion } from "@/components/scroll-region";
import { toast } from "@/components/toast";
import type { SupplierItemOut } from "@/domain/purchasing/suppliers/schema";
import { FormModal } from "../../../customers/_components/form-modal";
import classes from "../../../inventory/_components/stock.module.css";
import { findItemsAction } from "../../../inventory/actions";
import { addSupplierItemAction, removeSupplierItemAction, updateSupplierItemAction } from "../../actions";

type Line = { itemId: number; itemName: string; unit: string; row: SupplierItemOut | null };
type AddInput = Parameters<typeof addSupplierItemAction>[0];
type UpdateInput = Parameters<typeof updateSupplierItemAction>[0];

/** What a supplier sells: unit, price, least quantity, and whether it is the first choice. */
export function Catalogue({
  supplierId,
  items,
  mayEdit,
}: {
  supplierId: number;
  items: SupplierItemOut[];
  mayEdit: boolean;
}) {
  const [line, edit] = useState<Line | null>(null);
  return (
    <Card title="供货目录" sub={`${items.length} 种`} flush>
      {mayEdit && (
        <div style={{ padding: "0 14px 12px", maxWidth: 420 }}>
          <OptionSearch
            label="往目录里加物料"
            placeholder="加物料：名称、编码或拼音首字母"
            what="物料"
            find={async (search) => {
              const answer = await findItemsAction({ search });
              if (!answer.ok) return [];
              return answer.data.map((one) => ({
                id: one.id,
                label: one.name,
                hint: one.category ?? "",
                unit: one.unit,
              }));
            }}
            onPick={(one) =>
              edit({
                itemId: one.id,
                itemName: one.label,
                unit: one.unit === "g" ? "kg" : one.unit,
                row: items.find((row) => row.itemId === one.id) ?? null,
              })
            }
          />
        </div>
      )}
      <ScrollRegion label="供货目录" className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">物料</th>
              <th scope="col">分类</th>
              <th scope="col">货号</th>
              <th scope="col" data-figure>
                单价
              </th>
              <th scope="col" data-figure>
                起订量
              </th>
              <th scope="col">首选</th>
              {mayEdit && <th scope="col">操作</th>}
            </tr>
          </thead>
          <tbody>
            {items.map((row) => (
              <tr key={row.itemId}>
                <th scope="row">{row.itemName}</th>
                <td>{row.category ?? "—"}</td>
                <td>{row.supplierSku ?? "—"}</td>
                <td data-figure>
                  <Money fen={row.unitPrice} /> / {row.unit}
                </td>
                <td data-figure>{row.minQuantity === null ? "—" : `${row.minQuantity} ${row.unit}`}</td>
                <td>{row.isPreferred ? "首选" : ""}</td>
                {mayEdit && (
                  <td>
                    <Button
                      size="xs"
                      onClick={() => edit({ itemId: row.itemId, itemName: row.itemName, unit: row.unit, row })}
                    >
                      修改
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
        {items.length === 0 && (
          <p className={classes.empty}>目录还是空的。加上物料、单价和起订量，采购建议就会选到这家</p>
        )}
      </ScrollRegion>
      <FormModal opened={line !== null} onClose={() => edit(null)} title={line?.itemName ?? ""}>
        {line && <LineForm supplierId={supplierId} line={line} onDone={() => edit(null)} />}
      </FormModal>
    </Card>
  );
}

function LineForm({ supplierId, line, onDone }: { supplierId: number; line: Line; onDone: () => void }) {
  const router = useRouter();
  const { row } = line;
  const form = useServerForm({
    initial: {
      unit: line.unit,
      unitPrice: (row?.unitPrice ?? null) as number | null,
      minQuantity: row?.minQuantity ?? null,
      supplierSku: row?.supplierSku ?? "",
      isPreferred: row?.isPreferred ?? false,
    },
    version: row?.version,
    action: async (input: AddInput | UpdateInput) =>
      "version" in input ? updateSupplierItemAction(input as UpdateInput) : addSupplierItemAction(input as AddInput),
    toInput: (values): AddInput | UpdateInput => {
      const given = {
        id: supplierId,
        itemId: line.itemId,
        ...values,
        unitPrice: values.unitPrice as AddInput["unitPrice"],
      };
      return row ? { ...given, version: row.version } : given;
    },
    onDone: () => {
      toast(`目录里的${line.itemName}已存下`);
      router.refresh();
      onDone();
    },
  });
  return (
    <Form form={form} label={`${line.itemName}的供货`}>
      <FormSection plain columns={1}>
        <TextField name="unit" label="采购单位" required maxLength={16} />
        <MoneyField name="unitPrice" label="单价" required min={0} />
        <NumberField name="minQuantity" label="起订量" unit={form.values.unit} min={0} decimals={3} />
        <TextField name="supplierSku" label="货号" maxLength={64} />
        <SwitchField name="isPreferred" label="首选" on="采购建议先选这家" off="价低的先选" />
      </FormSection>
      <FormFooter form={form} onCancel={onDone}>
        {row && (
          <ConfirmButton
            size="md"
            label="拿掉"
            title={`从目录里拿掉${line.itemName}？`}
            verb="拿掉"
            keep="留着"
            onConfirm={async () => {
              const answer = await removeSupplierItemAction({ id: supplierId, itemId: line.itemId });
              if (answer.ok) {
                router.refresh();
                onDone();
              }
              return answer;
            }}
          >
            以后的采购建议不再选这家买它
          </ConfirmButton>
        )}
      </FormFooter>
    </Form>
  );
}
