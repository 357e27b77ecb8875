import "server-only";
import { asc, eq } from "drizzle-orm";
import {
  dietRules,
  foodTags,
  healthConditions,
  ingredients,
  nutrients,
  nutrientTargets,
  stageGuides,
} from "@/db/schema/dishes";
import { type Db, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { type Day, dayOf } from "@/lib/time";
import type { Target } from "../rules";
import { throughCache } from "../through-cache";
import { type Profile, profileOf } from "./rules";

/** Every version of every profile of daily targets, targets in the order of the nutrient list. Cached until one changes. */
export const profiles = (read: { db: Db }): Promise<Profile[]> =>
  throughCache(read, "dishes:profiles", ["nutrient_target", "nutrient"], loadProfiles);

async function loadProfiles(db: Db): Promise<Profile[]> {
  const rows = await db
    .select({
      profile: nutrientTargets.profile,
      createdAt: nutrientTargets.createdAt,
      nutrientId: nutrients.id,
      code: nutrients.code,
      name: nutrients.name,
      unit: nutrients.unit,
      min: nutrientTargets.minAmount,
      target: nutrientTargets.targetAmount,
      max: nutrientTargets.maxAmount,
      source: nutrientTargets.source,
      confidence: nutrientTargets.confidence,
    })
    .from(nutrientTargets)
    .innerJoin(nutrients, eq(nutrients.id, nutrientTargets.nutrientId))
    .orderBy(asc(nutrients.position), asc(nutrients.id));
  const found = new Map<string, Profile>();
  for (const { profile: key, createdAt, ...row } of rows) {
    const { name, version } = profileOf(key);
    const profile = found.get(key) ?? { name, version, since: dayOf(createdAt), targets: [] as Target[] };
    profile.targets.push({ ...row, profile: name, version });
    found.set(key, profile);
  }
  return [...found.values()];
}
