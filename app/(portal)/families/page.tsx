import { page } from "@/app/_server/page";
import { PageHeader } from "@/components/shell/page-header";
import { centreOptions } from "@/domain/centres/queries";
import { may } from "@/domain/core/ctx";
import { listFamilies } from "@/domain/customers/families/queries";
import { ListFamilies } from "@/domain/customers/families/schema";
import { BreakGlassButton } from "./_components/break-glass";
import { FamiliesTable } from "./_components/families-table";
import { NewFamilyButton } from "./_components/family-form";

export const metadata = { title: "家庭与照护对象" };

export default page({ permission: "families:read", input: ListFamilies }, async (ctx, input) => {
  const [found, centres] = await Promise.all([
    listFamilies(ctx, { ...input, centreId: input.centreId ?? ctx.actor.centreId }),
    centreOptions(ctx),
  ]);
  const grant = ctx.actor.can.get("families:read");
  return (
    <>
      <PageHeader
        title="家庭与照护对象"
        meta={`${found.total} 个家庭`}
        actions={
          grant?.assigned && grant.centres !== "all" && grant.centres.length === 0 ? (
            <BreakGlassButton />
          ) : (
            may(ctx, "families:edit") && (
              <NewFamilyButton
                centres={centres.map((one) => ({ value: String(one.id), label: one.name }))}
                centreId={ctx.actor.centreId ?? (centres.length === 1 ? (centres[0]?.id ?? null) : null)}
              />
            )
          )
        }
      />
      <FamiliesTable
        page={{ ...found, rows: found.rows.map(({ createdAt, updatedAt, archivedAt, ...row }) => row) }}
        sort={input.sort}
      />
    </>
  );
});
