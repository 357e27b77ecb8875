import "server-only";
import { z } from "zod";
import { permissions } from "@/domain/core/permissions";
import { errorCodes } from "@/lib/errors";
import { type Shape, snake, wireSchema } from "@/lib/wire";
import type { Handler } from "./route";
import { routes } from "./routes";
import type { RouteSpec } from "./spec";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** One method of one path, as the route says of itself. */
export type Endpoint = { path: string; method: (typeof methods)[number]; handler: Handler };

/** Every method that a route file answers itself (the 405 fill-ins have no spec). */
export const endpointsOf = (): Endpoint[] =>
  Object.entries(routes).flatMap(([path, module]) =>
    methods.flatMap((method) => {
      const handler = (module as Partial<Record<string, Handler>>)[method];
      return handler?.spec ? [{ path, method, handler }] : [];
    }),
  );

/** The OpenAPI 3.1 description, made from the schemas that validate. */
export function openapi(): object {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { path, method, handler } of endpointsOf()) {
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(path, method, handler.spec) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "月安 API",
      version: "1.0.0",
      description: "月子中心管理系统的 JSON 接口。金额单位为元，日期为北京时间的业务日，时刻为 UTC。",
      license: { name: "AGPL-3.0-only", identifier: "AGPL-3.0-only" },
    },
    servers: [{ url: "/" }],
    tags: [...new Set(endpointsOf().map(({ path }) => tagOf(path)))].map((name) => ({
      name,
      description: tagWords[name] ?? name,
    })),
    paths,
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
      schemas: { Error: errorSchema },
    },
  };
}

/** What each first part of a path is about. */
const tagWords: Record<string, string> = {
  allergens: "过敏原",
  auth: "登录、注册与自己的账号",
  centres: "中心",
  "confinement-meal-plans": "月子餐计划",
  customers: "客户、分娩、身体状况与禁忌",
  "daily-menus": "每日菜单",
  "dish-categories": "菜品分类",
  dishes: "菜品",
  employees: "员工",
  "diet-rules": "膳食规则",
  events: "实时事件",
  families: "家庭与照护分派",
  files: "私有文件",
  "food-tags": "食物标签",
  health: "运行状况",
  "health-conditions": "身体状况与膳食建议",
  ingredients: "食材",
  inventory: "库存",
  jobs: "后台任务",
  kitchen: "生产单、餐签、制作、送餐、留样与追溯",
  "meal-slots": "餐次",
  "medical-orders": "医嘱",
  menus: "菜单模板",
  metrics: "运行指标",
  notifications: "消息",
  "nutrient-targets": "营养目标",
  nutrients: "营养素",
  "operation-logs": "操作日志",
  orders: "订单",
  patients: "照护对象",
  permissions: "权限码",
  roles: "角色",
  "room-types": "房型",
  rooms: "房间与房态",
  "service-packages": "服务套餐",
  settings: "参数",
  "stage-guides": "产后各周指引",
  "stock-documents": "库存单据",
  "stock-lots": "批次",
  "stock-movements": "出入库流水",
  stays: "入住、换房、退住与外出",
  subscriptions: "合同与订阅",
  suppliers: "供应商与供货目录",
  upload: "导入 Excel",
  users: "用户",
  warehouses: "仓库",
  wechat: "小程序",
};

const tagOf = (path: string) => path.split("/")[2] ?? "api";

function operation(path: string, method: Endpoint["method"], spec: RouteSpec) {
  const input = z.toJSONSchema(spec.input, { io: "input", unrepresentable: "any" }) as Shape;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? "");
  const properties = Object.entries(input.properties ?? {}).filter(
    ([key]) => !inPath.includes(key) && key !== "onceKey",
  );
  const inQuery = method === "GET" || method === "DELETE" || spec.body === "none";
  const parameters = [
    ...inPath.map((name) => ({
      name,
      in: "path",
      required: true,
      schema: bare(wireSchema(input.properties?.[name] ?? { type: "string" })),
    })),
    ...(inQuery ? properties.map(([key, shape]) => queryParameter(key, shape, input.required)) : []),
    ...("onceKey" in (input.properties ?? {})
      ? [{ name: "Idempotency-Key", in: "header", required: false, schema: { type: "string", maxLength: 128 } }]
      : []),
  ];
  const status = spec.status ?? 200;
  return {
    operationId: `${method.toLowerCase()}_${path
      .replace(/^\/api\//, "")
      .replace(/[^a-zA-Z0-9]+/g, "_")
      .replace(/_$/, "")}`,
    summary: spec.summary,
    tags: [tagOf(path)],
    "x-permission": spec.permission,
    ...(spec.permission in permissions && {
      description: `需要权限：${permissions[spec.permission as keyof typeof permissions]}（${spec.permission}）`,
    }),
    security: spec.permission === "public" ? [] : [{ bearer: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(!inQuery && properties.length > 0 && { requestBody: body(spec, input, inPath) }),
    responses: { [status]: success(spec), ...failures(spec) },
  };
}

const queryParameter = (key: string, shape: Shape, required: string[] = []) => ({
  name: snake(key),
  in: "query",
  required: required.includes(key) && !("default" in shape),
  schema: bare(key === "sort" ? sortShape(shape) : wireSchema(shape)),
});

const sortShape = (shape: Shape): Shape => ({
  ...shape,
  enum: shape.enum?.map((value) => snake(String(value))),
  ...(typeof shape.default === "string" && { default: snake(shape.default) }),
});

const bare = ({ $schema: _, ...shape }: Shape): Shape => shape;

function body(spec: RouteSpec, input: Shape, inPath: string[]) {
  const { properties = {}, required = [], ...rest } = input;
  const own: Shape = {
    ...rest,
    properties: Object.fromEntries(Object.entries(properties).filter(([k]) => !inPath.includes(k) && k !== "onceKey")),
    required: required.filter((key) => !inPath.includes(key)),
  };
  const shape = bare(wireSchema(own));
  if (spec.body === "multipart" && shape.properties?.file) shape.properties.file = { type: "string", format: "binary" };
  const type = spec.body === "multipart" ? "multipart/form-data" : "application/json";
  return { required: true, content: { [type]: { schema: shape } } };
}

function success(spec: RouteSpec) {
  if (spec.produces)
    return { description: "文件", content: { [spec.produces]: { schema: { type: "string", format: "binary" } } } };
  const data = bare(wireSchema(z.toJSONSchema(spec.output, { io: "output", unrepresentable: "any" }) as Shape));
  return {
    description: "成功",
    content: {
      "application/json": {
        schema: {
          type: "object",
          properties: {
            code: { type: "integer" },
            message: { type: "string" },
            data,
            timestamp: { type: "string", format: "date-time" },
            request_id: { type: "string" },
          },
          required: ["code", "message", "data", "timestamp", "request_id"],
        },
      },
    },
  };
}

const errorSchema = {
  type: "object",
  properties: {
    code: { type: "integer" },
    message: { type: "string" },
    error: { type: "string", enum: Object.keys(errorCodes).map((code) => code.toUpperCase()) },
    data: { type: ["object", "null"] },
    timestamp: { type: "string", format: "date-time" },
    request_id: { type: "string" },
  },
  required: ["code", "message", "error", "timestamp", "request_id"],
};

function failures(spec: RouteSpec) {
  const statuses = spec.permission === "public" ? [400, 429] : [400, 401, 403, 404, 409, 429];
  const content = { "application/json": { schema: { $ref: "#/components/schemas/Error" } } };
  return Object.fromEntries(
    statuses.map((status) => {
      const known = Object.values(errorCodes).find((code) => code.status === status);
      return [status, { description: known?.message ?? "失败", content }];
    }),
  );
}
