import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { patientSubscriptions } from "@/db/schema/packages";
import { customers as named } from "@/db/seed/world";
import { listCustomers } from "@/domain/customers/list/queries";
import type { Can } from "@/domain/testing";
import { rolledBack } from "@/domain/testing";
import { AppError } from "@/lib/errors";
import { fen } from "@/lib/money";
import {
  archivePackage,
  cancelSubscription,
  createPackage,
  followMerge,
  signSubscription,
  updatePackage,
} from "./commands";
import {
  contractsOf,
  listPackages,
  listSubscriptions,
  onlyByContract,
  packageDetail,
  subscriptionDetail,
} from "./queries";
import { canBecome, dueOf } from "./rules";
import { CreatePackage, ListCustomersByContract, ListPackages, ListSubscriptions, SignSubscription } from "./schema";

const desk: Can = ["packages:read", "packages:edit", "customers:read"];
const scoped = (centreId: number): Can =>
  Object.fromEntries(desk.map((code) => [code, { centres: [centreId] }])) as Can;
const failing = async (work: Promise<unknown>): Promise<AppError> => {
  const error = await work.then(() => null).catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error;
};
const codeOf = async (work: Promise<unknown>) => (await failing(work)).code;
const make = (given: object) =>
  CreatePackage.parse({ name: "28天测试", kind: "stay", price: 3_880_000, durationDays: 28, ...given });

test("states and what is owed", () => {
  expect(canBecome("draft", "active")).toBe(true);
  expect(canBecome("cancelled", "active")).toBe(false);
  expect(dueOf({ status: "active", price: fen(1000), paid: fen(400), refunded: fen(100) })).toBe(700);
  expect(dueOf({ status: "cancelled", price: fen(1000), paid: fen(0), refunded: fen(0) })).toBe(0);
});

describe("packages", () => {
  test("of a centre are its own; of the group everyone sells, the head office edits", () =>
    rolledBack(async (as) => {
      const own = await createPackage(as(scoped(1)), make({ centreId: 1 }));
      expect(await codeOf(createPackage(as(scoped(1)), make({ centreId: 2 })))).toBe("not_found");
      expect((await failing(createPackage(as(scoped(1)), make({})))).message).toContain("总部");
      const group = await createPackage(as(desk), make({ name: "集团套餐" }));
      const names = async (can: Can) =>
        (await listPackages(as(can), ListPackages.parse({ pageSize: 100 }))).rows.map((p) => p.name);
      expect(await names(scoped(1))).toEqual(expect.arrayContaining(["28天测试", "集团套餐"]));
      expect(await names(scoped(2))).not.toContain("28天测试");
      expect(await codeOf(packageDetail(as(scoped(2)), { id: own.id }))).toBe("not_found");
      expect(await codeOf(updatePackage(as(scoped(2)), { id: own.id, version: 1, name: "x" }))).toBe("not_found");
      expect(await codeOf(updatePackage(as(scoped(1)), { id: group.id, version: 1, name: "x" }))).toBe("forbidden");
      await updatePackage(as(scoped(1)), { id: own.id, version: 1, price: fen(4_000_000) });
      expect(await codeOf(updatePackage(as(scoped(1)), { id: own.id, version: 1, name: "x" }))).toBe("conflict");
      await archivePackage(as(scoped(1)), { id: own.id });
      expect(await names(scoped(1))).not.toContain("28天测试");
      expect(await codeOf(createPackage(as(["packages:read"]), make({ centreId: 1 })))).toBe("forbidden");
    }));
});

describe("contracts", () => {
  test("freeze price and terms; the end is inclusive; later edits of the package do not touch them", () =>
    rolledBack(async (as) => {
      const ctx = as(desk);
      const sold = await createPackage(ctx, make({}));
      const { id } = await signSubscription(
        ctx,
        SignSubscription.parse({ customerId: 1, packageId: sold.id, startDate: "2026-12-01" }),
      );
      await updatePackage(ctx, { id: sold.id, version: 1, price: fen(1) });
      const contract = await subscriptionDetail(ctx, { id });
      expect(contract).toMatchObject({
        endDate: "2026-12-28",
        price: 3_880_000,
        due: 3_880_000,
        status: "active",
        paymentStatus: "unpaid",
      });
      expect(contract.number).toMatch(/^HT20261119\d{3}$/);
      const { input, only } = await onlyByContract(ctx, ListCustomersByContract.parse({ search: contract.number }));
      expect((await listCustomers(ctx, input, only)).rows.map((row) => row.id)).toEqual([1]);
      expect((await contractsOf(ctx, [1])).get(1)?.packages).toContain("28天测试");
      expect(await codeOf(subscriptionDetail(as(scoped(2)), { id }))).toBe("not_found");
      expect(
        (
          await failing(
            signSubscription(
              ctx,
              SignSubscription.parse({ customerId: 1, packageId: sold.id, startDate: "2026-12-01", discount: 100 }),
            ),
          )
        ).fields?.discount,
      ).toBeDefined();
      expect(
        await codeOf(
          signSubscription(
            as(scoped(2)),
            SignSubscription.parse({ customerId: 1, packageId: sold.id, startDate: "2026-12-01" }),
          ),
        ),
      ).toBe("not_found");
      expect(await codeOf(cancelSubscription(as(scoped(2)), { id }))).toBe("not_found");
      await cancelSubscription(ctx, { id, version: 1 });
      expect(await codeOf(cancelSubscription(ctx, { id }))).toBe("conflict");
    }));

  test("one that was paid is not simply cancelled", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(desk);
      const [paid] = (await listSubscriptions(ctx, ListSubscriptions.parse({ customerId: 1 }))).rows;
      await tx
        .update(patientSubscriptions)
        .set({ status: "active", paid: fen(100) })
        .where(eq(patientSubscriptions.id, paid?.id ?? 0));
      expect((await failing(cancelSubscription(ctx, { id: paid?.id ?? 0 }))).message).toContain("先退款");
    }));

  test("who owes is found", () =>
    rolledBack(async (as) => {
      const ctx = as(desk);
      const { input, only } = await onlyByContract(ctx, ListCustomersByContract.parse({ owing: true, pageSize: 100 }));
      const rows = (await listCustomers(ctx, input, only)).rows;
      const contracts = await contractsOf(
        ctx,
        rows.map((row) => row.id),
      );
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.every((row) => (contracts.get(row.id)?.due ?? 0) > 0)).toBe(true);
      const sold = (await listPackages(ctx, ListPackages.parse({ pageSize: 100 }))).rows;
      const all = (await listSubscriptions(ctx, ListSubscriptions.parse({ pageSize: 100 }))).total;
      expect(sold.reduce((sum, one) => sum + one.soldCount, 0)).toBe(all);
    }));

  test("follow their customer into a merge, also when told twice", () =>
    rolledBack(async (as) => {
      const ctx = as(desk);
      const told = { from: 1, into: named.fangJingshu.id, fromPatient: 1, intoPatient: named.fangJingshu.id };
      const before = (await listSubscriptions(ctx, ListSubscriptions.parse({ customerId: told.into }))).total;
      await followMerge(ctx, told);
      await followMerge(ctx, told);
      expect((await listSubscriptions(ctx, ListSubscriptions.parse({ customerId: told.into }))).total).toBe(before + 1);
    }));
});
