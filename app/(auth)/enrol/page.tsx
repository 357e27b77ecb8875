import { redirect } from "next/navigation";
import { forcedPage } from "@/app/_server/auth";
import { anyCtx } from "@/app/_server/session";
import { Card } from "@/components/card";
import { Logo } from "@/components/marks/logo";
import classes from "../auth.module.css";
import { EnrolFirst } from "./_components/enrol-first";

export const metadata = { title: "绑定动态口令" };
export const dynamic = "force-dynamic";

/** Where a log-in ends whose role asks for a second factor, until there is one. */
export default async function EnrolPage() {
  const { actor } = await anyCtx();
  if (actor.userId === undefined) redirect("/login");
  // Not sent on once the factor is set: the page is read again at that moment, and the recovery codes are still on screen.
  const next = forcedPage(actor) ?? "/enrol";
  if (next !== "/enrol") redirect(next);
  return (
    <main className={classes.plain}>
      <div>
        <p className={classes.plainBrand}>
          <span>
            <Logo size={28} />
          </span>
          月安
        </p>
        <Card title="绑定动态口令">
          <p style={{ marginBottom: 8 }}>
            您的角色能看到和改动的东西很多，登录时要多一道动态码。现在绑定，以后每次登录用
          </p>
          <EnrolFirst />
        </Card>
      </div>
    </main>
  );
}
