import { redirect } from "next/navigation";
import { anyCtx } from "@/app/_server/session";
import { Card } from "@/components/card";
import { Logo } from "@/components/marks/logo";
import { isUntouched } from "@/domain/identity/setup/queries";
import classes from "../auth.module.css";
import { SetupForm } from "./_components/setup-form";

export const metadata = { title: "建立第一位管理员" };
export const dynamic = "force-dynamic";

type Given = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Works once: while the installation has no account at all. */
export default async function SetupPage({ searchParams }: Given) {
  if (!(await isUntouched(await anyCtx()))) redirect("/login");
  const { token } = await searchParams;
  return (
    <main className={classes.plain}>
      <div>
        <p className={classes.plainBrand}>
          <span>
            <Logo size={28} />
          </span>
          月安
        </p>
        <Card title="建立第一位管理员">
          <p className="ya-m" style={{ marginBottom: 12 }}>
            系统里还没有账号。设置口令写在服务器的启动日志里；建好之后这一页就关闭
          </p>
          <SetupForm token={typeof token === "string" ? token : ""} />
        </Card>
      </div>
    </main>
  );
}
