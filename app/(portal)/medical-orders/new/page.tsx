import { z } from "zod";
import { page } from "@/app/_server/page";
import { PersonChip } from "@/components/marks/person-chip";
import { PageHeader } from "@/components/shell/page-header";
import { dietWords, doctorOptions } from "@/domain/care/queries";
import { customerDetail } from "@/domain/customers/detail/queries";
import { mothersFor } from "@/domain/planning/creation/queries";
import { id } from "@/lib/fields";
import { dayOf } from "@/lib/time";
import { ChooseWhom } from "../_components/choose-whom";
import { OrderForm } from "../_components/order-form";

export const metadata = { title: "开医嘱" };

export default page(
  { permission: "medical_orders:edit", input: z.object({ customerId: id.optional() }) },
  async (ctx, { customerId }) => {
    const [customer, words, doctors] = await Promise.all([
      customerId === undefined ? null : customerDetail(ctx, { id: customerId }),
      dietWords(ctx),
      doctorOptions(ctx),
    ]);
    return (
      <>
        <PageHeader title="开医嘱" crumbs={[{ label: "开医嘱" }]} meta={customer ? undefined : "先选给谁开"} />
        {customer && customer.patientId !== null ? (
          <>
            <p style={{ marginBottom: 12 }}>
              <PersonChip
                room={customer.room}
                name={customer.name}
                stage={customer.stage}
                day={customer.postpartumDay}
                restrictions={customer.restrictions}
                size="lg"
              />
            </p>
            <OrderForm
              key={customer.id}
              who={{ customerId: customer.id, patientId: customer.patientId, name: customer.name }}
              today={dayOf(ctx.now)}
              doctors={doctors}
              nutrients={[...words.nutrients].map(([code, nutrient]) => ({ code, ...nutrient }))}
              conditions={[...words.conditions].map(([code, name]) => ({ code, name }))}
            />
          </>
        ) : (
          <ChooseWhom first={await mothersFor(ctx, { search: "" })} />
        )}
      </>
    );
  },
);
