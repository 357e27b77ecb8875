import { describe, expect, it } from "vitest";
import { centres, users } from "@/db/seed/world";
import { rolledBack } from "@/domain/testing";
import { kitchenHands } from "./queries";

describe("who may be named for a sample", () => {
  it("is everyone in work at the centre, the caller's own self marked", () =>
    rolledBack(async (as) => {
      const people = await kitchenHands(as({ "kitchen:samples": "all" }, { userId: users.chef.id }), {
        centreId: centres.jingan.id,
      });
      expect(people.length).toBeGreaterThan(1);
      expect(people.filter((one) => one.isMe)).toHaveLength(1);
    }));

  it("is nobody of another centre, and for nobody without the permission", () =>
    rolledBack(async (as) => {
      const here = as({ "kitchen:samples": { centres: [centres.binjiang.id] } });
      await expect(kitchenHands(here, { centreId: centres.jingan.id })).rejects.toMatchObject({ code: "not_found" });
      await expect(kitchenHands(as({}), { centreId: centres.jingan.id })).rejects.toMatchObject({ code: "forbidden" });
    }));
});
