import { page } from "@/app/_server/page";
import { PageHeader } from "@/components/shell/page-header";
import { centreOptions } from "@/domain/centres/queries";
import { may } from "@/domain/core/ctx";
import { listWarehouses } from "@/domain/inventory/warehouses/queries";
import { ListWarehouses } from "@/domain/inventory/warehouses/schema";
import { listSuppliers } from "@/domain/purchasing/suppliers/queries";
import { ListSuppliers } from "@/domain/purchasing/suppliers/schema";
import { NewSupplierButton } from "./_components/supplier-form";
import { SuppliersTable } from "./_components/suppliers-table";
import { WarehousesCard } from "./_components/warehouses-card";

export const metadata = { title: "供应商与仓库" };

export default page({ permission: "suppliers:read", input: ListSuppliers }, async (ctx, input) => {
  const [found, warehouses, centres] = await Promise.all([
    listSuppliers(ctx, input),
    listWarehouses(ctx, ListWarehouses.parse({ pageSize: 100, centreId: ctx.actor.centreId })),
    centreOptions(ctx),
  ]);
  const mayEdit = may(ctx, "suppliers:edit");
  const covered = ctx.actor.can.get("suppliers:edit")?.centres ?? [];
  return (
    <>
      <PageHeader
        title="供应商与仓库"
        meta="提前天数、起订量和采购单位决定采购建议什么时候下单、下多少"
        actions={mayEdit && <NewSupplierButton />}
      />
      <SuppliersTable
        page={{
          ...found,
          rows: found.rows.map(({ createdAt, updatedAt, archivedAt, ...row }) => ({
            ...row,
            isArchived: archivedAt !== null,
          })),
        }}
        sort={input.sort}
      />
      <WarehousesCard
        rows={warehouses.rows.map(({ createdAt, updatedAt, archivedAt, ...row }) => row)}
        centres={centres
          .filter((one) => covered === "all" || covered.includes(one.id))
          .map((one) => ({ value: String(one.id), label: one.name }))}
        mayEdit={mayEdit}
      />
    </>
  );
});
