import "server-only";
import { revalidatePath } from "next/cache";
import type { Ctx } from "@/domain/core/ctx";

/** A command after which every page that is open or remembered reads anew, with its frame (badges, messages). */
export const fresh =
  <I, T>(run: (ctx: Ctx, input: I) => Promise<T>) =>
  async (ctx: Ctx, input: I): Promise<T> => {
    const answer = await run(ctx, input);
    revalidatePath("/", "layout");
    return answer;
  };
