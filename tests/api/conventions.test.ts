import { describe, expect, test } from "vitest";
import { type Answer, call, look, modules, number, undone, withLogins } from "./client";
import { ask, refuse, rowsOf } from "./exchange";

/** What holds for every endpoint: the lists' parameters, the refusals, and what a request may look like. */
withLogins();
const as = "manager";
const lists = [
  "/api/customers",
  "/api/dishes",
  "/api/ingredients",
  "/api/menus",
  "/api/daily-menus",
  "/api/confinement-meal-plans",
  "/api/stays",
  "/api/rooms",
  "/api/centres",
  "/api/families",
  "/api/patients",
  "/api/users",
  "/api/roles",
  "/api/operation-logs",
  "/api/notifications",
  "/api/jobs",
  "/api/service-packages",
  "/api/subscriptions",
];

describe("lists", () => {
  test.each(lists)("%s: pages, aliases, the cap, unknown parameters", async (path) => {
    const first = await ask("GET", path, { as });
    rowsOf(first);
    expect(first.data).toMatchObject({ page: 1, page_size: 20 });
    for (const name of ["page_size", "per_page", "limit", "pageSize"]) {
      const { data } = await ask("GET", `${path}?page=2&${name}=3&colour=red&_=1`, { as });
      expect(data, name).toMatchObject({ page: 2, page_size: 3 });
    }
    for (const many of ["100", "101", "99999999999"])
      expect((await ask("GET", `${path}?per_page=${many}`, { as })).data).toMatchObject({ page_size: 100 });
    for (const wrong of ["page=0", "page=-1", "page=x", "page=1.5", "page_size=0", "limit=few", "sort=colour"])
      await refuse(400, "GET", `${path}?${wrong}`, { as });
    expect(rowsOf(await ask("GET", `${path}?page=100000`, { as }))).toEqual([]);
  });

  test("pages do not overlap and make up the whole", async () => {
    const seen: unknown[] = [];
    for (let page = 1; page <= 5; page++)
      seen.push(...rowsOf(await ask("GET", `/api/customers?page=${page}&page_size=10`, { as })).map((row) => row.id));
    const all = rowsOf(await ask("GET", "/api/customers?page_size=100", { as })).map((row) => row.id);
    expect(seen).toEqual(all);
    expect(new Set(seen).size).toBe(all.length);
  });

  test("sort, in the API's spelling, both ways", async () => {
    const by = async (sort: string, key: string) =>
      rowsOf(await ask("GET", `/api/dishes?sort=${sort}&page_size=100`, { as })).map((row) => String(row[key]));
    const [up, down] = [await by("created_at", "created_at"), await by("-created_at", "created_at")];
    expect(up).toEqual([...up].sort());
    expect(down).toEqual([...down].sort().reverse());
    expect((await by("-updated_at", "updated_at"))[0]).toBe([...(await by("-updatedAt", "updated_at"))].sort().at(-1));
  });

  test("fields: only those, of the rows and of one", async () => {
    const [row] = rowsOf(await part("/api/customers?fields=id,name,no_such&page_size=1"));
    expect(Object.keys(row ?? {})).toEqual(["id", "name"]);
    expect(Object.keys((await part("/api/customers/1?fields=name,%20phone")).data as object).sort()).toEqual([
      "name",
      "phone",
    ]);
  });
});

/** An answer that is less than documented on purpose. */
async function part(address: string): Promise<Answer> {
  const answer = await call("GET", address, { as });
  expect(answer.status).toBe(200);
  return answer;
}

describe("what a request may look like", () => {
  const path = "/api/dish-categories";

  test("an unknown key is refused by name, at any depth, beside what else is wrong", async () => {
    const { data } = await refuse(400, "POST", path, { as, body: { name: "", colour: "red", sizeOf: 1 } });
    expect(data).toMatchObject({ field: expect.any(String), error: expect.any(String) });
    const fields = (look(data, "issues") as { field: string }[]).map((issue) => issue.field);
    expect(fields).toEqual(expect.arrayContaining(["name", "colour"]));
    const deep = await refuse(400, "POST", "/api/dishes", {
      as,
      body: { name: "试", ingredients: [{ ingredient_id: 1, quantity: 1, smell: "good" }] },
    });
    expect(JSON.stringify(deep.data)).toContain("smell");
  });

  test.each([
    ["cut off", '{"name":'],
    ["a list", '["name"]'],
    ["a text", '"name"'],
    ["null", "null"],
    ["a number", "1"],
    ["not JSON", "name=x"],
  ])("a body that is %s", async (_, body) => {
    await refuse(400, "POST", path, { as, body });
  });

  test("half a character is stored as an unreadable one", async () => {
    await undone(async () => {
      const { data } = await ask("POST", path, { as, body: '{"name":"汤\\ud83d"}' });
      expect(look(data, "name")).toBe("汤\ufffd");
    });
  });

  test("no body where one is needed, and a body where none is read", async () => {
    await refuse(400, "POST", path, { as });
    await refuse(400, "POST", path, { as, body: "" });
    await ask("GET", path, { as });
  });

  test("another content type", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/xml", "application/jsonp"])
      await refuse(415, "POST", path, { as, body: '{"name":"x"}', headers: { "content-type": type } });
    await undone(async () => {
      await ask("POST", path, {
        as,
        body: { name: "试验类" },
        headers: { "content-type": "application/json; charset=utf-8" },
      });
      await ask("POST", path, {
        as,
        body: { name: "试验类二" },
        headers: { "content-type": "application/merge-patch+json" },
      });
    });
    const form = new FormData();
    form.set("name", "x");
    await refuse(415, "POST", path, { as, body: form });
    await refuse(400, "POST", "/api/files/upload", { as, body: { file: "x" } });
  });

  test("a body beyond two megabytes, an upload beyond ten", async () => {
    await refuse(413, "POST", path, { as, body: JSON.stringify({ name: "x".repeat(2_000_001) }) });
    const body = new FormData();
    body.set("file", new File([new Uint8Array(10 * 1024 * 1024 + 1)], "big.png", { type: "image/png" }));
    await refuse(413, "POST", "/api/files/upload", { as, body });
    const endless = () => {
      let sent = 0;
      const pull = (stream: ReadableStreamDefaultController) => {
        sent += 1_000_000;
        if (sent > 1_000_000_000) throw new Error("nobody stopped it");
        stream.enqueue(new Uint8Array(1_000_000).fill(32));
      };
      return new ReadableStream({ pull });
    };
    await refuse(413, "POST", path, { as, body: endless(), headers: { "content-type": "application/json" } });
    const multipart = { "content-type": "multipart/form-data; boundary=x" };
    await refuse(413, "POST", "/api/files/upload", { as, body: endless(), headers: multipart });
    await refuse(413, "POST", "/api/files/upload", {
      as,
      body: '{"a":1}',
      headers: { ...multipart, "content-length": String(50 * 1024 * 1024) },
    });
  });

  test("ids that are none", async () => {
    for (const id of ["0", "-1", "x", "1.5", "999999999999999999999", "%00", "1e3"])
      expect([400, 404], id).toContain((await call("GET", `/api/customers/${id}`, { as })).status);
    await refuse(404, "GET", "/api/customers/999999999", { as });
    await refuse(404, "GET", "/api/dishes/999999999", { as });
  });

  test("money with a third decimal, days and times that do not exist, texts of the wrong kind", async () => {
    const dish = (more: object) => refuse(400, "POST", "/api/dishes", { as, body: { name: "试", ...more } });
    expect((await dish({ price: 1.005 })).data).toMatchObject({ field: "price" });
    await dish({ price: -1 });
    await dish({ price: "1.50" });
    await dish({ name: 5 });
    await refuse(400, "GET", "/api/daily-menus?date=2026-02-30", { as });
    await refuse(400, "GET", "/api/daily-menus?date=19.11.2026", { as });
    await refuse(400, "POST", "/api/meal-slots", { as, body: { code: "late", name: "夜宵", serving_time: "25:00" } });
  });
});

describe("methods", () => {
  test("one that a path does not have answers 405 with those it has", async () => {
    const { headers } = await refuse(405, "DELETE", "/api/customers", { as });
    expect(headers.get("allow")).toBe("GET, POST");
    expect((await refuse(405, "POST", "/api/health")).headers.get("allow")).toBe("GET");
    expect((await refuse(405, "GET", "/api/auth/login")).headers.get("allow")).toBe("POST");
  });

  test("DELETE takes its version from the query or from a body, and needs neither", async () => {
    const room = async () => {
      const [like] = rowsOf(await ask("GET", "/api/rooms?centre_id=1&page_size=1", { as }));
      const body = { centre_id: 1, room_type_id: like?.room_type_id, number: "901", floor: "9" };
      return `/api/rooms/${number((await ask("POST", "/api/rooms", { as, body })).data, "id")}`;
    };
    await undone(async () => void (await ask("DELETE", await room(), { as })));
    await undone(async () => {
      const at = await room();
      await refuse(409, "DELETE", `${at}?version=9`, { as });
      await refuse(409, "DELETE", at, { as, body: { version: 9 } });
      await ask("DELETE", `${at}?version=1`, { as });
    });
    await undone(async () => void (await ask("DELETE", await room(), { as, body: { version: 1 } })));
  });

  test("every path answers all six methods, allowed or not", () => {
    for (const [path, module] of Object.entries(modules)) {
      if (path === "/api/docs") continue; // a page
      expect(Object.keys(module).sort(), path).toEqual(["DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT"]);
    }
  });

  test("OPTIONS says what is allowed, to anyone", async () => {
    const { status, headers, bytes } = await call("OPTIONS", "/api/customers");
    expect([status, bytes.length]).toEqual([204, 0]);
    expect(headers.get("allow")).toContain("POST");
  });
});

describe("stale versions and repeated requests", () => {
  test("409 carries the row as it is now, in the API's words, without secrets", async () => {
    await undone(async () => {
      const attempts: [string, string, object][] = [
        ["PUT", "/api/customers/2", { version: 99, notes: "x" }],
        ["DELETE", "/api/customers/2?version=99", {}],
        ["POST", "/api/customers/2/merge", { version: 99, duplicate_id: 3 }],
        ["PUT", "/api/families/2", { version: 99, area: "x" }],
        ["PUT", "/api/patients/2", { version: 99, allergies: "x" }],
        ["PUT", "/api/stays/2", { version: 99, companions: 1 }],
        ["PUT", "/api/dishes/1", { version: 99, price: 1 }],
        ["PUT", "/api/centres/1", { version: 99, address: "x" }],
        ["PUT", "/api/service-packages/1", { version: 99, price: 1 }],
        ["PUT", "/api/users/4", { version: 99, department: "x" }],
      ];
      for (const [method, address, body] of attempts) {
        const { data, body: whole } = await refuse(409, method, address, {
          as: "admin",
          body: method === "DELETE" ? undefined : body,
        });
        expect(look(data, "current"), address).toMatchObject({ version: expect.any(Number) });
        expect(data, address).toHaveProperty("at");
        expect(JSON.stringify(whole), address).not.toMatch(/_enc"|_hash"|[a-z][A-Z]\w*":/);
      }
      const dish = (await ask("GET", "/api/dishes/1", { as })).data;
      const { data } = await refuse(409, "PUT", "/api/dishes/1", { as, body: { version: 99, price: 1 } });
      expect(look(data, "current.price")).toBe(look(dish, "price"));
      const sold = (await ask("GET", "/api/service-packages/1", { as })).data;
      const stale = await refuse(409, "PUT", "/api/service-packages/1", {
        as: "admin",
        body: { version: 99, price: 1 },
      });
      expect(look(stale.data, "current.price")).toBe(look(sold, "price"));
    });
  });

  test("the same key and body are done once, another body under the key is refused", async () => {
    await undone(async () => {
      const headers = { "idempotency-key": crypto.randomUUID() };
      const body = { customer_id: 1, start_date: "2027-06-01", total_days: 7 };
      const path = "/api/confinement-meal-plans";
      const first = await ask("POST", path, { as, body, headers });
      const again = await ask("POST", path, { as, body, headers });
      expect(number(again.data, "id")).toBe(number(first.data, "id"));
      await refuse(409, "POST", path, { as, body: { ...body, total_days: 8 }, headers });
      await refuse(400, "POST", path, { as, body, headers: { "idempotency-key": "k".repeat(200) } });
    });
  });
});
