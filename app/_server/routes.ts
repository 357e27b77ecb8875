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
import * as r19 from "@/app/api/confinement-meal-plans/[id]/nutrition/pdf/route";
import * as r20 from "@/app/api/confinement-meal-plans/[id]/nutrition/route";
import * as r21 from "@/app/api/confinement-meal-plans/[id]/route";
import * as r22 from "@/app/api/confinement-meal-plans/[id]/submit/route";
import * as r23 from "@/app/api/confinement-meal-plans/[id]/weekly-menu/route";
import * as r24 from "@/app/api/confinement-meal-plans/[id]/weeks/[weekNumber]/route";
import * as r25 from "@/app/api/confinement-meal-plans/export/route";
import * as r26 from "@/app/api/confinement-meal-plans/route";
import * as r27 from "@/app/api/customers/[id]/account/route";
import * as r28 from "@/app/api/customers/[id]/anonymise/route";
import * as r29 from "@/app/api/customers/[id]/childbirths/[birthId]/route";
import * as r30 from "@/app/api/customers/[id]/childbirths/route";
import * as r31 from "@/app/api/customers/[id]/conditions/[conditionId]/route";
import * as r32 from "@/app/api/customers/[id]/conditions/route";
import * as r33 from "@/app/api/customers/[id]/merge/route";
import * as r34 from "@/app/api/customers/[id]/restore/route";
import * as r35 from "@/app/api/customers/[id]/restrictions/[restrictionId]/route";
import * as r36 from "@/app/api/customers/[id]/restrictions/route";
import * as r37 from "@/app/api/customers/[id]/reveal/route";
import * as r38 from "@/app/api/customers/[id]/route";
import * as r39 from "@/app/api/customers/[id]/safety/route";
import * as r40 from "@/app/api/customers/export/route";
import * as r41 from "@/app/api/customers/restriction-targets/route";
import * as r42 from "@/app/api/customers/route";
import * as r43 from "@/app/api/daily-menus/[id]/lock/route";
import * as r44 from "@/app/api/daily-menus/[id]/publish/route";
import * as r45 from "@/app/api/daily-menus/[id]/route";
import * as r46 from "@/app/api/daily-menus/[id]/serve/route";
import * as r47 from "@/app/api/daily-menus/[id]/withdraw/route";
import * as r48 from "@/app/api/daily-menus/copy/route";
import * as r49 from "@/app/api/daily-menus/export/route";
import * as r50 from "@/app/api/daily-menus/generate/route";
import * as r51 from "@/app/api/daily-menus/publish/route";
import * as r52 from "@/app/api/daily-menus/route";
import * as r53 from "@/app/api/dish-categories/[id]/route";
import * as r54 from "@/app/api/dish-categories/route";
import * as r55 from "@/app/api/dishes/[id]/restore/route";
import * as r56 from "@/app/api/dishes/[id]/route";
import * as r57 from "@/app/api/dishes/export/route";
import * as r58 from "@/app/api/dishes/route";
import * as r59 from "@/app/api/employees/route";
import * as r60 from "@/app/api/events/route";
import * as r61 from "@/app/api/families/[id]/break-glass/route";
import * as r62 from "@/app/api/families/[id]/care/[careId]/route";
import * as r63 from "@/app/api/families/[id]/care/route";
import * as r64 from "@/app/api/families/[id]/route";
import * as r65 from "@/app/api/families/route";
import * as r66 from "@/app/api/files/[id]/route";
import * as r67 from "@/app/api/files/upload/route";
import * as r68 from "@/app/api/food-tags/[id]/route";
import * as r69 from "@/app/api/food-tags/route";
import * as r70 from "@/app/api/health/live/route";
import * as r71 from "@/app/api/health/route";
import * as r72 from "@/app/api/ingredients/[id]/restore/route";
import * as r73 from "@/app/api/ingredients/[id]/route";
import * as r74 from "@/app/api/ingredients/export/route";
import * as r75 from "@/app/api/ingredients/route";
import * as r76 from "@/app/api/jobs/[id]/retry/route";
import * as r77 from "@/app/api/jobs/[id]/route";
import * as r78 from "@/app/api/jobs/route";
import * as r79 from "@/app/api/kitchen/production/pdf/route";
import * as r80 from "@/app/api/kitchen/production/route";
import * as r81 from "@/app/api/kitchen/requirements/route";
import * as r82 from "@/app/api/kitchen/tickets/pdf/route";
import * as r83 from "@/app/api/kitchen/tickets/route";
import * as r84 from "@/app/api/meal-slots/[id]/route";
import * as r85 from "@/app/api/meal-slots/route";
import * as r86 from "@/app/api/medical-orders/[id]/acknowledge/route";
import * as r87 from "@/app/api/medical-orders/[id]/route";
import * as r88 from "@/app/api/medical-orders/[id]/stop/route";
import * as r89 from "@/app/api/medical-orders/route";
import * as r90 from "@/app/api/menus/[id]/restore/route";
import * as r91 from "@/app/api/menus/[id]/route";
import * as r92 from "@/app/api/menus/export/route";
import * as r93 from "@/app/api/menus/route";
import * as r94 from "@/app/api/metrics/route";
import * as r95 from "@/app/api/notifications/read/route";
import * as r96 from "@/app/api/notifications/route";
import * as r97 from "@/app/api/nutrients/route";
import * as r98 from "@/app/api/operation-logs/export/route";
import * as r99 from "@/app/api/operation-logs/route";
import * as r100 from "@/app/api/patients/[id]/route";
import * as r101 from "@/app/api/patients/route";
import * as r102 from "@/app/api/permissions/route";
import * as r103 from "@/app/api/roles/[id]/route";
import * as r104 from "@/app/api/roles/export/route";
import * as r105 from "@/app/api/roles/route";
import * as r106 from "@/app/api/room-types/[id]/route";
import * as r107 from "@/app/api/room-types/route";
import * as r108 from "@/app/api/rooms/[id]/route";
import * as r109 from "@/app/api/rooms/[id]/status/route";
import * as r110 from "@/app/api/rooms/calendar/route";
import * as r111 from "@/app/api/rooms/free/route";
import * as r112 from "@/app/api/rooms/route";
import * as r113 from "@/app/api/service-packages/[id]/route";
import * as r114 from "@/app/api/service-packages/route";
import * as r115 from "@/app/api/settings/route";
import * as r116 from "@/app/api/stays/[id]/absences/[absenceId]/route";
import * as r117 from "@/app/api/stays/[id]/absences/route";
import * as r118 from "@/app/api/stays/[id]/cancel/route";
import * as r119 from "@/app/api/stays/[id]/check-in/route";
import * as r120 from "@/app/api/stays/[id]/check-out/route";
import * as r121 from "@/app/api/stays/[id]/move/route";
import * as r122 from "@/app/api/stays/[id]/route";
import * as r123 from "@/app/api/stays/arrivals/route";
import * as r124 from "@/app/api/stays/export/route";
import * as r125 from "@/app/api/stays/route";
import * as r126 from "@/app/api/subscriptions/[id]/route";
import * as r127 from "@/app/api/subscriptions/route";
import * as r128 from "@/app/api/upload/excel/[id]/errors.xlsx/route";
import * as r129 from "@/app/api/upload/excel/[id]/route";
import * as r130 from "@/app/api/upload/excel/[id]/run/route";
import * as r131 from "@/app/api/upload/excel/[id]/undo/route";
import * as r132 from "@/app/api/upload/excel/route";
import * as r133 from "@/app/api/upload/templates/route";
import * as r134 from "@/app/api/users/[id]/enable/route";
import * as r135 from "@/app/api/users/[id]/reset-mfa/route";
import * as r136 from "@/app/api/users/[id]/reset-password/route";
import * as r137 from "@/app/api/users/[id]/route";
import * as r138 from "@/app/api/users/[id]/sessions/route";
import * as r139 from "@/app/api/users/[id]/unlock/route";
import * as r140 from "@/app/api/users/export/route";
import * as r141 from "@/app/api/users/route";
import * as r142 from "@/app/api/wechat/customer/menu/route";

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
  "/api/confinement-meal-plans/{id}/nutrition/pdf": r19,
  "/api/confinement-meal-plans/{id}/nutrition": r20,
  "/api/confinement-meal-plans/{id}": r21,
  "/api/confinement-meal-plans/{id}/submit": r22,
  "/api/confinement-meal-plans/{id}/weekly-menu": r23,
  "/api/confinement-meal-plans/{id}/weeks/{weekNumber}": r24,
  "/api/confinement-meal-plans/export": r25,
  "/api/confinement-meal-plans": r26,
  "/api/customers/{id}/account": r27,
  "/api/customers/{id}/anonymise": r28,
  "/api/customers/{id}/childbirths/{birthId}": r29,
  "/api/customers/{id}/childbirths": r30,
  "/api/customers/{id}/conditions/{conditionId}": r31,
  "/api/customers/{id}/conditions": r32,
  "/api/customers/{id}/merge": r33,
  "/api/customers/{id}/restore": r34,
  "/api/customers/{id}/restrictions/{restrictionId}": r35,
  "/api/customers/{id}/restrictions": r36,
  "/api/customers/{id}/reveal": r37,
  "/api/customers/{id}": r38,
  "/api/customers/{id}/safety": r39,
  "/api/customers/export": r40,
  "/api/customers/restriction-targets": r41,
  "/api/customers": r42,
  "/api/daily-menus/{id}/lock": r43,
  "/api/daily-menus/{id}/publish": r44,
  "/api/daily-menus/{id}": r45,
  "/api/daily-menus/{id}/serve": r46,
  "/api/daily-menus/{id}/withdraw": r47,
  "/api/daily-menus/copy": r48,
  "/api/daily-menus/export": r49,
  "/api/daily-menus/generate": r50,
  "/api/daily-menus/publish": r51,
  "/api/daily-menus": r52,
  "/api/dish-categories/{id}": r53,
  "/api/dish-categories": r54,
  "/api/dishes/{id}/restore": r55,
  "/api/dishes/{id}": r56,
  "/api/dishes/export": r57,
  "/api/dishes": r58,
  "/api/employees": r59,
  "/api/events": r60,
  "/api/families/{id}/break-glass": r61,
  "/api/families/{id}/care/{careId}": r62,
  "/api/families/{id}/care": r63,
  "/api/families/{id}": r64,
  "/api/families": r65,
  "/api/files/{id}": r66,
  "/api/files/upload": r67,
  "/api/food-tags/{id}": r68,
  "/api/food-tags": r69,
  "/api/health/live": r70,
  "/api/health": r71,
  "/api/ingredients/{id}/restore": r72,
  "/api/ingredients/{id}": r73,
  "/api/ingredients/export": r74,
  "/api/ingredients": r75,
  "/api/jobs/{id}/retry": r76,
  "/api/jobs/{id}": r77,
  "/api/jobs": r78,
  "/api/kitchen/production/pdf": r79,
  "/api/kitchen/production": r80,
  "/api/kitchen/requirements": r81,
  "/api/kitchen/tickets/pdf": r82,
  "/api/kitchen/tickets": r83,
  "/api/meal-slots/{id}": r84,
  "/api/meal-slots": r85,
  "/api/medical-orders/{id}/acknowledge": r86,
  "/api/medical-orders/{id}": r87,
  "/api/medical-orders/{id}/stop": r88,
  "/api/medical-orders": r89,
  "/api/menus/{id}/restore": r90,
  "/api/menus/{id}": r91,
  "/api/menus/export": r92,
  "/api/menus": r93,
  "/api/metrics": r94,
  "/api/notifications/read": r95,
  "/api/notifications": r96,
  "/api/nutrients": r97,
  "/api/operation-logs/export": r98,
  "/api/operation-logs": r99,
  "/api/patients/{id}": r100,
  "/api/patients": r101,
  "/api/permissions": r102,
  "/api/roles/{id}": r103,
  "/api/roles/export": r104,
  "/api/roles": r105,
  "/api/room-types/{id}": r106,
  "/api/room-types": r107,
  "/api/rooms/{id}": r108,
  "/api/rooms/{id}/status": r109,
  "/api/rooms/calendar": r110,
  "/api/rooms/free": r111,
  "/api/rooms": r112,
  "/api/service-packages/{id}": r113,
  "/api/service-packages": r114,
  "/api/settings": r115,
  "/api/stays/{id}/absences/{absenceId}": r116,
  "/api/stays/{id}/absences": r117,
  "/api/stays/{id}/cancel": r118,
  "/api/stays/{id}/check-in": r119,
  "/api/stays/{id}/check-out": r120,
  "/api/stays/{id}/move": r121,
  "/api/stays/{id}": r122,
  "/api/stays/arrivals": r123,
  "/api/stays/export": r124,
  "/api/stays": r125,
  "/api/subscriptions/{id}": r126,
  "/api/subscriptions": r127,
  "/api/upload/excel/{id}/errors.xlsx": r128,
  "/api/upload/excel/{id}": r129,
  "/api/upload/excel/{id}/run": r130,
  "/api/upload/excel/{id}/undo": r131,
  "/api/upload/excel": r132,
  "/api/upload/templates": r133,
  "/api/users/{id}/enable": r134,
  "/api/users/{id}/reset-mfa": r135,
  "/api/users/{id}/reset-password": r136,
  "/api/users/{id}": r137,
  "/api/users/{id}/sessions": r138,
  "/api/users/{id}/unlock": r139,
  "/api/users/export": r140,
  "/api/users": r141,
  "/api/wechat/customer/menu": r142,
};
