import { z } from "zod";
import { dayField, id, text } from "@/lib/fields";
import { dayOut, idOut, instantOut, listOut, listWith } from "@/lib/out";
import { pageOf } from "@/lib/page";

const celsius = z.coerce.number({ error: "请填温度" }).min(-60, "温度太低").max(300, "温度太高");
const at = z.iso.datetime({ error: "时间要写成 2026-11-19T02:42:00Z 这样" }).transform((value) => new Date(value));

/** `due` = kept long enough, to be thrown away; `missing` = cooked, but without a sample. */
export const sampleStates = ["kept", "due", "discarded"] as const;
export type SampleState = (typeof sampleStates)[number];

export const ListSamples = pageOf(["id"]).extend({
  centreId: id.optional(),
  state: z.enum(sampleStates).optional(),
  date: dayField.optional(),
  batchId: id.optional(),
});
export type ListSamples = z.infer<typeof ListSamples>;

export const RecordSample = z.strictObject({
  batchId: id,
  grams: z.coerce.number({ error: "请填克数" }).positive("请填克数").max(5000, "克数太大"),
  samplerId: id,
  witnessId: id,
  fridge: text(32).optional(),
  celsius: celsius.optional(),
  sampledAt: at.optional(),
});
export type RecordSample = z.infer<typeof RecordSample>;

/** By the caller's own employee unless another is named. */
export const DiscardSample = z.strictObject({
  ids: z.array(id).min(1, "请选择留样").max(200),
  discardedById: id.optional(),
});
export type DiscardSample = z.infer<typeof DiscardSample>;

export const SampleOut = z.object({
  id: idOut,
  sampleNo: z.string(),
  centreId: idOut,
  batchId: idOut,
  batchNumber: z.string(),
  date: dayOut,
  slotId: idOut,
  slot: z.string(),
  dishId: idOut,
  dishName: z.string(),
  variantLabel: z.string().nullable(),
  grams: z.number(),
  sampledAt: instantOut,
  samplerId: idOut,
  samplerName: z.string(),
  witnessId: idOut.nullable(),
  witnessName: z.string().nullable(),
  fridge: z.string().nullable(),
  celsius: z.number().nullable(),
  keepUntilAt: instantOut,
  state: z.enum(sampleStates),
  discardedAt: instantOut.nullable(),
  discardedByName: z.string().nullable(),
  version: z.number().int(),
});
export type Sample = z.infer<typeof SampleOut>;

/** Besides the page: cooked batches of the day without a sample. */
export const SamplesOut = listWith(SampleOut, {
  due: z.number().int(),
  missing: z.array(z.object({ batchId: idOut, number: z.string(), slot: z.string(), dishName: z.string() })),
});

/** What is measured decides its limits (settings): the middle of a dish, food kept warm, a fridge, a freezer. */
export const temperatureKinds = ["core", "hold", "fridge", "freezer"] as const;
export type TemperatureKind = (typeof temperatureKinds)[number];
export const temperatureKindLabels: Record<TemperatureKind, string> = {
  core: "中心温度",
  hold: "保温温度",
  fridge: "冷藏",
  freezer: "冷冻",
};

/** Core and hold name a batch, fridges a point (留样冰箱, 冷藏 1 号). */
export const RecordTemperature = z
  .strictObject({
    centreId: id.optional(),
    kind: z.enum(temperatureKinds),
    pointName: z.string().trim().min(1, "请填测温点").max(64).optional(),
    batchId: id.optional(),
    celsius,
    measuredAt: at.optional(),
    actionTaken: text(200).optional(),
  })
  .refine((given) => given.kind === "core" || given.kind === "hold" || given.pointName, {
    path: ["pointName"],
    message: "请填测温点",
  })
  .refine((given) => given.kind === "fridge" || given.kind === "freezer" || given.batchId, {
    path: ["batchId"],
    message: "请选择批次",
  });
export type RecordTemperature = z.infer<typeof RecordTemperature>;

export const ListTemperatures = pageOf(["id"]).extend({
  centreId: id.optional(),
  date: dayField.optional(),
  pointName: z.string().trim().max(64).optional(),
  batchId: id.optional(),
});
export type ListTemperatures = z.infer<typeof ListTemperatures>;

export const TemperatureOut = z.object({
  id: idOut,
  centreId: idOut,
  pointName: z.string(),
  batchId: idOut.nullable(),
  batchNumber: z.string().nullable(),
  dishName: z.string().nullable(),
  celsius: z.number(),
  measuredAt: instantOut,
  isOk: z.boolean(),
  actionTaken: z.string().nullable(),
  createdByName: z.string().nullable(),
});
export const TemperaturesOut = listOut(TemperatureOut);
export const RecordedTemperature = z.object({ id: idOut, isOk: z.boolean() });
export const RecordedSample = z.object({ id: idOut, sampleNo: z.string() });
