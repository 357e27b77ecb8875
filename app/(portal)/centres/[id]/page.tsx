import { page } from "@/app/_server/page";
import { Card, Cell, Columns, Facts } from "@/components/card";
import { StatusBadge } from "@/components/marks/status-badge";
import { PageHeader } from "@/components/shell/page-header";
import { centreStatusLabels } from "@/db/enums/centres";
import { centreDetail, listRooms, listRoomTypes } from "@/domain/centres/masters/queries";
import { ListRooms, ListRoomTypes, RowId } from "@/domain/centres/schema";
import { may } from "@/domain/core/ctx";
import { EditCentreButton } from "../_components/centre-form";
import { RoomTypes } from "../_components/room-types";
import { Rooms } from "../_components/rooms";

export const metadata = { title: "中心" };

export default page({ permission: "centres:read", input: RowId }, async (ctx, input) => {
  const centre = await centreDetail(ctx, input);
  const [types, first, second] = await Promise.all([
    listRoomTypes(ctx, ListRoomTypes.parse({ centreId: centre.id, pageSize: 100 })),
    listRooms(ctx, ListRooms.parse({ centreId: centre.id, pageSize: 100 })),
    listRooms(ctx, ListRooms.parse({ centreId: centre.id, pageSize: 100, page: 2 })),
  ]);
  const covered = ctx.actor.can.get("centres:edit")?.centres;
  const mayEdit = may(ctx, "centres:edit") && (covered === "all" || (covered?.includes(centre.id) ?? false));
  return (
    <>
      <PageHeader
        title={centre.name}
        crumbs={[{ label: centre.name }]}
        meta={
          <StatusBadge
            tone={centre.status === "active" ? "done" : "cancelled"}
            label={centreStatusLabels[centre.status]}
            tinted
          />
        }
        actions={
          mayEdit && (
            <EditCentreButton
              id={centre.id}
              version={centre.version}
              initial={{
                code: centre.code,
                name: centre.name,
                phone: centre.phone ?? "",
                address: centre.address ?? "",
                openedOn: centre.openedOn,
                status: centre.status,
              }}
            />
          )
        }
      />
      <Columns>
        <Cell span={8}>
          <Rooms
            centreId={centre.id}
            rooms={[...first.rows, ...second.rows].map(({ archivedAt, ...room }) => room)}
            types={types.rows.map((type) => ({ value: String(type.id), label: type.name }))}
            mayEdit={mayEdit}
          />
        </Cell>
        <Cell span={4}>
          <Card title="中心资料">
            <Facts
              layout="list"
              items={[
                { label: "代号", value: centre.code },
                { label: "电话", value: centre.phone ?? "没填" },
                { label: "地址", value: centre.address ?? "没填" },
                { label: "开业", value: centre.openedOn ?? "没填" },
              ]}
            />
          </Card>
          <div style={{ height: 12 }} />
          <RoomTypes centreId={centre.id} types={types.rows.map(({ archivedAt, ...type }) => type)} mayEdit={mayEdit} />
        </Cell>
      </Columns>
    </>
  );
});
