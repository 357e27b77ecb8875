"use client";

import { Button } from "@mantine/core";
import { useClock } from "@/components/clock";
import { ConfirmButton } from "@/components/confirm";
import { column, DataTable } from "@/components/data-table";
import { FilterBar } from "@/components/filter-bar";
import { StatusBadge, type StatusTone } from "@/components/marks/status-badge";
import { useAfter } from "@/components/shell/use-after";
import { When } from "@/components/time";
import { toast } from "@/components/toast";
import type { Sample, SampleState } from "@/domain/kitchen/samples/schema";
import type { Page } from "@/lib/page";
import { discardSampleAction } from "../../actions";

type Props = { page: Page<Sample>; sort: string; due: number; maySample: boolean };

const states: Record<SampleState, { label: string; tone: StatusTone }> = {
  kept: { label: "保存中", tone: "running" },
  due: { label: "到时可弃", tone: "off" },
  discarded: { label: "已弃", tone: "cancelled" },
};

/** The register of samples: what is kept where and until when; what has been kept long enough is thrown away, several at once. */
export function SamplesTable({ page, sort, due, maySample }: Props) {
  const now = useClock()?.now;
  const after = useAfter();
  const discard = (rows: readonly Sample[]) =>
    discardSampleAction({ ids: rows.map((row) => row.id) }).then((answer) => {
      if (answer.ok) toast(`${rows.length} 份留样已弃，记录还在`);
      return answer;
    });
  const columns = [
    column<Sample>("sampleNo", "样号", (row) => <b className="ya-num">{row.sampleNo}</b>),
    column<Sample>(
      "dishName",
      "菜品",
      (row) => (
        <>
          <b>{row.dishName}</b>
          {row.variantLabel && <span className="ya-note"> {row.variantLabel}</span>}
        </>
      ),
      { phone: true },
    ),
    column<Sample>("slot", "餐次", (row) => `${row.date.slice(5)} ${row.slot}`, { phone: true }),
    column<Sample>("grams", "留样量", (row) => `${row.grams} g`, { align: "right", phone: true }),
    column<Sample>("sampledAt", "取样", (row) => <When iso={row.sampledAt.toISOString()} />),
    column<Sample>("samplerName", "留样人", (row) => row.samplerName),
    column<Sample>("witnessName", "见证人", (row) => row.witnessName ?? ""),
    column<Sample>("fridge", "放在", (row) =>
      [row.fridge, row.celsius === null ? null : `${row.celsius} ℃`].filter(Boolean).join("，"),
    ),
    column<Sample>("keepUntilAt", "留到", (row) => <When iso={row.keepUntilAt.toISOString()} full />, { phone: true }),
    column<Sample>(
      "state",
      "状态",
      (row) => (
        <span className="ya-row">
          <StatusBadge {...states[row.state]} />
          {row.discardedAt && (
            <span className="ya-s">
              {row.discardedByName} <When iso={row.discardedAt.toISOString()} />
            </span>
          )}
        </span>
      ),
      { phone: true },
    ),
    column<Sample>(
      "acts",
      "操作",
      (row) =>
        maySample &&
        row.state !== "discarded" &&
        (row.state === "due" || (now && row.keepUntilAt <= now) ? (
          <Button size="xs" onClick={() => after(discard([row]))} aria-label={`弃样 ${row.sampleNo}`}>
            弃样
          </Button>
        ) : null),
      { hideable: false },
    ),
  ];
  return (
    <DataTable
      label="留样登记"
      columns={columns}
      page={page}
      sort={sort}
      defaultSort="-id"
      rowKey={(row) => row.id}
      rowLabel={(row) => row.sampleNo}
      rowTone={(row) => (row.state === "discarded" ? "muted" : undefined)}
      selectable={maySample}
      bulkActions={(rows, clear) => {
        const ready = rows.filter((row) => row.state === "due");
        return (
          <ConfirmButton
            label={`弃掉到时的 ${ready.length} 份`}
            disabled={ready.length === 0}
            title={`弃掉 ${ready.length} 份留样？`}
            verb="弃掉"
            danger={false}
            onConfirm={async () => {
              const answer = await discard(ready);
              if (answer.ok) clear();
              return answer;
            }}
          >
            都已留满规定时间。记录保留，写上经手人和时间。
          </ConfirmButton>
        );
      }}
      storageKey="samples"
      unit="份"
      empty={{ title: "还没有留样", hint: "菜出锅后，在这里或生产单里登记留样" }}
      toolbar={
        <FilterBar
          tabs={{
            param: "state",
            items: [
              { value: "", label: "全部" },
              { value: "kept", label: "保存中" },
              { value: "due", label: "到时可弃", count: due },
              { value: "discarded", label: "已弃" },
            ],
          }}
          filters={[{ param: "date", label: "日期", type: "date" }]}
        />
      }
    />
  );
}
