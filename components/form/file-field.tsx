"use client";

import { CloseButton, Input } from "@mantine/core";
import { IconFile, IconUpload } from "@tabler/icons-react";
import { type DragEvent, useId, useRef, useState } from "react";
import { grouped } from "../figures";
import { type FieldProps, useField } from "./context";
import classes from "./form.module.css";
import { wrapped } from "./wrap";

const MB = 1024 * 1024;

/**
 * One file, by choosing, dropping or pasting; the value is a File or null. `accept` as in HTML (".xlsx,image/*") and
 * `maxMb` are checked here for the user's sake; the server checks the content.
 */
export function FileField(props: FieldProps<File | null> & { accept?: string; maxMb?: number; prompt?: string }) {
  const { accept, maxMb = 10, prompt = "把文件拖到这里，或点开选" } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [refused, refuse] = useState<string | null>(null);
  const field = useField<File | null>(props, { empty: null, show: (file) => file?.name ?? "没选" });
  const error = refused ?? field.error;
  const take = (file: File | undefined) => {
    if (!file) return;
    const fault = faultOf(file, accept, maxMb);
    refuse(fault);
    if (!fault) field.set(file);
    if (input.current) input.current.value = "";
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!field.disabled) take(event.dataTransfer.files[0]);
  };
  const wrap = wrapped({ ...props, help: props.help ?? `不超过 ${maxMb} MB` }, error);
  return (
    <Input.Wrapper {...wrap} labelProps={{ htmlFor: id }}>
      <label
        htmlFor={id}
        className={classes.drop}
        data-over={over || undefined}
        data-wrong={error ? true : undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        onPaste={(event) => take(event.clipboardData.files[0])}
      >
        <IconUpload size={20} stroke={1.6} aria-hidden />
        <span>{prompt}</span>
        <input
          id={id}
          ref={input}
          type="file"
          className="ya-sr"
          accept={accept}
          disabled={field.disabled}
          aria-label={props.label}
          aria-invalid={error ? true : undefined}
          onChange={(event) => take(event.currentTarget.files?.[0])}
        />
      </label>
      {field.value && (
        <div className={classes.file}>
          <IconFile size={16} stroke={1.75} aria-hidden />
          {field.value.name}
          <span className="ya-s">{sizeText(field.value.size)}</span>
          <CloseButton size="sm" aria-label={`去掉 ${field.value.name}`} onClick={() => field.set(null)} />
        </div>
      )}
    </Input.Wrapper>
  );
}

function faultOf(file: File, accept: string | undefined, maxMb: number): string | null {
  if (file.size > maxMb * MB) return `${file.name} 有 ${sizeText(file.size)}，最多 ${maxMb} MB`;
  if (file.size === 0) return `${file.name} 是空的`;
  const kinds = (accept ?? "").split(",").map((kind) => kind.trim().toLowerCase());
  const fits = kinds.some(
    (kind) =>
      kind === "" ||
      (kind.startsWith(".") && file.name.toLowerCase().endsWith(kind)) ||
      (kind.endsWith("/*") ? file.type.startsWith(kind.slice(0, -1)) : file.type === kind),
  );
  return fits ? null : `不能用 ${file.name}，请选 ${kinds.filter((k) => k.startsWith(".")).join("、") || "图片"} 文件`;
}

const sizeText = (bytes: number): string =>
  bytes < MB ? `${grouped(Math.max(1, Math.round(bytes / 1024)))} KB` : `${(bytes / MB).toFixed(1)} MB`;
