import { describe, expect, test } from "vitest";
import { customers } from "@/db/seed/world";
import { look, number, undone, withLogins } from "../client";
import { ask, covers, refuse, rowsOf } from "../exchange";

withLogins();
const as = "manager";
const lin = customers.linZhixia;

describe("customers", () => {
  test("both older clients find their fields in a list and in one customer", async () => {
    const [row] = rowsOf(await ask("GET", "/api/customers?search=林知夏", { as }));
    const one = await ask("GET", `/api/customers/${lin.id}`, { as });
    for (const data of [row, one.data]) {
      expect(data).toMatchObject({
        id: lin.id,
        centre_id: 1,
        name: lin.name,
        phone: "138 **** 6217",
        contact: "138 **** 6217",
        email: null,
        address: expect.stringContaining("上海市"),
        dietary_restrictions: expect.any(Array),
        preferences: expect.any(Array),
        is_active: true,
        status: "active",
        age: expect.any(Number),
        gender: "女",
        delivery_date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
        check_in_date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
        check_out_date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
      });
    }
    expect(look(one.data, "dietary_restrictions")).not.toEqual([]);
  });

  test("filters: status, is_active, and search by full phone, last four digits, initials and room", async () => {
    for (const search of [lin.phone, "6217", "lzx", lin.room]) {
      const rows = rowsOf(await ask("GET", `/api/customers?search=${search}`, { as }));
      expect(
        rows.map((row) => row.id),
        search,
      ).toContain(lin.id);
    }
    for (const filter of ["status=active", "is_active=true", "is_active=1"])
      expect(rowsOf(await ask("GET", `/api/customers?${filter}`, { as })).every((row) => row.is_active)).toBe(true);
    expect(rowsOf(await ask("GET", "/api/customers?is_active=false", { as })).some((row) => row.is_active)).toBe(false);
  });

  test("created with a list of restrictions and preferences", async () => {
    await undone(async () => {
      const body = {
        name: "李四",
        phone: "13900139000",
        email: "lisi@example.com",
        address: "上海市浦东新区",
        dietary_restrictions: ["花生"],
        preferences: ["川菜", "肉类"],
        centre_id: 1,
      };
      const made = await ask("POST", "/api/customers", { as, body });
      expect(made.data).toMatchObject({ ...body, id: expect.any(Number), is_active: true });
      const shown = await ask("GET", `/api/customers/${number(made.data, "id")}`, { as });
      expect(shown.data).toMatchObject({ ...body, phone: "139 **** 9000", address: expect.any(String) });
    });
  });

  test("created, changed, archived with a text of restrictions, a contact and the dates", async () => {
    await undone(async () => {
      const body = {
        centre_id: 1,
        name: "张三",
        age: 28,
        gender: "女",
        contact: "13900139001",
        delivery_date: "2026-11-12",
        check_in_date: "2026-12-20",
        dietary_restrictions: "海鲜、辣",
        preferences: "清淡",
      };
      const made = await ask("POST", "/api/customers", { as, body });
      expect(made.data).toMatchObject({
        ...body,
        dietary_restrictions: ["海鲜", "辣"],
        preferences: ["清淡"],
        status: "active",
      });
      const at = `/api/customers/${number(made.data, "id")}`;
      const changed = await ask("PUT", at, {
        as,
        body: {
          version: number(made.data, "version"),
          name: "张三丰",
          check_out_date: "2027-01-10",
          status: "inactive",
        },
      });
      expect(changed.data).toMatchObject({ name: "张三丰", check_out_date: "2027-01-10", status: "inactive" });
      const again = await ask("PATCH", at, { as, body: { preferences: ["微辣"] } });
      expect(again.data).toMatchObject({ name: "张三丰", preferences: ["微辣"] });
      const stale = await refuse(409, "PUT", at, { as, body: { version: 1, name: "李四" } });
      expect(look(stale.data, "current")).toMatchObject({ name: "张三丰", version: look(again.data, "version") });
      await refuse(409, "DELETE", at, { as }); // she still has a room booked
      await ask("POST", `/api/stays/${number(made.data, "stay_id")}/cancel`, { as, body: {} });
      expect((await ask("DELETE", at, { as })).data).toBeNull();
      expect(rowsOf(await ask("GET", "/api/customers?search=张三丰", { as }))).toEqual([]);
    });
  });

  test("restrictions: listed, added, changed, ended; and whether she may eat a dish", async () => {
    await undone(async () => {
      const at = `/api/customers/${lin.id}/restrictions`;
      const before = look((await ask("GET", at, { as })).data, "items") as unknown[];
      const body = { kind: "dislike", strength: "soft", label: "苦瓜" };
      await refuse(409, "POST", at, { as, body: { kind: "allergy", strength: "hard", label: "花生" } }); // is there
      const { data } = await ask("POST", at, { as, body });
      const one = `${at}/${number(data, "id")}`;
      const items = look((await ask("GET", at, { as })).data, "items") as Record<string, unknown>[];
      expect(items).toHaveLength(before.length + 1);
      expect(items.find((row) => row.id === number(data, "id"))).toMatchObject({ ...body, is_in_force: true });

      // 花生猪脚汤
      const verdict = await ask("GET", `/api/customers/${lin.id}/safety?dish_id=9&date=2026-11-20`, { as });
      expect(verdict.data).toMatchObject({ verdict: "refused" });
      expect(look(verdict.data, "reasons.0")).toMatchObject({
        kind: expect.any(String),
        strength: "hard",
        text: expect.any(String),
        source: expect.any(String),
        valid_from: expect.any(String),
        valid_to: null,
      });
      const reasons = look(verdict.data, "reasons") as Record<string, unknown>[];
      expect(reasons.some((reason) => reason.ingredient !== null)).toBe(true);

      const next = await ask("PUT", one, { as, body: { version: 1, reason: "家属说的" } });
      await refuse(409, "PUT", one, { as, body: { version: 1, reason: "又改" } });
      expect(number(next.data, "version")).toBe(2);
      await ask("DELETE", one, { as });
    });
  });
});

describe("centres, rooms and stays", () => {
  test("a centre, a room type, a room: made, read, changed, archived", async () => {
    await undone(async () => {
      const centre = await ask("POST", "/api/centres", {
        as: "admin",
        body: { code: "XH", name: "徐汇馆", phone: "02154321000" },
      });
      const at = `/api/centres/${number(centre.data, "id")}`;
      expect((await ask("GET", at, { as: "admin" })).data).toMatchObject({ code: "XH", status: "active", version: 1 });
      await ask("PUT", at, { as: "admin", body: { version: 1, address: "漕溪北路 1 号" } });
      await ask("PATCH", at, { as: "admin", body: { version: 2, name: "徐家汇馆" } });
      await refuse(409, "PATCH", at, { as: "admin", body: { version: 2, name: "别的" } });
      const centre_id = number(centre.data, "id");
      const type = await ask("POST", "/api/room-types", {
        as: "admin",
        body: { centre_id, name: "套间", daily_price: 1980.5, max_guests: 2 },
      });
      expect((await ask("GET", `/api/room-types/${number(type.data, "id")}`, { as: "admin" })).data).toMatchObject({
        daily_price: 1980.5,
      });
      const room = await ask("POST", "/api/rooms", {
        as: "admin",
        body: { centre_id, room_type_id: number(type.data, "id"), number: "901", floor: "9" },
      });
      const roomAt = `/api/rooms/${number(room.data, "id")}`;
      expect((await ask("GET", roomAt, { as: "admin" })).data).toMatchObject({
        number: "901",
        floor: "9",
        status: "ready",
      });
      await ask("PUT", roomAt, { as: "admin", body: { version: 1, note: "朝南" } });
      await ask("PATCH", roomAt, { as: "admin", body: { note: "朝北" } });
      expect(rowsOf(await ask("GET", `/api/rooms?centre_id=${centre_id}`, { as: "admin" }))).toHaveLength(1);
      await ask("DELETE", roomAt, { as: "admin" });
      expect(rowsOf(await ask("GET", `/api/rooms?centre_id=${centre_id}`, { as: "admin" }))).toHaveLength(0);
      await ask("DELETE", `/api/room-types/${number(type.data, "id")}`, { as: "admin" });
      await ask("DELETE", at, { as: "admin" });
      expect(rowsOf(await ask("GET", "/api/centres", { as: "admin" })).map((row) => row.code)).toEqual(["JA", "BJ"]);
    });
  });

  test("a stay from booking to leaving", async () => {
    await undone(async () => {
      const who = await ask("POST", "/api/customers", {
        as,
        body: { centre_id: 1, name: "王五", phone: "13700137000" },
      });
      const dates = { check_in_date: "2026-11-19", check_out_date: "2026-12-17" };
      const [like] = rowsOf(await ask("GET", "/api/rooms?centre_id=1", { as }));
      const [first, second] = ["901", "902"];
      for (const named of [first, second])
        await ask("POST", "/api/rooms", {
          as,
          body: { centre_id: 1, room_type_id: like?.room_type_id, number: named, floor: "9" },
        });
      const free = await ask("GET", "/api/rooms/free?centre_id=1&from=2026-11-19&until=2026-12-17", { as });
      const rooms = look(free.data, "items") as { id: number; number: string }[];
      const idOf = (room: string | undefined) => rooms.find((one) => one.number === room)?.id;
      const stay = await ask("POST", "/api/stays", {
        as,
        body: { customer_id: number(who.data, "id"), room_id: idOf(first), ...dates, companions: 1 },
      });
      expect(stay.data).toMatchObject({ ...dates, status: "booked", room: first, companions: 1, centre_id: 1 });
      const at = `/api/stays/${number(stay.data, "id")}`;
      const taken = await refuse(409, "POST", "/api/stays", {
        as,
        body: { customer_id: lin.id, room_id: idOf(first), ...dates },
      });
      expect(taken.body.message).toMatch(/住|占|房|订/);

      expect((await ask("PUT", at, { as, body: { companions: 2 } })).data).toMatchObject({ companions: 2 });
      expect((await ask("PATCH", at, { as, body: { note: "晚到" } })).data).toMatchObject({ note: "晚到" });
      expect((await ask("POST", `${at}/check-in`, { as, body: {} })).data).toMatchObject({ status: "checked_in" });
      await refuse(409, "POST", `${at}/check-in`, { as, body: {} });
      expect((await ask("POST", `${at}/move`, { as, body: { room_id: idOf(second) } })).data).toMatchObject({
        room: second,
      });
      const absence = await ask("POST", `${at}/absences`, {
        as,
        body: { kind: "outing", from_day: "2026-11-19", from_time: "13:00", to_day: "2026-11-19", to_time: "17:00" },
      });
      expect(look((await ask("GET", `${at}/absences`, { as })).data, "items")).toMatchObject([
        {
          id: number(absence.data, "id"),
          kind: "outing",
          starts_at: "2026-11-19T05:00:00.000Z",
          ends_at: "2026-11-19T09:00:00.000Z",
        },
      ]);
      expect((await ask("GET", at, { as })).data).toMatchObject({ status: "checked_in", nights: expect.any(Array) });
      expect((await ask("POST", `${at}/check-out`, { as, body: {} })).data).toMatchObject({ status: "checked_out" });
    });
  });

  test("a booking is cancelled, by its own step or by DELETE", async () => {
    await undone(async () => {
      const booked = async (name: string, phone: string) => {
        const who = await ask("POST", "/api/customers", { as, body: { centre_id: 1, name, phone } });
        const body = { customer_id: number(who.data, "id"), check_in_date: "2026-12-01", check_out_date: "2026-12-20" };
        return `/api/stays/${number((await ask("POST", "/api/stays", { as, body })).data, "id")}`;
      };
      const one = await booked("赵一", "13700137001");
      expect((await ask("POST", `${one}/cancel`, { as, body: { reason: "改期" } })).data).toMatchObject({
        status: "cancelled",
      });
      await ask("DELETE", await booked("赵二", "13700137002"), { as });
    });
  });

  test("the calendar names the nights of each room", async () => {
    const { data } = await ask("GET", "/api/rooms/calendar?centre_id=1&from=2026-11-19&to=2026-11-25", { as });
    const rooms = look(data, "rooms") as { number: string; nights: { customer_name: string }[] }[];
    const lins = rooms.find((room) => room.number === lin.room);
    expect(lins?.nights.map((night) => night.customer_name)).toContain(lin.name);
    expect(look(data, "occupancy")).toHaveLength(7);
    expect(rowsOf(await ask("GET", "/api/stays?status=checked_in&centre_id=1", { as })).length).toBeGreaterThan(5);
  });
});

describe("families and patients", () => {
  test("a family is found by name and by the clear part of its address, with its members", async () => {
    const [byName] = rowsOf(await ask("GET", "/api/families?search=林知夏", { as }));
    expect(byName).toMatchObject({
      id: 1,
      family_name: expect.stringContaining("林知夏"),
      patient_count: expect.any(Number),
    });
    const area = String(byName?.area);
    const found = rowsOf(await ask("GET", `/api/families?search=${area}&page_size=100`, { as }));
    expect(found.map((row) => row.area)).toContain(area);
    const one = await ask("GET", "/api/families/1", { as });
    expect(look(one.data, "patients.0")).toMatchObject({
      name: expect.any(String),
      relationship_to_head: expect.any(String),
    });
  });

  test("a patient: made, read, changed, archived", async () => {
    await undone(async () => {
      const made = await ask("POST", "/api/patients", {
        as,
        body: {
          family_id: 1,
          name: "周外婆",
          kind: "other",
          relationship_to_head: "母亲",
          gender: "女",
          birth_date: "1962-03-04",
        },
      });
      const at = `/api/patients/${number(made.data, "id")}`;
      expect((await ask("GET", at, { as })).data).toMatchObject({
        name: "周外婆",
        birth_date: "1962-03-04",
        family_id: 1,
        age: 64,
      });
      await ask("PUT", at, { as, body: { version: 1, allergies: "青霉素" } });
      await ask("PATCH", at, { as, body: { medical_history: ["高血压"] } });
      expect((await ask("GET", at, { as })).data).toMatchObject({ allergies: "青霉素", medical_history: ["高血压"] });
      const stale = await refuse(409, "PUT", at, { as, body: { version: 1, name: "别人" } });
      expect(look(stale.data, "current")).toMatchObject({ allergies: "青霉素" });
      expect(rowsOf(await ask("GET", "/api/patients?family_id=1", { as })).map((row) => row.name)).toContain("周外婆");
      await ask("DELETE", at, { as });
      expect(rowsOf(await ask("GET", "/api/patients?family_id=1", { as })).map((row) => row.name)).not.toContain(
        "周外婆",
      );
    });
  });
});

covers("customers", "stays", "families");
