import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { changeSetting } from "@/domain/system/settings/commands";
import { listSettings } from "@/domain/system/settings/queries";
import { ChangeSetting, SettingOut } from "@/domain/system/settings/schema";
import { id } from "@/lib/fields";
import { created } from "@/lib/out";

const change = route(
  { summary: "修改一个参数", permission: "settings:edit", input: ChangeSetting, output: created },
  changeSetting,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "参数（集团，或某个中心）",
      permission: "settings:read",
      input: z.object({ centreId: id.optional() }),
      output: z.array(SettingOut),
    },
    listSettings,
  ),
  PUT: change,
  PATCH: change,
});
