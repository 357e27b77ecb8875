import { page } from "@/app/_server/page";
import { PageHeader } from "@/components/shell/page-header";
import { centreOptions } from "@/domain/centres/queries";
import { may } from "@/domain/core/ctx";
import { listPackages } from "@/domain/packages/queries";
import { ListPackages } from "@/domain/packages/schema";
import { NewPackageButton } from "./_components/package-form";
import { PackagesTable } from "./_components/packages-table";

export const metadata = { title: "套餐与权益" };

export default page({ permission: "packages:read", input: ListPackages }, async (ctx, input) => {
  const [found, centres] = await Promise.all([
    listPackages(ctx, { ...input, centreId: input.centreId ?? ctx.actor.centreId }),
    centreOptions(ctx),
  ]);
  const covered = ctx.actor.can.get("packages:edit")?.centres ?? [];
  const options = centres
    .filter((centre) => covered === "all" || covered.includes(centre.id))
    .map((centre) => ({ value: String(centre.id), label: centre.name }));
  const names = new Map(centres.map((centre) => [centre.id, centre.name]));
  return (
    <>
      <PageHeader
        title="套餐与权益"
        meta="签约时价格和内容定格在合同里，改套餐不影响已签的"
        actions={
          may(ctx, "packages:edit") && (
            <NewPackageButton
              centres={[...(covered === "all" ? [{ value: "", label: "全部中心" }] : []), ...options]}
            />
          )
        }
      />
      <PackagesTable
        page={{
          ...found,
          rows: found.rows.map(({ createdAt, updatedAt, ...row }) => ({
            ...row,
            centre: row.centreId === null ? "全部中心" : (names.get(row.centreId) ?? ""),
            mayEdit:
              may(ctx, "packages:edit") &&
              (covered === "all" || (row.centreId !== null && covered.includes(row.centreId))),
          })),
        }}
        sort={input.sort}
      />
    </>
  );
});
