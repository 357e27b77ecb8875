import { page } from "@/app/_server/page";
import { PersonChip } from "@/components/marks/person-chip";
import { PageHeader } from "@/components/shell/page-header";
import { may } from "@/domain/core/ctx";
import { customerDetail } from "@/domain/customers/detail/queries";
import { CustomerId } from "@/domain/customers/schema";
import { employeeOptions } from "@/domain/staff/queries";
import { EditCustomerForm, emptyCustomer } from "../../_components/customer-form";

export const metadata = { title: "修改客户" };

export default page({ permission: "customers:edit", input: CustomerId }, async (ctx, input) => {
  const [customer, people] = await Promise.all([
    customerDetail(ctx, input),
    may(ctx, "employees:read") ? employeeOptions(ctx) : [],
  ]);
  const chosen = [
    [customer.butlerId, customer.butler],
    [customer.consultantId, customer.consultant],
  ] as const;
  const options = people.map((one) => ({ value: String(one.id), label: `${one.name}，${one.position}` }));
  for (const [id, name] of chosen)
    if (id && !options.some((o) => o.value === String(id)))
      options.push({ value: String(id), label: name ?? "已离职" });
  return (
    <>
      <PageHeader
        title={
          <PersonChip
            room={customer.room}
            name={customer.name}
            stage={customer.stage}
            day={customer.postpartumDay}
            restrictions={customer.restrictions}
            notIn={customer.stayStatus === "booked"}
            size="lg"
          />
        }
        crumbs={[{ label: customer.name, href: `/customers/${customer.id}` }, { label: "修改" }]}
      />
      <EditCustomerForm
        id={customer.id}
        version={customer.version}
        people={options}
        initial={{
          ...emptyCustomer,
          name: customer.name,
          phone: customer.phone ?? "",
          gender: customer.gender === null ? null : customer.gender === "女" ? "female" : "male",
          birthDate: customer.birthDate,
          age: customer.age,
          idCard: customer.idCard ?? "",
          email: customer.email ?? "",
          area: customer.area ?? "",
          address: customer.address ?? "",
          payerRelation: customer.payerRelation,
          emergencyContact: customer.emergencyContact ?? "",
          emergencyPhone: customer.emergencyPhone ?? "",
          source: customer.source,
          consultantId: customer.consultantId === null ? null : String(customer.consultantId),
          butlerId: customer.butlerId === null ? null : String(customer.butlerId),
          status: customer.status,
          expectedDeliveryDate: customer.expectedDeliveryDate,
          deliveryMode: customer.deliveryMode,
          feeding: customer.feeding,
          parity: customer.parity,
          preferences: customer.preferences,
          notes: customer.notes ?? "",
        }}
      />
    </>
  );
});
