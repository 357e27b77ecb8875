import { IconCheck } from "@tabler/icons-react";
import classes from "./result.module.css";

const steps = ["选文件", "对列名", "试导入，什么都还没写入", "正式导入"] as const;

/** Where this import stands, from 0. */
export function Steps({ at }: { at: number }) {
  return (
    <ol className={classes.steps}>
      {steps.map((step, i) => (
        <li key={step} aria-current={i === at ? "step" : undefined} data-done={i < at || undefined}>
          <span>{i < at ? <IconCheck size={14} stroke={2} aria-label="已完成" /> : i + 1}</span>
          {step}
        </li>
      ))}
    </ol>
  );
}
