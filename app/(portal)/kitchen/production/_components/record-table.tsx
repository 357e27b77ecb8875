"use client";

import { Button, Menu } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Card } from "@/components/card";
import { Confirm } from "@/components/confirm";
import { RoomPlate } from "@/components/marks/room-plate";
import { StatusBadge, type StatusTone } from "@/components/marks/status-badge";
import { Money } from "@/components/money";
import { ScrollRegion } from "@/components/scroll-region";
import { useAfter } from "@/components/shell/use-after";
import { toast } from "@/components/toast";
import { type ProductionBatchStatus, productionBatchStatusLabels } from "@/db/enums/kitchen";
import type { Colleague } from "@/domain/staff/colleagues";
import { clockOf } from "@/lib/time";
import { SampleDialog } from "../../_components/sample-dialog";
import { TemperatureDialog } from "../../_components/temperature-dialog";
import { cancelBatchAction, startBatchAction } from "../../actions";
import { CloseDialog } from "./close-dialog";
import type { Pot } from "./pot";
import classes from "./sheet.module.css";

type Props = {
  centreId: number;
  slot: string;
  portions: number;
  pots: readonly Pot[];
  /** Null: may not take samples. */
  people: readonly Colleague[] | null;
  mayWork: boolean;
  /** Beside the title: the other view, or where the cut-off stands. */
  switcher: ReactNode;
  /** For a home: without temperatures, samples and cost. */
  compact?: boolean;
};
type Saved = Pot & { id: number };
type Step = { kind: "close" | "sample" | "temperature" | "cancel"; pot: Saved };

export const potTones: Record<ProductionBatchStatus, StatusTone> = {
  planned: "new",
  cooking: "running",
  closed: "done",
  cancelled: "cancelled",
};

/** The record of a meal that is cut off: every pot from planned to done, with what food law wants written down. */
export function RecordTable({ centreId, slot, portions, pots, people, mayWork, switcher, compact }: Props) {
  const [step, take] = useState<Step | null>(null);
  const after = useAfter();
  const [starting, setStarting] = useState<ReadonlySet<number>>(new Set());
  const start = (saved: Saved) => {
    if (starting.has(saved.id)) return;
    setStarting(new Set([...starting, saved.id]));
    const work = startBatchAction({ id: saved.id, ...(saved.version && { version: saved.version }) })
      .then((answer) => {
        if (answer.ok) toast(`${saved.dishName}开始做了`);
        return answer;
      })
      .finally(() => setStarting((now) => new Set([...now].filter((id) => id !== saved.id))));
    after(work);
  };
  const floors = [...new Set(pots.flatMap((pot) => pot.byFloor.map(({ floor }) => floor)))].sort((a, b) =>
    a.localeCompare(b, "zh", { numeric: true }),
  );
  const acts = mayWork || people !== null;
  const done = pots.filter((pot) => pot.status === "closed").length;
  const close = () => take(null);
  return (
    <Card title={`${slot}生产记录`} sub={`${portions} 份，${pots.length} 锅，出锅 ${done}`} actions={switcher} flush>
      <ScrollRegion className={classes.scroll} label={`${slot}生产记录`}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">灶位</th>
              <th scope="col">菜品</th>
              <th scope="col" className={classes.num}>
                份数
              </th>
              {floors.map((floor) => (
                <th key={floor} scope="col" className={classes.num}>
                  {/^\d+$/.test(floor) ? `${floor} 楼` : floor}
                </th>
              ))}
              <th scope="col">特殊做法与替换</th>
              <th scope="col">状态</th>
              {!compact && (
                <>
                  <th scope="col">测温</th>
                  <th scope="col">留样</th>
                  <th scope="col" className={classes.num}>
                    余量
                  </th>
                  <th scope="col" className={classes.num}>
                    成本
                  </th>
                </>
              )}
              {acts && (
                <th scope="col" className="ya-no-print">
                  <span className="ya-sr">操作</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {pots.map((pot, i) => (
              <tr
                key={pot.id ?? `${pot.dishId} ${pot.variantLabel}`}
                data-group={pot.station !== pots[i - 1]?.station || undefined}
              >
                <td className={classes.station}>{pot.station === pots[i - 1]?.station ? "" : pot.station}</td>
                <th scope="row" className={classes.dish}>
                  {pot.dishName}
                  {pot.variantLabel && <span className={classes.apart}>单独做，{pot.variantLabel}</span>}
                </th>
                <td className={classes.count}>
                  {pot.planned}
                  {pot.cooked !== null && pot.cooked !== pot.planned && (
                    <span className={classes.cooked}>出 {pot.cooked}</span>
                  )}
                </td>
                {floors.map((floor) => {
                  const n = pot.byFloor.find((one) => one.floor === floor)?.portions ?? 0;
                  return (
                    <td key={floor} className={classes.num} data-zero={n === 0 || undefined}>
                      {n}
                    </td>
                  );
                })}
                <td>
                  <People pot={pot} />
                </td>
                <td className="ya-nw">
                  <StatusBadge tone={potTones[pot.status]} label={productionBatchStatusLabels[pot.status]} />
                  {pot.closedAt && <span className="ya-s"> {clockOf(pot.closedAt)}</span>}
                </td>
                {!compact && <Records pot={pot} />}
                {acts && (
                  <td className="ya-no-print">
                    <Acts
                      pot={pot}
                      mayWork={mayWork}
                      maySample={people !== null}
                      isStarting={pot.id !== null && starting.has(pot.id)}
                      onStart={start}
                      onStep={(kind, saved) => take({ kind, pot: saved })}
                    />
                  </td>
                )}
              </tr>
            ))}
            {pots.length === 0 && (
              <tr>
                <td colSpan={(compact ? 5 : 9) + (acts ? 1 : 0) + floors.length} className={classes.empty}>
                  这一餐没有要做的菜
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </ScrollRegion>
      {step?.kind === "close" && <CloseDialog pot={step.pot} onClose={close} />}
      {step?.kind === "sample" && people && <SampleDialog batch={step.pot} people={people} onClose={close} />}
      {step?.kind === "temperature" && (
        <TemperatureDialog centreId={centreId} batches={[step.pot]} points={[]} onClose={close} />
      )}
      <Confirm
        opened={step?.kind === "cancel"}
        onClose={close}
        title={`不做${step?.pot.dishName ?? ""}这一锅了？`}
        verb="不做了"
        onConfirm={async () => {
          if (!step) return;
          const answer = await cancelBatchAction({
            id: step.pot.id,
            ...(step.pot.version && { version: step.pot.version }),
          });
          if (answer.ok) toast(`${step.pot.dishName}不做了，记录还在`);
          return answer;
        }}
      >
        餐签不会跟着变。要换菜，请在计划里换，厨房会收到差异单。
      </Confirm>
    </Card>
  );
}

/** What food law and the books want of a pot. */
const Records = ({ pot }: { pot: Pot }) => (
  <>
    <td className="ya-nw">{pot.coreCelsius === null ? <Missing pot={pot} word="没测" /> : `${pot.coreCelsius} ℃`}</td>
    <td className="ya-nw">
      {pot.hasSample ? <StatusBadge tone="done" label="已留" /> : <Missing pot={pot} word="没留" />}
    </td>
    <td className={classes.num}>{pot.leftover ?? ""}</td>
    <td className={classes.num}>
      {pot.cost === null ? (
        <span className="ya-s">没有价格</span>
      ) : (
        <span className={pot.costIs === "planned" ? "ya-s" : undefined}>
          {pot.costIs === "planned" && "计划 "}
          <Money fen={pot.cost} />
          {!pot.isCostComplete && <span title="有食材没价格或库存不够">，偏低</span>}
        </span>
      )}
    </td>
  </>
);

/** Said only once it matters: when the pot has left the stove. */
const Missing = ({ pot, word }: { pot: Pot; word: string }) =>
  pot.status === "closed" ? <StatusBadge tone="off" label={word} /> : null;

function People({ pot }: { pot: Pot }) {
  if (pot.people.length === 0) return <span className="ya-note">{pot.variantLabel ? "" : "全部标准做法"}</span>;
  return (
    <span className={classes.variants}>
      {pot.people.map((one) => (
        <span key={`${one.room} ${one.name} ${one.note}`} className={one.isAllergy ? classes.allergic : "ya-nw"}>
          <RoomPlate number={one.room ?? "送"} />{" "}
          {one.isAllergy ? `过敏${one.note ? `，${one.note}` : ""}` : (one.note ?? one.name)}
        </span>
      ))}
    </span>
  );
}

function Acts(props: {
  pot: Pot;
  mayWork: boolean;
  maySample: boolean;
  isStarting: boolean;
  onStart: (pot: Saved) => void;
  onStep: (kind: Step["kind"], pot: Saved) => void;
}) {
  const { pot, mayWork, maySample, isStarting, onStart, onStep } = props;
  if (!isSaved(pot) || pot.status === "cancelled") return null;
  const named = (verb: string) => `${verb}，${pot.dishName}${pot.variantLabel ? ` ${pot.variantLabel}` : ""}`;
  const main =
    mayWork && pot.status === "planned" ? (
      <Button size="xs" aria-label={named("开始")} loading={isStarting} onClick={() => onStart(pot)}>
        开始
      </Button>
    ) : mayWork && pot.status === "cooking" ? (
      <Button size="xs" variant="filled" aria-label={named("出锅")} onClick={() => onStep("close", pot)}>
        出锅
      </Button>
    ) : maySample && pot.status === "closed" && !pot.hasSample ? (
      <Button size="xs" aria-label={named("留样")} onClick={() => onStep("sample", pot)}>
        留样
      </Button>
    ) : null;
  const more = [
    maySample && pot.status !== "planned" && pot.hasSample && { kind: "sample" as const, label: "再留一份样" },
    maySample && pot.status === "cooking" && { kind: "sample" as const, label: "留样" },
    maySample && pot.status !== "planned" && { kind: "temperature" as const, label: "登记温度" },
    mayWork && pot.status === "planned" && { kind: "close" as const, label: "直接记出锅" },
    mayWork && pot.status !== "closed" && { kind: "cancel" as const, label: "这一锅不做了" },
  ].filter((one) => one !== false);
  return (
    <span className="ya-row" style={{ justifyContent: "flex-end" }}>
      {main}
      {more.length > 0 && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <Button size="xs" variant="text" aria-label={named("更多")}>
              更多
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {more.map((one) => (
              <Menu.Item key={one.label} onClick={() => onStep(one.kind, pot)}>
                {one.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </span>
  );
}

const isSaved = (pot: Pot): pot is Saved => pot.id !== null;
