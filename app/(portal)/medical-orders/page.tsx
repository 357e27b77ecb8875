import { IconPlus } from "@tabler/icons-react";
import { z } from "zod";
import { page } from "@/app/_server/page";
import { LinkButton } from "@/components/link-button";
import { PageHeader } from "@/components/shell/page-header";
import { countMedicalOrders, listMedicalOrders } from "@/domain/care/queries";
import { ListMedicalOrders } from "@/domain/care/schema";
import { may } from "@/domain/core/ctx";
import { OrdersTable } from "./_components/orders-table";
import { orderRow, tabs } from "./_components/row";

export const metadata = { title: "医嘱执行" };

const Shown = ListMedicalOrders.omit({ acknowledged: true, status: true }).extend({
  tab: z.enum(tabs).default("active"),
  q: z.string().trim().max(100).optional(),
});

const filterOf = {
  waiting: { acknowledged: false },
  active: { status: "active" },
  draft: { status: "draft" },
  stopped: { status: "cancelled" },
  completed: { status: "completed" },
  all: {},
} as const;

export default page({ permission: "medical_orders:read", input: Shown }, async (ctx, { tab, q, ...input }) => {
  const asked = { ...input, centreId: input.centreId ?? ctx.actor.centreId, search: q };
  const [found, waiting] = await Promise.all([
    listMedicalOrders(ctx, { ...asked, ...filterOf[tab] }),
    countMedicalOrders(ctx, { ...asked, ...filterOf.waiting }),
  ]);
  return (
    <>
      <PageHeader
        title="医嘱执行"
        meta={waiting > 0 ? `${waiting} 条等护士确认` : "都已确认"}
        actions={
          may(ctx, "medical_orders:edit") && (
            <LinkButton
              href={input.customerId ? `/medical-orders/new?customer_id=${input.customerId}` : "/medical-orders/new"}
              variant="filled"
              leftSection={<IconPlus size={16} stroke={1.75} />}
            >
              开医嘱
            </LinkButton>
          )
        }
      />
      <OrdersTable
        page={{ ...found, rows: found.rows.map(orderRow) }}
        sort={input.sort}
        waiting={waiting}
        may={{ edit: may(ctx, "medical_orders:edit"), acknowledge: may(ctx, "medical_orders:acknowledge") }}
      />
    </>
  );
});
