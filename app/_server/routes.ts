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
import * as r15 from "@/app/api/confinement-meal-plans/[id]/costing/route";
import * as r16 from "@/app/api/confinement-meal-plans/[id]/edits/route";
import * as r17 from "@/app/api/confinement-meal-plans/[id]/items/[item]/release/route";
import * as r18 from "@/app/api/confinement-meal-plans/[id]/items/[item]/route";
import * as r19 from "@/app/api/confinement-meal-plans/[id]/items/route";
import * as r20 from "@/app/api/confinement-meal-plans/[id]/nutrition/pdf/route";
import * as r21 from "@/app/api/confinement-meal-plans/[id]/nutrition/route";
import * as r22 from "@/app/api/confinement-meal-plans/[id]/proposals/[proposal]/accept/route";
import * as r23 from "@/app/api/confinement-meal-plans/[id]/proposals/[proposal]/discard/route";
import * as r24 from "@/app/api/confinement-meal-plans/[id]/proposals/[proposal]/route";
import * as r25 from "@/app/api/confinement-meal-plans/[id]/proposals/route";
import * as r26 from "@/app/api/confinement-meal-plans/[id]/route";
import * as r27 from "@/app/api/confinement-meal-plans/[id]/schedule/route";
import * as r28 from "@/app/api/confinement-meal-plans/[id]/submit/route";
import * as r29 from "@/app/api/confinement-meal-plans/[id]/weekly-menu/route";
import * as r30 from "@/app/api/confinement-meal-plans/[id]/weeks/[weekNumber]/route";
import * as r31 from "@/app/api/confinement-meal-plans/export/route";
import * as r32 from "@/app/api/confinement-meal-plans/route";
import * as r33 from "@/app/api/customers/[id]/account/route";
import * as r34 from "@/app/api/customers/[id]/anonymise/route";
import * as r35 from "@/app/api/customers/[id]/childbirths/[birthId]/route";
import * as r36 from "@/app/api/customers/[id]/childbirths/route";
import * as r37 from "@/app/api/customers/[id]/conditions/[conditionId]/route";
import * as r38 from "@/app/api/customers/[id]/conditions/route";
import * as r39 from "@/app/api/customers/[id]/merge/route";
import * as r40 from "@/app/api/customers/[id]/restore/route";
import * as r41 from "@/app/api/customers/[id]/restrictions/[restrictionId]/route";
import * as r42 from "@/app/api/customers/[id]/restrictions/route";
import * as r43 from "@/app/api/customers/[id]/reveal/route";
import * as r44 from "@/app/api/customers/[id]/route";
import * as r45 from "@/app/api/customers/[id]/safety/route";
import * as r46 from "@/app/api/customers/export/route";
import * as r47 from "@/app/api/customers/restriction-targets/route";
import * as r48 from "@/app/api/customers/route";
import * as r49 from "@/app/api/daily-menus/[id]/lock/route";
import * as r50 from "@/app/api/daily-menus/[id]/publish/route";
import * as r51 from "@/app/api/daily-menus/[id]/route";
import * as r52 from "@/app/api/daily-menus/[id]/serve/route";
import * as r53 from "@/app/api/daily-menus/[id]/withdraw/route";
import * as r54 from "@/app/api/daily-menus/copy/route";
import * as r55 from "@/app/api/daily-menus/export/route";
import * as r56 from "@/app/api/daily-menus/generate/route";
import * as r57 from "@/app/api/daily-menus/publish/route";
import * as r58 from "@/app/api/daily-menus/route";
import * as r59 from "@/app/api/diet-rules/[id]/route";
import * as r60 from "@/app/api/diet-rules/route";
import * as r61 from "@/app/api/dish-categories/[id]/route";
import * as r62 from "@/app/api/dish-categories/route";
import * as r63 from "@/app/api/dishes/[id]/restore/route";
import * as r64 from "@/app/api/dishes/[id]/route";
import * as r65 from "@/app/api/dishes/[id]/substitutes/route";
import * as r66 from "@/app/api/dishes/export/route";
import * as r67 from "@/app/api/dishes/route";
import * as r68 from "@/app/api/employees/route";
import * as r69 from "@/app/api/events/route";
import * as r70 from "@/app/api/families/[id]/break-glass/route";
import * as r71 from "@/app/api/families/[id]/care/[careId]/route";
import * as r72 from "@/app/api/families/[id]/care/route";
import * as r73 from "@/app/api/families/[id]/route";
import * as r74 from "@/app/api/families/route";
import * as r75 from "@/app/api/files/[id]/route";
import * as r76 from "@/app/api/files/upload/route";
import * as r77 from "@/app/api/food-tags/[id]/route";
import * as r78 from "@/app/api/food-tags/route";
import * as r79 from "@/app/api/health-conditions/[id]/route";
import * as r80 from "@/app/api/health-conditions/route";
import * as r81 from "@/app/api/health/live/route";
import * as r82 from "@/app/api/health/route";
import * as r83 from "@/app/api/ingredients/[id]/restore/route";
import * as r84 from "@/app/api/ingredients/[id]/route";
import * as r85 from "@/app/api/ingredients/export/route";
import * as r86 from "@/app/api/ingredients/route";
import * as r87 from "@/app/api/inventory/[id]/route";
import * as r88 from "@/app/api/inventory/check/route";
import * as r89 from "@/app/api/inventory/export/route";
import * as r90 from "@/app/api/inventory/rebuild/route";
import * as r91 from "@/app/api/inventory/route";
import * as r92 from "@/app/api/jobs/[id]/cancel/route";
import * as r93 from "@/app/api/jobs/[id]/retry/route";
import * as r94 from "@/app/api/jobs/[id]/route";
import * as r95 from "@/app/api/jobs/route";
import * as r96 from "@/app/api/kitchen/batches/[id]/cancel/route";
import * as r97 from "@/app/api/kitchen/batches/[id]/close/route";
import * as r98 from "@/app/api/kitchen/batches/[id]/route";
import * as r99 from "@/app/api/kitchen/batches/[id]/start/route";
import * as r100 from "@/app/api/kitchen/batches/route";
import * as r101 from "@/app/api/kitchen/costing/route";
import * as r102 from "@/app/api/kitchen/deliveries/eaten/route";
import * as r103 from "@/app/api/kitchen/deliveries/route";
import * as r104 from "@/app/api/kitchen/deliveries/take-back/route";
import * as r105 from "@/app/api/kitchen/deltas/route";
import * as r106 from "@/app/api/kitchen/production/pdf/route";
import * as r107 from "@/app/api/kitchen/production/route";
import * as r108 from "@/app/api/kitchen/recall/pdf/route";
import * as r109 from "@/app/api/kitchen/recall/route";
import * as r110 from "@/app/api/kitchen/requirements/export/route";
import * as r111 from "@/app/api/kitchen/requirements/route";
import * as r112 from "@/app/api/kitchen/samples/discard/route";
import * as r113 from "@/app/api/kitchen/samples/route";
import * as r114 from "@/app/api/kitchen/slots/lock/route";
import * as r115 from "@/app/api/kitchen/temperatures/route";
import * as r116 from "@/app/api/kitchen/tickets/acknowledge/route";
import * as r117 from "@/app/api/kitchen/tickets/pdf/route";
import * as r118 from "@/app/api/kitchen/tickets/route";
import * as r119 from "@/app/api/kitchen/wall/route";
import * as r120 from "@/app/api/meal-slots/[id]/route";
import * as r121 from "@/app/api/meal-slots/route";
import * as r122 from "@/app/api/medical-orders/[id]/acknowledge/route";
import * as r123 from "@/app/api/medical-orders/[id]/route";
import * as r124 from "@/app/api/medical-orders/[id]/stop/route";
import * as r125 from "@/app/api/medical-orders/route";
import * as r126 from "@/app/api/menus/[id]/restore/route";
import * as r127 from "@/app/api/menus/[id]/route";
import * as r128 from "@/app/api/menus/auto/route";
import * as r129 from "@/app/api/menus/export/route";
import * as r130 from "@/app/api/menus/route";
import * as r131 from "@/app/api/metrics/route";
import * as r132 from "@/app/api/notifications/read/route";
import * as r133 from "@/app/api/notifications/route";
import * as r134 from "@/app/api/nutrient-targets/[id]/route";
import * as r135 from "@/app/api/nutrient-targets/route";
import * as r136 from "@/app/api/nutrients/route";
import * as r137 from "@/app/api/operation-logs/export/route";
import * as r138 from "@/app/api/operation-logs/route";
import * as r139 from "@/app/api/orders/[id]/cancel/route";
import * as r140 from "@/app/api/orders/[id]/confirm/route";
import * as r141 from "@/app/api/orders/[id]/route";
import * as r142 from "@/app/api/orders/route";
import * as r143 from "@/app/api/patients/[id]/route";
import * as r144 from "@/app/api/patients/route";
import * as r145 from "@/app/api/permissions/route";
import * as r146 from "@/app/api/roles/[id]/route";
import * as r147 from "@/app/api/roles/export/route";
import * as r148 from "@/app/api/roles/route";
import * as r149 from "@/app/api/room-types/[id]/route";
import * as r150 from "@/app/api/room-types/route";
import * as r151 from "@/app/api/rooms/[id]/route";
import * as r152 from "@/app/api/rooms/[id]/status/route";
import * as r153 from "@/app/api/rooms/calendar/route";
import * as r154 from "@/app/api/rooms/free/route";
import * as r155 from "@/app/api/rooms/route";
import * as r156 from "@/app/api/service-packages/[id]/route";
import * as r157 from "@/app/api/service-packages/route";
import * as r158 from "@/app/api/settings/route";
import * as r159 from "@/app/api/stage-guides/[id]/route";
import * as r160 from "@/app/api/stage-guides/route";
import * as r161 from "@/app/api/stays/[id]/absences/[absenceId]/route";
import * as r162 from "@/app/api/stays/[id]/absences/route";
import * as r163 from "@/app/api/stays/[id]/cancel/route";
import * as r164 from "@/app/api/stays/[id]/check-in/route";
import * as r165 from "@/app/api/stays/[id]/check-out/route";
import * as r166 from "@/app/api/stays/[id]/move/route";
import * as r167 from "@/app/api/stays/[id]/route";
import * as r168 from "@/app/api/stays/arrivals/route";
import * as r169 from "@/app/api/stays/export/route";
import * as r170 from "@/app/api/stays/route";
import * as r171 from "@/app/api/stock-documents/[id]/cancel/route";
import * as r172 from "@/app/api/stock-documents/[id]/post/route";
import * as r173 from "@/app/api/stock-documents/[id]/receive/route";
import * as r174 from "@/app/api/stock-documents/[id]/reverse/route";
import * as r175 from "@/app/api/stock-documents/[id]/route";
import * as r176 from "@/app/api/stock-documents/route";
import * as r177 from "@/app/api/stock-lots/[id]/block/route";
import * as r178 from "@/app/api/stock-lots/[id]/release/route";
import * as r179 from "@/app/api/stock-lots/[id]/route";
import * as r180 from "@/app/api/stock-lots/route";
import * as r181 from "@/app/api/stock-movements/export/route";
import * as r182 from "@/app/api/stock-movements/route";
import * as r183 from "@/app/api/subscriptions/[id]/route";
import * as r184 from "@/app/api/subscriptions/route";
import * as r185 from "@/app/api/suppliers/[id]/items/[itemId]/route";
import * as r186 from "@/app/api/suppliers/[id]/items/route";
import * as r187 from "@/app/api/suppliers/[id]/route";
import * as r188 from "@/app/api/suppliers/route";
import * as r189 from "@/app/api/upload/excel/[id]/errors.xlsx/route";
import * as r190 from "@/app/api/upload/excel/[id]/route";
import * as r191 from "@/app/api/upload/excel/[id]/run/route";
import * as r192 from "@/app/api/upload/excel/[id]/undo/route";
import * as r193 from "@/app/api/upload/excel/route";
import * as r194 from "@/app/api/upload/templates/route";
import * as r195 from "@/app/api/users/[id]/enable/route";
import * as r196 from "@/app/api/users/[id]/reset-mfa/route";
import * as r197 from "@/app/api/users/[id]/reset-password/route";
import * as r198 from "@/app/api/users/[id]/route";
import * as r199 from "@/app/api/users/[id]/sessions/route";
import * as r200 from "@/app/api/users/[id]/unlock/route";
import * as r201 from "@/app/api/users/export/route";
import * as r202 from "@/app/api/users/route";
import * as r203 from "@/app/api/warehouses/[id]/route";
import * as r204 from "@/app/api/warehouses/route";
import * as r205 from "@/app/api/wechat/customer/menu/route";

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
  "/api/confinement-meal-plans/{id}/costing": r15,
  "/api/confinement-meal-plans/{id}/edits": r16,
  "/api/confinement-meal-plans/{id}/items/{item}/release": r17,
  "/api/confinement-meal-plans/{id}/items/{item}": r18,
  "/api/confinement-meal-plans/{id}/items": r19,
  "/api/confinement-meal-plans/{id}/nutrition/pdf": r20,
  "/api/confinement-meal-plans/{id}/nutrition": r21,
  "/api/confinement-meal-plans/{id}/proposals/{proposal}/accept": r22,
  "/api/confinement-meal-plans/{id}/proposals/{proposal}/discard": r23,
  "/api/confinement-meal-plans/{id}/proposals/{proposal}": r24,
  "/api/confinement-meal-plans/{id}/proposals": r25,
  "/api/confinement-meal-plans/{id}": r26,
  "/api/confinement-meal-plans/{id}/schedule": r27,
  "/api/confinement-meal-plans/{id}/submit": r28,
  "/api/confinement-meal-plans/{id}/weekly-menu": r29,
  "/api/confinement-meal-plans/{id}/weeks/{weekNumber}": r30,
  "/api/confinement-meal-plans/export": r31,
  "/api/confinement-meal-plans": r32,
  "/api/customers/{id}/account": r33,
  "/api/customers/{id}/anonymise": r34,
  "/api/customers/{id}/childbirths/{birthId}": r35,
  "/api/customers/{id}/childbirths": r36,
  "/api/customers/{id}/conditions/{conditionId}": r37,
  "/api/customers/{id}/conditions": r38,
  "/api/customers/{id}/merge": r39,
  "/api/customers/{id}/restore": r40,
  "/api/customers/{id}/restrictions/{restrictionId}": r41,
  "/api/customers/{id}/restrictions": r42,
  "/api/customers/{id}/reveal": r43,
  "/api/customers/{id}": r44,
  "/api/customers/{id}/safety": r45,
  "/api/customers/export": r46,
  "/api/customers/restriction-targets": r47,
  "/api/customers": r48,
  "/api/daily-menus/{id}/lock": r49,
  "/api/daily-menus/{id}/publish": r50,
  "/api/daily-menus/{id}": r51,
  "/api/daily-menus/{id}/serve": r52,
  "/api/daily-menus/{id}/withdraw": r53,
  "/api/daily-menus/copy": r54,
  "/api/daily-menus/export": r55,
  "/api/daily-menus/generate": r56,
  "/api/daily-menus/publish": r57,
  "/api/daily-menus": r58,
  "/api/diet-rules/{id}": r59,
  "/api/diet-rules": r60,
  "/api/dish-categories/{id}": r61,
  "/api/dish-categories": r62,
  "/api/dishes/{id}/restore": r63,
  "/api/dishes/{id}": r64,
  "/api/dishes/{id}/substitutes": r65,
  "/api/dishes/export": r66,
  "/api/dishes": r67,
  "/api/employees": r68,
  "/api/events": r69,
  "/api/families/{id}/break-glass": r70,
  "/api/families/{id}/care/{careId}": r71,
  "/api/families/{id}/care": r72,
  "/api/families/{id}": r73,
  "/api/families": r74,
  "/api/files/{id}": r75,
  "/api/files/upload": r76,
  "/api/food-tags/{id}": r77,
  "/api/food-tags": r78,
  "/api/health-conditions/{id}": r79,
  "/api/health-conditions": r80,
  "/api/health/live": r81,
  "/api/health": r82,
  "/api/ingredients/{id}/restore": r83,
  "/api/ingredients/{id}": r84,
  "/api/ingredients/export": r85,
  "/api/ingredients": r86,
  "/api/inventory/{id}": r87,
  "/api/inventory/check": r88,
  "/api/inventory/export": r89,
  "/api/inventory/rebuild": r90,
  "/api/inventory": r91,
  "/api/jobs/{id}/cancel": r92,
  "/api/jobs/{id}/retry": r93,
  "/api/jobs/{id}": r94,
  "/api/jobs": r95,
  "/api/kitchen/batches/{id}/cancel": r96,
  "/api/kitchen/batches/{id}/close": r97,
  "/api/kitchen/batches/{id}": r98,
  "/api/kitchen/batches/{id}/start": r99,
  "/api/kitchen/batches": r100,
  "/api/kitchen/costing": r101,
  "/api/kitchen/deliveries/eaten": r102,
  "/api/kitchen/deliveries": r103,
  "/api/kitchen/deliveries/take-back": r104,
  "/api/kitchen/deltas": r105,
  "/api/kitchen/production/pdf": r106,
  "/api/kitchen/production": r107,
  "/api/kitchen/recall/pdf": r108,
  "/api/kitchen/recall": r109,
  "/api/kitchen/requirements/export": r110,
  "/api/kitchen/requirements": r111,
  "/api/kitchen/samples/discard": r112,
  "/api/kitchen/samples": r113,
  "/api/kitchen/slots/lock": r114,
  "/api/kitchen/temperatures": r115,
  "/api/kitchen/tickets/acknowledge": r116,
  "/api/kitchen/tickets/pdf": r117,
  "/api/kitchen/tickets": r118,
  "/api/kitchen/wall": r119,
  "/api/meal-slots/{id}": r120,
  "/api/meal-slots": r121,
  "/api/medical-orders/{id}/acknowledge": r122,
  "/api/medical-orders/{id}": r123,
  "/api/medical-orders/{id}/stop": r124,
  "/api/medical-orders": r125,
  "/api/menus/{id}/restore": r126,
  "/api/menus/{id}": r127,
  "/api/menus/auto": r128,
  "/api/menus/export": r129,
  "/api/menus": r130,
  "/api/metrics": r131,
  "/api/notifications/read": r132,
  "/api/notifications": r133,
  "/api/nutrient-targets/{id}": r134,
  "/api/nutrient-targets": r135,
  "/api/nutrients": r136,
  "/api/operation-logs/export": r137,
  "/api/operation-logs": r138,
  "/api/orders/{id}/cancel": r139,
  "/api/orders/{id}/confirm": r140,
  "/api/orders/{id}": r141,
  "/api/orders": r142,
  "/api/patients/{id}": r143,
  "/api/patients": r144,
  "/api/permissions": r145,
  "/api/roles/{id}": r146,
  "/api/roles/export": r147,
  "/api/roles": r148,
  "/api/room-types/{id}": r149,
  "/api/room-types": r150,
  "/api/rooms/{id}": r151,
  "/api/rooms/{id}/status": r152,
  "/api/rooms/calendar": r153,
  "/api/rooms/free": r154,
  "/api/rooms": r155,
  "/api/service-packages/{id}": r156,
  "/api/service-packages": r157,
  "/api/settings": r158,
  "/api/stage-guides/{id}": r159,
  "/api/stage-guides": r160,
  "/api/stays/{id}/absences/{absenceId}": r161,
  "/api/stays/{id}/absences": r162,
  "/api/stays/{id}/cancel": r163,
  "/api/stays/{id}/check-in": r164,
  "/api/stays/{id}/check-out": r165,
  "/api/stays/{id}/move": r166,
  "/api/stays/{id}": r167,
  "/api/stays/arrivals": r168,
  "/api/stays/export": r169,
  "/api/stays": r170,
  "/api/stock-documents/{id}/cancel": r171,
  "/api/stock-documents/{id}/post": r172,
  "/api/stock-documents/{id}/receive": r173,
  "/api/stock-documents/{id}/reverse": r174,
  "/api/stock-documents/{id}": r175,
  "/api/stock-documents": r176,
  "/api/stock-lots/{id}/block": r177,
  "/api/stock-lots/{id}/release": r178,
  "/api/stock-lots/{id}": r179,
  "/api/stock-lots": r180,
  "/api/stock-movements/export": r181,
  "/api/stock-movements": r182,
  "/api/subscriptions/{id}": r183,
  "/api/subscriptions": r184,
  "/api/suppliers/{id}/items/{itemId}": r185,
  "/api/suppliers/{id}/items": r186,
  "/api/suppliers/{id}": r187,
  "/api/suppliers": r188,
  "/api/upload/excel/{id}/errors.xlsx": r189,
  "/api/upload/excel/{id}": r190,
  "/api/upload/excel/{id}/run": r191,
  "/api/upload/excel/{id}/undo": r192,
  "/api/upload/excel": r193,
  "/api/upload/templates": r194,
  "/api/users/{id}/enable": r195,
  "/api/users/{id}/reset-mfa": r196,
  "/api/users/{id}/reset-password": r197,
  "/api/users/{id}": r198,
  "/api/users/{id}/sessions": r199,
  "/api/users/{id}/unlock": r200,
  "/api/users/export": r201,
  "/api/users": r202,
  "/api/warehouses/{id}": r203,
  "/api/warehouses": r204,
  "/api/wechat/customer/menu": r205,
};
