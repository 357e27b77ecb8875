"use server";

import { action } from "@/app/_server/action";
import { fresh } from "@/app/_server/fresh";
import { archiveWarehouse, createWarehouse, updateWarehouse } from "@/domain/inventory/warehouses/commands";
import { CreateWarehouse, UpdateWarehouse, WarehouseVersion } from "@/domain/inventory/warehouses/schema";
import {
  addSupplierItem,
  archiveSupplier,
  createSupplier,
  removeSupplierItem,
  updateSupplier,
  updateSupplierItem,
} from "@/domain/purchasing/suppliers/commands";
import {
  AddSupplierItem,
  CreateSupplier,
  SupplierItemId,
  SupplierVersion,
  UpdateSupplier,
  UpdateSupplierItem,
} from "@/domain/purchasing/suppliers/schema";

const permission = "suppliers:edit" as const;
export const createSupplierAction = action({ permission, input: CreateSupplier }, fresh(createSupplier));
export const updateSupplierAction = action({ permission, input: UpdateSupplier }, fresh(updateSupplier));
export const archiveSupplierAction = action({ permission, input: SupplierVersion }, fresh(archiveSupplier));
export const addSupplierItemAction = action({ permission, input: AddSupplierItem }, fresh(addSupplierItem));
export const updateSupplierItemAction = action({ permission, input: UpdateSupplierItem }, fresh(updateSupplierItem));
export const removeSupplierItemAction = action({ permission, input: SupplierItemId }, fresh(removeSupplierItem));
export const createWarehouseAction = action({ permission, input: CreateWarehouse }, fresh(createWarehouse));
export const updateWarehouseAction = action({ permission, input: UpdateWarehouse }, fresh(updateWarehouse));
export const archiveWarehouseAction = action({ permission, input: WarehouseVersion }, fresh(archiveWarehouse));
