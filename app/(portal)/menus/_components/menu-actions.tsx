"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { ConfirmButton } from "@/components/confirm";
import { refusalIn } from "@/components/shell/use-after";
import { toast } from "@/components/toast";
import { archiveMenuAction, restoreMenuAction } from "../actions";

/** Archive a template, or take it back. */
export function MenuActions(props: { id: number; name: string; version: number; isArchived: boolean }) {
  const { id, name, version, isArchived } = props;
  const router = useRouter();
  const restore = async () => {
    const refused = refusalIn(await restoreMenuAction({ id }));
    toast(refused ?? `“${name}”已恢复`, refused ? { tone: "off" } : {});
    router.refresh();
  };
  if (isArchived) return <Button onClick={() => void restore()}>恢复</Button>;
  return (
    <ConfirmButton
      label="归档"
      title={`归档“${name}”？`}
      verb="归档"
      keep="不归档"
      onConfirm={async () => {
        const answer = await archiveMenuAction({ id, version });
        if (answer.ok) {
          toast(`“${name}”已归档`, { undo: restore });
          router.push("/menus");
        }
        return answer;
      }}
    >
      用它生成过的每日菜单都保留，可随时恢复
    </ConfirmButton>
  );
}
