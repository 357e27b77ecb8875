// Written by scripts/routes.mjs; do not edit.
import * as r0 from "@/app/api/files/[id]/route";
import * as r1 from "@/app/api/files/upload/route";
import * as r2 from "@/app/api/health/live/route";
import * as r3 from "@/app/api/health/route";
import * as r4 from "@/app/api/jobs/[id]/retry/route";
import * as r5 from "@/app/api/jobs/[id]/route";
import * as r6 from "@/app/api/jobs/route";
import * as r7 from "@/app/api/metrics/route";
import * as r8 from "@/app/api/notifications/read/route";
import * as r9 from "@/app/api/notifications/route";
import * as r10 from "@/app/api/settings/route";

/** Every endpoint of the JSON API: path template → its module. */
export const routes: Record<string, object> = {
  "/api/files/{id}": r0,
  "/api/files/upload": r1,
  "/api/health/live": r2,
  "/api/health": r3,
  "/api/jobs/{id}/retry": r4,
  "/api/jobs/{id}": r5,
  "/api/jobs": r6,
  "/api/metrics": r7,
  "/api/notifications/read": r8,
  "/api/notifications": r9,
  "/api/settings": r10,
};
