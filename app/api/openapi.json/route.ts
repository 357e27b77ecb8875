import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "接口描述（OpenAPI 3.1），由各接口的校验规则生成",
      permission: "public",
      input: z.object({}),
      output: z.null(),
      produces: "application/json",
    },
    async () => {
      const { openapi } = await import("@/app/_server/openapi"); // it imports every route, this one included
      return Response.json(openapi());
    },
  ),
});
