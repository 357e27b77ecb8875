import { type Fen, yuanText } from "@/lib/money";

/** An amount in yuan: ¥30,000.00, minus as U+2212. `whole` drops .00, `wan` says 141.27 万. `fen` is an integer of fen. */
export function Money(props: { fen: number; whole?: boolean; wan?: boolean; sign?: boolean; bold?: boolean }) {
  const { fen, whole, wan, sign, bold } = props;
  const plain = wan ? yuanText(Math.round(fen / 10_000) as Fen) : yuanText(fen as Fen);
  const digits = plain.replace("−", "");
  const body = whole && digits.endsWith(".00") ? digits.slice(0, -3) : digits;
  return (
    <span className="ya-num" style={bold ? { fontWeight: 600 } : undefined}>
      {fen < 0 ? "−" : sign && fen > 0 ? "+" : ""}¥{body}
      {wan && <span className="ya-m"> 万</span>}
    </span>
  );
}
