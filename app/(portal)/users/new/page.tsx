import { page } from "@/app/_server/page";
import { PageHeader } from "@/components/shell/page-header";
import { Nothing } from "@/domain/identity/schema";
import { roleChoices } from "@/domain/identity/users/queries";
import { NewUserForm } from "../_components/new-user-form";

export const metadata = { title: "新建用户" };

export default page({ permission: "users:edit", input: Nothing }, async (ctx) => {
  const choices = await roleChoices(ctx);
  return (
    <>
      <PageHeader title="新建用户" crumbs={[{ label: "新建用户" }]} />
      <div style={{ maxWidth: 860 }}>
        <NewUserForm choices={choices} />
      </div>
    </>
  );
});
