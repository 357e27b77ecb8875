import { z } from "zod";
import { stockDocumentKinds, stockDocumentStatuses, stockLotStatuses, stockMovementTypes } from "@/db/enums/inventory";
import { amountDue, dayField, flag, id, quantity, text, version } from "@/lib/fields";
import { dayOut, idOut, instantOut, moneyOut } from "@/lib/out";
import { pageOf } from "@/lib/page";
import { unitField } from "../schema";
import { asksReason, bringsLots, type HandKind, handKinds, quantityFault } from "./rules";

const lotNo = z
  .string()
  .trim()
  .max(64, "批号最多 64 个字")
  .transform((v) => v || null)
  .nullable();

export const DocumentLineIn = z.strictObject({
  itemId: id,
  /** A lot that is there; left out: the first to expire. */
  lotId: id.nullable().optional(),
  quantity: quantity("数量", { min: -1e9, max: 1e9 }),
  /** The item's base unit when left out. */
  unit: unitField.optional(),
  lotNo: lotNo.optional(),
  producedOn: dayField.nullable().optional(),
  expiresOn: dayField.nullable().optional(),
  /** What the whole line cost. */
  cost: amountDue.nullable().optional(),
  note: text(200).optional(),
});
export type DocumentLineIn = z.output<typeof DocumentLineIn>;

const fields = {
  businessDay: dayField.optional(),
  reason: text(200).optional(),
  lines: z.array(DocumentLineIn).max(500, "一张单最多 500 行"),
};

/** What a document of a kind must say besides; every fault stands at its field. */
function faultsOf(
  given: { kind: HandKind; toWarehouseId?: number; reason?: string | null; lines: readonly DocumentLineIn[] },
  at: { addIssue: (issue: { code: "custom"; path: (string | number)[]; message: string }) => void },
): void {
  const say = (path: (string | number)[], message: string) => at.addIssue({ code: "custom", path, message });
  if (given.kind === "transfer" && given.toWarehouseId === undefined) say(["toWarehouseId"], "请选择调到哪个仓库");
  if (asksReason(given.kind) && !given.reason) say(["reason"], "请写原因");
  if (given.lines.length === 0 && given.kind !== "count") say(["lines"], "还没有物料，先加一行");
  given.lines.forEach((line, i) => {
    const fault = quantityFault(given.kind, line.quantity);
    if (fault) say(["lines", i, "quantity"], fault);
    if (!bringsLots(given.kind) && (line.lotNo || line.expiresOn))
      say(["lines", i, "lotNo"], "批号和到期日只在入库时填；从已有批次里选");
    if (line.producedOn && line.expiresOn && line.expiresOn < line.producedOn)
      say(["lines", i, "expiresOn"], "到期日早于生产日期");
  });
}

export const CreateDocument = z
  .strictObject({
    kind: z.enum(handKinds, { error: "请选择单据种类" }),
    centreId: id.optional(),
    /** The kitchen's warehouse of the centre when left out. */
    warehouseId: id.optional(),
    toWarehouseId: id.optional(),
    ...fields,
    /** Post at once; a draft otherwise. */
    post: flag.default(false),
    /** A count without lines takes in every lot of the warehouse. */
    onceKey: z.string().max(128).optional(),
  })
  .superRefine(faultsOf);
export type CreateDocument = z.output<typeof CreateDocument>;

/** A draft's lines are replaced as a whole; what else is left out stays. */
export const UpdateDocument = z.strictObject({
  id,
  version,
  toWarehouseId: id.optional(),
  businessDay: fields.businessDay,
  reason: fields.reason,
  lines: fields.lines.optional(),
  /** Post it in the same step. */
  post: flag.default(false),
});
export type UpdateDocument = z.output<typeof UpdateDocument>;

export const DocumentId = z.object({ id });
export const DocumentVersion = z.strictObject({
  id,
  version: version.optional(),
  onceKey: z.string().max(128).optional(),
});
export type DocumentVersion = z.output<typeof DocumentVersion>;
export const ReverseDocument = z.strictObject({
  id,
  version: version.optional(),
  reason: z.string({ error: "请写为什么冲销" }).trim().min(1, "请写为什么冲销").max(200, "最多 200 个字"),
});
export type ReverseDocument = z.output<typeof ReverseDocument>;

export const ListDocuments = pageOf(["id", "businessDay", "number"], "-id").extend({
  centreId: id.optional(),
  warehouseId: id.optional(),
  kind: z.enum(stockDocumentKinds).optional(),
  status: z.enum(stockDocumentStatuses).optional(),
  startDate: dayField.optional(),
  endDate: dayField.optional(),
  search: z.string().trim().max(64).optional(),
});
export type ListDocuments = z.output<typeof ListDocuments>;

export const DocumentOut = z.object({
  id: idOut,
  centreId: idOut,
  number: z.string(),
  kind: z.enum(stockDocumentKinds),
  status: z.enum(stockDocumentStatuses),
  warehouseId: idOut,
  warehouseName: z.string(),
  toWarehouseId: idOut.nullable(),
  toWarehouseName: z.string().nullable(),
  businessDay: dayOut,
  reason: z.string().nullable(),
  sourceType: z.string().nullable(),
  sourceId: idOut.nullable(),
  reversesId: idOut.nullable(),
  lineCount: z.number().int(),
  /** The first items by name, for a list. */
  itemNames: z.array(z.string()),
  createdBy: z.string().nullable(),
  postedBy: z.string().nullable(),
  postedAt: instantOut.nullable(),
  version: z.number().int(),
  createdAt: instantOut,
  updatedAt: instantOut,
});
export type DocumentOut = z.output<typeof DocumentOut>;

export const DocumentDetailOut = DocumentOut.extend({
  reversedById: idOut.nullable(),
  reversedByNumber: z.string().nullable(),
  reversesNumber: z.string().nullable(),
  lines: z.array(
    z.object({
      id: idOut,
      itemId: idOut,
      itemName: z.string(),
      baseUnit: z.string(),
      lotId: idOut.nullable(),
      lotNo: z.string().nullable(),
      producedOn: dayOut.nullable(),
      expiresOn: dayOut.nullable(),
      lotStatus: z.enum(stockLotStatuses).nullable(),
      quantity: z.number(),
      unit: z.string(),
      baseQuantity: z.number(),
      bookQuantity: z.number().nullable(),
      cost: moneyOut.nullable(),
      note: z.string().nullable(),
    }),
  ),
  movements: z.array(
    z.object({
      id: idOut,
      lineId: idOut.nullable(),
      warehouseId: idOut,
      warehouseName: z.string(),
      itemId: idOut,
      itemName: z.string(),
      unit: z.string(),
      lotId: idOut,
      lotNo: z.string(),
      movementType: z.enum(stockMovementTypes),
      quantity: z.number(),
      quantityAfter: z.number(),
      cost: moneyOut.nullable(),
    }),
  ),
});
export type DocumentDetailOut = z.output<typeof DocumentDetailOut>;
