import type { Can } from "@/domain/testing";

/** What the planning tests' callers may do. */
export const planner: Can = ["plans:read", "plans:edit"];
export const checker: Can = ["plans:read", "plans:edit", "plans:approve", "plans:cancel"];
