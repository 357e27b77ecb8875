"use client";

import { useState } from "react";
import { phoneText } from "@/components/form/typing";
import { toast } from "@/components/toast";
import { revealCustomerAction } from "../../actions";

type Field = "phone" | "address" | "idCard" | "emergencyPhone";

/** A masked value with 显示: who looked is in the operation log. */
export function Reveal({ id, field, masked, may }: { id: number; field: Field; masked: string; may: boolean }) {
  const [shown, show] = useState<string | null>(null);
  const look = async () => {
    const answer = await revealCustomerAction({ id }).catch(() => null);
    if (answer?.ok) show(answer.data[field] ?? masked);
    else toast(answer?.error.message ?? "没读到，网络断了。连上后再点一次", { tone: "off" });
  };
  return (
    <span className="ya-num ya-nw">
      {shown ? (field === "phone" || field === "emergencyPhone" ? phoneText(shown) : shown) : masked}
      {may && !shown && masked.includes("*") && (
        <button type="button" className="ya-link" style={linkStyle} onClick={() => void look()}>
          显示
        </button>
      )}
    </span>
  );
}

const linkStyle = {
  marginLeft: 4,
  padding: 0,
  border: 0,
  background: "none",
  color: "var(--ya-pri)",
  font: "inherit",
  cursor: "pointer",
} as const;
