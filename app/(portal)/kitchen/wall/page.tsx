import { page } from "@/app/_server/page";
import { centreOptions } from "@/domain/centres/queries";
import { may } from "@/domain/core/ctx";
import { wall } from "@/domain/kitchen/wall/queries";
import { WallInput } from "@/domain/kitchen/wall/schema";
import { Wall } from "./_components/wall";

export const metadata = { title: "厨房看板" };

export default page({ permission: "kitchen:read", input: WallInput }, async (ctx, input) => {
  const centres = await centreOptions(ctx);
  const centreId = input.centreId ?? ctx.actor.centreId ?? centres[0]?.id;
  return (
    <Wall
      initial={await wall(ctx, { ...input, centreId })}
      asked={input.slot ?? null}
      mayWork={may(ctx, "kitchen:work")}
    />
  );
});
