"use client";

import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import { useClock } from "@/components/clock";
import { column, DataTable } from "@/components/data-table";
import { FilterBar } from "@/components/filter-bar";
import { PersonChip } from "@/components/marks/person-chip";
import { SlotMark } from "@/components/marks/slot-mark";
import { StatusBadge } from "@/components/marks/status-badge";
import { useAfter } from "@/components/shell/use-after";
import { When } from "@/components/time";
import { toast } from "@/components/toast";
import type { Delta } from "@/domain/kitchen/tickets/schema";
import type { Page } from "@/lib/page";
import { ageOf } from "../../_components/age";
import { DeltaTile } from "../../_components/delta-tile";
import { tagsOf } from "../../_components/restrictions";
import { acknowledgeDeltasAction } from "../../actions";

type Props = {
  page: Page<Delta>;
  sort: string;
  open: number;
  slots: readonly { code: string; name: string }[];
  mayWork: boolean;
  mayPlan: boolean;
};

/** What changed after the cut-off, what still waits first: one touch each, or several at once. */
export function DeltasTable({ page, sort, open, slots, mayWork, mayPlan }: Props) {
  const now = useClock()?.now;
  const after = useAfter();
  /** Tickets whose word is on its way: a second touch says nothing new. */
  const [sending, setSending] = useState<ReadonlySet<number>>(new Set());
  const acknowledge = (rows: readonly Delta[]) => {
    const ids = rows.filter((row) => row.isOpen && !sending.has(row.id)).map((row) => row.id);
    if (ids.length === 0) return;
    setSending(new Set([...sending, ...ids]));
    after(
      acknowledgeDeltasAction({ ids })
        .then((answer) => {
          if (answer.ok) toast(said(answer.data.acknowledged.length, answer.data.already.length));
          return answer;
        })
        .finally(() => setSending((had) => new Set([...had].filter((id) => !ids.includes(id))))),
    );
  };
  const columns = [
    column<Delta>("who", "谁", (row) => (
      <span className="ya-row">
        <DeltaTile kind={row.kind} />
        <PersonChip
          room={row.room ?? "送"}
          name={row.customerName ?? row.recipient}
          restrictions={tagsOf(row.restrictions)}
        />
      </span>
    )),
    column<Delta>("slot", "餐次", (row) => <SlotMark slot={row.slotCode} name={row.slot} time={row.servingTime} />, {
      phone: true,
    }),
    column<Delta>("summary", "改了什么", (row) => <b style={{ whiteSpace: "normal" }}>{row.summary}</b>, {
      phone: true,
    }),
    column<Delta>("reason", "为什么", (row) => <span style={{ whiteSpace: "normal" }}>{row.reason ?? ""}</span>, {
      phone: true,
    }),
    column<Delta>("createdAt", "发出", (row) => (
      <span className={row.isOpen ? "ya-amber" : undefined}>
        {row.isOpen && now ? ageOf(row.createdAt, now) : <When iso={row.createdAt.toISOString()} />}
      </span>
    )),
    column<Delta>("number", "单号", (row) => `${row.number} 第 ${row.revision} 版`, { defaultHidden: true }),
    column<Delta>(
      "status",
      "状态",
      (row) =>
        row.isOpen ? (
          <StatusBadge tone="off" label="没确认" />
        ) : (
          <span className="ya-row">
            <StatusBadge tone="done" label={row.acknowledgedByName ? `${row.acknowledgedByName} 知道了` : "知道了"} />
            {row.acknowledgedAt && (
              <span className="ya-s">
                <When iso={row.acknowledgedAt.toISOString()} />
              </span>
            )}
          </span>
        ),
      { phone: true },
    ),
    column<Delta>(
      "acts",
      "操作",
      (row) => (
        <span className="ya-row">
          {mayPlan && row.customerId !== null && <Link href={`/plans?customer_id=${row.customerId}`}>看这一餐</Link>}
          {mayWork && row.isOpen && (
            <Button
              size="xs"
              variant="filled"
              loading={sending.has(row.id)}
              leftSection={<IconCheck size={16} stroke={1.75} />}
              onClick={() => acknowledge([row])}
              aria-label={`知道了，${row.room ?? ""} ${row.customerName ?? row.recipient} ${row.slot}`}
            >
              知道了
            </Button>
          )}
        </span>
      ),
      { hideable: false, phone: true },
    ),
  ];
  return (
    <DataTable
      label="差异单"
      columns={columns}
      page={page}
      sort={sort}
      defaultSort="-id"
      rowKey={(row) => row.id}
      rowLabel={(row) => `${row.room ?? ""} ${row.customerName ?? row.recipient}`.trim()}
      rowTone={(row) => (row.isOpen ? undefined : "muted")}
      selectable={mayWork}
      bulkActions={(rows, clear) => (
        <Button
          variant="filled"
          leftSection={<IconCheck size={16} stroke={1.75} />}
          onClick={() => {
            acknowledge(rows);
            clear();
          }}
        >
          都知道了
        </Button>
      )}
      storageKey="deltas"
      unit="张"
      empty={{ title: "这一天没有差异单", hint: "截单后有改动会出现在这里" }}
      toolbar={
        <FilterBar
          tabs={{
            param: "open",
            items: [
              { value: "", label: "全部" },
              { value: "1", label: "没确认", count: open },
              { value: "0", label: "已确认" },
            ],
          }}
          filters={[
            {
              param: "slot",
              label: "餐次",
              type: "select",
              options: slots.map((slot) => ({ value: slot.code, label: slot.name })),
            },
          ]}
        />
      }
    />
  );
}

const said = (taken: number, already: number): string =>
  [taken > 0 ? `${taken} 张差异单记为知道了` : null, already > 0 ? `${already} 张刚被别人确认过` : null]
    .filter(Boolean)
    .join("，");
