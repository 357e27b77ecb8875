"use client";

import { ActionIcon, Button } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconX } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Card } from "@/components/card";
import { OptionSearch } from "@/components/form/option-search";
import { StatusBadge } from "@/components/marks/status-badge";
import { refusalIn } from "@/components/shell/use-after";
import { EmptyState } from "@/components/states";
import { toast } from "@/components/toast";
import { UnsavedGuard } from "@/components/unsaved";
import type { Substitutes } from "@/domain/dishes/substitutes/schema";
import { findDishesAction, setSubstitutesAction } from "../../actions";
import classes from "./substitutes-card.module.css";

type One = Substitutes["substitutes"][number];
const LOST = "没存上，网络断了。改好的顺序还在，连上后再存一次";

/** What is tried, from the top, when somebody cannot have this dish. */
export function SubstitutesCard({ list, canEdit }: { list: Substitutes; canEdit: boolean }) {
  const router = useRouter();
  const [rows, setRows] = useState<readonly One[]>(list.substitutes);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const isChanged = rows.map((row) => row.id).join() !== list.substitutes.map((row) => row.id).join();
  const move = (at: number, by: 1 | -1) => {
    const next = [...rows];
    const [one] = next.splice(at, 1);
    if (one) next.splice(at + by, 0, one);
    setRows(next);
  };
  const save = async () => {
    setBusy(true);
    setFault(null);
    const work = setSubstitutesAction({ id: list.id, dishIds: rows.map((row) => row.id), version: list.version });
    const answer = await work.catch(() => null);
    setBusy(false);
    const refused = answer === null ? LOST : refusalIn(answer);
    if (refused) return setFault(refused);
    toast(`${list.name}的替代菜存好了，不合适的餐会照这个顺序换`);
    router.refresh();
  };
  return (
    <Card title="替代菜" sub="有人不能吃时，从上往下换第一道合适的" flush>
      {rows.length === 0 && <EmptyState flush title="还没有替代菜" hint="没有时，会挑营养最接近的一道换上" />}
      <ol className={classes.list}>
        {rows.map((row, i) => (
          <li key={row.id}>
            <span className="ya-s ya-num">{i + 1}</span>
            <Link href={`/dishes/${row.id}`}>
              <b>{row.name}</b>
            </Link>
            <span className="ya-note">{row.category}</span>
            {!row.isAvailable && <StatusBadge tone="cancelled" label="停用" />}
            {!row.suitsSlots && <StatusBadge tone="off" label="餐次不合，不会换上" />}
            {canEdit && (
              <span className={classes.acts}>
                <ActionIcon
                  variant="subtle"
                  aria-label={`${row.name} 往前`}
                  disabled={i === 0}
                  onClick={() => move(i, -1)}
                >
                  <IconArrowUp size={16} stroke={1.75} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  aria-label={`${row.name} 往后`}
                  disabled={i === rows.length - 1}
                  onClick={() => move(i, 1)}
                >
                  <IconArrowDown size={16} stroke={1.75} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  aria-label={`去掉 ${row.name}`}
                  onClick={() => setRows(rows.filter((other) => other !== row))}
                >
                  <IconX size={16} stroke={1.75} />
                </ActionIcon>
              </span>
            )}
          </li>
        ))}
      </ol>
      {canEdit && (
        <div className={classes.foot}>
          {rows.length < 20 && (
            <OptionSearch
              label="加一道替代菜"
              placeholder="菜名、拼音首字母、配料"
              what="菜"
              find={async (search) => {
                const answer = await findDishesAction({ search });
                if (!answer.ok) return [];
                return answer.data.map((dish) => ({
                  id: dish.id,
                  label: dish.name,
                  hint: dish.category ?? "",
                  disabled: dish.id === list.id || rows.some((row) => row.id === dish.id),
                }));
              }}
              onPick={(dish) =>
                setRows([
                  ...rows,
                  { id: dish.id, name: dish.label, category: dish.hint || null, isAvailable: true, suitsSlots: true },
                ])
              }
            />
          )}
          {fault && (
            <p role="alert" className="ya-red">
              {fault}
            </p>
          )}
          {isChanged && (
            <span className="ya-row">
              <Button onClick={() => setRows(list.substitutes)}>不改了</Button>
              <Button variant="filled" loading={busy} onClick={() => void save()}>
                存替代菜
              </Button>
            </span>
          )}
        </div>
      )}
      <UnsavedGuard count={isChanged && !busy ? 1 : 0} />
    </Card>
  );
}
