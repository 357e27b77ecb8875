import { endpoints, route } from "@/app/_server/route";
import { setSubstitutes } from "@/domain/dishes/substitutes/commands";
import { substitutesOfDish } from "@/domain/dishes/substitutes/queries";
import { DishSubstitutes, SetSubstitutes, SubstitutesOut } from "@/domain/dishes/substitutes/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "替代菜",
      permission: "dishes:read",
      input: DishSubstitutes,
      output: SubstitutesOut,
    },
    substitutesOfDish,
  ),
  PUT: route(
    {
      summary: "设定替代菜的顺序",
      permission: "dishes:edit",
      input: SetSubstitutes,
      output: SubstitutesOut,
    },
    setSubstitutes,
  ),
});
