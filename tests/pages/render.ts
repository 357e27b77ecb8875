import { readdirSync, readFileSync } from "node:fs";
import { isValidElement, type ReactElement } from "react";
import { keepAnswersOfPages } from "@/domain/core/page-answers";

/**
 * Makes a page as the server does: runs its server components and everything they are given to show. What is the browser's
 * stands for itself with what it was given. Parts of the page share its answers.
 */
export async function made(page: () => Promise<unknown>): Promise<void> {
  const answers = new Map<string, Promise<unknown>>();
  keepAnswersOfPages(() => answers);
  try {
    await shown(await page(), { clients: await ofTheBrowser(), seen: new WeakSet() });
  } finally {
    keepAnswersOfPages(() => new Map());
  }
}

type Walk = { clients: ReadonlySet<unknown>; seen: WeakSet<object> };

async function shown(node: unknown, walk: Walk): Promise<void> {
  if (typeof node !== "object" || node === null || walk.seen.has(node)) return;
  walk.seen.add(node);
  if (node instanceof Promise) return shown(await node, walk);
  if (isValidElement(node)) return shown(calledWith(node as ReactElement<Record<string, unknown>>, walk), walk);
  const isPlain = Array.isArray(node) || Object.getPrototypeOf(node) === Object.prototype;
  if (isPlain) await Promise.all(Object.values(node).map((one) => shown(one, walk)));
}

function calledWith({ type, props }: ReactElement<Record<string, unknown>>, { clients }: Walk): unknown {
  if (typeof type !== "function" || clients.has(type)) return props;
  try {
    return (type as (props: unknown) => unknown)(props);
  } catch (error) {
    if (isNoRenderer(error)) return props; // a component of a library asks for a hook
    throw error;
  }
}

/** React's answer to a hook: without a renderer there is nothing to ask; one that has run in this process before (of PDFs) says so. */
const isNoRenderer = (error: unknown): boolean =>
  error instanceof TypeError || (error instanceof Error && error.message.includes("while React is rendering"));

let browser: Promise<ReadonlySet<unknown>> | undefined;
/** Every component that a "use client" file gives away. */
const ofTheBrowser = (): Promise<ReadonlySet<unknown>> => {
  browser ??= (async () => {
    const files = ["app", "components"].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".tsx"))
        .map((file) => `${folder}/${file}`)
        .filter((file) => readFileSync(file, "utf8").startsWith('"use client"')),
    );
    const modules = await Promise.all(
      files.map((file) => import(/* @vite-ignore */ `../../${file.replace(/\.tsx$/, "")}`) as Promise<object>),
    );
    return new Set(modules.flatMap((module) => Object.values(module)));
  })();
  return browser;
};
