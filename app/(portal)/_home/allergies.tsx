import { Card } from "@/components/card";
import { RestrictionTags } from "@/components/marks/restriction-tag";
import { RoomPlate } from "@/components/marks/room-plate";
import { EmptyState } from "@/components/states";
import type { Wall } from "@/domain/kitchen/wall/schema";
import classes from "./home.module.css";

/** Everyone of a meal who has an allergy. */
export function Allergies({ slot, people }: { slot: string; people: Wall["allergies"] }) {
  return (
    <Card title={`${slot}过敏`} sub={`${people.length} 位`}>
      {people.length === 0 ? (
        <EmptyState flush title="这一餐没有过敏的妈妈" hint="登记了过敏的妈妈会出现在这里" />
      ) : (
        <div className={classes.plates}>
          {people.map((one) => (
            <span key={one.customerId} className="ya-row" style={{ gap: 4 }}>
              <RoomPlate number={one.room ?? "送"} />
              <RestrictionTags items={one.labels.map((label) => ({ kind: "allergy", strength: "hard", label }))} />
            </span>
          ))}
        </div>
      )}
    </Card>
  );
}
