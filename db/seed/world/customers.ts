import {
  careAssignments,
  childbirths,
  customers as customerTable,
  families,
  patientConditions,
  patients,
  restrictions as restrictionTable,
  stayAbsences,
  stayRooms,
  stays,
} from "@/db/schema/customers";
import { sealed, sealedPhone } from "@/lib/crypto";
import { initials } from "@/lib/pinyin";
import { addDays, type Day, instantOf } from "@/lib/time";
import { healthConditions } from "../base/guidance";
import { insertAll, need, type Target } from "../insert";
import { users } from "../world";
import { roomIdOf, roomTypeOf } from "./houses";
import { type Mother, mothers } from "./people";
import { conditions, restrictions } from "./restrictions";
import { employeeIdOf } from "./staff";

const consultants = ["赵敏", "陈佳", "林晓"];
const areas = ["静安区", "黄浦区", "徐汇区", "长宁区", "普陀区", "浦东新区", "闵行区"];
const sources = ["朋友介绍", "小红书", "大众点评", "医院合作", "老客户"];
const firstBaby = 101;

export async function loadCustomers(target: Target, today: Day): Promise<void> {
  const { db } = target;
  const on = (days: number) => addDays(today, days);
  const dated = (m: Mother) => datedAt(instantOf(on(Math.min(m.from, 0) - 20 - (m.id % 9)), "10:30"));

  await insertAll(
    db,
    families,
    mothers.map((m) => ({
      id: m.id,
      centreId: m.centreId,
      familyName: `${m.name}家`,
      primaryAddressEnc: sealed(`上海市${areaOf(m)}新闸路 ${m.id * 17} 弄 ${m.id} 号 ${m.room} 室`),
      area: areaOf(m),
      ...contact(m.phone),
      emergencyContact: m.family?.name ?? null,
      ...emergency(m.family?.phone),
      ...dated(m),
    })),
  );
  await insertAll(db, patients, [...mothers.map((m) => motherRow(m, today)), ...babies(today)].map(asPatient));
  await insertAll(
    db,
    childbirths,
    mothers.map((m) => birthRow(m, today)),
  );
  await insertAll(
    db,
    customerTable,
    mothers.map((m) => ({
      id: m.id,
      centreId: m.centreId,
      familyId: m.id,
      patientId: m.id,
      userId: m.id === 1 ? users.customer.id : null,
      name: m.name,
      nameKey: initials(m.name),
      ...sealedPhone(m.phone),
      addressEnc: sealed(`上海市${areaOf(m)}新闸路 ${m.id * 17} 弄 ${m.id} 号`),
      preferences: m.wishes ?? null,
      consultantId: employeeIdOf(m.centreId === 2 ? "尹若兰" : (consultants[m.id % 3] ?? "赵敏")),
      source: sources[m.id % sources.length] ?? null,
      notes: m.notes ?? null,
      createdBy: m.centreId === 2 ? users.manager2.id : users.reception.id,
      ...dated(m),
    })),
  );
  await insertAll(db, careAssignments, assignments(today));
  await insertAll(
    db,
    restrictionTable,
    restrictions.map((r) => restrictionRow(r, on)),
  );
  await insertAll(
    db,
    patientConditions,
    conditions.map(([patientId, code, from, to, note]) => ({
      patientId,
      healthConditionId: need(conditionIdOf, code),
      fromDay: on(from),
      toDay: to === null ? null : on(to),
      source: "doctor",
      note,
      createdBy: users.doctor.id,
      ...datedAt(instantOf(on(from), "09:20")),
    })),
  );
  await loadStays(target, today);
}

const datedAt = (at: Date) => ({ createdAt: at, updatedAt: at });
const areaOf = (m: Mother) => (m.centreId === 2 ? "浦东新区" : (areas[m.id % areas.length] ?? "静安区"));
const conditionIdOf = new Map(healthConditions.map(({ code, id }) => [code, id]));

function contact(phone: string) {
  const { phoneEnc, phoneHash, phoneLast4 } = sealedPhone(phone);
  return { contactPhoneEnc: phoneEnc, contactPhoneHash: phoneHash, contactPhoneLast4: phoneLast4 };
}

function emergency(phone: string | undefined) {
  const { phoneEnc, phoneHash, phoneLast4 } = sealedPhone(phone);
  return { emergencyPhoneEnc: phoneEnc, emergencyPhoneHash: phoneHash, emergencyPhoneLast4: phoneLast4 };
}

const motherRow = (m: Mother, today: Day) => ({
  id: m.id,
  centreId: m.centreId,
  familyId: m.id,
  kind: "mother" as const,
  motherId: null,
  name: m.name,
  gender: "female" as const,
  birthYear: Number(today.slice(0, 4)) - m.age,
  birthDate: null,
  bornAt: null,
  birthOrder: null,
  birthWeightG: null,
  ...sealedPhone(m.phone),
  relationshipToHead: "本人",
  ...datedAt(instantOf(addDays(today, Math.min(m.from, 0) - 20), "10:30")),
});

function babies(today: Day) {
  return mothers
    .flatMap((m) => m.babies.map((baby, i) => ({ m, baby, i })))
    .map(({ m, baby: [gender, name, grams], i }, n) => {
      const bornOn = addDays(today, -m.postpartum);
      return {
        id: firstBaby + n,
        centreId: m.centreId,
        familyId: m.id,
        kind: "baby" as const,
        motherId: m.id,
        name,
        gender,
        birthYear: null,
        birthDate: bornOn,
        bornAt: instantOf(bornOn, bornClock(m, i)),
        birthOrder: i + 1,
        birthWeightG: grams,
        ...sealedPhone(null),
        relationshipToHead: gender === "male" ? "儿子" : "女儿",
        ...datedAt(instantOf(addDays(today, Math.min(m.from, 0)), "11:15")),
      };
    });
}

const asPatient = <P extends { name: string }>(row: P) => ({ ...row, nameKey: initials(row.name) });
const bornClock = (m: Mother, i: number) =>
  m.id === 1
    ? "08:26"
    : `${String((m.id * 5) % 24).padStart(2, "0")}:${String((m.id * 13 + i * 2) % 60).padStart(2, "0")}`;

function birthRow(m: Mother, today: Day) {
  const day = addDays(today, -m.postpartum);
  const delivered = m.postpartum >= 0;
  return {
    id: m.id,
    patientId: m.id,
    expectedDeliveryDate: delivered ? addDays(day, (m.id % 9) - 4) : day,
    deliveredOn: delivered ? day : null,
    deliveredAt: delivered ? instantOf(day, bornClock(m, 0)) : null,
    deliveryMode: m.mode,
    feeding: m.feeding,
    parity: m.parity ?? (m.id % 4 === 0 ? 2 : 1),
    gestationDays: delivered ? 280 - ((m.id % 9) - 4) - (m.babies.length > 1 ? 16 : 0) : null,
    ...datedAt(instantOf(addDays(today, Math.min(m.from, 0) - 20), "10:30")),
  };
}

function assignments(today: Day) {
  const since = (m: Mother) => instantOf(addDays(today, m.from), "11:00");
  const until = (m: Mother) => (m.stay === "checked_out" ? instantOf(addDays(today, m.to), "12:00") : null);
  const rows = mothers.map((m) => ({
    familyId: m.id,
    employeeId: employeeIdOf(m.butler),
    role: "butler" as "butler" | "recorder" | "dietitian",
    startsAt: since(m),
    endsAt: until(m),
    createdBy: users.reception.id as number,
    createdAt: since(m),
  }));
  // Home visits go to those who have left, and to 林知夏 for the time after.
  const visited = mothers.filter((m) => m.id === 1 || (m.stay === "checked_out" && m.id !== 40));
  const assigned = instantOf(addDays(today, -5), "15:00");
  return [
    ...rows,
    ...visited.map((m) => ({
      familyId: m.id,
      employeeId: employeeIdOf(users.recorder.name),
      role: "recorder" as const,
      startsAt: assigned,
      endsAt: null,
      createdBy: users.manager.id,
      createdAt: assigned,
    })),
    ...mothers
      .filter((m) => m.centreId === 1 && m.stay === "checked_in")
      .map((m) => ({
        familyId: m.id,
        employeeId: employeeIdOf(users.dietitian.name),
        role: "dietitian" as const,
        startsAt: since(m),
        endsAt: null,
        createdBy: users.manager.id,
        createdAt: since(m),
      })),
  ];
}

function restrictionRow(
  { motherId, from, to, ...restriction }: (typeof restrictions)[number],
  on: (days: number) => Day,
) {
  const by = { customer: users.reception, staff: users.nurse, doctor_order: users.doctor, rule: users.dietitian };
  const ended = to !== null && to < 0;
  return {
    ...restriction,
    patientId: motherId,
    validFrom: on(from),
    validTo: to === null ? null : on(to),
    endedBy: ended ? users.dietitian.id : null,
    createdBy: by[restriction.source].id,
    ...datedAt(instantOf(on(Math.min(from, 0)), from === 0 ? "09:10" : "11:30")),
  };
}

async function loadStays({ db, now }: Target, today: Day): Promise<void> {
  const on = (days: number) => addDays(today, days);
  const roomOf = (m: Mother) => need(roomIdOf, `${m.centreId}:${m.room}`);
  await insertAll(
    db,
    stays,
    mothers.map((m) => {
      const booked = instantOf(on(Math.min(m.from, 0) - 20), "10:40");
      const arrived = m.stay === "booked" ? null : instantOf(on(m.from), "11:15");
      const gone = m.stay === "checked_out" ? instantOf(on(m.to), "10:20") : null;
      return {
        id: m.id,
        centreId: m.centreId,
        customerId: m.id,
        patientId: m.id,
        roomTypeId: need(roomTypeOf, roomOf(m)),
        status: m.stay,
        checkInDate: on(m.from),
        checkOutDate: on(m.to),
        checkedInAt: arrived,
        checkedOutAt: gone,
        companions: m.companions ?? 0,
        note: m.stay === "booked" && m.from === 0 ? `预计 ${m.id === 5 ? "14:00" : "16:00"} 到` : null,
        createdBy: m.centreId === 2 ? users.manager2.id : users.reception.id,
        createdAt: booked,
        updatedAt: gone ?? arrived ?? booked,
      };
    }),
  );
  // 白薇 started in another room and moved on her fourth day.
  const moved = 23;
  await insertAll(
    db,
    stayRooms,
    mothers.flatMap((m) => {
      const whole = { stayId: m.id, roomId: roomOf(m), fromDay: on(m.from), untilDay: on(m.to) };
      if (m.id !== moved) return [whole];
      const change = on(m.from + 3);
      return [
        { ...whole, roomId: need(roomIdOf, "1:605"), untilDay: change },
        { ...whole, fromDay: change },
      ];
    }),
  );
  await insertAll(db, stayAbsences, [
    {
      stayId: 4,
      kind: "outing",
      startsAt: instantOf(today, "09:00"),
      endsAt: instantOf(today, "16:00"),
      note: "办出生证",
      createdBy: users.nurse.id,
      ...datedAt(instantOf(on(-1), "17:20")),
    },
    {
      stayId: 22,
      kind: "hospital",
      startsAt: instantOf(on(-9), "08:00"),
      endsAt: instantOf(on(-7), "15:00"),
      isExtending: true,
      note: "乳腺炎住院两天，已回",
      createdBy: users.nurse.id,
      ...datedAt(instantOf(on(-9), "07:40")),
    },
    {
      stayId: 31,
      kind: "outing",
      startsAt: instantOf(on(1), "13:00"),
      endsAt: instantOf(on(1), "19:30"),
      note: "42 天前复查，晚餐在外",
      createdBy: users.nurse.id,
      ...datedAt(now),
    },
  ]);
}
