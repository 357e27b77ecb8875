import "server-only";
import { type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { dishCards } from "@/domain/dishes/queries";
import { maskedPhone, unsealed } from "@/lib/crypto";
import { notFound } from "@/lib/errors";
import { dayOf } from "@/lib/time";
import { listOf, maskedAddress, oneRow, shown } from "../list/queries";
import { knownVisible, visibleCustomer } from "../queries";
import { dietRules, factsOfPatient, peopleOf, restrictionFacts } from "../safety/queries";
import { judge, type Verdict } from "../safety/rules";
import type { CustomerDetailOut, SafetyQuery } from "../schema";

/** One customer with everything the header and the form show; archived ones too. Phone, card and address stay masked. */
export async function customerDetail(ctx: Ctx, input: { id: number }): Promise<CustomerDetailOut> {
  const read = reader(ctx, "customers:read");
  const today = dayOf(ctx.now);
  const row = await oneRow(read.db, input.id, ctx.now, read);
  if (!row) throw notFound("这位客户");
  const customer = await knownVisible(read, row.customer);
  const facts = await factsOfPatient(read.db, customer.patientId);
  const idCard = unsealed(row.idCardEnc);
  return {
    ...shown(ctx, row, facts, today),
    birthDate: row.birthDate,
    idCard: idCard === null ? null : `${idCard.slice(0, 3)}****${idCard.slice(-4)}`,
    area: row.area,
    payerRelation: customer.payerRelation,
    emergencyContact: row.emergencyContact,
    emergencyPhone: maskedPhone(unsealed(row.emergencyPhoneEnc)),
    notes: customer.notes,
    source: customer.source,
    consultantId: customer.consultantId,
    consultant: row.consultant,
    butlerId: row.butlerId,
    parity: row.parity,
    mergedIntoId: customer.mergedIntoId,
    anonymisedAt: customer.anonymisedAt,
  };
}

/** The form's fields as they are now, for a save that came too late: names as in UpdateCustomer, secrets masked. */
export async function customerForm(db: Read["db"], id: number, now: Date): Promise<Record<string, unknown>> {
  const today = dayOf(now);
  const row = await oneRow(db, id, now);
  if (!row) return {};
  const { customer, birth } = row;
  const idCard = unsealed(row.idCardEnc);
  const facts = (await restrictionFacts(db, [customer.patientId ?? 0], today)).get(customer.patientId ?? 0) ?? [];
  return {
    id,
    version: customer.version,
    name: customer.name,
    phone: maskedPhone(unsealed(customer.phoneEnc)) ?? "",
    email: customer.email ?? "",
    address: maskedAddress(unsealed(customer.addressEnc)) ?? "",
    area: row.area ?? "",
    gender: row.gender,
    birthDate: row.birthDate,
    age: row.birthYear === null ? null : Number(today.slice(0, 4)) - row.birthYear,
    idCard: idCard === null ? "" : `${idCard.slice(0, 3)}****${idCard.slice(-4)}`,
    payerRelation: customer.payerRelation,
    emergencyContact: row.emergencyContact ?? "",
    emergencyPhone: maskedPhone(unsealed(row.emergencyPhoneEnc)) ?? "",
    preferences: listOf(customer.preferences),
    notes: customer.notes ?? "",
    source: customer.source ?? "",
    consultantId: customer.consultantId,
    butlerId: row.butlerId,
    status: customer.status,
    expectedDeliveryDate: birth?.expectedDeliveryDate ?? null,
    deliveryMode: birth?.deliveryMode ?? null,
    feeding: birth?.feeding ?? null,
    parity: row.parity,
    dietaryRestrictions: facts.map((fact) => fact.label),
  };
}

/** May she eat this dish on this day (today unless said), and why not. */
export async function checkSafety(ctx: Ctx, input: SafetyQuery): Promise<Verdict> {
  const read = reader(ctx, "customers:read");
  const customer = await visibleCustomer(read, input.id);
  const card = (await dishCards(read, [input.dishId])).get(input.dishId);
  if (!card) throw notFound("这道菜");
  const person = (await peopleOf(read.db, [customer.patientId ?? 0])).get(customer.patientId ?? 0);
  if (!person) return { verdict: "allowed", reasons: [] };
  return judge(person, card, input.date ?? dayOf(ctx.now), await dietRules(read));
}
