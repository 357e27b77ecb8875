import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import { medicalOrders } from "@/db/schema/care";
import { rooms, roomTypes } from "@/db/schema/centres";
import {
  careAssignments,
  childbirths,
  patientConditions,
  restrictions,
  stayAbsences,
  stayRooms,
} from "@/db/schema/customers";
import { dailyMenus } from "@/db/schema/dishes";
import { userRoles, users as userTable } from "@/db/schema/identity";
import { inventoryItems, lotBalances, stockDocuments, warehouses } from "@/db/schema/inventory";
import { productionBatches } from "@/db/schema/kitchen";
import { customerOrders } from "@/db/schema/orders";
import { patientSubscriptions, servicePackages } from "@/db/schema/packages";
import {
  confinementDayPlans,
  confinementMealItems,
  confinementMealPlans,
  confinementWeekPlans,
  planProposals,
} from "@/db/schema/planning";
import { doctors, employees } from "@/db/schema/staff";
import { importBatches, jobs, settings, storedFiles } from "@/db/schema/system";
import { centres, customers, TEST_DAY, users } from "@/db/seed/world";
import { fen } from "@/lib/money";
import { addDays, instantOf } from "@/lib/time";

/** Rows of 静安馆, of a mother who is neither the demo's customer nor assigned to the recorder: 方静姝 in room 503. */
export type Place = Awaited<ReturnType<typeof arrange>>;

const first = async <R>(rows: Promise<R[]>, what: string): Promise<R> => {
  const [row] = await rows;
  if (!row) throw new Error(`the world has no ${what}`);
  return row;
};

/** What a proposal holds that changes nothing. */
export const nothing = {
  items: [],
  removals: [],
  infeasible: [],
  days: [],
  weeks: [],
  objective: 0,
  bound: 0,
  gap: 0,
  parts: [],
  seed: 1,
  weights: {},
  costCeiling: 0,
  lockedCells: 0,
  closedCells: 0,
  changes: 0,
  elapsedMs: 0,
  method: "",
};

/** The ids that paths and bodies name. What the world does not have is made, inside the test's transaction. */
export async function arrange(tx: Db) {
  const customer = customers.fangJingshu.id; // family, patient and stay carry the same number
  const centre = centres.jingan.id;
  const made = async (rows: Promise<{ id: number }[]>) => (await first(rows, "new row")).id;
  const dated = { createdAt: instantOf(TEST_DAY, "09:00"), updatedAt: instantOf(TEST_DAY, "09:00") };

  const room = await first(
    tx
      .select({ id: stayRooms.roomId, typeId: rooms.roomTypeId })
      .from(stayRooms)
      .innerJoin(rooms, eq(rooms.id, stayRooms.roomId))
      .where(eq(stayRooms.stayId, customer)),
    "room of 方静姝",
  );
  const plan = await first(
    tx
      .select({ id: confinementMealPlans.id, version: confinementMealPlans.version })
      .from(confinementMealPlans)
      .where(eq(confinementMealPlans.customerId, customer)),
    "plan of 方静姝",
  );
  const item = await first(
    tx
      .select({ id: confinementMealItems.id })
      .from(confinementMealItems)
      .innerJoin(confinementDayPlans, eq(confinementDayPlans.id, confinementMealItems.dayPlanId))
      .innerJoin(confinementWeekPlans, eq(confinementWeekPlans.id, confinementDayPlans.weekPlanId))
      .where(eq(confinementWeekPlans.mealPlanId, plan.id)),
    "dish in the plan of 方静姝",
  );
  const roomType = await first(tx.select().from(roomTypes).where(eq(roomTypes.centreId, centre)), "room type");
  const menu = await first(tx.select().from(dailyMenus).where(eq(dailyMenus.centreId, centre)), "daily menu");
  const production = await first(
    tx.select().from(productionBatches).where(eq(productionBatches.centreId, centre)),
    "production batch",
  );
  const order = await first(tx.select().from(customerOrders).where(eq(customerOrders.centreId, centre)), "order");
  const warehouse = await first(tx.select().from(warehouses).where(eq(warehouses.centreId, centre)), "warehouse");
  const stock = await first(
    tx
      .select({ id: inventoryItems.id, lotId: lotBalances.lotId })
      .from(inventoryItems)
      .innerJoin(lotBalances, eq(lotBalances.inventoryItemId, inventoryItems.id))
      .where(eq(inventoryItems.warehouseId, warehouse.id)),
    "stock of 静安馆",
  );
  const doctor = await first(tx.select().from(doctors), "doctor");
  const contract = await first(
    tx.select().from(patientSubscriptions).where(eq(patientSubscriptions.customerId, customer)),
    "contract of 方静姝",
  );
  const birth = await first(tx.select().from(childbirths).where(eq(childbirths.patientId, customer)), "birth");
  const care = await first(tx.select().from(careAssignments).where(eq(careAssignments.familyId, customer)), "care");

  const condition = await made(
    tx
      .insert(patientConditions)
      .values({ patientId: customer, healthConditionId: 1, fromDay: TEST_DAY, source: "doctor", ...dated })
      .$returningId(),
  );
  const restriction = await made(
    tx
      .insert(restrictions)
      .values({
        patientId: customer,
        kind: "dislike",
        strength: "soft",
        target: "text",
        label: "香菜",
        source: "staff",
        validFrom: TEST_DAY,
        ...dated,
      })
      .$returningId(),
  );
  const absence = await made(
    tx
      .insert(stayAbsences)
      .values({
        stayId: customer,
        kind: "outing",
        startsAt: instantOf(TEST_DAY, "09:00"),
        ...dated,
      })
      .$returningId(),
  );
  const servicePackage = await made(
    tx
      .insert(servicePackages)
      .values({ centreId: centre, name: "静安馆专享", kind: "stay", price: fen(100), durationDays: 28, ...dated })
      .$returningId(),
  );
  const document = await made(
    tx
      .insert(stockDocuments)
      .values({
        centreId: centre,
        number: "T-SCOPE-1",
        kind: "adjustment",
        warehouseId: warehouse.id,
        businessDay: TEST_DAY,
        ...dated,
      })
      .$returningId(),
  );
  const medicalOrder = await made(
    tx
      .insert(medicalOrders)
      .values({
        centreId: centre,
        number: "T-SCOPE-1",
        patientId: customer,
        doctorId: doctor.id,
        orderType: "lifestyle",
        content: "每日测体温两次",
        startsAt: instantOf(TEST_DAY, "09:00"),
        ...dated,
      })
      .$returningId(),
  );
  const proposal = await made(
    tx
      .insert(planProposals)
      .values({
        mealPlanId: plan.id,
        planVersion: plan.version,
        scope: { scope: "empty" },
        result: nothing,
        createdAt: dated.createdAt,
      })
      .$returningId(),
  );
  const job = await made(
    tx
      .insert(jobs)
      .values({ kind: "plans.complete", status: "failed", centreId: centre, createdAt: dated.createdAt })
      .$returningId(),
  );
  const file = await made(
    tx
      .insert(storedFiles)
      .values({
        uid: crypto.randomUUID(),
        storageKey: `test/${crypto.randomUUID()}`,
        kind: "document",
        purpose: "import_sheet",
        mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        bytes: 1,
        sha256Hash: "0".repeat(64),
        originalName: "客户.xlsx",
        createdAt: dated.createdAt,
      })
      .$returningId(),
  );
  const batch = await made(
    tx
      .insert(importBatches)
      .values({ kind: "customers", fileId: file, status: "imported", centreId: centre, createdAt: dated.createdAt })
      .$returningId(),
  );
  const account = await made(
    tx
      .insert(userTable)
      .values({ username: "t-registered", fullName: "方静姝", status: "active", ...dated })
      .$returningId(),
  );
  await tx.insert(userRoles).values({ userId: account, roleId: 10, createdAt: dated.createdAt });

  await tx.insert(settings).values({ centreId: centre, name: "planning.repeat_days", value: 5, ...dated });
  const assigned = await tx
    .select({ id: careAssignments.familyId })
    .from(careAssignments)
    .innerJoin(employees, eq(employees.id, careAssignments.employeeId))
    .where(and(eq(employees.userId, users.recorder.id), isNull(careAssignments.endsAt)));

  return {
    warehouse: warehouse.id,
    stock: stock.id,
    lot: stock.lotId,
    document,
    medicalOrder,
    proposal,
    production: production.id,
    order: order.id,
    centre,
    /** Families of the recorder; one's customer carries the same number. */
    assigned: assigned.map((row) => row.id),
    customer,
    other: customers.songWanqing.id,
    /** 沈南枝, of 滨江馆. */
    theirs: customers.shenNanzhi.id,
    room: room.id,
    roomType: roomType.id,
    plan: plan.id,
    item: item.id,
    menu: menu.id,
    contract: contract.id,
    birth: birth.id,
    care: care.id,
    condition,
    restriction,
    absence,
    servicePackage,
    job,
    batch,
    chef: users.chef.id,
    day: TEST_DAY,
    tomorrow: addDays(TEST_DAY, 1),
  };
}
