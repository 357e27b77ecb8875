import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { route } from "@/app/_server/route";
import { AppError } from "@/lib/errors";

const assets: Record<string, string> = {
  "swagger-ui.css": "text/css",
  "swagger-ui-bundle.js": "text/javascript",
  "start.js": "text/javascript",
};

const page = `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>接口文档，月安</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="docs"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body>
</html>`;
const start =
  'SwaggerUIBundle({ url: "/api/openapi.json", dom_id: "#docs", docExpansion: "none", filter: true, persistAuthorization: true });';

/** Swagger UI from the installed package, with nothing loaded from elsewhere. */
export const GET = route(
  {
    summary: "接口文档",
    permission: "public",
    input: z.object({ asset: z.string().optional() }),
    output: z.null(),
    produces: "text/html",
  },
  async (_ctx, { asset }) => {
    if (!asset) return new Response(page, { headers: { "Content-Type": "text/html; charset=utf-8" } });
    const type = assets[asset];
    if (!type) throw new AppError("not_found");
    const content =
      asset === "start.js" ? start : await readFile(join(process.cwd(), "node_modules/swagger-ui-dist", asset));
    return new Response(content, { headers: { "Content-Type": type, "Cache-Control": "public, max-age=86400" } });
  },
);
