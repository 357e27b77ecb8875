import { Facts } from "@/components/card";
import { childbirthDeliveryModeLabels, childbirthFeedingLabels } from "@/db/enums/customers";
import { clockOf } from "@/lib/time";
import type { Known } from "./read";
import { Reveal } from "./reveal";

const grams = (g: number): string => `${String(g).replace(/\B(?=(\d{3})+$)/g, ",")} g`;

/** Age, birth, feeding, babies, phone, family, carers: what staff ask for first. */
export function CustomerFacts({ known }: { known: Known }) {
  const { customer, birth, can } = known;
  const items = [
    customer.age !== null && { label: "年龄", value: String(customer.age) },
    birth?.deliveredOn
      ? {
          label: "分娩",
          value: [
            `${birth.deliveredOn}${birth.deliveredAt ? ` ${clockOf(birth.deliveredAt)}` : ""}`,
            birth.deliveryMode && childbirthDeliveryModeLabels[birth.deliveryMode],
          ]
            .filter(Boolean)
            .join("，"),
        }
      : { label: "预产期", value: customer.expectedDeliveryDate ?? "没登记" },
    birth?.feeding && { label: "哺乳", value: childbirthFeedingLabels[birth.feeding] },
    birth &&
      birth.babies.length > 0 && {
        label: "宝宝",
        value: birth.babies
          .map((baby) =>
            [
              baby.name,
              baby.gender === "male" ? "男" : baby.gender === "female" ? "女" : null,
              baby.birthWeightG && `出生 ${grams(baby.birthWeightG)}`,
            ]
              .filter(Boolean)
              .join("，"),
          )
          .join("；"),
      },
    customer.phone && {
      label: "手机",
      value: <Reveal id={customer.id} field="phone" masked={customer.phone} may={can.reveal} />,
    },
    customer.emergencyContact && {
      label: "家属",
      value: (
        <>
          {customer.emergencyContact}{" "}
          {customer.emergencyPhone && (
            <Reveal id={customer.id} field="emergencyPhone" masked={customer.emergencyPhone} may={can.reveal} />
          )}
        </>
      ),
    },
    customer.address && {
      label: "地址",
      value: <Reveal id={customer.id} field="address" masked={customer.address} may={can.reveal} />,
    },
    customer.butler && { label: "管家", value: customer.butler },
    customer.consultant && { label: "顾问", value: customer.consultant },
    customer.preferences.length > 0 && { label: "口味", value: customer.preferences.join("、") },
    customer.checkInDate && {
      label: "入住",
      value: `${customer.checkInDate} 至 ${customer.checkOutDate ?? "未定"}`,
    },
  ];
  return <Facts items={items.filter((item) => item !== false && item !== null && item !== undefined && item !== "")} />;
}
