import { connect, createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answers } from "./pulse";

/** A line to the real database that can be cut and mended. */
const real = new URL(process.env.DATABASE_URL ?? "");
const sockets = new Set<Socket>();
let server: Server;
let port = 0;

const mend = () =>
  new Promise<void>((resolve) => {
    server = createServer((near) => {
      const far = connect(Number(real.port || 3306), real.hostname);
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.on("error", () => socket.destroy());
      }
      near.pipe(far).pipe(near);
    }).listen(port, "127.0.0.1", () => {
      port = (server.address() as { port: number }).port;
      resolve();
    });
  });
const cut = () =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  });

beforeAll(async () => {
  await mend();
  const through = new URL(real);
  through.hostname = "127.0.0.1";
  through.port = String(port);
  process.env.DATABASE_URL = through.href;
});
afterAll(async () => {
  process.env.DATABASE_URL = real.href;
  await cut();
});

test("tells whether the database is there, soon after it went and soon after it came back", async () => {
  expect(await answers()).toBe(true);
  await cut();
  expect(await answers()).toBe(false);
  expect(await answers()).toBe(false);
  await mend();
  expect(await answers()).toBe(true);
});
