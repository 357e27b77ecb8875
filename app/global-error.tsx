"use client";

/** When even the frame of the page fails: plain markup, because nothing else can be relied on. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="zh-CN">
      <body style={{ fontFamily: "sans-serif", padding: 48, textAlign: "center" }}>
        <h1 style={{ fontSize: 20 }}>页面没读出来</h1>
        <p>服务器出错，您之前保存的都在。{error.digest && `编号 ${error.digest}，可发给管理员`}</p>
        <button type="button" onClick={reset}>
          再试一次
        </button>
      </body>
    </html>
  );
}
