"use server";

import { action } from "@/app/_server/action";
import { fresh } from "@/app/_server/fresh";
import { archivePackage, createPackage, updatePackage } from "@/domain/packages/commands";
import { CreatePackage, PackageVersion, UpdatePackage } from "@/domain/packages/schema";

const permission = "packages:edit" as const;
export const createPackageAction = action({ permission, input: CreatePackage }, fresh(createPackage));
export const updatePackageAction = action({ permission, input: UpdatePackage }, fresh(updatePackage));
export const archivePackageAction = action({ permission, input: PackageVersion }, fresh(archivePackage));
