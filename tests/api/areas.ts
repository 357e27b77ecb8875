/**
 * What the API promises, area by area: the paths that clients were told of. An area with `later` has its turn with the part
 * of the system that it belongs to; until then nothing here asks for it, and it stays on this list so that nobody forgets it.
 */
export type Area = { name: string; endpoints: string[]; later?: string[] };

const crud = (path: string): string[] => [
  `GET ${path}`,
  `POST ${path}`,
  `GET ${path}/{id}`,
  `PUT ${path}/{id}`,
  `PATCH ${path}/{id}`,
  `DELETE ${path}/{id}`,
];
const posts = (path: string, ...steps: string[]): string[] => steps.map((step) => `POST ${path}/${step}`);

export const areas: Area[] = [
  {
    name: "auth",
    endpoints: [
      ...posts("/api/auth", "login", "register", "refresh", "logout", "password"),
      "GET /api/auth/me",
      ...posts("/api/auth/mfa", "setup", "enable", "disable"),
    ],
    later: posts("/api/auth/wechat", "login", "phone"),
  },
  {
    name: "customers",
    endpoints: [
      ...crud("/api/customers"),
      "GET /api/customers/{id}/restrictions",
      "POST /api/customers/{id}/restrictions",
      "PUT /api/customers/{id}/restrictions/{restriction}",
      "DELETE /api/customers/{id}/restrictions/{restriction}",
      "GET /api/customers/{id}/safety",
    ],
  },
  {
    name: "stays",
    endpoints: [
      ...crud("/api/centres"),
      ...crud("/api/rooms"),
      ...crud("/api/stays"),
      ...posts("/api/stays/{id}", "check-in", "check-out", "move", "cancel"),
      "GET /api/stays/{id}/absences",
      "POST /api/stays/{id}/absences",
      "GET /api/rooms/calendar",
    ],
  },
  { name: "families", endpoints: ["GET /api/families", "GET /api/families/{id}", ...crud("/api/patients")] },
  { name: "dishes", endpoints: crud("/api/dishes") },
  {
    name: "kitchen masters",
    endpoints: ["/api/ingredients", "/api/dish-categories", "/api/meal-slots", "/api/allergens"].flatMap(crud),
  },
  {
    name: "guidance",
    endpoints: [
      ...crud("/api/diet-rules"),
      ...["nutrient-targets", "health-conditions", "stage-guides"].flatMap((name) => [
        `GET /api/${name}`,
        `GET /api/${name}/{id}`,
        `PUT /api/${name}/{id}`,
      ]),
      "POST /api/confinement-meal-plans/{id}/items/{item}/release",
    ],
  },
  { name: "menus", endpoints: [...crud("/api/menus"), "POST /api/menus/auto"] },
  { name: "daily menus", endpoints: [...crud("/api/daily-menus"), "POST /api/daily-menus/generate"] },
  {
    name: "meal plans",
    endpoints: [
      ...crud("/api/confinement-meal-plans"),
      ...posts("/api/confinement-meal-plans/{id}", "approve", "cancel", "schedule", "proposals/{proposal}/accept"),
      "PUT /api/confinement-meal-plans/{id}/items/{item}",
      "GET /api/confinement-meal-plans/{id}/nutrition",
      "GET /api/confinement-meal-plans/{id}/nutrition/pdf",
    ],
  },
  {
    name: "kitchen work",
    endpoints: ["GET /api/kitchen/production", "GET /api/kitchen/tickets", "GET /api/kitchen/requirements"],
  },
  {
    name: "kitchen execution",
    endpoints: [
      "POST /api/kitchen/slots/lock",
      "GET /api/kitchen/wall",
      "GET /api/kitchen/deltas",
      "POST /api/kitchen/tickets/acknowledge",
      "GET /api/kitchen/batches",
      "GET /api/kitchen/batches/{id}",
      ...posts("/api/kitchen/batches/{id}", "start", "close", "cancel"),
      "GET /api/kitchen/deliveries",
      "POST /api/kitchen/deliveries",
      "POST /api/kitchen/deliveries/eaten",
      "POST /api/kitchen/deliveries/take-back",
      "GET /api/kitchen/samples",
      "POST /api/kitchen/samples",
      "POST /api/kitchen/samples/discard",
      "GET /api/kitchen/temperatures",
      "POST /api/kitchen/temperatures",
      "GET /api/kitchen/recall",
      "GET /api/dishes/{id}/substitutes",
      "PUT /api/dishes/{id}/substitutes",
    ],
  },
  {
    name: "mini program",
    endpoints: ["GET /api/wechat/customer/menu"],
    later: [
      "POST /api/wechat/customer/appointment",
      "GET /api/wechat/admin/dashboard",
      "POST /api/wechat/admin/attendance",
    ],
  },
  { name: "files", endpoints: ["POST /api/files/upload", "GET /api/files/{id}"] },
  {
    name: "import",
    endpoints: [
      "POST /api/upload/excel",
      "POST /api/upload/excel/{batch}/undo",
      "GET /api/upload/excel/{batch}/errors.xlsx",
    ],
  },
  {
    name: "system",
    endpoints: [
      ...crud("/api/users"),
      ...crud("/api/roles"),
      "GET /api/permissions",
      "GET /api/operation-logs",
      "GET /api/notifications",
      "GET /api/settings",
      "PUT /api/settings",
      "GET /api/jobs",
      "GET /api/jobs/{id}",
    ],
    later: crud("/api/backups"),
  },
  {
    name: "health",
    endpoints: [
      "GET /api/health",
      "GET /api/health/live",
      "GET /api/metrics",
      "GET /api/openapi.json",
      "GET /api/docs",
    ],
  },
  {
    name: "care masters",
    endpoints: [...crud("/api/medical-orders"), ...posts("/api/medical-orders/{id}", "stop", "acknowledge")],
    later: [
      ...["/api/recorders", "/api/doctors", "/api/service-packages", "/api/subscriptions"].flatMap(crud),
      "POST /api/medical-orders/{id}/executions",
    ],
  },
  {
    name: "orders",
    endpoints: [...crud("/api/orders"), ...posts("/api/orders/{id}", "confirm", "cancel")],
    later: [
      "GET /api/orders/statistics",
      "GET /api/orders/export",
      "POST /api/takeaway-orders",
      "GET /api/takeaway-orders",
    ],
  },
  {
    name: "coupons and reviews",
    endpoints: [],
    later: [
      ...crud("/api/coupons"),
      "POST /api/coupons/{id}/issue",
      "GET /api/coupons/mine",
      "POST /api/coupons/validate",
      "GET /api/dishes/{id}/reviews",
      "POST /api/dishes/{id}/reviews",
      "GET /api/reviews",
      "POST /api/reviews",
      "POST /api/feedback",
      "GET /api/restaurant",
      "PUT /api/restaurant",
    ],
  },
  {
    name: "payments",
    endpoints: [],
    later: [
      "POST /api/payment/orders",
      "GET /api/payment/orders/{order}",
      ...posts("/api/payment/orders/{order}", "refunds", "proof"),
      "POST /api/payment/callback/{method}",
      "POST /api/payments/wechat/notify",
    ],
  },
  {
    name: "care",
    endpoints: [],
    later: [
      ...crud("/api/health-records"),
      ...posts("/api/health-records/{id}", "sign", "addenda"),
      ...crud("/api/appointments"),
      "GET /api/appointments/today",
      ...posts("/api/appointments/{id}", "confirm", "complete", "cancel", "reschedule"),
      "GET /api/hospitals",
      "GET /api/hospitals/{id}",
      ...crud("/api/hospital-appointments"),
      "GET /api/alerts",
      ...posts("/api/alerts/{id}", "acknowledge", "close"),
    ],
  },
  {
    name: "employees",
    endpoints: ["GET /api/employees"],
    later: [...crud("/api/employees").slice(1), "POST /api/employees/attendance", "GET /api/employees/workload"],
  },
  {
    name: "finance",
    endpoints: [],
    later: [
      "GET /api/finance/transactions",
      "POST /api/finance/transactions",
      "GET /api/finance/reports",
      "POST /api/finance/salary/calculate",
    ],
  },
  {
    name: "dashboard",
    endpoints: ["GET /api/events"],
    later: ["kpis", "sales-trend", "platform-share", "recent-orders"].map((name) => `GET /api/dashboard/${name}`),
  },
  {
    name: "commerce",
    endpoints: [
      ...crud("/api/warehouses"),
      ...crud("/api/suppliers"),
      "GET /api/inventory",
      "GET /api/stock-movements",
      "POST /api/stock-movements",
    ],
    later: [
      ...["platforms", "shops", "products", "purchase-orders"].flatMap((name) => crud(`/api/${name}`)),
      ...["channel-orders", "sales-data"].map((name) => `GET /api/${name}`),
      ...posts("/api", "outbound-orders", "collection/runs"),
      ...["orders", "customers", "sales-team", "inventory"].map((name) => `GET /api/analysis/${name}`),
    ],
  },
];

/** Paths are the same whatever their parameters are called. */
export const plain = (endpoint: string): string => endpoint.replace(/\{\w+\}/g, "{}");

export const endpointsOfArea = (name: string): string[] => {
  const area = areas.find((one) => one.name === name);
  if (!area) throw new Error(`no such area: ${name}`);
  return area.endpoints;
};
