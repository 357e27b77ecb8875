import { z } from "zod";
import { warehouseKinds, warehouseStatuses } from "@/db/enums/inventory";
import { flag, id, name, quantity, text, version } from "@/lib/fields";
import { idOut, instantOut } from "@/lib/out";
import { pageOf } from "@/lib/page";

const code = z
  .string({ error: "请填代号" })
  .trim()
  .min(1, "请填代号")
  .max(20, "代号最多 20 个字")
  .regex(/^[A-Za-z0-9-]+$/, "代号只用字母、数字和短横");

const fields = {
  code,
  name: name("仓库名"),
  kind: z.enum(warehouseKinds, { error: "请选择仓库种类" }),
  location: text(255),
  capacity: quantity("容量").nullable(),
  status: z.enum(warehouseStatuses),
};

export const CreateWarehouse = z.strictObject({
  centreId: id.optional(),
  ...fields,
  location: fields.location.default(null),
  capacity: fields.capacity.default(null),
  status: fields.status.default("active"),
});
export type CreateWarehouse = z.output<typeof CreateWarehouse>;
export const UpdateWarehouse = z.strictObject({ ...z.object(fields).partial().shape, id, version });
export type UpdateWarehouse = z.output<typeof UpdateWarehouse>;
export const WarehouseId = z.object({ id });
export const WarehouseVersion = z.strictObject({ id, version: version.optional() });
export type WarehouseVersion = z.output<typeof WarehouseVersion>;

export const ListWarehouses = pageOf(["id", "name", "code"], "id").extend({
  centreId: id.optional(),
  kind: z.enum(warehouseKinds).optional(),
  status: z.enum(warehouseStatuses).optional(),
  search: z.string().trim().max(100).optional(),
  archived: flag.default(false),
});
export type ListWarehouses = z.output<typeof ListWarehouses>;

export const WarehouseOut = z.object({
  id: idOut,
  centreId: idOut,
  centreName: z.string(),
  code: z.string(),
  name: z.string(),
  kind: z.enum(warehouseKinds),
  location: z.string().nullable(),
  capacity: z.number().nullable(),
  status: z.enum(warehouseStatuses),
  /** How many items have something in it. */
  itemCount: z.number().int(),
  version: z.number().int(),
  archivedAt: instantOut.nullable(),
  createdAt: instantOut,
  updatedAt: instantOut,
});
export type WarehouseOut = z.output<typeof WarehouseOut>;
