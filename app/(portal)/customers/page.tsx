import { IconPlus, IconUpload } from "@tabler/icons-react";
import { page } from "@/app/_server/page";
import { StatusTabs } from "@/components/filter-bar";
import { LinkButton } from "@/components/link-button";
import { PageHeader } from "@/components/shell/page-header";
import { roomsOfCentre } from "@/domain/centres/masters/queries";
import { may } from "@/domain/core/ctx";
import { customerCounts, listCustomers } from "@/domain/customers/list/queries";
import { customerTabLabels, customerTabs, ListCustomers } from "@/domain/customers/schema";
import { contractsOf, listPackages, onlyByContract } from "@/domain/packages/queries";
import { ListCustomersByContract } from "@/domain/packages/schema";
import { employeeOptions } from "@/domain/staff/queries";
import { dayOf } from "@/lib/time";
import { CustomersTable } from "./_components/customers-table";

export const metadata = { title: "客户档案" };

/** The portal opens with who is in house, the newest mothers first. */
const Shown = ListCustomersByContract.extend({
  tab: ListCustomersByContract.shape.tab.unwrap().default("in_house"),
  sort: ListCustomersByContract.shape.sort.removeDefault().optional(),
});

export default page({ permission: "customers:read", input: Shown }, async (ctx, given) => {
  const sort = given.sort ?? (given.tab === "in_house" ? "day" : given.tab === "booked" ? "checkIn" : "-createdAt");
  const centreId = given.centreId ?? ctx.actor.centreId;
  const seesContracts = may(ctx, "packages:read");
  const asked = { ...given, sort, centreId };
  const { input, only } = seesContracts
    ? await onlyByContract(ctx, asked)
    : { input: ListCustomers.parse(asked), only: {} };
  const [found, counts, floors, packages, butlers] = await Promise.all([
    listCustomers(ctx, input, only),
    customerCounts(ctx, input),
    may(ctx, "centres:read") ? roomsOfCentre(ctx, { centreId }) : [],
    seesContracts ? listPackages(ctx, { page: 1, pageSize: 100, sort: "-id", centreId }) : null,
    may(ctx, "employees:read") ? employeeOptions(ctx, { centreId, positions: ["护士", "护士长", "管家"] }) : [],
  ]);
  const contracts = seesContracts
    ? await contractsOf(
        ctx,
        found.rows.map((row) => row.id),
      )
    : null;
  const rows = found.rows.map(({ createdAt, updatedAt, archivedAt, ...row }) => ({
    ...row,
    due: contracts?.get(row.id)?.due ?? null,
  }));
  return (
    <>
      <PageHeader
        title="客户档案"
        meta={
          <StatusTabs
            param="tab"
            items={customerTabs.map((value) => ({
              value,
              label: customerTabLabels[value],
              ...(value !== "all" && { count: counts[value] }),
            }))}
          />
        }
        actions={
          <>
            {may(ctx, "imports:run") && (
              <LinkButton href="/import?kind=customers" size="md" leftSection={<IconUpload size={16} stroke={1.75} />}>
                导入
              </LinkButton>
            )}
            {may(ctx, "customers:edit") && (
              <LinkButton
                href="/customers/new"
                size="md"
                variant="filled"
                leftSection={<IconPlus size={16} stroke={1.75} />}
              >
                新建客户
              </LinkButton>
            )}
          </>
        }
      />
      <CustomersTable
        page={{ ...found, rows }}
        sort={sort}
        tab={given.tab}
        today={dayOf(ctx.now)}
        floors={[...new Set(floors.map((room) => room.floor))]}
        packages={(packages?.rows ?? []).map((one) => ({ value: String(one.id), label: one.name }))}
        butlers={butlers.map((one) => ({ value: String(one.id), label: one.name }))}
        can={{
          export: may(ctx, "customers:export"),
          edit: may(ctx, "customers:edit"),
          tickets: may(ctx, "kitchen:export"),
          contracts: seesContracts,
        }}
      />
    </>
  );
});
