import { eq } from "drizzle-orm";
import { settings as settingTable } from "@/db/schema/system";
import type { Day } from "@/lib/time";
import { insertAll, type Target } from "./insert";
import { centres, STAMP } from "./world";
import { loadCustomers } from "./world/customers";
import { loadHouses } from "./world/houses";
import { loadKitchenStaff } from "./world/kitchen-days";
import { loadMenus } from "./world/menus";
import { numbering } from "./world/numbers";
import { loadMedicalOrders } from "./world/orders-medical";
import { loadPackages } from "./world/packages";
import { loadPlans } from "./world/plans";
import { loadPrices } from "./world/prices";
import { loadStaff } from "./world/staff";
import { loadStock } from "./world/stock";
import { loadTrail } from "./world/trail";

/** The named world on top of the reference data, as of `today`. `stamp` says which sources it was made from. */
export async function loadWorld(target: Target, today: Day, stamp: string): Promise<void> {
  const { db, now } = target;
  await loadHouses(target);
  await loadStaff(target, today);
  await loadPrices(target);
  await loadCustomers(target, today);
  const numbers = numbering();
  await loadPackages(target, today, numbers);
  await loadMenus(target, today);
  await loadPlans(target, today, numbers);
  await loadKitchenStaff(target, today);
  await loadMedicalOrders(target, today, numbers);
  await loadStock(target, today, numbers);
  await numbers.save(target);
  await loadTrail(target, today);
  // The demo's logins have no second factor.
  await db.update(settingTable).set({ value: [] }).where(eq(settingTable.name, "identity.mfa_roles"));
  await insertAll(db, settingTable, [
    { name: "identity.default_centre", value: centres.jingan.id, createdAt: now, updatedAt: now },
    { name: STAMP, value: stamp, createdAt: now, updatedAt: now },
  ]);
}
