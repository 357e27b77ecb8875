import { createConfig, lintFromString } from "@redocly/openapi-core";
import { describe, expect, test } from "vitest";
import { endpointsOf, openapi } from "@/app/_server/openapi";

/** The description is made from the schemas that validate; an independent linter says whether it is one. */
type Operation = {
  operationId: string;
  summary: string;
  security: object[];
  parameters?: { name: string; in: string; schema: object }[];
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
  requestBody?: { content: Record<string, { schema: { properties?: Record<string, unknown> } }> };
};
type Document = { paths: Record<string, Record<string, Operation>>; tags: { name: string; description: string }[] };
const document = openapi() as Document;
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
);

test("valid and to be recommended, by the linter", async () => {
  const config = await createConfig({ extends: ["spec", "recommended"] });
  const problems = await lintFromString({ source: JSON.stringify(document), config });
  const told = problems.map(
    ({ severity, ruleId, message, location }) => `${severity} ${ruleId}: ${message} (${location[0]?.pointer})`,
  );
  expect(told).toEqual([]);
  for (const { name, description } of document.tags) expect(description, name).toMatch(/[\u4e00-\u9fff]/);
}, 60_000);

describe("the description", () => {
  test("holds every endpoint and nothing else", () => {
    const told = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`);
    expect(told.sort()).toEqual(
      endpointsOf()
        .map(({ path, method }) => `${method} ${path}`)
        .sort(),
    );
  });

  test("names every operation once", () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    for (const { operation } of operations) expect(operation.summary).toMatch(/[\u4e00-\u9fff]/);
  });

  test("speaks the API's language: snake_case everywhere, yuan for money", () => {
    const names = (value: unknown, under = ""): string[] =>
      typeof value !== "object" || value === null
        ? []
        : Object.entries(value).flatMap(([key, inner]) => [
            ...(under === "properties" || under === "required" ? [under === "required" ? String(inner) : key] : []),
            ...names(inner, key === "default" || key === "enum" ? "" : key),
          ]);
    const inner = operations.flatMap(({ operation }) => [
      ...(operation.parameters ?? []).filter((one) => one.in === "query").map((one) => one.name),
      ...names(operation.requestBody),
      ...names(operation.responses),
    ]);
    expect([...new Set(inner)].filter((name) => !/^[a-z0-9_]+$/.test(name))).toEqual([]);
    expect(JSON.stringify(document)).not.toContain('"unit":"fen"');
    const dish = document.paths["/api/dishes"]?.post?.requestBody?.content["application/json"]?.schema;
    expect(JSON.stringify(dish?.properties?.price)).toContain('"multipleOf":0.01');
  });

  test("says how a request is authorised, and that a path's own parameters are required", () => {
    for (const { path, operation } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]);
      const inPath = (operation.parameters ?? []).filter((one) => one.in === "path").map((one) => one.name);
      expect(inPath, path).toEqual(named);
    }
    expect(document.paths["/api/customers"]?.get?.security).toEqual([{ bearer: [] }]);
    expect(document.paths["/api/auth/login"]?.post?.security).toEqual([]);
  });

  test("files are files, uploads are multipart", () => {
    const upload = document.paths["/api/upload/excel"]?.post?.requestBody?.content["multipart/form-data"]?.schema;
    expect(upload?.properties?.file).toEqual({ type: "string", format: "binary" });
    expect(Object.keys(document.paths["/api/customers/export"]?.get?.responses["200"]?.content ?? {})).toEqual([
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]);
  });
});
