"use client";

import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { Card } from "@/components/card";
import { SelectField } from "@/components/form/choice-fields";
import { FileField } from "@/components/form/file-field";
import { Form } from "@/components/form/form";
import { useServerForm } from "@/components/form/use-server-form";
import { type SheetKind, sheetKindLabels, sheetKinds } from "@/domain/imports/schema";
import { uploadSheetAction } from "../actions";

type Values = { kind: SheetKind; centreId: string | null; file: File | null };

/** Step one: what it is, for which centre, and the file. It is only tried; nothing is written yet. */
export function UploadCard(props: { centres: readonly { id: number; name: string }[]; centreId: number | null }) {
  const router = useRouter();
  const form = useServerForm<Values, { batchId: number }, Parameters<typeof uploadSheetAction>[0]>({
    initial: { kind: "customers", centreId: props.centreId ? String(props.centreId) : null, file: null },
    action: uploadSheetAction,
    toInput: ({ kind, centreId, file }) => ({
      kind,
      dryRun: true,
      ...(centreId && { centreId }),
      file: file as File,
    }),
    validate: ({ file }): Record<string, string> => (file ? {} : { file: "请选一个 xlsx 文件" }),
    onDone: ({ batchId }) => router.push(`/import/${batchId}`),
  });
  const { kind } = form.values;
  return (
    <Card
      title="选文件"
      sub="xlsx，最大 10 MB，5 万行以内"
      actions={
        <Button
          component="a"
          size="xs"
          href={`/api/upload/templates?kind=${kind}`}
          leftSection={<IconDownload size={16} stroke={1.75} />}
        >
          下载{sheetKindLabels[kind]}模板
        </Button>
      }
      style={{ marginBottom: 12 }}
    >
      <Form form={form} label="导入">
        <div style={{ display: "grid", gap: 12, gridTemplateColumns: "repeat(auto-fit, minmax(220px, 1fr))" }}>
          <SelectField
            name="kind"
            label="导入什么"
            required
            options={sheetKinds.map((value) => ({ value, label: sheetKindLabels[value] }))}
          />
          {kind === "customers" && props.centres.length > 1 && (
            <SelectField
              name="centreId"
              label="导到哪个中心"
              required
              options={props.centres.map(({ id, name }) => ({ value: String(id), label: name }))}
            />
          )}
        </div>
        <div style={{ margin: "12px 0" }}>
          <FileField name="file" label="表格" accept=".xlsx" maxMb={10} prompt="把 xlsx 拖到这里，或点这里选文件" />
        </div>
        <Button type="submit" variant="filled" loading={form.saving}>
          试导入，先不写入
        </Button>
      </Form>
    </Card>
  );
}
