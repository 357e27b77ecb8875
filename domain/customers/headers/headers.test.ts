import { describe, expect, test } from "vitest";
import { centres } from "@/db/seed/world";
import { type Can, rolledBack } from "@/domain/testing";
import { headersToday } from "./queries";

const only = (centreId: number): Can => ({ "customers:read": { centres: [centreId] } });

describe("headersToday", () => {
  test("names a mother by room, stage and every restriction", () =>
    rolledBack(async (as) => {
      const header = (await headersToday(as(only(centres.jingan.id)), [1, 1])).get(1);
      expect(header).toMatchObject({ name: "林知夏", room: "608" });
      expect(header?.restrictions.filter((one) => one.kind === "allergy").map((one) => one.label)).toEqual(
        expect.arrayContaining(["花生", "甲壳类"]),
      );
    }));

  test("leaves out whom the caller may not see, and refuses who may see no one", () =>
    rolledBack(async (as) => {
      expect(await headersToday(as(only(centres.binjiang.id)), [1])).toEqual(new Map());
      await expect(headersToday(as([]), [1])).rejects.toMatchObject({ code: "forbidden" });
    }));
});
