import { LinkButton } from "@/components/link-button";
import { PersonChip } from "@/components/marks/person-chip";
import { StatusGlyph } from "@/components/marks/status-badge";
import { EmptyState } from "@/components/states";
import classes from "./home.module.css";
import type { Todo } from "./todo-item";

const tones = { critical: "critical", soon: "off", plain: "new" } as const;

/** What waits, most urgent first, each with the one thing to do. */
export function TodoList({ items }: { items: readonly Todo[] }) {
  if (items.length === 0)
    return <EmptyState flush title="没有等您处理的事" hint="需替代、未排、待审、到离店会出现在这里" />;
  return (
    <ul className={classes.todo}>
      {items.map((item) => (
        <li key={item.key} data-urgency={item.urgency}>
          <StatusGlyph tone={tones[item.urgency]} size={16} />
          <span className={classes.todoText}>
            <span>
              <b>{item.title}</b> {item.detail && <span className="ya-note">{item.detail}</span>}
            </span>
            {item.who && <PersonChip {...item.who} />}
          </span>
          <LinkButton href={item.href} size="xs" variant={item.urgency === "critical" ? "danger" : "default"}>
            {item.verb}
          </LinkButton>
        </li>
      ))}
    </ul>
  );
}
