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
import * as r11 from "@/app/api/centres/[id]/route";
import * as r12 from "@/app/api/centres/route";
import * as r13 from "@/app/api/confinement-meal-plans/[id]/approve/route";
import * as r14 from "@/app/api/confinement-meal-plans/[id]/cancel/route";
import * as r15 from "@/app/api/confinement-meal-plans/[id]/edits/route";
import * as r16 from "@/app/api/confinement-meal-plans/[id]/items/[item]/release/route";
import * as r17 from "@/app/api/confinement-meal-plans/[id]/items/[item]/route";
import * as r18 from "@/app/api/confinement-meal-plans/[id]/items/route";
import * as r19 from "@/app/api/confinement-meal-plans/[id]/nutrition/route";
import * as r20 from "@/app/api/confinement-meal-plans/[id]/route";
import * as r21 from "@/app/api/confinement-meal-plans/[id]/submit/route";
import * as r22 from "@/app/api/confinement-meal-plans/[id]/weekly-menu/route";
import * as r23 from "@/app/api/confinement-meal-plans/[id]/weeks/[weekNumber]/route";
import * as r24 from "@/app/api/confinement-meal-plans/export/route";
import * as r25 from "@/app/api/confinement-meal-plans/route";
import * as r26 from "@/app/api/customers/[id]/account/route";
import * as r27 from "@/app/api/customers/[id]/anonymise/route";
import * as r28 from "@/app/api/customers/[id]/childbirths/[birthId]/route";
import * as r29 from "@/app/api/customers/[id]/childbirths/route";
import * as r30 from "@/app/api/customers/[id]/conditions/[conditionId]/route";
import * as r31 from "@/app/api/customers/[id]/conditions/route";
import * as r32 from "@/app/api/customers/[id]/merge/route";
import * as r33 from "@/app/api/customers/[id]/restore/route";
import * as r34 from "@/app/api/customers/[id]/restrictions/[restrictionId]/route";
import * as r35 from "@/app/api/customers/[id]/restrictions/route";
import * as r36 from "@/app/api/customers/[id]/reveal/route";
import * as r37 from "@/app/api/customers/[id]/route";
import * as r38 from "@/app/api/customers/[id]/safety/route";
import * as r39 from "@/app/api/customers/export/route";
import * as r40 from "@/app/api/customers/restriction-targets/route";
import * as r41 from "@/app/api/customers/route";
import * as r42 from "@/app/api/daily-menus/[id]/lock/route";
import * as r43 from "@/app/api/daily-menus/[id]/publish/route";
import * as r44 from "@/app/api/daily-menus/[id]/route";
import * as r45 from "@/app/api/daily-menus/[id]/serve/route";
import * as r46 from "@/app/api/daily-menus/[id]/withdraw/route";
import * as r47 from "@/app/api/daily-menus/copy/route";
import * as r48 from "@/app/api/daily-menus/export/route";
import * as r49 from "@/app/api/daily-menus/generate/route";
import * as r50 from "@/app/api/daily-menus/publish/route";
import * as r51 from "@/app/api/daily-menus/route";
import * as r52 from "@/app/api/dish-categories/[id]/route";
import * as r53 from "@/app/api/dish-categories/route";
import * as r54 from "@/app/api/dishes/[id]/restore/route";
import * as r55 from "@/app/api/dishes/[id]/route";
import * as r56 from "@/app/api/dishes/export/route";
import * as r57 from "@/app/api/dishes/route";
import * as r58 from "@/app/api/employees/route";
import * as r59 from "@/app/api/events/route";
import * as r60 from "@/app/api/families/[id]/break-glass/route";
import * as r61 from "@/app/api/families/[id]/care/[careId]/route";
import * as r62 from "@/app/api/families/[id]/care/route";
import * as r63 from "@/app/api/families/[id]/route";
import * as r64 from "@/app/api/families/route";
import * as r65 from "@/app/api/files/[id]/route";
import * as r66 from "@/app/api/files/upload/route";
import * as r67 from "@/app/api/food-tags/[id]/route";
import * as r68 from "@/app/api/food-tags/route";
import * as r69 from "@/app/api/health/live/route";
import * as r70 from "@/app/api/health/route";
import * as r71 from "@/app/api/ingredients/[id]/restore/route";
import * as r72 from "@/app/api/ingredients/[id]/route";
import * as r73 from "@/app/api/ingredients/export/route";
import * as r74 from "@/app/api/ingredients/route";
import * as r75 from "@/app/api/jobs/[id]/retry/route";
import * as r76 from "@/app/api/jobs/[id]/route";
import * as r77 from "@/app/api/jobs/route";
import * as r78 from "@/app/api/kitchen/production/pdf/route";
import * as r79 from "@/app/api/kitchen/production/route";
import * as r80 from "@/app/api/kitchen/requirements/route";
import * as r81 from "@/app/api/kitchen/tickets/pdf/route";
import * as r82 from "@/app/api/kitchen/tickets/route";
import * as r83 from "@/app/api/meal-slots/[id]/route";
import * as r84 from "@/app/api/meal-slots/route";
import * as r85 from "@/app/api/menus/[id]/restore/route";
import * as r86 from "@/app/api/menus/[id]/route";
import * as r87 from "@/app/api/menus/export/route";
import * as r88 from "@/app/api/menus/route";
import * as r89 from "@/app/api/metrics/route";
import * as r90 from "@/app/api/notifications/read/route";
import * as r91 from "@/app/api/notifications/route";
import * as r92 from "@/app/api/nutrients/route";
import * as r93 from "@/app/api/operation-logs/export/route";
import * as r94 from "@/app/api/operation-logs/route";
import * as r95 from "@/app/api/patients/[id]/route";
import * as r96 from "@/app/api/patients/route";
import * as r97 from "@/app/api/permissions/route";
import * as r98 from "@/app/api/roles/[id]/route";
import * as r99 from "@/app/api/roles/export/route";
import * as r100 from "@/app/api/roles/route";
import * as r101 from "@/app/api/room-types/[id]/route";
import * as r102 from "@/app/api/room-types/route";
import * as r103 from "@/app/api/rooms/[id]/route";
import * as r104 from "@/app/api/rooms/[id]/status/route";
import * as r105 from "@/app/api/rooms/calendar/route";
import * as r106 from "@/app/api/rooms/free/route";
import * as r107 from "@/app/api/rooms/route";
import * as r108 from "@/app/api/service-packages/[id]/route";
import * as r109 from "@/app/api/service-packages/route";
import * as r110 from "@/app/api/settings/route";
import * as r111 from "@/app/api/stays/[id]/absences/[absenceId]/route";
import * as r112 from "@/app/api/stays/[id]/absences/route";
import * as r113 from "@/app/api/stays/[id]/cancel/route";
import * as r114 from "@/app/api/stays/[id]/check-in/route";
import * as r115 from "@/app/api/stays/[id]/check-out/route";
import * as r116 from "@/app/api/stays/[id]/move/route";
import * as r117 from "@/app/api/stays/[id]/route";
import * as r118 from "@/app/api/stays/arrivals/route";
import * as r119 from "@/app/api/stays/export/route";
import * as r120 from "@/app/api/stays/route";
import * as r121 from "@/app/api/subscriptions/[id]/route";
import * as r122 from "@/app/api/subscriptions/route";
import * as r123 from "@/app/api/upload/excel/[id]/errors.xlsx/route";
import * as r124 from "@/app/api/upload/excel/[id]/route";
import * as r125 from "@/app/api/upload/excel/[id]/run/route";
import * as r126 from "@/app/api/upload/excel/[id]/undo/route";
import * as r127 from "@/app/api/upload/excel/route";
import * as r128 from "@/app/api/upload/templates/route";
import * as r129 from "@/app/api/users/[id]/enable/route";
import * as r130 from "@/app/api/users/[id]/reset-mfa/route";
import * as r131 from "@/app/api/users/[id]/reset-password/route";
import * as r132 from "@/app/api/users/[id]/route";
import * as r133 from "@/app/api/users/[id]/sessions/route";
import * as r134 from "@/app/api/users/[id]/unlock/route";
import * as r135 from "@/app/api/users/export/route";
import * as r136 from "@/app/api/users/route";
import * as r137 from "@/app/api/wechat/customer/menu/route";

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
  "/api/centres/{id}": r11,
  "/api/centres": r12,
  "/api/confinement-meal-plans/{id}/approve": r13,
  "/api/confinement-meal-plans/{id}/cancel": r14,
  "/api/confinement-meal-plans/{id}/edits": r15,
  "/api/confinement-meal-plans/{id}/items/{item}/release": r16,
  "/api/confinement-meal-plans/{id}/items/{item}": r17,
  "/api/confinement-meal-plans/{id}/items": r18,
  "/api/confinement-meal-plans/{id}/nutrition": r19,
  "/api/confinement-meal-plans/{id}": r20,
  "/api/confinement-meal-plans/{id}/submit": r21,
  "/api/confinement-meal-plans/{id}/weekly-menu": r22,
  "/api/confinement-meal-plans/{id}/weeks/{weekNumber}": r23,
  "/api/confinement-meal-plans/export": r24,
  "/api/confinement-meal-plans": r25,
  "/api/customers/{id}/account": r26,
  "/api/customers/{id}/anonymise": r27,
  "/api/customers/{id}/childbirths/{birthId}": r28,
  "/api/customers/{id}/childbirths": r29,
  "/api/customers/{id}/conditions/{conditionId}": r30,
  "/api/customers/{id}/conditions": r31,
  "/api/customers/{id}/merge": r32,
  "/api/customers/{id}/restore": r33,
  "/api/customers/{id}/restrictions/{restrictionId}": r34,
  "/api/customers/{id}/restrictions": r35,
  "/api/customers/{id}/reveal": r36,
  "/api/customers/{id}": r37,
  "/api/customers/{id}/safety": r38,
  "/api/customers/export": r39,
  "/api/customers/restriction-targets": r40,
  "/api/customers": r41,
  "/api/daily-menus/{id}/lock": r42,
  "/api/daily-menus/{id}/publish": r43,
  "/api/daily-menus/{id}": r44,
  "/api/daily-menus/{id}/serve": r45,
  "/api/daily-menus/{id}/withdraw": r46,
  "/api/daily-menus/copy": r47,
  "/api/daily-menus/export": r48,
  "/api/daily-menus/generate": r49,
  "/api/daily-menus/publish": r50,
  "/api/daily-menus": r51,
  "/api/dish-categories/{id}": r52,
  "/api/dish-categories": r53,
  "/api/dishes/{id}/restore": r54,
  "/api/dishes/{id}": r55,
  "/api/dishes/export": r56,
  "/api/dishes": r57,
  "/api/employees": r58,
  "/api/events": r59,
  "/api/families/{id}/break-glass": r60,
  "/api/families/{id}/care/{careId}": r61,
  "/api/families/{id}/care": r62,
  "/api/families/{id}": r63,
  "/api/families": r64,
  "/api/files/{id}": r65,
  "/api/files/upload": r66,
  "/api/food-tags/{id}": r67,
  "/api/food-tags": r68,
  "/api/health/live": r69,
  "/api/health": r70,
  "/api/ingredients/{id}/restore": r71,
  "/api/ingredients/{id}": r72,
  "/api/ingredients/export": r73,
  "/api/ingredients": r74,
  "/api/jobs/{id}/retry": r75,
  "/api/jobs/{id}": r76,
  "/api/jobs": r77,
  "/api/kitchen/production/pdf": r78,
  "/api/kitchen/production": r79,
  "/api/kitchen/requirements": r80,
  "/api/kitchen/tickets/pdf": r81,
  "/api/kitchen/tickets": r82,
  "/api/meal-slots/{id}": r83,
  "/api/meal-slots": r84,
  "/api/menus/{id}/restore": r85,
  "/api/menus/{id}": r86,
  "/api/menus/export": r87,
  "/api/menus": r88,
  "/api/metrics": r89,
  "/api/notifications/read": r90,
  "/api/notifications": r91,
  "/api/nutrients": r92,
  "/api/operation-logs/export": r93,
  "/api/operation-logs": r94,
  "/api/patients/{id}": r95,
  "/api/patients": r96,
  "/api/permissions": r97,
  "/api/roles/{id}": r98,
  "/api/roles/export": r99,
  "/api/roles": r100,
  "/api/room-types/{id}": r101,
  "/api/room-types": r102,
  "/api/rooms/{id}": r103,
  "/api/rooms/{id}/status": r104,
  "/api/rooms/calendar": r105,
  "/api/rooms/free": r106,
  "/api/rooms": r107,
  "/api/service-packages/{id}": r108,
  "/api/service-packages": r109,
  "/api/settings": r110,
  "/api/stays/{id}/absences/{absenceId}": r111,
  "/api/stays/{id}/absences": r112,
  "/api/stays/{id}/cancel": r113,
  "/api/stays/{id}/check-in": r114,
  "/api/stays/{id}/check-out": r115,
  "/api/stays/{id}/move": r116,
  "/api/stays/{id}": r117,
  "/api/stays/arrivals": r118,
  "/api/stays/export": r119,
  "/api/stays": r120,
  "/api/subscriptions/{id}": r121,
  "/api/subscriptions": r122,
  "/api/upload/excel/{id}/errors.xlsx": r123,
  "/api/upload/excel/{id}": r124,
  "/api/upload/excel/{id}/run": r125,
  "/api/upload/excel/{id}/undo": r126,
  "/api/upload/excel": r127,
  "/api/upload/templates": r128,
  "/api/users/{id}/enable": r129,
  "/api/users/{id}/reset-mfa": r130,
  "/api/users/{id}/reset-password": r131,
  "/api/users/{id}": r132,
  "/api/users/{id}/sessions": r133,
  "/api/users/{id}/unlock": r134,
  "/api/users/export": r135,
  "/api/users": r136,
  "/api/wechat/customer/menu": r137,
};
