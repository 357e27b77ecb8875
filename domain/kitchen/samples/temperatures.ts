import "server-only";
import { temperatureLogs } from "@/db/schema/kitchen";
import type { Tx } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import { userIdOf } from "@/domain/core/ctx";
import { setting } from "@/domain/system/settings/queries";
import { invalid } from "@/lib/errors";
import { isWithin, type Limits, limitInWords } from "../batches/rules";
import { type TemperatureKind, temperatureKindLabels } from "./schema";

export async function limitsOf(tx: Tx, centreId: number): Promise<Limits> {
  return {
    coreMin: await setting(tx.db, "kitchen.core_celsius_min", centreId),
    holdMin: await setting(tx.db, "kitchen.hold_celsius_min", centreId),
    fridge: await setting(tx.db, "kitchen.fridge_celsius", centreId),
    freezerMax: await setting(tx.db, "kitchen.freezer_celsius_max", centreId),
  };
}

export type Reading = {
  centreId: number;
  kind: TemperatureKind;
  /** The fridge; core and hold are named by their kind. */
  pointName?: string | undefined;
  batchId?: number | undefined;
  celsius: number;
  measuredAt?: Date | undefined;
  actionTaken?: string | null | undefined;
};

/** Building block: one reading. Out of its limits it must say what was done about it. */
export async function logTemperature(tx: Tx, given: Reading, limits: Limits): Promise<{ id: number; isOk: boolean }> {
  const isOk = isWithin(given.kind, given.celsius, limits);
  if (!isOk && !given.actionTaken)
    throw invalid("actionTaken", `${given.celsius} ℃ 不合格，${limitInWords(given.kind, limits)}，写明怎么处理的`);
  const values = {
    centreId: given.centreId,
    pointName: given.pointName ?? temperatureKindLabels[given.kind],
    batchId: given.batchId ?? null,
    celsius: given.celsius,
    measuredAt: given.measuredAt ?? tx.now,
    isOk,
    actionTaken: given.actionTaken ?? null,
    createdBy: userIdOf(tx),
    createdAt: tx.now,
  };
  const [made] = await tx.db.insert(temperatureLogs).values(values).$returningId();
  if (!made) throw new Error("insert gave no id");
  await audit(tx, "temperature_log.recorded", null, { id: made.id, ...values });
  return { id: made.id, isOk };
}
