"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/app/_server/action";
import type { Ctx } from "@/domain/core/ctx";
import { archivePackage, createPackage, updatePackage } from "@/domain/packages/commands";
import { CreatePackage, PackageVersion, UpdatePackage } from "@/domain/packages/schema";

const fresh =
  <I, T>(run: (ctx: Ctx, input: I) => Promise<T>) =>
  async (ctx: Ctx, input: I): Promise<T> => {
    const answer = await run(ctx, input);
    revalidatePath("/packages");
    return answer;
  };

const permission = "packages:edit" as const;
export const createPackageAction = action({ permission, input: CreatePackage }, fresh(createPackage));
export const updatePackageAction = action({ permission, input: UpdatePackage }, fresh(updatePackage));
export const archivePackageAction = action({ permission, input: PackageVersion }, fresh(archivePackage));
