import { describe, expect, test } from "vitest";
import { endpointsOf } from "@/app/_server/openapi";
import { routes } from "@/app/_server/routes";
import { customers } from "@/db/seed/world";
import type { Grant } from "@/domain/core/ctx";
import type { Permission } from "@/domain/core/permissions";
import { actorOf, call, type Login, undone, withLogins } from "./client";
import { arrange, type Place } from "./world";

/**
 * No id opens a door: every path that names a row is tried with a row of 静安馆 by people to whom that row does not exist,
 * each time with a body that would do if the row were theirs. Whoever lacks the permission hears 403, everyone else 404.
 */
withLogins();

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Bodies = Partial<Record<Method, object>>;
/** What some outsiders may hear instead of 404. */
type Besides = Partial<Record<Login, number>>;
type Entry =
  | { at: (p: Place) => string; query?: (p: Place) => string; bodies?: (p: Place) => Bodies; besides?: Besides }
  /** Rows that belong to no centre, family or person, and why. */
  | { shared: string };

const customer = (rest = "", more: Omit<Extract<Entry, { at: unknown }>, "at"> = {}): Entry => ({
  at: (p) => `/api/customers/${p.customer}${rest}`,
  ...more,
});
const plan = (rest: (p: Place) => string, more: Omit<Extract<Entry, { at: unknown }>, "at"> = {}): Entry => ({
  at: (p) => `/api/confinement-meal-plans/${p.plan}${rest(p)}`,
  ...more,
});
const stay = (rest: (p: Place) => string, bodies: (p: Place) => Bodies = () => ({})): Entry => ({
  at: (p) => `/api/stays/${p.customer}${rest(p)}`,
  bodies,
});
const none = () => "";
const dishes = { shared: "食材、菜品、菜单模板和它们的主数据是集团共用的" };
const guidance = { shared: "膳食规则、营养目标、阶段指引是集团共用的" };
const supplier = { shared: "供应商和它们的供货目录是集团共用的" };
const paper = (step: string, body: object = {}): Entry => ({
  at: (p) => `/api/stock-documents/${p.document}/${step}`,
  bodies: () => ({ POST: body }),
});
const lot = (step: string, body: object = {}): Entry => ({
  at: (p) => `/api/stock-lots/${p.lot}/${step}`,
  bodies: () => ({ POST: body }),
});
/** Everyone signed in may look at jobs of their own; to end one they must be allowed to. */
const jobless: Besides = { manager2: 403, customer: 403, recorder: 403, cashier: 403 };
const order = (rest: string, bodies: Bodies = {}): Entry => ({
  at: (p) => `/api/medical-orders/${p.medicalOrder}${rest}`,
  bodies: () => bodies,
});

const table: Record<string, Entry> = {
  "/api/allergens/{id}": dishes,
  "/api/dish-categories/{id}": dishes,
  "/api/dishes/{id}": dishes,
  "/api/dishes/{id}/restore": dishes,
  "/api/dishes/{id}/substitutes": dishes,
  "/api/food-tags/{id}": dishes,
  "/api/ingredients/{id}": dishes,
  "/api/ingredients/{id}/restore": dishes,
  "/api/meal-slots/{id}": dishes,
  "/api/menus/{id}": dishes,
  "/api/menus/{id}/restore": dishes,
  "/api/diet-rules/{id}": guidance,
  "/api/health-conditions/{id}": guidance,
  "/api/nutrient-targets/{id}": guidance,
  "/api/stage-guides/{id}": guidance,
  "/api/suppliers/{id}": supplier,
  "/api/suppliers/{id}/items": supplier,
  "/api/suppliers/{id}/items/{itemId}": supplier,
  "/api/roles/{id}": { shared: "角色是集团共用的" },
  "/api/files/{id}": { shared: "文件凭短时签名打开，签名由能看见它的人取得" },

  "/api/centres/{id}": {
    at: (p) => `/api/centres/${p.centre}`,
    bodies: () => ({ PUT: { version: 1, address: "新闸路 1 号" } }),
  },
  "/api/room-types/{id}": {
    at: (p) => `/api/room-types/${p.roomType}`,
    bodies: () => ({ PUT: { version: 1, description: "朝南" } }),
  },
  "/api/rooms/{id}": { at: (p) => `/api/rooms/${p.room}`, bodies: () => ({ PUT: { note: "朝南" } }) },
  "/api/rooms/{id}/status": {
    at: (p) => `/api/rooms/${p.room}/status`,
    bodies: () => ({ POST: { status: "cleaning" } }),
  },

  "/api/customers/{id}": customer("", { bodies: () => ({ PUT: { version: 1, notes: "怕冷" } }) }),
  "/api/customers/{id}/account": customer("/account", { bodies: () => ({ POST: { username: "t-registered" } }) }),
  "/api/customers/{id}/anonymise": customer("/anonymise", { bodies: () => ({ POST: {} }) }),
  "/api/customers/{id}/childbirths": customer("/childbirths", {
    bodies: (p) => ({ POST: { delivered_on: p.day, delivery_mode: "vaginal" } }),
  }),
  "/api/customers/{id}/childbirths/{birthId}": {
    at: (p) => `/api/customers/${p.customer}/childbirths/${p.birth}`,
    bodies: () => ({ PUT: { version: 1, parity: 2 } }),
  },
  "/api/customers/{id}/conditions": customer("/conditions", { bodies: () => ({ POST: { health_condition_id: 2 } }) }),
  "/api/customers/{id}/conditions/{conditionId}": {
    at: (p) => `/api/customers/${p.customer}/conditions/${p.condition}`,
  },
  "/api/customers/{id}/merge": customer("/merge", {
    query: (p) => `?duplicate_id=${p.other}`,
    bodies: (p) => ({ POST: { duplicate_id: p.other } }),
  }),
  "/api/customers/{id}/restore": customer("/restore", { bodies: () => ({ POST: {} }) }),
  "/api/customers/{id}/restrictions": customer("/restrictions", {
    bodies: () => ({ POST: { kind: "dislike", strength: "soft", label: "苦瓜" } }),
  }),
  "/api/customers/{id}/restrictions/{restrictionId}": {
    at: (p) => `/api/customers/${p.customer}/restrictions/${p.restriction}`,
    bodies: () => ({ PUT: { version: 1, reason: "她说的" } }),
  },
  "/api/customers/{id}/reveal": customer("/reveal", { bodies: () => ({ POST: {} }) }),
  "/api/customers/{id}/safety": customer("/safety", { query: () => "?dish_id=1" }),

  "/api/families/{id}": {
    at: (p) => `/api/families/${p.customer}`,
    bodies: () => ({ PUT: { version: 1, area: "静安区" } }),
  },
  "/api/families/{id}/break-glass": {
    at: (p) => `/api/families/${p.customer}/break-glass`,
    bodies: () => ({ POST: { reason: "夜里发热，要看病历" } }),
    // Made for those to whom families are assigned, in their own house; nobody else has a use for it.
    besides: { recorder: 201, manager2: 403, customer: 403, cashier: 403 },
  },
  "/api/families/{id}/care": {
    at: (p) => `/api/families/${p.customer}/care`,
    bodies: () => ({ POST: { employee_id: 1, role: "nurse" } }),
  },
  "/api/families/{id}/care/{careId}": { at: (p) => `/api/families/${p.customer}/care/${p.care}` },
  "/api/patients/{id}": {
    at: (p) => `/api/patients/${p.customer}`,
    bodies: () => ({ PUT: { version: 1, allergies: "无" } }),
  },

  "/api/stays/{id}": stay(none, () => ({ PUT: { companions: 1 } })),
  "/api/stays/{id}/absences": stay(
    () => "/absences",
    (p) => ({ POST: { kind: "hospital", from_day: p.tomorrow } }),
  ),
  "/api/stays/{id}/absences/{absenceId}": stay(
    (p) => `/absences/${p.absence}`,
    (p) => ({ PUT: { to_day: p.tomorrow } }),
  ),
  "/api/stays/{id}/cancel": stay(
    () => "/cancel",
    () => ({ POST: { reason: "改期" } }),
  ),
  "/api/stays/{id}/check-in": stay(
    () => "/check-in",
    () => ({ POST: {} }),
  ),
  "/api/stays/{id}/check-out": stay(
    () => "/check-out",
    () => ({ POST: {} }),
  ),
  "/api/stays/{id}/move": stay(
    () => "/move",
    (p) => ({ POST: { room_id: p.room } }),
  ),

  "/api/service-packages/{id}": {
    at: (p) => `/api/service-packages/${p.servicePackage}`,
    bodies: () => ({ PUT: { version: 1, description: "含产康" } }),
  },
  "/api/subscriptions/{id}": { at: (p) => `/api/subscriptions/${p.contract}` },

  "/api/confinement-meal-plans/{id}": plan(none, {
    bodies: () => ({ PUT: { version: 1, notes: "少盐" } }),
  }),
  "/api/confinement-meal-plans/{id}/approve": plan(() => "/approve", { bodies: () => ({ POST: {} }) }),
  "/api/confinement-meal-plans/{id}/cancel": plan(() => "/cancel", {
    bodies: () => ({ POST: { reason: "提前离馆" } }),
  }),
  "/api/confinement-meal-plans/{id}/edits": plan(() => "/edits", {
    bodies: (p) => ({
      POST: { plan_version: 1, ops: [{ op: "copyDay", from_date: p.day, to_date: p.tomorrow }] },
    }),
  }),
  "/api/confinement-meal-plans/{id}/items": plan(() => "/items", {
    bodies: (p) => ({ POST: { date: p.tomorrow, meal_type: "lunch", dish_id: 55 } }),
  }),
  "/api/confinement-meal-plans/{id}/items/{item}": plan((p) => `/items/${p.item}`, {
    bodies: () => ({ PUT: { quantity: 2 } }),
  }),
  "/api/confinement-meal-plans/{id}/nutrition": plan(() => "/nutrition"),
  "/api/confinement-meal-plans/{id}/submit": plan(() => "/submit", { bodies: () => ({ POST: {} }) }),
  "/api/confinement-meal-plans/{id}/weekly-menu": plan(() => "/weekly-menu"),
  "/api/confinement-meal-plans/{id}/weeks/{weekNumber}": plan(() => "/weeks/1", {
    bodies: () => ({ PUT: { version: 1, notes: "清淡" } }),
  }),

  "/api/confinement-meal-plans/{id}/costing": plan(() => "/costing"),
  "/api/confinement-meal-plans/{id}/items/{item}/release": plan((p) => `/items/${p.item}/release`, {
    bodies: () => ({ POST: { decision: "confirm" } }),
  }),
  "/api/confinement-meal-plans/{id}/nutrition/pdf": plan(() => "/nutrition/pdf"),
  "/api/confinement-meal-plans/{id}/proposals": plan(() => "/proposals"),
  "/api/confinement-meal-plans/{id}/proposals/{proposal}": plan((p) => `/proposals/${p.proposal}`),
  "/api/confinement-meal-plans/{id}/proposals/{proposal}/accept": plan((p) => `/proposals/${p.proposal}/accept`, {
    bodies: () => ({ POST: {} }),
  }),
  "/api/confinement-meal-plans/{id}/proposals/{proposal}/discard": plan((p) => `/proposals/${p.proposal}/discard`, {
    bodies: () => ({ POST: {} }),
  }),
  "/api/confinement-meal-plans/{id}/schedule": plan(() => "/schedule", {
    bodies: () => ({ POST: { scope: "empty" } }),
  }),

  "/api/medical-orders/{id}": order("", { PUT: { version: 1, notes: "饭后" } }),
  "/api/medical-orders/{id}/acknowledge": order("/acknowledge", { POST: {} }),
  "/api/medical-orders/{id}/stop": order("/stop", { POST: { reason: "好了" } }),

  "/api/inventory/{id}": {
    at: (p) => `/api/inventory/${p.stock}`,
    bodies: () => ({ PUT: { reorder_point: 5 } }),
  },
  "/api/warehouses/{id}": {
    at: (p) => `/api/warehouses/${p.warehouse}`,
    bodies: () => ({ PUT: { version: 1, location: "后院" } }),
  },
  "/api/stock-documents/{id}": {
    at: (p) => `/api/stock-documents/${p.document}`,
    bodies: () => ({ PUT: { version: 1, reason: "盘点" } }),
  },
  "/api/stock-documents/{id}/cancel": paper("cancel"),
  "/api/stock-documents/{id}/post": paper("post"),
  "/api/stock-documents/{id}/receive": paper("receive"),
  "/api/stock-documents/{id}/reverse": paper("reverse", { reason: "录错了" }),
  "/api/stock-lots/{id}": { at: (p) => `/api/stock-lots/${p.lot}` },
  "/api/stock-lots/{id}/block": lot("block", { reason: "包装破了" }),
  "/api/stock-lots/{id}/release": lot("release", { reason: "查过了" }),

  "/api/daily-menus/{id}": {
    at: (p) => `/api/daily-menus/${p.menu}`,
    bodies: () => ({ PUT: { version: 1, dish_ids: [55] } }),
  },
  ...Object.fromEntries(
    ["lock", "publish", "serve", "withdraw"].map((step): [string, Entry] => [
      `/api/daily-menus/{id}/${step}`,
      { at: (p) => `/api/daily-menus/${p.menu}/${step}`, bodies: () => ({ POST: {} }) },
    ]),
  ),

  "/api/kitchen/batches/{id}": { at: (p) => `/api/kitchen/batches/${p.production}` },
  ...Object.fromEntries(
    ["start", "close", "cancel"].map((step): [string, Entry] => [
      `/api/kitchen/batches/{id}/${step}`,
      { at: (p) => `/api/kitchen/batches/${p.production}/${step}`, bodies: () => ({ POST: {} }) },
    ]),
  ),
  "/api/orders/{id}": {
    at: (p) => `/api/orders/${p.order}`,
    bodies: () => ({ PUT: { version: 1, notes: "送到前台" } }),
  },
  ...Object.fromEntries(
    ["confirm", "cancel"].map((step): [string, Entry] => [
      `/api/orders/{id}/${step}`,
      { at: (p) => `/api/orders/${p.order}/${step}`, bodies: () => ({ POST: {} }) },
    ]),
  ),

  "/api/jobs/{id}": { at: (p) => `/api/jobs/${p.job}`, besides: jobless },
  "/api/jobs/{id}/cancel": { at: (p) => `/api/jobs/${p.job}/cancel`, bodies: () => ({ POST: {} }), besides: jobless },
  "/api/jobs/{id}/retry": { at: (p) => `/api/jobs/${p.job}/retry`, bodies: () => ({ POST: {} }) },
  "/api/upload/excel/{id}": { at: (p) => `/api/upload/excel/${p.batch}` },
  "/api/upload/excel/{id}/errors.xlsx": { at: (p) => `/api/upload/excel/${p.batch}/errors.xlsx` },
  "/api/upload/excel/{id}/run": { at: (p) => `/api/upload/excel/${p.batch}/run`, bodies: () => ({ POST: {} }) },
  "/api/upload/excel/{id}/undo": { at: (p) => `/api/upload/excel/${p.batch}/undo`, bodies: () => ({ POST: {} }) },

  "/api/users/{id}": {
    at: (p) => `/api/users/${p.chef}`,
    bodies: () => ({ PUT: { version: 1, department: "厨房" } }),
  },
  "/api/users/{id}/sessions": { at: (p) => `/api/users/${p.chef}/sessions`, query: () => "?session_id=none" },
  ...Object.fromEntries(
    ["enable", "reset-mfa", "reset-password", "unlock"].map((step): [string, Entry] => [
      `/api/users/{id}/${step}`,
      { at: (p) => `/api/users/${p.chef}/${step}`, bodies: () => ({ POST: {} }) },
    ]),
  ),
};

/** Who asks: real logins, and people who hold the very permission but not for this row. */
const reach = (centres: readonly number[], scope: Partial<Grant> = {}): Grant => ({
  centres,
  assigned: false,
  own: false,
  ...scope,
});
const outsiders: { who: string; as: Login; grant?: Grant }[] = [
  { who: "manager2, of 滨江馆", as: "manager2" },
  { who: "another mother", as: "customer" },
  { who: "the recorder, to whom the family is not assigned", as: "recorder" },
  { who: "someone of 滨江馆 with the permission", as: "manager2", grant: reach([2]) },
  { who: "a mother with the permission for her own", as: "customer", grant: reach([], { own: true }) },
  { who: "someone with the permission for assigned families", as: "recorder", grant: reach([], { assigned: true }) },
  { who: "someone with the permission nowhere", as: "cashier", grant: reach([]) },
];

const endpoints = endpointsOf().filter(({ path }) => path.includes("{"));
const entryOf = (path: string): Extract<Entry, { at: unknown }> | null => {
  const entry = table[path];
  return entry && "at" in entry ? entry : null;
};
const request = (entry: Extract<Entry, { at: unknown }>, method: Method, p: Place) => {
  const bodies = entry.bodies?.(p) ?? {};
  const body = method === "PATCH" ? bodies.PUT : bodies[method];
  return { address: entry.at(p) + (body ? "" : (entry.query?.(p) ?? "")), body };
};

test("every path with an id stands in the table, and none that is gone", () => {
  const paths = Object.keys(routes).filter((path) => path.includes("{"));
  expect(Object.keys(table).sort()).toEqual(paths.sort());
});

describe("a row of another centre, customer or family does not exist", () => {
  test.each(endpoints.filter(({ path }) => entryOf(path)).map((one) => [`${one.method} ${one.path}`, one] as const))(
    "%s",
    async (_, { path, method, handler }) => {
      const entry = entryOf(path);
      const permission = handler.spec.permission as Permission;
      if (!entry) return;
      await undone(async (tx) => {
        const place = await arrange(tx);
        const { address, body } = request(entry, method, place);
        for (const { who, as, grant } of outsiders) {
          const held = grant ?? (handler.spec.permission === "signed-in" ? reach([]) : actorOf(as).can.get(permission));
          if (held?.centres === "all" || held?.centres.includes(place.centre)) continue; // sees the whole group
          await undone(async () => {
            const only: Permission[] = [permission, "users:read", "plans:read", "customers:read"];
            const { status } = await call(method, address, { as, body, ...(grant && { only, grant }) });
            expect(held ? [404, entry.besides?.[as]] : [403], who).toContain(status);
          }, tx);
        }
      });
    },
  );
});

describe("the same requests do reach the row when it is the caller's", () => {
  // What the row's state refuses is told as a conflict, which only those hear who may see it.
  const reached = [200, 201, 202, 409];
  const otherwise: Record<string, number[]> = {
    "POST /api/families/{id}/break-glass": [403], // those who see every family anyway have no use for it
    "DELETE /api/users/{id}/sessions": [404], // no such session
    "GET /api/upload/excel/{id}": [200, 500],
    "POST /api/confinement-meal-plans/{id}/proposals/{proposal}/accept": [200, 400, 409], // it proposes nothing
    "PUT /api/orders/{id}": [200, 400, 409], // its day may be over, which only those hear who see it
    "PATCH /api/orders/{id}": [200, 400, 409],
  };
  test.each(endpoints.filter(({ path }) => entryOf(path)).map((one) => [`${one.method} ${one.path}`, one] as const))(
    "%s",
    async (name, { path, method }) => {
      const entry = entryOf(path);
      if (!entry) return;
      await undone(async (tx) => {
        const { address, body } = request(entry, method, await arrange(tx));
        const { status, body: answer } = await call(method, address, { as: "admin", body });
        expect(otherwise[name] ?? reached, JSON.stringify(answer)).toContain(status);
      });
    },
  );
});

describe("a body cannot name what its sender does not see", () => {
  const attempts: [string, string, (p: Place) => [address: string, body: object]][] = [
    [
      "a stay of a foreign customer",
      "POST",
      (p) => ["/api/stays", { customer_id: p.customer, check_in_date: p.tomorrow }],
    ],
    [
      "a plan of a foreign customer",
      "POST",
      (p) => ["/api/confinement-meal-plans", { customer_id: p.customer, start_date: p.tomorrow, total_days: 7 }],
    ],
    ["a patient in a foreign family", "POST", (p) => ["/api/patients", { family_id: p.customer, name: "某人" }]],
    [
      "a contract of a foreign customer",
      "POST",
      (p) => ["/api/subscriptions", { customer_id: p.customer, package_id: 1, start_date: p.tomorrow }],
    ],
    ["a stay in a room type of another centre", "PUT", (p) => [`/api/stays/${p.theirs}`, { room_type_id: p.roomType }]],
    [
      "a room of a foreign type",
      "POST",
      (p) => ["/api/rooms", { room_type_id: p.roomType, number: "999", floor: "9" }],
    ],
    [
      "a room in a foreign centre",
      "POST",
      (p) => ["/api/rooms", { centre_id: p.centre, room_type_id: p.roomType, number: "999", floor: "9" }],
    ],
    ["a room type in a foreign centre", "POST", (p) => ["/api/room-types", { centre_id: p.centre, name: "套间" }]],
    [
      "a customer in a foreign centre",
      "POST",
      (p) => ["/api/customers", { centre_id: p.centre, name: "某人", phone: "13900001234" }],
    ],
    ["a family in a foreign centre", "POST", (p) => ["/api/families", { centre_id: p.centre, family_name: "某家" }]],
    [
      "a customer into a foreign room",
      "POST",
      (p) => ["/api/customers", { name: "某人", phone: "13900001234", check_in_date: p.tomorrow, room_id: p.room }],
    ],
    ["a stay into a foreign room", "POST", (p) => [`/api/stays/${p.theirs}/move`, { room_id: p.room }]],
    [
      "a package of a foreign centre",
      "POST",
      (p) => ["/api/service-packages", { centre_id: p.centre, name: "套餐", kind: "stay", price: 1, duration_days: 1 }],
    ],
    [
      "a contract on a foreign centre's package",
      "POST",
      (p) => ["/api/subscriptions", { customer_id: p.theirs, package_id: p.servicePackage, start_date: p.tomorrow }],
    ],
    [
      "a daily menu of a foreign centre",
      "POST",
      (p) => ["/api/daily-menus", { centre_id: p.centre, menu_date: p.tomorrow, type: "lunch", dish_ids: [55] }],
    ],
    [
      "daily menus copied in a foreign centre",
      "POST",
      (p) => ["/api/daily-menus/copy", { centre_id: p.centre, from: p.day, to: p.tomorrow }],
    ],
    [
      "daily menus made in a foreign centre",
      "POST",
      (p) => ["/api/daily-menus/generate", { centre_id: p.centre, menu_id: 1, date: p.tomorrow }],
    ],
    [
      "daily menus published in a foreign centre",
      "POST",
      (p) => ["/api/daily-menus/publish", { centre_id: p.centre, date: p.tomorrow }],
    ],
    [
      "a plan filled from a foreign plan",
      "POST",
      (p) => [
        "/api/confinement-meal-plans",
        {
          customer_id: p.theirs,
          start_date: "2027-03-01",
          total_days: 7,
          copy_from: { from: "plan", plan_id: p.plan },
        },
      ],
    ],
    [
      "a merge with a foreign customer",
      "POST",
      (p) => [`/api/customers/${p.theirs}/merge`, { duplicate_id: p.customer }],
    ],
    [
      "a setting of a foreign centre",
      "PUT",
      (p) => ["/api/settings", { centre_id: p.centre, name: "planning.repeat_days", value: 5 }],
    ],
    [
      "another's restriction under one's own customer",
      "PUT",
      (p) => [`/api/customers/${p.theirs}/restrictions/${p.restriction}`, { version: 1, reason: "改" }],
    ],
    [
      "another's birth under one's own customer",
      "PUT",
      (p) => [`/api/customers/${p.theirs}/childbirths/${p.birth}`, { version: 1, parity: 2 }],
    ],
    [
      "another's absence under one's own stay",
      "PUT",
      (p) => [`/api/stays/${p.theirs}/absences/${p.absence}`, { to_day: p.tomorrow }],
    ],
    ["another's care under one's own family", "DELETE", (p) => [`/api/families/${p.theirs}/care/${p.care}`, {}]],
    [
      "another's condition under one's own customer",
      "DELETE",
      (p) => [`/api/customers/${p.theirs}/conditions/${p.condition}`, {}],
    ],
  ];
  test.each(attempts)("%s", async (_, method, make) => {
    await undone(async (tx) => {
      const [address, body] = make(await arrange(tx));
      const given = method === "DELETE" ? undefined : body;
      const { status, body: answer } = await call(method, address, { as: "manager2", body: given });
      // Told as not found, or as a value that does not fit the field that names it; never done.
      expect([404, 400], JSON.stringify(answer)).toContain(status);
    });
  });
});

describe("lists hold the caller's rows only", () => {
  const lists = endpointsOf().filter(
    ({ path, method, handler }) =>
      method === "GET" && !path.includes("{") && !handler.spec.produces && handler.spec.permission !== "public",
  );
  const needed: Record<string, string> = {
    "/api/kitchen/requirements": "from=2026-11-19&to=2026-11-19",
    "/api/rooms/free": "from=2026-11-20&until=2026-11-22",
  };
  /** Every value of a key, however deep; that a colleague works in the other centre too is no secret. */
  const deep = (value: unknown, key: string): unknown[] =>
    Array.isArray(value)
      ? value.flatMap((one) => deep(one, key))
      : typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([name, one]) =>
            name === key ? [one] : name === "assignments" ? [] : deep(one, key),
          )
        : [];

  test.each(lists.map((one) => [one.path, one] as const))("%s", async (path, { handler }) => {
    const permission = handler.spec.permission as Permission;
    const query = `?page_size=100&${needed[path] ?? ""}`;
    await undone(async (tx) => {
      const { assigned } = await arrange(tx);
      const seenBy = async (as: Login, more = "") => {
        const { status, data } = await call("GET", path + query + more, { as });
        // 400: of no single centre, and none was named.
        expect([200, 400, 404], as).toContain(status);
        return (key: string) => deep(data, key).filter((id) => id !== null);
      };
      const may = (as: Login) => actorOf(as).can.has(permission) && actorOf(as).can.get(permission)?.centres !== "all";
      for (const more of ["", "&centre_id=1"]) {
        if (may("manager2")) expect((await seenBy("manager2", more))("centre_id").filter((id) => id !== 2)).toEqual([]);
        for (const [as, families] of [
          ["customer", [customers.linZhixia.id] as number[]],
          ["recorder", assigned],
        ] as const) {
          if (!may(as)) continue;
          const seen = await seenBy(as, more);
          const rows = [...seen("customer_id"), ...seen("family_id")];
          expect(
            rows.filter((id) => !families.includes(id as number)),
            as,
          ).toEqual([]);
        }
      }
    });
  });
});
