import { describe, expect, it } from "vitest";
import { centres, customers, TEST_DAY } from "@/db/seed/world";
import { rolledBack } from "@/domain/testing";
import { contactsOf } from "./queries";

const asked = { customerIds: [customers.linZhixia.id], date: TEST_DAY };

describe("whom a recall has to reach", () => {
  it("is named with allergies and the tail of the phone", () =>
    rolledBack(async (as) => {
      const found = await contactsOf(as(["kitchen:recall"]), asked);
      const lin = found.get(customers.linZhixia.id);
      expect(lin?.phoneLast4).toMatch(/^\d{4}$/);
      expect(lin?.restrictions.some((one) => one.kind === "allergy")).toBe(true);
      expect(await contactsOf(as(["kitchen:recall"]), { ...asked, customerIds: [] })).toEqual(new Map());
    }));

  it("does not exist outside the centres, nor without the permission", () =>
    rolledBack(async (as) => {
      const elsewhere = as({ "kitchen:recall": { centres: [centres.binjiang.id] } });
      expect((await contactsOf(elsewhere, asked)).size).toBe(0);
      await expect(contactsOf(as(["kitchen:read"]), asked)).rejects.toMatchObject({ code: "forbidden" });
    }));
});
