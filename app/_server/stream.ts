import "server-only";
import type { Ctx } from "@/domain/core/ctx";
import { eventsAfter, listen, mayHear } from "@/domain/system/events/hub";
import { isLiveTopic, type ListenTo, type LiveEvent } from "@/domain/system/events/schema";
import { systemNow } from "@/lib/time";
import { snake } from "@/lib/wire";

const BEAT_MS = 5000;
const RETRY_MS = 1000;

/**
 * Server-sent events for one caller: first what was missed since the last id heard, then each event as it is committed, a
 * beat every five seconds (so that a listener notices a dead line), and an end after `wait` seconds: the listener comes back
 * with its last id and is asked again who it is.
 */
export function eventStream(ctx: Ctx, input: ListenTo, request: Request): Response {
  const wanted = input.topics?.split(",").filter(isLiveTopic);
  const isWanted = (event: LiveEvent) => (!wanted || wanted.includes(event.topic)) && mayHear(ctx, event);
  const after = input.after ?? (Number(request.headers.get("last-event-id")) || undefined);
  const encoder = new TextEncoder();
  let stop = () => {};
  const body = new ReadableStream<Uint8Array>({
    async start(stream) {
      const say = (text: string) => stream.enqueue(encoder.encode(text));
      const heard = new Set<number>();
      const tell = (event: LiveEvent) => {
        if (!isWanted(event) || heard.has(event.id)) return;
        heard.add(event.id);
        say(`id: ${event.id}\nevent: ${event.topic}\ndata: ${JSON.stringify(snaked(event.payload))}\n\n`);
      };
      say(`retry: ${RETRY_MS}\n${beat()}`);
      const deaf = input.wait === 0 ? () => {} : listen(tell);
      const beats = setInterval(() => say(beat()), BEAT_MS);
      const end = setTimeout(() => stop(), input.wait * 1000);
      stop = () => {
        stop = () => {};
        deaf();
        clearInterval(beats);
        clearTimeout(end);
        try {
          stream.close();
        } catch {
          // the listener has gone already
        }
      };
      request.signal.addEventListener("abort", () => stop());
      if (after !== undefined) for (const event of await eventsAfter(after)) tell(event);
      if (input.wait === 0) stop();
    },
    cancel: () => stop(),
  });
  return new Response(body, {
    headers: {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-store",
      "X-Accel-Buffering": "no",
    },
  });
}

const beat = () => `event: beat\ndata: ${JSON.stringify({ at: systemNow().toISOString() })}\n\n`;

function snaked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snaked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [snake(key), snaked(item)]));
}
