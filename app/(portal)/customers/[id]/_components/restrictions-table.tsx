"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import { ConfirmButton } from "@/components/confirm";
import { RestrictionTag } from "@/components/marks/restriction-tag";
import { ScrollRegion } from "@/components/scroll-region";
import { toast } from "@/components/toast";
import { restrictionSourceLabels } from "@/db/enums/customers";
import type { RestrictionOut } from "@/domain/customers/restrictions/schema";
import { FormModal } from "../../_components/form-modal";
import { EditRestrictionForm } from "../../_components/restriction-form";
import { endRestrictionAction } from "../../actions";
import classes from "./detail.module.css";

const rank = { allergy: 0, medical: 1, religion: 2, stage: 3, dislike: 4 } as const;

const span = (from: string, to: string | null) => `${from.slice(5)} ${to ? `至 ${to.slice(5)}` : "起"}`;

/** Restrictions with where they come from and how long they hold; those in force can be changed and ended. */
export function RestrictionsTable(props: { items: RestrictionOut[]; mayEdit: boolean; compact?: boolean }) {
  const { items, mayEdit, compact } = props;
  const [editing, edit] = useState<RestrictionOut | null>(null);
  if (items.length === 0)
    return (
      <p className="ya-note" style={{ padding: "0 14px 12px" }}>
        没有登记禁忌。登记后，含它的菜会被拦下或提醒
      </p>
    );
  return (
    <>
      <ScrollRegion label="禁忌" style={{ overflowX: "auto", position: "relative" }}>
        <table className={classes.table} data-acts={(mayEdit && !compact) || undefined}>
          <thead>
            <tr>
              <th>禁忌</th>
              <th>来源</th>
              <th>有效</th>
              {!compact && <th>做法</th>}
              {mayEdit && !compact && (
                <th>
                  <span className="ya-sr">操作</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {[...items]
              .sort((a, b) => rank[a.kind] - rank[b.kind])
              .map((item) => (
                <tr key={item.id} className={item.isInForce ? undefined : classes.ended}>
                  <td>
                    <RestrictionTag kind={item.kind} strength={item.strength} label={item.label} />
                    {item.target === "text" && item.isInForce && (
                      <span className="ya-amber ya-s ya-nw" style={{ display: "block" }}>
                        按名字比对
                      </span>
                    )}
                  </td>
                  <td className="ya-m">
                    {[item.createdBy ?? restrictionSourceLabels[item.source], item.reason].filter(Boolean).join("，")}
                  </td>
                  <td className="ya-num ya-nw">
                    {item.isInForce || item.validTo === null || item.validTo >= item.validFrom
                      ? span(item.validFrom, item.validTo)
                      : "没有生效"}
                  </td>
                  {!compact && <td>{item.adjustment}</td>}
                  {mayEdit && !compact && (
                    <td>
                      {item.isInForce && (
                        <span className="ya-row" style={{ justifyContent: "flex-end" }}>
                          <Button size="xs" onClick={() => edit(item)}>
                            修改
                          </Button>
                          <ConfirmButton
                            size="xs"
                            variant="default"
                            label="结束"
                            title={`结束“${item.label}”？`}
                            verb="结束"
                            keep="不结束"
                            danger={item.kind === "allergy"}
                            onConfirm={async () => {
                              const answer = await endRestrictionAction({ id: item.id, version: item.version });
                              if (answer.ok) toast(`已结束“${item.label}”，从今天起不再拦`);
                              return answer;
                            }}
                          >
                            从今天起含它的菜不再拦，历史里还能查到
                          </ConfirmButton>
                        </span>
                      )}
                    </td>
                  )}
                </tr>
              ))}
          </tbody>
        </table>
      </ScrollRegion>
      <FormModal opened={editing !== null} onClose={() => edit(null)} title="修改禁忌" wide>
        {editing && <EditRestrictionForm restriction={editing} onDone={() => edit(null)} />}
      </FormModal>
    </>
  );
}
