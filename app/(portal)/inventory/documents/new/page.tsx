import { z } from "zod";
import { page } from "@/app/_server/page";
import { PageHeader } from "@/components/shell/page-header";
import { handKinds } from "@/domain/inventory/documents/rules";
import { itemsOnShelf } from "@/domain/inventory/items/queries";
import { warehouseOptions } from "@/domain/inventory/warehouses/queries";
import { id } from "@/lib/fields";
import { dayOf } from "@/lib/time";
import { DocumentForm } from "../../_components/document-form";
import { newLine } from "../../_components/line-value";
import { documentVerbs } from "../../_components/words";

export const metadata = { title: "新建库存单据" };

const Input = z.object({
  kind: z.enum(handKinds).default("receipt"),
  warehouseId: id.optional(),
  itemId: id.optional(),
});

export default page({ permission: "inventory:edit", input: Input }, async (ctx, { kind, warehouseId, itemId }) => {
  const warehouses = await warehouseOptions(ctx, { centreId: ctx.actor.centreId });
  const chosen =
    warehouses.find((one) => one.id === warehouseId) ??
    warehouses.find((one) => one.kind === "kitchen") ??
    warehouses[0];
  const items = itemId && chosen ? await itemsOnShelf(ctx, { itemIds: [itemId], warehouseId: chosen.id }) : [];
  const options = warehouses
    .filter((one) => one.kind !== "transit")
    .map((one) => ({ value: String(one.id), label: one.name }));
  const title = `新建${documentVerbs[kind]}单`;
  return (
    <>
      <PageHeader title={title} crumbs={[{ label: title }]} />
      <DocumentForm
        kind={kind}
        initial={{
          warehouseId: chosen ? String(chosen.id) : null,
          toWarehouseId: null,
          businessDay: dayOf(ctx.now),
          reason: "",
          lines: items.map(newLine),
        }}
        warehouses={options}
        targets={options}
        today={dayOf(ctx.now)}
      />
    </>
  );
});
