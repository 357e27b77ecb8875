import classes from "./marks.module.css";

/** Room number. Hollow: booked, or not in yet. `size`: sm 20 px, lg 30 px, wall 26 px. */
export function RoomPlate(props: { number: string; hollow?: boolean; size?: "sm" | "lg" | "wall" }) {
  const { number, hollow, size = "sm" } = props;
  return (
    <span className={classes.room} data-hollow={hollow || undefined} data-size={size}>
      {number}
      {hollow && <span className="ya-sr">未入住</span>}
    </span>
  );
}
