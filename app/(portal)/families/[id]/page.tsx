import Link from "next/link";
import { page } from "@/app/_server/page";
import { Card, Cell, Columns, Facts } from "@/components/card";
import { RoomPlate } from "@/components/marks/room-plate";
import { PageHeader } from "@/components/shell/page-header";
import { may } from "@/domain/core/ctx";
import { careTeam } from "@/domain/customers/care/queries";
import { familyDetail } from "@/domain/customers/families/queries";
import { RowId } from "@/domain/customers/families/schema";
import { employeeOptions } from "@/domain/staff/queries";
import { dayOf, stamp } from "@/lib/time";
import { EditFamilyButton } from "../_components/family-form";
import { FamilyMembers } from "../_components/members";
import { Team } from "../_components/team";

export const metadata = { title: "家庭" };

export default page({ permission: "families:read", input: RowId }, async (ctx, input) => {
  const mayEdit = may(ctx, "families:edit");
  const [family, team, people] = await Promise.all([
    familyDetail(ctx, input),
    careTeam(ctx, input),
    mayEdit && may(ctx, "employees:read") ? employeeOptions(ctx) : [],
  ]);
  return (
    <>
      <PageHeader
        title={family.familyName}
        crumbs={[{ label: family.familyName }]}
        meta={
          family.customerId && (
            <span className="ya-row">
              {family.room && <RoomPlate number={family.room} />}
              <Link href={`/customers/${family.customerId}`}>{family.customerName}的客户档案</Link>
            </span>
          )
        }
        actions={
          mayEdit && (
            <EditFamilyButton
              id={family.id}
              version={family.version}
              initial={{
                familyName: family.familyName,
                area: family.area ?? "",
                primaryAddress: family.primaryAddress ?? "",
                secondaryAddress: family.secondaryAddress ?? "",
                contactPhone: family.contactPhone ?? "",
                emergencyContact: family.emergencyContact ?? "",
                emergencyPhone: family.emergencyPhone ?? "",
              }}
            />
          )
        }
      />
      <Columns>
        <Cell span={8}>
          <FamilyMembers family={family} mayEdit={mayEdit} />
        </Cell>
        <Cell span={4}>
          <Card title="家庭资料">
            <Facts
              layout="list"
              items={[
                { label: "所在区", value: family.area ?? "没填" },
                { label: "常住地址", value: family.primaryAddress ?? "没填" },
                ...(family.secondaryAddress ? [{ label: "另一处", value: family.secondaryAddress }] : []),
                { label: "联系电话", value: family.contactPhone ?? "没填" },
                {
                  label: "家属",
                  value: [family.emergencyContact, family.emergencyPhone].filter(Boolean).join(" ") || "没填",
                },
              ]}
            />
          </Card>
          <div style={{ height: 12 }} />
          <Team
            familyId={family.id}
            mayEdit={mayEdit}
            members={team.items.map((one) => ({
              id: one.id,
              name: one.name,
              position: one.position,
              role: one.role,
              since: dayOf(one.startsAt),
              until: one.endsAt ? stamp(one.endsAt) : null,
            }))}
            people={people.map((one) => ({ value: String(one.id), label: `${one.name}，${one.position}` }))}
          />
        </Cell>
      </Columns>
    </>
  );
});
