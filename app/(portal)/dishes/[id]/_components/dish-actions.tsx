"use client";

import { Button } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { ConfirmButton } from "@/components/confirm";
import { refusalIn } from "@/components/shell/use-after";
import { toast } from "@/components/toast";
import { archiveDishAction, restoreDishAction, setAvailableAction } from "../../actions";

/** What can be done with a dish, as far as the reader may. */
export function DishActions(props: {
  id: number;
  name: string;
  version: number;
  isAvailable: boolean;
  isArchived: boolean;
  menuCount: number;
}) {
  const { id, name, version, isAvailable, isArchived, menuCount } = props;
  const router = useRouter();
  const run = async (work: Promise<unknown>, done: string) => {
    const answer = await work;
    const refused = refusalIn(answer);
    if (refused) toast(refused, { tone: "off" });
    else toast(done);
    router.refresh();
  };
  if (isArchived)
    return (
      <Button variant="filled" onClick={() => void run(restoreDishAction({ id }), `“${name}”已恢复`)}>
        恢复
      </Button>
    );
  return (
    <>
      <Button
        onClick={() =>
          void run(
            setAvailableAction({ ids: [id], isAvailable: !isAvailable }),
            isAvailable ? `“${name}”已停用，不再排进新菜单` : `“${name}”已恢复可选`,
          )
        }
      >
        {isAvailable ? "停用" : "恢复可选"}
      </Button>
      <ConfirmButton
        label="归档"
        title={`归档“${name}”？`}
        verb="归档"
        keep="不归档"
        onConfirm={async () => {
          const answer = await archiveDishAction({ id, version });
          if (answer.ok) {
            toast(`“${name}”已归档`, { undo: () => restoreDishAction({ id }).then(() => router.refresh()) });
            router.refresh();
          }
          return answer;
        }}
      >
        {menuCount > 0 ? `它在 ${menuCount} 份菜单模板里，那里会标成不可用。` : ""}
        排过的菜单、计划和记录都保留，可随时恢复
      </ConfirmButton>
      <Button
        component={Link}
        href={`/dishes/${id}/edit`}
        variant="filled"
        leftSection={<IconPencil size={16} stroke={1.75} />}
      >
        修改
      </Button>
    </>
  );
}
