import { RoomPlate } from "@/components/marks/room-plate";
import { ScrollRegion } from "@/components/scroll-region";
import classes from "./wall.module.css";

/** Everyone of the slot with an allergy, always on screen. */
export function AllergyBand({
  people,
}: {
  people: readonly { customerId: number; room: string | null; labels: string[] }[];
}) {
  return (
    <ScrollRegion className={classes.allergies} label="过敏">
      <p className={classes.lead}>
        <svg width="26" height="26" viewBox="0 0 16 16" aria-hidden="true">
          <path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z" fill="none" stroke="currentColor" strokeWidth="1.4" />
          <path d="M8 4v5M8 11.2v.6" stroke="currentColor" strokeWidth="1.9" strokeLinecap="round" />
        </svg>
        {people.length === 0 ? "这一餐没有过敏的妈妈" : `过敏 ${people.length} 位`}
      </p>
      <ul>
        {people.map((one) => (
          <li key={one.customerId}>
            <span className={classes.plateLight}>
              <RoomPlate number={one.room ?? "送"} size="wall" />
            </span>
            <b>{one.labels.join("、")}</b>
          </li>
        ))}
      </ul>
    </ScrollRegion>
  );
}
