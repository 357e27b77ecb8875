import { connect, createServer, type Server, type Socket } from "node:net";

/** A line to a service (given by its URL) that a test can cut and mend; `url` is the service through it. */
export async function lineTo(service: string) {
  const real = new URL(service);
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  let port = 0;
  const mend = () =>
    new Promise<void>((resolve) => {
      server = createServer((near) => {
        const far = connect(Number(real.port), real.hostname);
        for (const socket of [near, far]) {
          sockets.add(socket);
          socket.on("error", () => socket.destroy());
          socket.on("close", () => sockets.delete(socket));
        }
        near.pipe(far).pipe(near);
      }).listen(port, "127.0.0.1", () => {
        const address = server?.address();
        if (typeof address === "object" && address) port = address.port;
        resolve();
      });
    });
  const cut = () =>
    new Promise<void>((resolve) => {
      if (server) server.close(() => resolve());
      else resolve();
      for (const socket of sockets) socket.destroy();
      server = null;
    });
  await mend();
  const through = new URL(service);
  through.hostname = "127.0.0.1";
  through.port = String(port);
  return { url: through.href, cut, mend };
}
