import { z } from "zod";
import { route } from "@/app/_server/route";
import { AppError } from "@/lib/errors";

const missing = route(
  { summary: "没有这个地址", permission: "public", input: z.object({}), output: z.null() },
  async () => {
    throw new AppError("not_found", "没有这个接口地址，可用的都列在 /api/docs");
  },
);

export { missing as DELETE, missing as GET, missing as PATCH, missing as POST, missing as PUT };
