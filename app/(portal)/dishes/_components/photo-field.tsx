"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import { FileField } from "@/components/form/file-field";
import classes from "./dishes.module.css";

/** A picture of the dish: goes up at once, belongs to the dish when the form is saved. */
export function PhotoField(props: {
  url: string | null;
  value: string | null;
  onChange: (uid: string | null) => void;
}) {
  const { value, onChange } = props;
  const [shown, show] = useState(props.url);
  const [busy, setBusy] = useState(false);
  const [error, fail] = useState<string>();
  const upload = async (file: File | null) => {
    fail(undefined);
    if (!file) return;
    setBusy(true);
    const body = new FormData();
    body.set("file", file);
    body.set("type", "image");
    body.set("purpose", "dish_image");
    const answer = await fetch("/api/files/upload", { method: "POST", body })
      .then((response) => response.json() as Promise<Uploaded>)
      .catch(() => null);
    setBusy(false);
    if (answer?.code !== 201 && answer?.code !== 200)
      return fail(answer?.data?.error ?? answer?.message ?? "网络断了，图片没传上去。连上后再选一次");
    show(answer.data?.thumb_url ?? answer.data?.url ?? null);
    onChange(answer.data?.file_id ?? null);
  };
  return (
    <div className={classes.stack}>
      {value && shown && (
        <>
          {/* biome-ignore lint/performance/noImgElement: a signed, short-lived link of ours */}
          <img className={classes.photo} src={shown} alt="菜品图片" />
          <Button
            size="xs"
            onClick={() => {
              onChange(null);
              show(null);
            }}
          >
            去掉图片
          </Button>
        </>
      )}
      <FileField
        label={value ? "换一张" : "图片"}
        value={null}
        onChange={(file) => void upload(file)}
        accept="image/*"
        error={error}
        help={busy ? "正在上传" : "JPG、PNG、WebP 或 HEIC，不超过 10 MB；会重新压缩，不留拍摄信息"}
        prompt="把图片拖到这里，或点开选"
        disabled={busy}
      />
    </div>
  );
}

type Uploaded = {
  code: number;
  message: string;
  data?: { file_id?: string; url?: string; thumb_url?: string | null; error?: string } | null;
};
