import "server-only";
import type { SearchGroup } from "@/components/shell/types";
import { type Ctx, may } from "@/domain/core/ctx";
import { findCustomers } from "@/domain/customers/search";
import { findDishes } from "@/domain/dishes/queries";
import { findPlans } from "@/domain/planning/queries";

const EACH = 6;

/** What ⌘K finds besides pages: each kind only for those who may see it, within their scope. */
export async function findEverything(ctx: Ctx, text: string): Promise<SearchGroup[]> {
  if (text === "") return [];
  const [customers, dishes, plans] = await Promise.all([
    may(ctx, "customers:read") ? findCustomers(ctx, text, EACH) : [],
    may(ctx, "dishes:read") ? findDishes(ctx, text, EACH) : [],
    may(ctx, "plans:read") ? findPlans(ctx, text, EACH) : [],
  ]);
  const groups: SearchGroup[] = [
    {
      group: "客户",
      items: customers.map((person) => ({
        id: `customer-${person.customerId}`,
        label: person.name,
        href: `/customers/${person.customerId}`,
        room: person.room,
        stage: person.stage,
        day: person.day,
        restrictions: person.restrictions,
      })),
    },
    {
      group: "菜品",
      items: dishes.map((dish) => ({
        id: `dish-${dish.id}`,
        label: dish.name,
        href: `/dishes/${dish.id}`,
        hint: dish.category ?? "",
      })),
    },
    {
      group: "月子餐计划",
      items: plans.map((plan) => ({
        id: `plan-${plan.id}`,
        label: `${plan.customerName} ${plan.planNumber}`,
        href: `/plans/${plan.id}`,
        hint: `${plan.startDate} 起`,
      })),
    },
  ];
  return groups.filter((group) => group.items.length > 0);
}
