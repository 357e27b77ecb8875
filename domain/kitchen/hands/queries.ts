import "server-only";
import { centreFor } from "@/domain/centres/queries";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { type Colleague, colleagues } from "@/domain/staff/colleagues";

/** Who may be named as having taken or watched a sample in a centre. */
export async function kitchenHands(ctx: Ctx, input: { centreId?: number }): Promise<Colleague[]> {
  const read = reader(ctx, "kitchen:samples");
  return colleagues(read, await centreFor(read, input.centreId));
}
