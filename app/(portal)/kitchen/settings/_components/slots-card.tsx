"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { Card } from "@/components/card";
import { SwitchField } from "@/components/form/choice-fields";
import { TimeField } from "@/components/form/date-fields";
import { NumberField } from "@/components/form/number-fields";
import { TextField } from "@/components/form/text-fields";
import { SlotMark } from "@/components/marks/slot-mark";
import { StatusBadge } from "@/components/marks/status-badge";
import { ScrollRegion } from "@/components/scroll-region";
import { createSlotAction, updateSlotAction } from "../actions";
import { EditDialog } from "./edit-dialog";
import classes from "./settings.module.css";

export type SlotRow = {
  id: number;
  code: string;
  name: string;
  description: string | null;
  servingTime: string;
  cutoffMinutes: number;
  energyShare: number | null;
  position: number;
  isActive: boolean;
  version: number;
};
type Values = {
  code: string;
  name: string;
  description: string;
  servingTime: string | null;
  cutoffMinutes: number | null;
  energyShare: number | null;
  position: number | null;
  isActive: boolean;
};

/** Meal slots: when they are served, when changes end, how much of the day's energy they carry. */
export function SlotsCard({ rows, canEdit }: { rows: SlotRow[]; canEdit: boolean }) {
  const [editing, edit] = useState<SlotRow | "new" | null>(null);
  const shares = rows.filter((r) => r.isActive).reduce((sum, r) => sum + (r.energyShare ?? 0), 0);
  return (
    <Card
      title="餐次"
      sub={`能量占比合计 ${Math.round(shares * 100)}%`}
      actions={
        canEdit && (
          <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => edit("new")}>
            加餐次
          </Button>
        )
      }
      flush
    >
      <ScrollRegion label="餐次" className={classes.scroll}>
        <table className={classes.plain}>
          <thead>
            <tr>
              <th scope="col">餐次</th>
              <th scope="col">送餐</th>
              <th scope="col">截单</th>
              <th scope="col" data-figure>
                占一天能量
              </th>
              <th scope="col">说明</th>
              <th scope="col">状态</th>
              <th scope="col">
                <span className="ya-sr">操作</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  <SlotMark slot={row.code} name={row.name} />
                </th>
                <td>{row.servingTime}</td>
                <td className="ya-nw">{cutoffText(row.servingTime, row.cutoffMinutes)}</td>
                <td data-figure>{row.energyShare === null ? "没设" : `${Math.round(row.energyShare * 100)}%`}</td>
                <td className="ya-m">{row.description ?? ""}</td>
                <td>
                  <StatusBadge tone={row.isActive ? "done" : "cancelled"} label={row.isActive ? "在用" : "停用"} />
                </td>
                <td data-verbs>
                  {canEdit && (
                    <Button size="xs" aria-label={`修改${row.name}`} onClick={() => edit(row)}>
                      修改
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {editing && (
        <SlotDialog row={editing === "new" ? undefined : editing} next={rows.length + 1} onClose={() => edit(null)} />
      )}
    </Card>
  );
}

function SlotDialog({ row, next, onClose }: { row?: SlotRow; next: number; onClose: () => void }) {
  return (
    <EditDialog<Values, ReturnType<typeof inputOf> & { code: string; id: number; version: number }>
      title={row ? `修改${row.name}` : "加餐次"}
      verb={row ? "保存" : "加餐次"}
      done={row ? `${row.name}已改，已排好的计划保持原来的送餐时间` : "餐次已加上"}
      initial={row ? valuesOf(row) : { ...blank, position: next }}
      version={row?.version}
      action={({ code, ...input }) =>
        row ? updateSlotAction({ ...input, id: row.id }) : createSlotAction({ ...withoutRow(input), code })
      }
      toInput={(values) =>
        inputOf(values) as ReturnType<typeof inputOf> & { code: string; id: number; version: number }
      }
      fromRow={(current) => valuesOf(current as unknown as SlotRow)}
      onClose={onClose}
    >
      <TextField name="name" label="餐次名" required maxLength={50} autoFocus />
      <TextField
        name="code"
        label="代码"
        required
        maxLength={20}
        readOnly={row !== undefined}
        help={row ? "接口和小程序靠它认餐次，不能改" : "小写字母和下划线，如 late_snack，以后不能改"}
      />
      <TimeField name="servingTime" label="送餐时间" required />
      <NumberField
        name="cutoffMinutes"
        label="提前多久截单"
        unit="分钟"
        min={0}
        max={2880}
        decimals={0}
        required
        help="送餐前这么久起，改动要发差异单"
      />
      <NumberField
        name="energyShare"
        label="占一天能量"
        unit="%"
        min={0}
        max={100}
        decimals={1}
        help="各餐次加起来应是 100%"
      />
      <NumberField name="position" label="排第几" min={0} max={10_000} decimals={0} />
      <TextField name="description" label="说明" maxLength={500} wide />
      <SwitchField name="isActive" label="在用" on="排餐和菜单里都有" off="不再出现在新的排餐里" />
    </EditDialog>
  );
}

const blank: Values = {
  code: "",
  name: "",
  description: "",
  servingTime: null,
  cutoffMinutes: 720,
  energyShare: null,
  position: null,
  isActive: true,
};
const valuesOf = (row: SlotRow): Values => ({
  ...row,
  description: row.description ?? "",
  energyShare: row.energyShare === null ? null : Math.round(row.energyShare * 1000) / 10,
});

/** The values of the form only: what else a row carries (id, version) comes from elsewhere. */
const inputOf = ({ code, name, description, servingTime, cutoffMinutes, energyShare, position, isActive }: Values) => ({
  code,
  name,
  description,
  servingTime: servingTime ?? "",
  cutoffMinutes: cutoffMinutes ?? 0,
  energyShare: energyShare === null ? null : energyShare / 100,
  position: position ?? 0,
  isActive,
});

const withoutRow = <T extends { id?: number; version?: number }>({ id, version, ...rest }: T) => rest;

/** "当天 08:00", "前一天 18:00": when changes end. */
function cutoffText(servingTime: string, minutes: number): string {
  const [hour = 0, minute = 0] = servingTime.split(":").map(Number);
  const at = hour * 60 + minute - minutes;
  const day = Math.floor(at / 1440);
  const inDay = at - day * 1440;
  const clock = `${String(Math.floor(inDay / 60)).padStart(2, "0")}:${String(inDay % 60).padStart(2, "0")}`;
  return `${day === 0 ? "当天" : day === -1 ? "前一天" : `前 ${-day} 天`} ${clock}`;
}
