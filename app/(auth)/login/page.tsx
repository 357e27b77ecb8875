import { redirect } from "next/navigation";
import { forcedPage } from "@/app/_server/auth";
import { anyCtx } from "@/app/_server/session";
import { isUntouched, loginScreen } from "@/domain/identity/setup/queries";
import { Sky } from "../_components/sky";
import classes from "../auth.module.css";
import { LoginForm } from "./_components/login-form";

export const metadata = { title: "登录" };
export const dynamic = "force-dynamic";

type Given = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function LoginPage({ searchParams }: Given) {
  const [ctx, { next }] = await Promise.all([anyCtx(), searchParams]);
  const target = ownPath(next);
  if (ctx.actor.userId !== undefined) redirect(forcedPage(ctx.actor) ?? target);
  if (await isUntouched(ctx)) redirect("/setup");
  const { houses, mfaRoles, demo } = await loginScreen(ctx);
  return (
    <main className={classes.page}>
      <Sky />
      <div className={classes.side}>
        <div className={classes.box}>
          <h1>登录</h1>
          {houses.length > 1 && <p className={classes.sub}>{houses.join("、")}同一个账号</p>}
          <LoginForm
            next={target}
            demo={demo}
            note={mfaRoles.length > 0 ? `${mfaRoles.join("、")}登录后还要输入 6 位动态码` : null}
          />
        </div>
        <p className={classes.foot}>只供月安员工使用。妈妈和家人请打开微信小程序「月安」</p>
      </div>
    </main>
  );
}

/** Where to go afterwards: a page of ours, never another site. */
function ownPath(next: string | string[] | undefined): string {
  const path = typeof next === "string" ? next : "/";
  return /^\/(?![/\\])/.test(path) ? path : "/";
}
