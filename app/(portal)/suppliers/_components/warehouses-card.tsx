"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Card } from "@/components/card";
import { ConfirmButton } from "@/components/confirm";
import { SelectField } from "@/components/form/choice-fields";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { TextField } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { StatusBadge } from "@/components/marks/status-badge";
import { ScrollRegion } from "@/components/scroll-region";
import { toast } from "@/components/toast";
import { warehouseKindLabels, warehouseStatusLabels } from "@/db/enums/inventory";
import type { WarehouseOut } from "@/domain/inventory/warehouses/schema";
import { choicesOf } from "../../customers/_components/choices";
import { FormModal } from "../../customers/_components/form-modal";
import classes from "../../inventory/_components/stock.module.css";
import { archiveWarehouseAction, createWarehouseAction, updateWarehouseAction } from "../actions";

type Row = Omit<WarehouseOut, "createdAt" | "updatedAt" | "archivedAt">;
type Option = { value: string; label: string };
type Values = {
  centreId: string | null;
  code: string;
  name: string;
  kind: string | null;
  location: string;
  status: string | null;
};
type CreateInput = Parameters<typeof createWarehouseAction>[0];
type UpdateInput = Parameters<typeof updateWarehouseAction>[0];

/** The warehouses of the centres one sees; each is opened, changed and closed here. */
export function WarehousesCard({ rows, centres, mayEdit }: { rows: Row[]; centres: Option[]; mayEdit: boolean }) {
  const [editing, edit] = useState<Row | "new" | null>(null);
  return (
    <div style={{ marginTop: 16 }}>
      <Card
        title="仓库"
        sub="每馆一个厨房仓、一个在途仓；厨房从厨房仓领料"
        flush
        actions={
          mayEdit && (
            <Button size="xs" onClick={() => edit("new")}>
              新建仓库
            </Button>
          )
        }
      >
        <ScrollRegion label="仓库" className={classes.scroll}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">仓库</th>
                <th scope="col">代号</th>
                <th scope="col">中心</th>
                <th scope="col">种类</th>
                <th scope="col">位置</th>
                <th scope="col" data-figure>
                  在库
                </th>
                <th scope="col">状态</th>
                {mayEdit && <th scope="col">操作</th>}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <th scope="row">{row.name}</th>
                  <td>{row.code}</td>
                  <td>{row.centreName}</td>
                  <td>{warehouseKindLabels[row.kind]}</td>
                  <td>{row.location ?? "—"}</td>
                  <td data-figure>{row.itemCount} 项</td>
                  <td>
                    <StatusBadge
                      tone={row.status === "active" ? "done" : "cancelled"}
                      label={warehouseStatusLabels[row.status]}
                    />
                  </td>
                  {mayEdit && (
                    <td>
                      <Button size="xs" onClick={() => edit(row)}>
                        修改
                      </Button>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
          {rows.length === 0 && <p className={classes.empty}>还没有仓库。先建厨房仓，再建在途仓</p>}
        </ScrollRegion>
      </Card>
      <FormModal
        opened={editing !== null}
        onClose={() => edit(null)}
        title={editing === "new" ? "新建仓库" : `修改“${editing?.name ?? ""}”`}
        wide
      >
        {editing && (
          <WarehouseForm row={editing === "new" ? null : editing} centres={centres} onDone={() => edit(null)} />
        )}
      </FormModal>
    </div>
  );
}

function WarehouseForm({ row, centres, onDone }: { row: Row | null; centres: Option[]; onDone: () => void }) {
  const router = useRouter();
  const form = useServerForm({
    initial: {
      centreId: row ? String(row.centreId) : (centres[0]?.value ?? null),
      code: row?.code ?? "",
      name: row?.name ?? "",
      kind: row?.kind ?? "main",
      location: row?.location ?? "",
      status: row?.status ?? "active",
    } as Values,
    version: row?.version,
    action: async (given: CreateInput | UpdateInput) =>
      "id" in given ? updateWarehouseAction(given) : createWarehouseAction(given),
    toInput: ({ centreId, ...v }): CreateInput | UpdateInput => {
      const fields = {
        ...v,
        kind: v.kind as CreateInput["kind"],
        status: v.status as NonNullable<CreateInput["status"]>,
      };
      return row ? { id: row.id, version: row.version, ...fields } : { centreId: Number(centreId), ...fields };
    },
    onDone: (saved) => {
      toast(row ? `“${saved.name}”已改好` : `已新建“${saved.name}”`);
      router.refresh();
      onDone();
    },
  });
  return (
    <Form form={form} label="仓库">
      <FormSection>
        {!row && centres.length > 1 && <SelectField name="centreId" label="中心" options={centres} required />}
        <TextField name="name" label="仓库名" required maxLength={100} />
        <TextField name="code" label="代号" required maxLength={20} placeholder="JA-K" />
        <SelectField name="kind" label="种类" options={choicesOf(warehouseKindLabels)} required />
        <TextField name="location" label="位置" maxLength={255} />
        <SelectField name="status" label="状态" options={choicesOf(warehouseStatusLabels)} required />
      </FormSection>
      <FormFooter form={form} verb={row ? "保存" : "新建"} onCancel={onDone}>
        {row && (
          <ConfirmButton
            size="md"
            label="归档"
            title={`归档“${row.name}”？`}
            verb="归档"
            keep="不归档"
            onConfirm={async () => {
              const answer = await archiveWarehouseAction({ id: row.id });
              if (answer.ok) {
                router.refresh();
                onDone();
              }
              return answer;
            }}
          >
            空仓才能归档，单据都保留
          </ConfirmButton>
        )}
      </FormFooter>
    </Form>
  );
}
