import mysql, { type Connection } from "mysql2/promise";

const PATIENCE_MS = 1500;
let line: Promise<Connection> | null = null;

/** Whether the database answers now: a ping, no query, on a connection of its own. Never throws. */
export async function answers(): Promise<boolean> {
  if (await alive()) return true;
  hangUp();
  return alive(); // a connection that was closed meanwhile (a restart, an idle timeout) says nothing about the database
}

async function alive(): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  try {
    return await Promise.race([pinged(), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

async function pinged(): Promise<boolean> {
  const connection = await connected();
  await connection.ping();
  return true;
}

function connected(): Promise<Connection> {
  line ??= mysql.createConnection({ uri: process.env.DATABASE_URL, connectTimeout: PATIENCE_MS }).then((connection) => {
    connection.on("error", hangUp);
    return connection;
  });
  line.catch(hangUp);
  return line;
}

function hangUp(): void {
  const old = line;
  line = null;
  old?.then((connection) => connection.destroy()).catch(() => undefined);
}
