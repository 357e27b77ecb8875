"use client";

import { Button, SegmentedControl } from "@mantine/core";
import { IconArrowRight, IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { Card } from "@/components/card";
import { EmptyState } from "@/components/states";
import classes from "./result.module.css";

type Finding = {
  row: number;
  column: string;
  code: string;
  error: string;
  value: string;
  advice: string | null;
  result: string | null;
};

/** Every fault and everything that was put in order, by the sheet's own row number and column. */
export function Findings(props: { batchId: number; errors: readonly Finding[]; warnings: readonly Finding[] }) {
  const [view, show] = useState<"errors" | "warnings">(props.errors.length > 0 ? "errors" : "warnings");
  const shown = props[view];
  return (
    <Card
      flush
      title={
        <SegmentedControl
          size="xs"
          aria-label="看哪些行"
          value={view}
          onChange={(next) => show(next as "errors" | "warnings")}
          data={[
            { value: "errors", label: `有错 ${props.errors.length}` },
            { value: "warnings", label: `自动整理 ${props.warnings.length}` },
          ]}
        />
      }
      actions={
        props.errors.length > 0 && (
          <>
            <span className="ya-note">行号就是表格里的行号</span>
            <Button
              component="a"
              size="xs"
              href={`/api/upload/excel/${props.batchId}/errors.xlsx`}
              leftSection={<IconDownload size={16} stroke={1.75} />}
            >
              下载错误表
            </Button>
          </>
        )
      }
    >
      {shown.length === 0 ? (
        <EmptyState
          flush
          title={view === "errors" ? "没有有错的行" : "没有需要整理的格子"}
          hint={view === "errors" ? "每一行都可以导入" : "每一格都按原样读进来了"}
        />
      ) : (
        <div className={classes.scroll}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col" className={classes.num}>
                  行
                </th>
                <th scope="col">列</th>
                <th scope="col">表里写的</th>
                <th scope="col">{view === "errors" ? "哪里不对" : "怎么整理的"}</th>
                <th scope="col">{view === "errors" ? "怎么改" : "读成"}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: one cell may have two findings, and the list never changes
                <tr key={`${one.row}-${one.column}-${i}`}>
                  <th scope="row" className={classes.num}>
                    {one.row}
                  </th>
                  <td>{one.column}</td>
                  <td>
                    <span className={classes.written} data-kind={view}>
                      {one.value.trim() === "" ? (one.value === "" ? "空" : "空格") : one.value}
                    </span>
                  </td>
                  <td>{one.error}</td>
                  <td>
                    {view === "errors" ? (
                      one.advice
                    ) : (
                      <span className="ya-row">
                        <IconArrowRight size={14} stroke={1.75} aria-hidden /> <b>{one.result}</b>
                      </span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
