import type { z } from "zod";
import type { Permission } from "@/domain/core/permissions";

/**
 * What every entry point says of itself. `permission` is the one its domain function asks for: it is told to the outside
 * (OpenAPI, permission matrix) and lets a caller without it be refused before the input is looked at.
 * "public" is for guests, "signed-in" for everyone with a login.
 */
export type EntrySpec<S extends z.ZodType = z.ZodType> = {
  permission: Permission | "public" | "signed-in";
  input: S;
};

export type RouteSpec<S extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = EntrySpec<S> & {
  summary: string;
  output: O;
  status?: 200 | 201 | 202;
  /** What the envelope says on success; by method and status when left out. */
  message?: string;
  /** How the body arrives; JSON unless said. */
  body?: "json" | "multipart" | "none";
  /** The answer is a file or stream of this type, not the envelope. */
  produces?: string;
};
