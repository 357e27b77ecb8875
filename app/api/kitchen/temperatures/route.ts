import { endpoints, route } from "@/app/_server/route";
import { recordTemperature } from "@/domain/kitchen/samples/commands";
import { listTemperatures } from "@/domain/kitchen/samples/queries";
import {
  ListTemperatures,
  RecordedTemperature,
  RecordTemperature,
  TemperaturesOut,
} from "@/domain/kitchen/samples/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "测温记录",
      permission: "kitchen:read",
      input: ListTemperatures,
      output: TemperaturesOut,
    },
    listTemperatures,
  ),
  POST: route(
    {
      summary: "登记测温；不合格要写处理",
      permission: "kitchen:samples",
      input: RecordTemperature,
      output: RecordedTemperature,
      status: 201,
    },
    recordTemperature,
  ),
});
