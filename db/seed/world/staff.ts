import { hash } from "@node-rs/argon2";
import { rolePermissions, roles, userRoles, users as userTable } from "@/db/schema/identity";
import { employees as employeeTable } from "@/db/schema/staff";
import { sealedPhone } from "@/lib/crypto";
import { initials } from "@/lib/pinyin";
import { addDays, addMinutes, type Day, day } from "@/lib/time";
import { roleIdOf } from "../base/roles";
import { insertAll, need, type Target } from "../insert";
import { centres, PASSWORD, users } from "../world";

const { jingan, binjiang } = centres;
type Person = {
  position: string;
  department: string;
  role: string;
  /** undefined = everywhere */
  centres?: readonly number[];
  home: number;
  phone: string;
  gender: "male" | "female";
};

const both = [jingan.id, binjiang.id];
const people: Record<Exclude<keyof typeof users, "customer">, Person> = {
  admin: { position: "信息主管", department: "总部", role: "admin", home: 1, phone: "13800001001", gender: "male" },
  manager: {
    position: "店长",
    department: "管理",
    role: "manager",
    centres: both,
    home: 1,
    phone: "13800001002",
    gender: "female",
  },
  dietitian: {
    position: "营养师",
    department: "膳食",
    role: "dietitian",
    centres: [1],
    home: 1,
    phone: "13800001003",
    gender: "female",
  },
  chef: {
    position: "厨师长",
    department: "厨房",
    role: "chef",
    centres: [1],
    home: 1,
    phone: "13800001004",
    gender: "male",
  },
  nurse: {
    position: "护士",
    department: "护理",
    role: "nurse",
    centres: [1],
    home: 1,
    phone: "13800001005",
    gender: "female",
  },
  recorder: {
    position: "记录员",
    department: "上门",
    role: "recorder",
    home: 1,
    phone: "13800001006",
    gender: "female",
  },
  doctor: { position: "医生", department: "医务", role: "doctor", home: 1, phone: "13800001007", gender: "female" },
  cashier: { position: "出纳", department: "财务", role: "cashier", home: 1, phone: "13800001008", gender: "female" },
  warehouse: {
    position: "库管",
    department: "厨房",
    role: "warehouse",
    centres: [1],
    home: 1,
    phone: "13800001009",
    gender: "male",
  },
  dietitian2: {
    position: "营养主管",
    department: "膳食",
    role: "dietitian",
    centres: both,
    home: 1,
    phone: "13800001011",
    gender: "female",
  },
  manager2: {
    position: "店长",
    department: "管理",
    role: "manager",
    centres: [2],
    home: 2,
    phone: "13800001012",
    gender: "female",
  },
  nurse2: {
    position: "护士",
    department: "护理",
    role: "nurse",
    centres: [2],
    home: 2,
    phone: "13800001013",
    gender: "female",
  },
  reception: {
    position: "前台",
    department: "前厅",
    role: "reception",
    centres: [1],
    home: 1,
    phone: "13800001014",
    gender: "male",
  },
  former: {
    position: "顾问",
    department: "前厅",
    role: "reception",
    centres: [1],
    home: 1,
    phone: "13800001015",
    gender: "male",
  },
};

/** Staff who do not log in (yet): nurses, butlers, cooks, consultants. Their ids follow those of the logins. */
const others: [name: string, position: string, department: string, home: number, gender: "male" | "female"][] = [
  ["邵慧", "护士长", "护理", 1, "female"],
  ["贺小敏", "护士", "护理", 1, "female"],
  ["杨芷", "护士", "护理", 1, "female"],
  ["任倩", "护士", "护理", 1, "female"],
  ["蒋玉婷", "护士", "护理", 1, "female"],
  ["高洁", "护士", "护理", 1, "female"],
  ["葛长林", "热菜厨师", "厨房", 1, "male"],
  ["石巧云", "面点师", "厨房", 1, "female"],
  ["田根生", "帮厨", "厨房", 1, "male"],
  ["邱月", "送餐员", "厨房", 1, "female"],
  ["赵敏", "顾问", "前厅", 1, "female"],
  ["陈佳", "顾问", "前厅", 1, "female"],
  ["林晓", "顾问", "前厅", 1, "female"],
  ["郝志远", "厨师长", "厨房", 2, "male"],
  ["魏小禾", "护士", "护理", 2, "female"],
  ["尹若兰", "顾问", "前厅", 2, "female"],
];

const receptionRole = {
  id: 11,
  name: "reception",
  label: "前台",
  description: "登记客户、入住与退住",
  isBuiltin: false,
};
const receptionCodes =
  "profile:edit files:upload centres:read stays:read stays:edit customers:read customers:edit customers:reveal families:read families:edit packages:read packages:edit restrictions:edit plans:read dishes:read";

const employeeIds = new Map<string, number>();
/** Employee id by name. */
export const employeeIdOf = (name: string): number => need(employeeIds, name);

export async function loadStaff({ db, now }: Target, today: Day): Promise<void> {
  const dated = { createdAt: now, updatedAt: now };
  await insertAll(db, roles, [{ ...receptionRole, ...dated }]);
  await insertAll(
    db,
    rolePermissions,
    receptionCodes.split(" ").map((permission) => ({ roleId: receptionRole.id, permission, scope: "all" as const })),
  );

  const passwordHash = await hash(PASSWORD);
  await insertAll(
    db,
    userTable,
    Object.entries(users).map(([key, { id, username, name }]) => {
      const person = key === "customer" ? undefined : people[key as keyof typeof people];
      return {
        id,
        username,
        fullName: name,
        email: `${username}@yuean.example`,
        ...sealedPhone(person?.phone ?? "13800006217"),
        passwordHash,
        department: person?.department ?? null,
        position: person?.position ?? null,
        status: key === "former" ? ("inactive" as const) : ("active" as const),
        preferences:
          person && person.centres !== undefined && person.centres.length === 1 ? null : { centreId: jingan.id },
        passwordChangedAt: now,
        lastLoginAt: key === "former" ? null : addMinutes(now, -60 * (id + 1)),
        ...dated,
      };
    }),
  );
  await insertAll(
    db,
    userRoles,
    roleRows().map((row) => ({ ...row, createdAt: now })),
  );

  const logins = Object.entries(people).map(([key, person]) => ({ ...person, ...users[key as keyof typeof people] }));
  const rows = [
    ...logins.map((person) => ({ ...person, userId: person.id as number | null })),
    ...others.map(([name, position, department, home, gender], i) => ({
      name,
      position,
      department,
      home,
      gender,
      phone: `1380000${1100 + i}`,
      userId: null,
    })),
  ].map(({ name, position, department, home, gender, phone, userId }, i) => {
    employeeIds.set(name, i + 1);
    const left = name === users.former.name;
    return {
      id: i + 1,
      centreId: home,
      userId,
      number: `YA${String(i + 1).padStart(4, "0")}`,
      name,
      nameKey: initials(name),
      position,
      department,
      gender,
      ...sealedPhone(phone),
      joiningDate: home === 2 ? day("2023-09-01") : addDays(day("2019-06-01"), i * 47),
      leavingDate: left ? addDays(today, -40) : null,
      status: left ? ("left" as const) : ("active" as const),
      ...dated,
    };
  });
  await insertAll(db, employeeTable, rows);
}

function roleRows(): { userId: number; roleId: number; centreId: number | null }[] {
  const ids = new Map([...roleIdOf, [receptionRole.name, receptionRole.id] as const]);
  const staff = Object.entries(people).flatMap(([key, person]) => {
    const userId = users[key as keyof typeof people].id;
    const roleId = need(ids, person.role);
    return (person.centres ?? [null]).map((centreId) => ({ userId, roleId, centreId }));
  });
  return [...staff, { userId: users.customer.id, roleId: need(ids, "customer"), centreId: null }];
}
