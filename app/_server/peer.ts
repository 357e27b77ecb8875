import "server-only";
import { type IncomingMessage, Server } from "node:http";

/**
 * Where no proxy stands in front, a caller is where its socket is, whatever it claims in X-Forwarded-For: Next fills that header
 * in only where it is missing. Otherwise limits by address could be slipped past, and the log would believe anything.
 */
export function believeSocketsOnly(): void {
  const { emit } = Server.prototype;
  Server.prototype.emit = function (this: Server, ...given: unknown[]): boolean {
    const [event, request] = given as [unknown, IncomingMessage];
    if (event === "request") request.headers["x-forwarded-for"] = request.socket.remoteAddress;
    return Reflect.apply(emit, this, given);
  } as typeof emit;
}
