import { describe, expect, it } from "vitest";
import { navigation, navigationFor, placeOf } from "./navigation";

describe("navigation", () => {
  it("has every address once", () => {
    const hrefs = navigation.flatMap((area) => area.pages.map((page) => page.href));
    expect(new Set(hrefs).size).toBe(hrefs.length);
  });
  it("shows only what may be opened, and no empty area", () => {
    const shown = navigationFor(["kitchen:read"]);
    expect(shown.map((area) => area.area)).toEqual(["today", "meals"]);
    expect(shown[1]?.pages.map((page) => page.href)).toEqual([
      "/kitchen/production",
      "/kitchen/tickets",
      "/kitchen/deltas",
      "/kitchen/wall",
      "/kitchen/requirements",
      "/kitchen/samples",
      "/kitchen/settings",
    ]);
  });
  it("finds the page a path belongs to", () => {
    expect(placeOf(navigation, "/").page?.label).toBe("今日总览");
    expect(placeOf(navigation, "/customers/12/edit").page?.href).toBe("/customers");
    expect(placeOf(navigation, "/kitchen/settings").area?.area).toBe("meals");
    expect(placeOf(navigation, "/customersx").page).toBeUndefined();
  });
});
