"use client";

import { Button, Group, Select } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import { Notice } from "@/components/card";
import { RoomPlate } from "@/components/marks/room-plate";
import { toast } from "@/components/toast";
import type { MergePreviewOut } from "@/domain/customers/merging/schema";
import dialogs from "../../_components/dialogs.module.css";
import { findCustomersAction, mergeCustomersAction, mergePreviewAction } from "../../actions";

type Found = { id: number; name: string; room: string | null };

/** Choose the duplicate, see what would move, then merge. */
export function MergeForm({ id, name, onDone }: { id: number; name: string; onDone: () => void }) {
  const [found, setFound] = useState<Found[]>([]);
  const [preview, setPreview] = useState<MergePreviewOut | null>(null);
  const [failure, fail] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const search = useDebouncedCallback(async (text: string) => {
    if (text.trim() === "") return;
    const answer = await findCustomersAction(text).catch(() => null);
    if (answer?.ok) setFound(answer.data.filter((one) => one.id !== id));
  }, 250);
  const choose = async (value: string | null) => {
    setPreview(null);
    fail(null);
    if (!value) return;
    const answer = await mergePreviewAction({ id, duplicateId: Number(value) }).catch(() => null);
    if (answer?.ok) setPreview(answer.data);
    else fail(answer?.error.message ?? "没读到，网络断了。连上后再选一次");
  };
  const merge = async () => {
    if (!preview) return;
    setBusy(true);
    const answer = await mergeCustomersAction({
      id,
      duplicateId: preview.duplicate.id,
      version: preview.keep.version,
    }).catch(() => null);
    setBusy(false);
    if (!answer?.ok) return fail(answer?.error.message ?? "没合并，网络断了，什么都没变。连上后再试一次");
    toast(`已把 ${preview.duplicate.name} 并入${name}`);
    onDone();
  };
  return (
    <>
      <Select
        label="重复的那一位"
        placeholder="姓名、手机号、房间"
        searchable
        data-autofocus
        data={found.map((one) => ({ value: String(one.id), label: one.room ? `${one.room} ${one.name}` : one.name }))}
        filter={({ options }) => options}
        onSearchChange={search}
        onChange={(value) => void choose(value)}
        nothingFoundMessage="输入姓名或手机号来找"
      />
      {preview && (
        <>
          <p className="ya-row" style={{ marginTop: 12 }}>
            {preview.duplicate.room && <RoomPlate number={preview.duplicate.room} />}
            <b>{preview.duplicate.name}</b>
            <span className="ya-note">{preview.duplicate.phone ?? "没有手机号"}</span>
          </p>
          {preview.blocks.length > 0 ? (
            <Notice tone="critical" title="现在不能合并">
              {preview.blocks.map((block) => (
                <p key={block}>{block}</p>
              ))}
            </Notice>
          ) : (
            <>
              <p className="ya-note">合并后这些归{name}，那份档案归档，历史仍能查：</p>
              <ul className={dialogs.moves}>
                {preview.moves
                  .filter((move) => move.count > 0)
                  .map((move) => (
                    <li key={move.what}>
                      <b>
                        {move.what} {move.count}
                      </b>{" "}
                      <span className="ya-note">{move.names.join("、")}</span>
                    </li>
                  ))}
                {preview.moves.every((move) => move.count === 0) && (
                  <li className="ya-note">没有进行中的内容，只归档那份档案</li>
                )}
                <li className="ya-note">没结束的月子餐计划和合同也跟过来</li>
              </ul>
            </>
          )}
        </>
      )}
      {failure && (
        <p className="ya-red" role="alert">
          {failure}
        </p>
      )}
      <Group justify="flex-end" gap={8} mt="lg">
        <Button size="md" onClick={onDone}>
          不合并
        </Button>
        <Button
          size="md"
          variant="danger"
          disabled={!preview || preview.blocks.length > 0}
          loading={busy}
          onClick={() => void merge()}
        >
          合并
        </Button>
      </Group>
    </>
  );
}
