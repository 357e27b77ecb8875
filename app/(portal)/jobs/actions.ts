"use server";

import { action } from "@/app/_server/action";
import { fresh } from "@/app/_server/fresh";
import { retryJob } from "@/domain/system/jobs/commands";
import { OneJob } from "@/domain/system/jobs/schema";

export const retryJobAction = action({ permission: "jobs:edit", input: OneJob }, fresh(retryJob));
