// Written by scripts/routes.mjs; do not edit.
import * as r0 from "@/app/api/allergens/[id]/route";
import * as r1 from "@/app/api/allergens/route";
import * as r2 from "@/app/api/auth/login/route";
import * as r3 from "@/app/api/auth/logout/route";
import * as r4 from "@/app/api/auth/me/route";
import * as r5 from "@/app/api/auth/mfa/disable/route";
import * as r6 from "@/app/api/auth/mfa/enable/route";
import * as r7 from "@/app/api/auth/mfa/setup/route";
import * as r8 from "@/app/api/auth/password/route";
import * as r9 from "@/app/api/auth/refresh/route";
import * as r10 from "@/app/api/auth/register/route";
import * as r11 from "@/app/api/confinement-meal-plans/[id]/approve/route";
import * as r12 from "@/app/api/confinement-meal-plans/[id]/cancel/route";
import * as r13 from "@/app/api/confinement-meal-plans/[id]/edits/route";
import * as r14 from "@/app/api/confinement-meal-plans/[id]/items/[item]/route";
import * as r15 from "@/app/api/confinement-meal-plans/[id]/items/route";
import * as r16 from "@/app/api/confinement-meal-plans/[id]/nutrition/route";
import * as r17 from "@/app/api/confinement-meal-plans/[id]/route";
import * as r18 from "@/app/api/confinement-meal-plans/[id]/submit/route";
import * as r19 from "@/app/api/confinement-meal-plans/[id]/weeks/[weekNumber]/route";
import * as r20 from "@/app/api/confinement-meal-plans/export/route";
import * as r21 from "@/app/api/confinement-meal-plans/route";
import * as r22 from "@/app/api/daily-menus/[id]/lock/route";
import * as r23 from "@/app/api/daily-menus/[id]/publish/route";
import * as r24 from "@/app/api/daily-menus/[id]/route";
import * as r25 from "@/app/api/daily-menus/[id]/serve/route";
import * as r26 from "@/app/api/daily-menus/[id]/withdraw/route";
import * as r27 from "@/app/api/daily-menus/copy/route";
import * as r28 from "@/app/api/daily-menus/export/route";
import * as r29 from "@/app/api/daily-menus/generate/route";
import * as r30 from "@/app/api/daily-menus/publish/route";
import * as r31 from "@/app/api/daily-menus/route";
import * as r32 from "@/app/api/dish-categories/[id]/route";
import * as r33 from "@/app/api/dish-categories/route";
import * as r34 from "@/app/api/dishes/[id]/restore/route";
import * as r35 from "@/app/api/dishes/[id]/route";
import * as r36 from "@/app/api/dishes/export/route";
import * as r37 from "@/app/api/dishes/route";
import * as r38 from "@/app/api/files/[id]/route";
import * as r39 from "@/app/api/files/upload/route";
import * as r40 from "@/app/api/food-tags/[id]/route";
import * as r41 from "@/app/api/food-tags/route";
import * as r42 from "@/app/api/health/live/route";
import * as r43 from "@/app/api/health/route";
import * as r44 from "@/app/api/ingredients/[id]/restore/route";
import * as r45 from "@/app/api/ingredients/[id]/route";
import * as r46 from "@/app/api/ingredients/export/route";
import * as r47 from "@/app/api/ingredients/route";
import * as r48 from "@/app/api/jobs/[id]/retry/route";
import * as r49 from "@/app/api/jobs/[id]/route";
import * as r50 from "@/app/api/jobs/route";
import * as r51 from "@/app/api/kitchen/production/pdf/route";
import * as r52 from "@/app/api/kitchen/production/route";
import * as r53 from "@/app/api/kitchen/requirements/route";
import * as r54 from "@/app/api/kitchen/tickets/pdf/route";
import * as r55 from "@/app/api/kitchen/tickets/route";
import * as r56 from "@/app/api/meal-slots/[id]/route";
import * as r57 from "@/app/api/meal-slots/route";
import * as r58 from "@/app/api/menus/[id]/restore/route";
import * as r59 from "@/app/api/menus/[id]/route";
import * as r60 from "@/app/api/menus/export/route";
import * as r61 from "@/app/api/menus/route";
import * as r62 from "@/app/api/metrics/route";
import * as r63 from "@/app/api/notifications/read/route";
import * as r64 from "@/app/api/notifications/route";
import * as r65 from "@/app/api/nutrients/route";
import * as r66 from "@/app/api/operation-logs/export/route";
import * as r67 from "@/app/api/operation-logs/route";
import * as r68 from "@/app/api/permissions/route";
import * as r69 from "@/app/api/roles/[id]/route";
import * as r70 from "@/app/api/roles/export/route";
import * as r71 from "@/app/api/roles/route";
import * as r72 from "@/app/api/settings/route";
import * as r73 from "@/app/api/upload/excel/[id]/errors.xlsx/route";
import * as r74 from "@/app/api/upload/excel/[id]/route";
import * as r75 from "@/app/api/upload/excel/[id]/run/route";
import * as r76 from "@/app/api/upload/excel/[id]/undo/route";
import * as r77 from "@/app/api/upload/excel/route";
import * as r78 from "@/app/api/upload/templates/route";
import * as r79 from "@/app/api/users/[id]/enable/route";
import * as r80 from "@/app/api/users/[id]/reset-mfa/route";
import * as r81 from "@/app/api/users/[id]/reset-password/route";
import * as r82 from "@/app/api/users/[id]/route";
import * as r83 from "@/app/api/users/[id]/sessions/route";
import * as r84 from "@/app/api/users/[id]/unlock/route";
import * as r85 from "@/app/api/users/export/route";
import * as r86 from "@/app/api/users/route";
import * as r87 from "@/app/api/wechat/customer/menu/route";

/** Every endpoint of the JSON API: path template → its module. */
export const routes: Record<string, object> = {
  "/api/allergens/{id}": r0,
  "/api/allergens": r1,
  "/api/auth/login": r2,
  "/api/auth/logout": r3,
  "/api/auth/me": r4,
  "/api/auth/mfa/disable": r5,
  "/api/auth/mfa/enable": r6,
  "/api/auth/mfa/setup": r7,
  "/api/auth/password": r8,
  "/api/auth/refresh": r9,
  "/api/auth/register": r10,
  "/api/confinement-meal-plans/{id}/approve": r11,
  "/api/confinement-meal-plans/{id}/cancel": r12,
  "/api/confinement-meal-plans/{id}/edits": r13,
  "/api/confinement-meal-plans/{id}/items/{item}": r14,
  "/api/confinement-meal-plans/{id}/items": r15,
  "/api/confinement-meal-plans/{id}/nutrition": r16,
  "/api/confinement-meal-plans/{id}": r17,
  "/api/confinement-meal-plans/{id}/submit": r18,
  "/api/confinement-meal-plans/{id}/weeks/{weekNumber}": r19,
  "/api/confinement-meal-plans/export": r20,
  "/api/confinement-meal-plans": r21,
  "/api/daily-menus/{id}/lock": r22,
  "/api/daily-menus/{id}/publish": r23,
  "/api/daily-menus/{id}": r24,
  "/api/daily-menus/{id}/serve": r25,
  "/api/daily-menus/{id}/withdraw": r26,
  "/api/daily-menus/copy": r27,
  "/api/daily-menus/export": r28,
  "/api/daily-menus/generate": r29,
  "/api/daily-menus/publish": r30,
  "/api/daily-menus": r31,
  "/api/dish-categories/{id}": r32,
  "/api/dish-categories": r33,
  "/api/dishes/{id}/restore": r34,
  "/api/dishes/{id}": r35,
  "/api/dishes/export": r36,
  "/api/dishes": r37,
  "/api/files/{id}": r38,
  "/api/files/upload": r39,
  "/api/food-tags/{id}": r40,
  "/api/food-tags": r41,
  "/api/health/live": r42,
  "/api/health": r43,
  "/api/ingredients/{id}/restore": r44,
  "/api/ingredients/{id}": r45,
  "/api/ingredients/export": r46,
  "/api/ingredients": r47,
  "/api/jobs/{id}/retry": r48,
  "/api/jobs/{id}": r49,
  "/api/jobs": r50,
  "/api/kitchen/production/pdf": r51,
  "/api/kitchen/production": r52,
  "/api/kitchen/requirements": r53,
  "/api/kitchen/tickets/pdf": r54,
  "/api/kitchen/tickets": r55,
  "/api/meal-slots/{id}": r56,
  "/api/meal-slots": r57,
  "/api/menus/{id}/restore": r58,
  "/api/menus/{id}": r59,
  "/api/menus/export": r60,
  "/api/menus": r61,
  "/api/metrics": r62,
  "/api/notifications/read": r63,
  "/api/notifications": r64,
  "/api/nutrients": r65,
  "/api/operation-logs/export": r66,
  "/api/operation-logs": r67,
  "/api/permissions": r68,
  "/api/roles/{id}": r69,
  "/api/roles/export": r70,
  "/api/roles": r71,
  "/api/settings": r72,
  "/api/upload/excel/{id}/errors.xlsx": r73,
  "/api/upload/excel/{id}": r74,
  "/api/upload/excel/{id}/run": r75,
  "/api/upload/excel/{id}/undo": r76,
  "/api/upload/excel": r77,
  "/api/upload/templates": r78,
  "/api/users/{id}/enable": r79,
  "/api/users/{id}/reset-mfa": r80,
  "/api/users/{id}/reset-password": r81,
  "/api/users/{id}": r82,
  "/api/users/{id}/sessions": r83,
  "/api/users/{id}/unlock": r84,
  "/api/users/export": r85,
  "/api/users": r86,
  "/api/wechat/customer/menu": r87,
};
