import { type NextRequest, NextResponse } from "next/server";
import { answers } from "@/db/pulse";

/** Pages; not the API (it says 503 itself), nor what is only a file. */
export const config = { matcher: ["/((?!api/|api$|_next/|health|metrics|.*\\.).*)"] };

/**
 * A page cannot change its status once it is being written, so that whether the database is there is found out before: without
 * it every page says so with 503, and comes back by itself. What is sent to be saved (POST) goes through: actions answer in the
 * form, where nothing is lost.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  if (request.method !== "GET" && request.method !== "HEAD") return NextResponse.next();
  if (await answers()) return NextResponse.next();
  const headers = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Retry-After": String(AGAIN_SECONDS),
    Refresh: String(AGAIN_SECONDS),
  };
  return new Response(request.method === "HEAD" ? null : away, { status: 503, headers });
}

const AGAIN_SECONDS = 5;
const away = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>暂时打不开 · 月安</title>
<style>
:root { color-scheme: light dark }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 16px/1.7 system-ui, "Noto Sans CJK SC", sans-serif; background: Canvas; color: CanvasText }
main { max-width: 28em; padding: 24px }
h1 { font-size: 22px; margin: 0 0 8px }
a { color: LinkText; display: inline-block; min-height: 44px; line-height: 44px }
</style>
</head>
<body>
<main>
<h1>数据库暂时连不上</h1>
<p>之前保存的都在。恢复以后这一页会自己打开，每 ${AGAIN_SECONDS} 秒试一次，不用做什么。</p>
<p>一直打不开，请告诉管理员：数据库没有应答。</p>
<p><a href="">现在再试</a></p>
</main>
</body>
</html>
`;
