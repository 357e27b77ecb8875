"use server";

import { action } from "@/app/_server/action";
import { fresh } from "@/app/_server/fresh";
import { changeSetting } from "@/domain/system/settings/commands";
import { ChangeSetting } from "@/domain/system/settings/schema";

export const changeSettingAction = action({ permission: "settings:edit", input: ChangeSetting }, fresh(changeSetting));
