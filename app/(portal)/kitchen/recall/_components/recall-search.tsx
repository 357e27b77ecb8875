"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { SelectField } from "@/components/form/choice-fields";
import { DateField } from "@/components/form/date-fields";
import { OptionSearch } from "@/components/form/option-search";
import type { Day } from "@/lib/time";
import { findEatersAction, findLotsAction } from "../actions";
import classes from "./recall.module.css";

type Props = {
  today: Day;
  slots: readonly { code: string; name: string }[];
  /** Today's and yesterday's pots. */
  batches: readonly { id: number; label: string }[];
  mayLots: boolean;
  mayCustomers: boolean;
};

/** The three ways in: from what came into the store, from a pot, from whoever complains. */
export function RecallSearch({ today, slots, batches, mayLots, mayCustomers }: Props) {
  const router = useRouter();
  const go = (query: Record<string, string>) => router.push(`/kitchen/recall?${new URLSearchParams(query)}`);
  const [who, setWho] = useState<{ id: number; label: string } | null>(null);
  const [date, setDate] = useState<string | null>(today);
  const [slot, setSlot] = useState<string | null>(null);
  return (
    <div className={classes.ways}>
      {mayLots && (
        <Way title="从食材批次查" hint="供应商通知召回，或库里发现坏了的">
          <OptionSearch
            label="食材或批号"
            placeholder="食材名或批号"
            what="批次"
            find={async (text) => {
              const answer = await findLotsAction(text);
              return answer.ok ? answer.data : [];
            }}
            onPick={(lot) => go({ lot_id: String(lot.id) })}
          />
        </Way>
      )}
      {mayCustomers && (
        <Way title="从客户反映查" hint="谁，哪天，哪一餐不舒服">
          {who === null ? (
            <OptionSearch
              label="客户"
              placeholder="姓名、房间、手机尾号"
              what="客户"
              find={async (text) => {
                const answer = await findEatersAction(text);
                return answer.ok ? answer.data : [];
              }}
              onPick={setWho}
            />
          ) : (
            <p className="ya-row">
              <b>{who.label}</b>
              <Button size="xs" variant="text" onClick={() => setWho(null)}>
                换一位
              </Button>
            </p>
          )}
          <DateField label="哪天" value={date} onChange={setDate} max={today} />
          <SelectField
            label="哪一餐"
            value={slot}
            onChange={setSlot}
            placeholder="全天"
            options={slots.map(({ code, name }) => ({ value: code, label: name }))}
          />
          <Button
            variant="filled"
            disabled={who === null || date === null}
            onClick={() => who && date && go({ customer_id: String(who.id), date, ...(slot && { slot }) })}
          >
            查她吃了什么
          </Button>
        </Way>
      )}
      <Way title="从锅次查" hint="今天和昨天做的菜">
        <SelectField
          label="哪一锅"
          value={null}
          onChange={(id) => id && go({ batch_id: id })}
          options={batches.map(({ id, label }) => ({ value: String(id), label }))}
          nothing="今天和昨天没有做过这道菜"
        />
      </Way>
    </div>
  );
}

const Way = ({ title, hint, children }: { title: string; hint: string; children: ReactNode }) => (
  <section className={classes.way} aria-label={title}>
    <h2>{title}</h2>
    <p className="ya-note">{hint}</p>
    {children}
  </section>
);
