import { z } from "zod";
import { storedFileKinds } from "@/db/enums/system";

/** What a file is for. Each purpose has its kinds, size and what is made of it. */
export const filePurposes = ["dish_image", "avatar", "import_sheet", "attachment"] as const;
export type FilePurpose = (typeof filePurposes)[number];

export const UploadFile = z.object({
  file: z.instanceof(File, { error: "请选一个文件" }),
  type: z.enum(storedFileKinds).default("image"),
  purpose: z.enum(filePurposes).default("attachment"),
});
export type UploadFile = z.infer<typeof UploadFile>;

export const ReadFile = z.object({
  id: z.uuid({ error: "没有这个文件" }),
  size: z.enum(["thumb", "full"]).default("full"),
  expires: z.coerce.number().int(),
  signature: z.string().min(1),
});
export type ReadFile = z.infer<typeof ReadFile>;

export const FileOut = z.object({
  id: z.string(),
  fileId: z.string(),
  url: z.string(),
  thumbUrl: z.string().nullable(),
  kind: z.enum(storedFileKinds),
  mime: z.string(),
  bytes: z.number().int(),
  name: z.string(),
});
