import type { PackageOut } from "@/domain/packages/schema";

export type Row = Omit<PackageOut, "createdAt" | "updatedAt"> & { centre: string; mayEdit: boolean };
