"use server";

import { action } from "@/app/_server/action";
import { fresh } from "@/app/_server/fresh";
import { decideRelease } from "@/domain/planning/release/commands";
import { releaseAt } from "@/domain/planning/release/queries";
import { DecideRelease, ReleaseAt } from "@/domain/planning/release/schema";

export const releaseAtAction = action({ permission: "plans:read", input: ReleaseAt }, releaseAt);

export const decideReleaseAction = action({ permission: "plans:approve", input: DecideRelease }, fresh(decideRelease));
