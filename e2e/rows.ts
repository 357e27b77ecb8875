/** A row of the named world for every page that wants an id; null where the world has none (the page must then be missing). */
const ids: Record<string, number | null> = {
  "/centres/[id]": 1,
  "/customers/[id]": 1,
  "/customers/[id]/edit": 1,
  "/dishes/[id]": 1,
  "/dishes/[id]/edit": 1,
  "/families/[id]": 1,
  "/import/[id]": null,
  "/ingredients/[id]": 1,
  "/ingredients/[id]/edit": 1,
  "/inventory/[id]": 1,
  "/inventory/documents/[id]": 1,
  "/medical-orders/[id]": 1,
  "/menus/[id]": 1,
  "/orders/[id]/edit": 1,
  "/plans/[id]": 1,
  "/plans/[id]/nutrition": 1,
  "/roles/[id]": 1,
  "/suppliers/[id]": 1,
  "/users/[id]": 5,
};

/** The row that a page of the portal ("/customers/[id]") is looked at with. */
export function rowOf(path: string): number | null {
  const id = ids[path];
  if (id === undefined) throw new Error(`name a row for ${path} in e2e/rows.ts`);
  return id;
}
