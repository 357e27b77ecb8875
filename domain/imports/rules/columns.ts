import { importedNutrients, type NutrientCode, nutrientCodes } from "../schema";
import type { ColumnSpec } from "./table";

/** The columns of each kind of import; the first name of each is the one in our template. */

export const customerColumns = {
  seq: { names: ["序号", "编号", "No"], isIncidental: true },
  name: { names: ["姓名", "客户姓名", "妈妈姓名", "产妇姓名", "客户"], isRequired: true },
  phone: { names: ["联系电话", "手机", "手机号", "手机号码", "电话", "联系方式"], isRequired: true },
  expectedDeliveryDate: { names: ["预产期", "预产日期"], isRequired: true },
  deliveredOn: { names: ["实际分娩日期", "分娩日期", "生产日期", "宝宝出生日期"] },
  delivery: { names: ["分娩方式", "生产方式"] },
  parity: { names: ["胎次", "第几胎"] },
  age: { names: ["年龄"] },
  roomType: { names: ["房型", "房间类型"] },
  packageName: { names: ["套餐", "套餐名称"] },
  contract: { names: ["合同金额", "合同总额", "签约金额"] },
  paid: { names: ["已付金额", "已付", "已收金额", "定金"] },
  checkInDate: { names: ["入住日期", "入住时间", "入馆日期"] },
  checkOutDate: { names: ["离馆日期", "退房日期", "离店日期", "出馆日期"] },
  restrictions: { names: ["过敏/忌口", "过敏忌口", "过敏", "忌口", "饮食禁忌", "禁忌"] },
  consultant: { names: ["销售顾问", "顾问", "销售"] },
  notes: { names: ["备注", "说明"] },
} as const satisfies Record<string, ColumnSpec>;
export type CustomerColumn = keyof typeof customerColumns;

export const dishColumns = {
  seq: { names: ["序号", "编号", "No"], isIncidental: true },
  name: { names: ["菜品名称", "菜名", "菜品", "名称"], isRequired: true },
  category: { names: ["分类", "菜品分类", "类别"] },
  slots: { names: ["适用餐次", "餐次"], isRequired: true },
  weeks: { names: ["适用周次", "周次", "适用周"] },
  method: { names: ["做法", "烹饪方式", "烹调方法"] },
  ingredients: { names: ["配料及用量", "配料", "食材及用量", "食材", "原料"], isRequired: true },
  alcohol: { names: ["含酒精", "是否含酒精"] },
  notes: { names: ["备注", "注意事项", "说明"] },
} as const satisfies Record<string, ColumnSpec>;
export type DishColumn = keyof typeof dishColumns;

const nutrientColumns = Object.fromEntries(
  nutrientCodes.map((code) => [code, { names: [importedNutrients[code].header] }]),
) as Record<NutrientCode, { names: [string] }>;

export const ingredientColumns = {
  seq: { names: ["序号", "编号", "No"], isIncidental: true },
  name: { names: ["食材名称", "食材", "名称"], isRequired: true },
  aliases: { names: ["别名", "别称"] },
  category: { names: ["分类", "类别"], isRequired: true },
  herb: { names: ["是否药材", "药材"] },
  edible: { names: ["可食部", "可食部分", "食部"] },
  ...nutrientColumns,
  allergens: { names: ["含有过敏原", "过敏原", "含过敏原"] },
  freeOf: { names: ["确认不含", "不含过敏原"] },
  units: { names: ["单位换算", "换算"] },
  price: { names: ["参考单价", "单价", "每公斤单价"] },
  notes: { names: ["备注", "说明"] },
} as const satisfies Record<string, ColumnSpec>;
export type IngredientColumn = keyof typeof ingredientColumns;

export const menuColumns = {
  seq: { names: ["序号", "编号", "No"], isIncidental: true },
  menu: { names: ["菜单名称", "菜单"], isRequired: true },
  type: { names: ["类型", "菜单类型"] },
  cycleDays: { names: ["周期天数", "周期"] },
  day: { names: ["第几天", "天次", "天"], isRequired: true },
  slot: { names: ["餐次"], isRequired: true },
  dishes: { names: ["菜品", "菜名", "菜品名称"], isRequired: true },
} as const satisfies Record<string, ColumnSpec>;
export type MenuColumn = keyof typeof menuColumns;
