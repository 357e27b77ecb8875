"use client";

import { Button } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { ConfirmButton } from "@/components/confirm";
import { LinkButton } from "@/components/link-button";
import { refusalIn } from "@/components/shell/use-after";
import { toast } from "@/components/toast";
import { archiveIngredientAction, restoreIngredientAction } from "../actions";

/** What can be done with an ingredient. */
export function IngredientActions(props: {
  id: number;
  name: string;
  version: number;
  isArchived: boolean;
  dishes: number;
}) {
  const { id, name, version, isArchived, dishes } = props;
  const router = useRouter();
  const restore = async () => {
    const refused = refusalIn(await restoreIngredientAction({ id }));
    toast(refused ?? `“${name}”已恢复`, refused ? { tone: "off" } : {});
    router.refresh();
  };
  if (isArchived)
    return (
      <Button variant="filled" onClick={() => void restore()}>
        恢复
      </Button>
    );
  return (
    <>
      <ConfirmButton
        label="归档"
        title={`归档“${name}”？`}
        verb="归档"
        keep="不归档"
        onConfirm={async () => {
          const answer = await archiveIngredientAction({ id, version });
          if (answer.ok) {
            toast(`“${name}”已归档`, { undo: restore });
            router.refresh();
          }
          return answer;
        }}
      >
        {dishes > 0 ? `${dishes} 道菜还用着它，那些菜不受影响。` : ""}
        归档后选配料时不再出现，可随时恢复
      </ConfirmButton>
      <LinkButton
        href={`/ingredients/${id}/edit`}
        variant="filled"
        leftSection={<IconPencil size={16} stroke={1.75} />}
      >
        修改
      </LinkButton>
    </>
  );
}
