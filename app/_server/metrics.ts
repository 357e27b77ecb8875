import "server-only";
import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

type Holder = { yueanMetrics?: { registry: Registry; requests: Counter; seconds: Histogram } };
const holder = globalThis as Holder; // survives module reloads in development

export function metrics() {
  holder.yueanMetrics ??= make();
  return holder.yueanMetrics;
}

function make() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "yuean_" });
  const labelNames = ["method", "path", "status"];
  return {
    registry,
    requests: new Counter({
      name: "yuean_http_requests_total",
      help: "API requests",
      labelNames,
      registers: [registry],
    }),
    seconds: new Histogram({
      name: "yuean_http_request_seconds",
      help: "API request duration",
      labelNames: ["method", "path"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [registry],
    }),
  };
}

/** Numbers in the path are ids: they become `:id`, so that series stay few. */
export function observeRequest(method: string, path: string, status: number, ms: number): void {
  const shape = path.replace(/\/\d+(?=\/|$)/g, "/:id").slice(0, 100);
  metrics().requests.inc({ method, path: status === 404 ? "(none)" : shape, status: String(status) });
  if (status !== 404) metrics().seconds.observe({ method, path: shape }, ms / 1000);
}
