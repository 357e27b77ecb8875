"use client";

import { Button, Radio, Stack } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Notice } from "@/components/card";
import { ConfirmButton } from "@/components/confirm";
import { toast } from "@/components/toast";
import type { ImportBatchStatus } from "@/db/enums/system";
import { runBatchAction, undoBatchAction } from "../../actions";

type Props = {
  batchId: number;
  status: ImportBatchStatus;
  success: number;
  failed: number;
  made: { created: number; changed: number };
};
type Kept = { row: number; reason: string };

/** What can be done with this result: take it in, leave it, or take it back. */
export function Decide(props: Props) {
  if (props.status === "checked") return <TakeIn {...props} />;
  if (props.status === "imported") return <TakeBack {...props} />;
  if (props.status === "undone") return <p>这次导入已撤销，写入的内容都已收回。</p>;
  return <p>有错的行还在，按“全部正确才导入”，这次什么都没有写入。改好后再传一次。</p>;
}

function TakeIn({ batchId, success, failed }: Props) {
  const router = useRouter();
  const [mode, choose] = useState<"skip_faulty" | "all_or_nothing">("skip_faulty");
  const [busy, setBusy] = useState(false);
  const [failure, fail] = useState<string | null>(null);
  const run = async () => {
    setBusy(true);
    fail(null);
    const answer = await runBatchAction({ id: batchId, mode }).catch(() => null);
    setBusy(false);
    if (answer?.ok) router.push(`/import/${answer.data.batchId}`);
    else fail(answer ? answer.error.message : "网络断了，没有写入任何内容。连上后再试一次");
  };
  return (
    <Stack gap={12}>
      <Radio.Group value={mode} onChange={(value) => choose(value as typeof mode)} aria-label="有错的行怎么办">
        <Stack gap={8}>
          <Radio
            value="skip_faulty"
            label={failed > 0 ? `跳过 ${failed} 行，导入其余 ${success} 行` : `导入全部 ${success} 行`}
            description={failed > 0 ? "错误表改好后可再传一次，不会重复" : undefined}
          />
          {failed > 0 && <Radio value="all_or_nothing" label="全部正确才导入" description="有一行错就一行都不写" />}
        </Stack>
      </Radio.Group>
      <p className="ya-note">导入后可整批撤销，已被用到的行除外。</p>
      {failure && <Notice tone="critical">{failure}</Notice>}
      <Button
        size="lg"
        variant="filled"
        loading={busy}
        disabled={success === 0 || (mode === "all_or_nothing" && failed > 0)}
        onClick={() => void run()}
      >
        导入 {success} 行
      </Button>
      <Button onClick={() => router.push("/import")}>先不导，保留试导入结果</Button>
    </Stack>
  );
}

function TakeBack({ batchId, made }: Props) {
  const router = useRouter();
  const [kept, setKept] = useState<readonly Kept[]>([]);
  return (
    <Stack gap={12}>
      <p>
        新建 {made.created} 条，更新 {made.changed} 条。
      </p>
      {kept.length > 0 && (
        <Notice tone="warn" title={`${kept.length} 行已被用到，没有撤销`}>
          {kept.map((one) => (
            <p key={one.row}>
              第 {one.row} 行：{one.reason}
            </p>
          ))}
        </Notice>
      )}
      <ConfirmButton
        label="撤销这次导入"
        title="撤销这次导入？"
        verb="撤销导入"
        keep="不撤销"
        onConfirm={async () => {
          const answer = await undoBatchAction({ id: batchId });
          if (!answer.ok) return answer;
          setKept(answer.data.keptRows);
          toast(`已撤销 ${answer.data.undoneRows} 行`);
          router.refresh();
          return answer;
        }}
      >
        新建的会删掉，更新过的恢复原样。导入后又改过或已经用到的行会保留。
      </ConfirmButton>
    </Stack>
  );
}
