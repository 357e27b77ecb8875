import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { env } from "@/lib/env";

/**
 * Where private files lie: a folder of this machine. Keys are made by us ("2026/11/<uid>"), never by a user. Written to a
 * name of its own first, so that a half-written file is never found under its key.
 */
export async function putFile(key: string, bytes: Uint8Array): Promise<void> {
  const path = pathOf(key);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.part`, bytes);
  await rename(`${path}.part`, path);
}

export async function getFile(key: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = await readFile(pathOf(key)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  return bytes && new Uint8Array(bytes);
}

export const removeFile = (key: string): Promise<void> => rm(pathOf(key), { force: true });

function pathOf(key: string): string {
  const root = resolve(env().FILES_DIR);
  const path = join(root, key);
  if (!path.startsWith(`${root}/`)) throw new Error(`a storage key left its folder: ${key}`);
  return path;
}
