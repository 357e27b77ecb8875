import { redirect } from "next/navigation";
import { anyCtx } from "@/app/_server/session";
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
        <SetupForm token={typeof token === "string" ? token : ""} />
      </div>
    </main>
  );
}
