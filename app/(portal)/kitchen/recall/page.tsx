import { IconPrinter } from "@tabler/icons-react";
import { page } from "@/app/_server/page";
import { Notice } from "@/components/card";
import { LinkButton } from "@/components/link-button";
import { PageHeader } from "@/components/shell/page-header";
import { centreOptions } from "@/domain/centres/queries";
import { type Ctx, may } from "@/domain/core/ctx";
import { listSlots } from "@/domain/dishes/masters/queries";
import { listBatches } from "@/domain/kitchen/batches/queries";
import { contactsOf } from "@/domain/kitchen/people/queries";
import { RecallInput } from "@/domain/kitchen/recall/schema";
import { trace } from "@/domain/purchasing/recall/queries";
import { AppError } from "@/lib/errors";
import { addDays, dayOf, shortDay } from "@/lib/time";
import { Chain } from "./_components/chain";
import { RecallSearch } from "./_components/recall-search";

export const metadata = { title: "追溯与召回" };

export default page({ permission: "kitchen:recall", input: RecallInput }, async (ctx, input) => {
  const isAsked = Boolean(input.lotId || input.lotNo || input.batchId || (input.customerId && input.date));
  if (!isAsked) return <Start ctx={ctx} />;
  const found = await trace(ctx, input).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  });
  if (!found)
    return (
      <Start ctx={ctx}>
        <Notice tone="warn">没有查到这个批次、锅次或客户，可能不在您负责的中心。换一种方式再查。</Notice>
      </Start>
    );
  const contacts = await contactsOf(ctx, {
    customerIds: [...new Set(found.served.flatMap((one) => one.customerId ?? []))],
    date: found.served[0]?.date ?? dayOf(ctx.now),
  });
  return (
    <>
      <PageHeader
        title={found.title}
        crumbs={[{ label: found.title }]}
        meta={`吃到 ${new Set(found.served.map((one) => one.customerId ?? one.name)).size} 位，${found.batches.length} 锅，${found.lots.length} 个食材批次`}
        actions={
          <>
            <LinkButton href="/kitchen/recall">再查一个</LinkButton>
            <LinkButton
              href={`/api/kitchen/recall/pdf?${new URLSearchParams(queryOf(input))}`}
              variant="filled"
              leftSection={<IconPrinter size={16} stroke={1.75} />}
            >
              打印追溯报告
            </LinkButton>
          </>
        }
      />
      <Chain trace={found} contacts={contacts} mayBlock={may(ctx, "inventory:edit")} />
    </>
  );
});

async function Start({ ctx, children }: { ctx: Ctx; children?: React.ReactNode }) {
  const today = dayOf(ctx.now);
  const centres = await centreOptions(ctx);
  const centreId = ctx.actor.centreId ?? centres[0]?.id;
  const [slots, ...days] = await Promise.all([
    listSlots(ctx),
    ...[today, addDays(today, -1)].map((date) => listBatches(ctx, { centreId, date })),
  ]);
  return (
    <>
      <PageHeader title="追溯与召回" meta="从批次、锅次或客户，查到吃过的每一位，再查回去" />
      {children}
      <RecallSearch
        today={today}
        slots={slots}
        batches={days.flatMap((day) =>
          day.batches.map((batch) => ({
            id: batch.id,
            label: [shortDay(day.date), batch.slot, batch.dishName, batch.variantLabel].filter(Boolean).join(" "),
          })),
        )}
        mayLots={may(ctx, "inventory:read")}
        mayCustomers={may(ctx, "customers:read")}
      />
    </>
  );
}

const queryOf = (input: RecallInput): Record<string, string> =>
  Object.fromEntries(
    Object.entries({
      lot_id: input.lotId,
      lot_no: input.lotNo,
      batch_id: input.batchId,
      customer_id: input.customerId,
      date: input.date,
      slot: input.slot,
      dish_id: input.dishId,
    }).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  );
