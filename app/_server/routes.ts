// Written by scripts/routes.mjs; do not edit.
import * as r0 from "@/app/api/files/[id]/route";
import * as r1 from "@/app/api/files/upload/route";
import * as r2 from "@/app/api/health/live/route";
import * as r3 from "@/app/api/health/route";
import * as r4 from "@/app/api/metrics/route";
import * as r5 from "@/app/api/notifications/read/route";
import * as r6 from "@/app/api/notifications/route";
import * as r7 from "@/app/api/openapi.json/route";
import * as r8 from "@/app/api/settings/route";

/** Every endpoint of the JSON API: path template → its module. */
export const routes: Record<string, object> = {
  "/api/files/{id}": r0,
  "/api/files/upload": r1,
  "/api/health/live": r2,
  "/api/health": r3,
  "/api/metrics": r4,
  "/api/notifications/read": r5,
  "/api/notifications": r6,
  "/api/openapi.json": r7,
  "/api/settings": r8,
};
