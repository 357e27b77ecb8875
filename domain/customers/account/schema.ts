import { z } from "zod";
import { id, name } from "@/lib/fields";

export const LinkAccount = z.strictObject({ id, username: name("她注册时的用户名") });
export type LinkAccount = z.output<typeof LinkAccount>;
export const UnlinkAccount = z.strictObject({ id });
export type UnlinkAccount = z.output<typeof UnlinkAccount>;
