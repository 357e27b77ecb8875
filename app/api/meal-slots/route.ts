import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { createSlot } from "@/domain/dishes/masters/commands";
import { listSlots } from "@/domain/dishes/masters/queries";
import { CreateSlot, NoInput, SlotOut } from "@/domain/dishes/masters/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "餐次列表", permission: "dishes:read", input: NoInput, output: z.array(SlotOut) }, (ctx) =>
    listSlots(ctx),
  ),
  POST: route(
    { summary: "新建餐次", permission: "kitchen:settings", input: CreateSlot, output: SlotOut, status: 201 },
    createSlot,
  ),
});
