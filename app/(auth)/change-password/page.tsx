import { redirect } from "next/navigation";
import { forcedPage } from "@/app/_server/auth";
import { anyCtx } from "@/app/_server/session";
import { Logo } from "@/components/marks/logo";
import classes from "../auth.module.css";
import { ChangeFirst } from "./_components/change-first";

export const metadata = { title: "换成自己的密码" };
export const dynamic = "force-dynamic";

/** Where a log-in with a password from an administrator ends until it is changed. */
export default async function ChangePasswordPage() {
  const { actor } = await anyCtx();
  if (actor.userId === undefined) redirect("/login");
  if (!actor.mustChangePassword) redirect(forcedPage(actor) ?? "/");
  return (
    <main className={classes.plain}>
      <div>
        <p className={classes.plainBrand}>
          <span>
            <Logo size={28} />
          </span>
          月安
        </p>
        <ChangeFirst />
      </div>
    </main>
  );
}
