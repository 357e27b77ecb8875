import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { readFile } from "@/domain/system/files/flows";
import { ReadFile } from "@/domain/system/files/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "打开私有文件（短时签名链接）",
      permission: "public",
      input: ReadFile,
      output: z.null(),
      produces: "application/octet-stream",
    },
    async (ctx, input) => {
      const file = await readFile(ctx, input);
      const inline = /^(image|audio)\//.test(file.mime) || file.mime === "application/pdf";
      return new Response(file.bytes, {
        headers: {
          "Content-Type": file.mime,
          "Content-Disposition": `${inline ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
          "Cache-Control": "private, max-age=900",
          "Content-Security-Policy": "default-src 'none'; sandbox",
        },
      });
    },
  ),
});
