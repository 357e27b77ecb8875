import { expect, it } from "vitest";
import { tablesIn } from "./through-cache";

it.each([
  ["select 1 from `stay` where `stay`.`centre_id` in (?)", ["stay"]],
  ["select 1 from `stay` inner join `customer` on `a`.`b` = ? left join `room` on 1", ["stay", "customer", "room"]],
  // Searches start with what was found and hang the customer on it in this order.
  [
    "select count(*) from (select customer.id from (select distinct t2.customer_id as id from stay t2) found straight_join `customer` on `customer`.`id` = found.id) counted",
    ["stay", "customer"],
  ],
  ["select 1 from `plan` where `id` in (select `plan_id` from `day` JOIN item i on 1)", ["plan", "day", "item"]],
])("a remembered read ends with every table it names: %s", (text, tables) => {
  expect(tablesIn(text)).toEqual(tables);
});
