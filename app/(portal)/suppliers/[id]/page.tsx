import { page } from "@/app/_server/page";
import { Card, Facts } from "@/components/card";
import { StatusBadge } from "@/components/marks/status-badge";
import { PageHeader } from "@/components/shell/page-header";
import { supplierStatusLabels } from "@/db/enums/purchasing";
import { may } from "@/domain/core/ctx";
import { supplierDetail } from "@/domain/purchasing/suppliers/queries";
import { SupplierId } from "@/domain/purchasing/suppliers/schema";
import { EditSupplierButton } from "../_components/supplier-form";
import { Catalogue } from "./_components/catalogue";

export const metadata = { title: "供应商" };

export default page({ permission: "suppliers:read", input: SupplierId }, async (ctx, input) => {
  const { createdAt, updatedAt, archivedAt, items, ...row } = await supplierDetail(ctx, input);
  const mayEdit = may(ctx, "suppliers:edit");
  return (
    <>
      <PageHeader
        title={row.name}
        crumbs={[{ label: row.name }]}
        meta={
          <StatusBadge
            tone={row.status === "active" && !archivedAt ? "done" : "cancelled"}
            label={archivedAt ? "已归档" : supplierStatusLabels[row.status]}
          />
        }
        actions={mayEdit && !archivedAt && <EditSupplierButton row={row} />}
      />
      <div style={{ display: "grid", gap: 12 }}>
        <Card>
          <Facts
            items={[
              { label: "联系人", value: row.contactName ?? "—" },
              { label: "电话", value: row.phone ?? "—" },
              { label: "提前", value: `${row.leadDays} 天` },
              { label: "账期", value: row.termDays === 0 ? "现结" : `${row.termDays} 天` },
              { label: "许可证", value: [row.licenseNo, row.licenseExpiresOn].filter(Boolean).join("，到 ") || "—" },
              { label: "银行账号", value: row.bankAccountLast4 ? `尾号 ${row.bankAccountLast4}` : "—" },
              { label: "地址", value: row.address ?? "—" },
            ]}
          />
        </Card>
        <Catalogue supplierId={row.id} items={items} mayEdit={mayEdit && !archivedAt} />
      </div>
    </>
  );
});
