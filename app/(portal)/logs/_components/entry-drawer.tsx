"use client";

import { Drawer } from "@mantine/core";
import Link from "next/link";
import { Facts } from "@/components/card";
import { stamp } from "@/lib/time";
import type { Entry } from "./entry";
import classes from "./logs.module.css";

/** Everything one entry says: before and after side by side, from where, under which request. */
export function EntryDrawer({ entry, onClose }: { entry: Entry | null; onClose: () => void }) {
  return (
    <Drawer
      opened={entry !== null}
      onClose={onClose}
      title={entry && <b>{[entry.text, entry.subject].filter(Boolean).join("：")}</b>}
      closeButtonProps={{ "aria-label": "关闭" }}
      data-ya-drawer
    >
      {entry && (
        <div className={classes.entry}>
          <Facts
            layout="list"
            items={[
              { label: "时间", value: stamp(new Date(entry.createdAt)) },
              {
                label: "谁",
                value:
                  entry.actorUserId === null ? (
                    entry.actorName
                  ) : (
                    <Link href={`/users/${entry.actorUserId}`}>{entry.actorName}</Link>
                  ),
              },
              { label: "中心", value: entry.centre ?? "不属于某个中心" },
              { label: "对象", value: `${entry.entityLabel}${entry.entityId ? ` ${entry.entityId}` : ""}` },
              ...entry.facts,
            ]}
          />
          {entry.changes.length > 0 && (
            <table className={classes.diff}>
              <thead>
                <tr>
                  <th scope="col">项目</th>
                  <th scope="col">原来</th>
                  <th scope="col">现在</th>
                </tr>
              </thead>
              <tbody>
                {entry.changes.map((change) => (
                  <tr key={change.field}>
                    <th scope="row">{change.label}</th>
                    <td data-was={change.before !== null || undefined}>{change.before ?? "空"}</td>
                    <td data-is={change.after !== null || undefined}>{change.after ?? "空"}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <Facts
            layout="list"
            items={[
              { label: "来自", value: entry.ipAddress ?? "服务器" },
              { label: "程序", value: entry.userAgent ?? "没有记下" },
              { label: "请求编号", value: <span className={classes.code}>{entry.requestId}</span> },
            ]}
          />
        </div>
      )}
    </Drawer>
  );
}
