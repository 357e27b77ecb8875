import "server-only";
import { forbidden, notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import { z } from "zod";
import type { Ctx } from "@/domain/core/ctx";
import { AppError } from "@/lib/errors";
import type { Shape } from "@/lib/wire";
import { gate } from "./gate";
import { fromQuery } from "./query";
import { requireCtx } from "./session";
import type { EntrySpec } from "./spec";

type Given = { params: Promise<object>; searchParams: Promise<object> };

/** A page: sign-in if needed, input from the URL, and what may not be seen does not exist. */
export function page<S extends z.ZodType>(
  spec: EntrySpec<S>,
  render: (ctx: Ctx, input: z.output<S>) => Promise<ReactNode>,
) {
  const show = async ({ params, searchParams }: Given): Promise<ReactNode> => {
    const [path, query] = [(await params) ?? {}, (await searchParams) ?? {}];
    try {
      const ctx = await requireCtx();
      gate(ctx, spec.permission);
      return await render(ctx, fromUrl(spec.input, path, query));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === "unauthenticated") redirect("/login");
      if (error.code === "forbidden") forbidden();
      if (error.code === "not_found" || error.code === "validation_failed") notFound();
      throw error;
    }
  };
  return Object.assign(show, { spec });
}

/** A query that does not fit (an old link, a typed address) falls back to the defaults; a path that does not fit is no page. */
function fromUrl<S extends z.ZodType>(schema: S, path: object, query: object): z.output<S> {
  const shape = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Shape;
  const pairs = Object.entries(query as Record<string, string | string[] | undefined>).flatMap(([key, value]) =>
    [value ?? []].flat().map((one): [string, string] => [key, one]),
  );
  const given: Record<string, unknown> = { ...fromQuery(pairs, shape), ...path };
  const first = schema.safeParse(given);
  if (first.success) return first.data;
  const wrong = new Set(
    first.error.issues.flatMap((issue) => (issue.code === "unrecognized_keys" ? issue.keys : [String(issue.path[0])])),
  );
  if ([...wrong].some((key) => key in path)) throw new AppError("not_found");
  const second = schema.safeParse(Object.fromEntries(Object.entries(given).filter(([key]) => !wrong.has(key))));
  if (second.success) return second.data;
  throw new AppError("not_found");
}
