"use client";

import { useState } from "react";
import { ConfirmButton } from "@/components/confirm";
import { FileField } from "@/components/form/file-field";
import { toast } from "@/components/toast";
import type { FileLink } from "@/domain/system/files/queries";
import { setCustomerFilesAction } from "../../actions";
import classes from "./detail.module.css";

/** Papers of a customer: contract, card, reports. Links are private and last a few minutes. */
export function Files(props: { customerId: number; files: FileLink[]; mayEdit: boolean }) {
  const { customerId, files, mayEdit } = props;
  const [file, choose] = useState<File | null>(null);
  const [failure, fail] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const keep = (uids: string[]) => setCustomerFilesAction({ id: customerId, uids });
  const upload = async (chosen: File | null) => {
    choose(chosen);
    fail(undefined);
    if (!chosen) return;
    setBusy(true);
    const body = new FormData();
    body.set("file", chosen);
    body.set("type", chosen.type.startsWith("image/") ? "image" : "document");
    const sent = await fetch("/api/files/upload", { method: "POST", body })
      .then((response) => response.json() as Promise<{ code: number; message: string; data?: { id?: string } }>)
      .catch(() => null);
    const uid = sent?.data?.id;
    const answer = uid ? await keep([...files.map((one) => one.uid), uid]).catch(() => null) : null;
    setBusy(false);
    if (!answer?.ok)
      return fail(
        (answer && !answer.ok && answer.error.message) || sent?.message || "没传上，网络断了。连上后再选一次这个文件",
      );
    choose(null);
    toast(`已存好 ${chosen.name}`);
  };
  return (
    <>
      {files.length === 0 && <p className="ya-note">还没有文件。合同、证件、检查单传上来都在这里</p>}
      <div className={classes.files}>
        {files.map((one) => (
          <div key={one.uid} className={classes.file}>
            {one.thumbUrl && (
              // biome-ignore lint/performance/noImgElement: a private, signed link that must not go through the image cache
              <img src={one.thumbUrl} alt="" />
            )}
            <a href={one.url} target="_blank" rel="noreferrer">
              {one.name}
            </a>
            {mayEdit && (
              <ConfirmButton
                size="xs"
                variant="default"
                label="拿掉"
                title={`拿掉 ${one.name}？`}
                verb="拿掉"
                keep="留着"
                onConfirm={() => keep(files.filter((f) => f.uid !== one.uid).map((f) => f.uid))}
              >
                文件会从档案里移除，过后不能找回
              </ConfirmButton>
            )}
          </div>
        ))}
      </div>
      {mayEdit && (
        <div style={{ marginTop: 12, maxWidth: 480 }}>
          <FileField
            label="加一个文件"
            value={file}
            onChange={(chosen) => void upload(chosen)}
            error={failure}
            disabled={busy}
            accept="image/*,.pdf,.doc,.docx,.xls,.xlsx"
          />
        </div>
      )}
    </>
  );
}
