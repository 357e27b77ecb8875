import type { Connection, RowDataPacket } from "mysql2/promise";
import type { Day } from "@/lib/time";
import { mealTemplate } from "./meals";

/**
 * A group of 20 centres with 36 rooms each, ten years in business. Customers are numbered from 1, the newest first, so that a
 * larger house contains the smaller one; the first 720 are in house today. Those beyond what the rooms could ever hold had
 * their meals delivered, so that everyone has a plan. Dishes are filled in for the guests of centre 1, then for others until
 * there are as many plan items as customers.
 */
export const CENTRES = 20;
export const ROOMS = 36;
const HOUSE = CENTRES * ROOMS;
const DAYS = 28;
const MOST_STAYS = HOUSE * 130;
const STEP = 50_000;
/** Ids of mothers and babies do not meet. */
const FIRST_BABY = 10_000_000;

export type House = { today: Day; sealedPhone: string };

/** Grows the house from `from` customers to `to`. */
export async function grow(connection: Connection, house: House, from: number, to: number): Promise<void> {
  await connection.query("SET SESSION foreign_key_checks = 0, SESSION unique_checks = 0");
  await number(connection, to);
  for (let first = from + 1; first <= to; first += STEP) {
    const last = Math.min(to, first + STEP - 1);
    for (const { sql, values } of people(house)) await connection.query(sql, { ...values, first, last });
    if (first <= MOST_STAYS) {
      const end = Math.min(last, MOST_STAYS);
      for (const { sql, values } of stays(house)) await connection.query(sql, { ...values, first, last: end });
    }
  }
  await fillPlans(connection, to);
  await connection.query("SET SESSION foreign_key_checks = 1, SESSION unique_checks = 1");
  const tables = "customer patient family childbirth stay stay_room restriction care_assignment patient_subscription";
  const more = "confinement_meal_plan confinement_week_plan confinement_day_plan confinement_meal_item audit_log";
  for (const table of `${tables} ${more}`.split(" ")) await connection.query(`ANALYZE TABLE ${table}`);
}

/** The numbers 1 to n in a table of their own, to select from: neither engine can count without one. */
async function number(connection: Connection, n: number): Promise<void> {
  await connection.query("CREATE TABLE IF NOT EXISTS bench_number (n INT UNSIGNED PRIMARY KEY)");
  await connection.query("INSERT IGNORE INTO bench_number VALUES (1)");
  for (let size = await highest(connection); size < n; size = await highest(connection))
    await connection.query("INSERT INTO bench_number SELECT n + ? FROM bench_number WHERE n <= ?", [size, n - size]);
}

async function highest(connection: Connection): Promise<number> {
  const [rows] = await connection.query<RowDataPacket[]>("SELECT MAX(n) AS n FROM bench_number");
  return Number(rows[0]?.n ?? 0);
}

type Statement = { sql: string; values: Record<string, unknown> };

const surnames = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗";
const surnameKeys = "zqslzwzwfccwjshyzqyxhlszkcyhjwtjxzybdzspgfpllwmm";
const givens =
  "知夏静姝婉清予微诗语亦安星辰怀瑾子衿云舒嘉敏宥宁念慈安然书瑶南乔思源若溪绮年语冰舒窈知微意浓晚棠清和听澜";
const givenKeys = "zxjswqywsyyaxchjzjysjmynncarsynqsyrxqnybsyzwynwtqhtl";

const centre = `(n - 1) % ${CENTRES} + 1`;
const name = `CONCAT(SUBSTRING(:surnames, n % ${surnames.length} + 1, 1), SUBSTRING(:givens, (n DIV 7) % ${givens.length / 2} * 2 + 1, 2))`;
const nameKey = `CONCAT(SUBSTRING(:surnameKeys, n % ${surnames.length} + 1, 1), SUBSTRING(:givenKeys, (n DIV 7) % ${givens.length / 2} * 2 + 1, 2))`;
const names = { surnames, givens, surnameKeys, givenKeys };
/** The day she came: rooms change guests every 28 days, one after another; without a room spread over the ten years. */
const arrival = `DATE_SUB(:today, INTERVAL IF(n <= ${MOST_STAYS}, (n - 1) % ${HOUSE} % ${DAYS} + ${DAYS} * ((n - 1) DIV ${HOUSE}), n % 3640) DAY)`;
const created = `DATE_SUB(TIMESTAMP(:today), INTERVAL (n - 1) * 5 MINUTE)`;
const range = "FROM bench_number WHERE n BETWEEN :first AND :last";

function people({ today, sealedPhone }: House): Statement[] {
  const values = { today, sealedPhone, ...names };
  const stamps = `${created}, ${created}`;
  const insert = (table: string, columns: string, select: string, where = ""): Statement => ({
    sql: `INSERT INTO ${table} (${columns}) SELECT ${select} ${range} ${where}`,
    values,
  });
  return [
    insert(
      "family",
      "id, centre_id, family_name, area, created_at, updated_at",
      `n, ${centre}, CONCAT(${name}, '家'), '静安区', ${stamps}`,
    ),
    insert(
      "patient",
      "id, centre_id, family_id, kind, name, name_key, gender, birth_year, relationship_to_head, created_at, updated_at",
      `n, ${centre}, n, 'mother', ${name}, ${nameKey}, 'female', YEAR(:today) - 25 - n % 15, '本人', ${stamps}`,
    ),
    insert(
      "childbirth",
      "id, patient_id, delivered_on, delivery_mode, feeding, parity, created_at, updated_at",
      `n, n, DATE_SUB(${arrival}, INTERVAL 3 DAY), ELT(n % 3 + 1, 'vaginal', 'cesarean', 'vaginal'), ELT(n % 3 + 1, 'breast', 'mixed', 'formula'), 1 + n % 2, ${stamps}`,
    ),
    insert(
      "customer",
      "id, centre_id, family_id, patient_id, name, name_key, phone_enc, phone_hash, phone_last4, status, source, created_by, created_at, updated_at",
      `n, ${centre}, n, n, ${name}, ${nameKey}, :sealedPhone, SHA2(CONCAT('bench', n), 256), LPAD(n * 7919 % 10000, 4, '0'), 'active', '朋友介绍', 2, ${stamps}`,
    ),
    insert(
      "restriction",
      "patient_id, kind, strength, target, tag_id, label, source, valid_from, created_by, created_at, updated_at",
      `n, 'dislike', 'soft', 'tag', (SELECT id FROM food_tag WHERE code = 'mutton'), '羊肉', 'customer', ${arrival}, 2, ${stamps}`,
      "AND n % 3 = 0",
    ),
    insert(
      "restriction",
      "patient_id, kind, strength, target, allergen_id, label, source, valid_from, created_by, created_at, updated_at",
      `n, 'allergy', 'hard', 'allergen', 5, '花生', 'customer', ${arrival}, 2, ${stamps}`,
      "AND n % 7 = 0",
    ),
    insert(
      "confinement_meal_plan",
      "id, centre_id, plan_number, customer_id, patient_id, start_date, end_date, total_days, total_weeks, meal_plan_type, place, total_price_fen, final_price_fen, status, created_by, approved_by, approved_at, created_at, updated_at",
      `n, ${centre}, CONCAT('CMP', DATE_FORMAT(${arrival}, '%Y%m%d'), LPAD(n, 7, '0')), n, n, ${arrival}, DATE_ADD(${arrival}, INTERVAL ${DAYS - 1} DAY), ${DAYS}, 4, 'standard', IF(n <= ${MOST_STAYS}, 'in_house', 'delivered'), 750400, 750400, IF(n <= ${HOUSE}, 'active', 'completed'), 3, 4, ${created}, ${stamps}`,
    ),
    insert(
      "audit_log",
      "actor, actor_user_id, action, entity, entity_id, centre_id, family_id, after_row, request_id, created_at",
      `'user:2', 2, 'customer.created', 'customer', n, ${centre}, n, JSON_OBJECT('id', n, 'status', 'active'), CONCAT('bench-', n), ${created}`,
    ),
  ];
}

function stays({ today }: House): Statement[] {
  const values = { today, ...names };
  const stamps = `${created}, ${created}`;
  const room = `(n - 1) % ${HOUSE} + 1`;
  const leaves = `DATE_ADD(${arrival}, INTERVAL ${DAYS - 1} DAY)`;
  const isIn = `n <= ${HOUSE}`;
  const insert = (table: string, columns: string, select: string): Statement => ({
    sql: `INSERT INTO ${table} (${columns}) SELECT ${select} ${range}`,
    values,
  });
  return [
    insert(
      "patient",
      "id, centre_id, family_id, kind, mother_id, name, gender, birth_date, relationship_to_head, created_at, updated_at",
      `n + ${FIRST_BABY}, ${centre}, n, 'baby', n, '宝宝', ELT(n % 2 + 1, 'male', 'female'), DATE_SUB(${arrival}, INTERVAL 3 DAY), '子女', ${stamps}`,
    ),
    insert(
      "stay",
      "id, centre_id, customer_id, patient_id, room_type_id, status, check_in_date, check_out_date, checked_in_at, checked_out_at, created_by, created_at, updated_at",
      `n, ${centre}, n, n, ${centre}, IF(${isIn}, 'checked_in', 'checked_out'), ${arrival}, ${leaves}, TIMESTAMP(${arrival}), IF(${isIn}, NULL, TIMESTAMP(${leaves})), 2, ${stamps}`,
    ),
    insert("stay_room", "stay_id, room_id, from_day, until_day", `n, ${room}, ${arrival}, ${leaves}`),
    insert(
      "care_assignment",
      "family_id, employee_id, role, starts_at, ends_at, created_by, created_at",
      `n, ${centre}, 'butler', TIMESTAMP(${arrival}), IF(${isIn}, NULL, TIMESTAMP(${leaves})), 2, ${created}`,
    ),
    insert(
      "patient_subscription",
      "id, centre_id, number, customer_id, patient_id, package_id, stay_id, start_date, end_date, status, payment_status, list_price_fen, price_fen, paid_fen, terms, signed_on, created_by, created_at, updated_at",
      `n, ${centre}, CONCAT('HT', LPAD(n, 9, '0')), n, n, 1, n, ${arrival}, ${leaves}, IF(${isIn}, 'active', 'expired'), 'paid', 3880000, 3880000, 3880000, '{}', ${arrival}, 2, ${stamps}`,
    ),
  ];
}

/** Weeks, days and dishes of as many plans as give the wanted number of items; those of centre 1's guests come first. */
async function fillPlans(connection: Connection, items: number): Promise<void> {
  const template = mealTemplate();
  await connection.query(
    "CREATE TABLE IF NOT EXISTS bench_plan (n INT UNSIGNED PRIMARY KEY, is_filled BOOLEAN NOT NULL DEFAULT 0)",
  );
  await connection.query("CREATE TABLE IF NOT EXISTS bench_day (d INT UNSIGNED PRIMARY KEY)");
  await connection.query("INSERT IGNORE INTO bench_day SELECT n - 1 FROM bench_number WHERE n <= ?", [DAYS]);
  await connection.query(
    "CREATE TABLE IF NOT EXISTS bench_meal (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, slot_id INT NOT NULL, dish_id INT NOT NULL, position INT NOT NULL)",
  );
  await connection.query("TRUNCATE bench_meal");
  await connection.query("INSERT INTO bench_meal (slot_id, dish_id, position) VALUES ?", [template]);
  const wanted = Math.ceil(items / (DAYS * template.length));
  const own = Array.from({ length: ROOMS }, (_, j) => 1 + j * CENTRES);
  const others = Array.from({ length: Math.min(items, wanted + ROOMS) }, (_, i) => i + 1).filter(
    (n) => !own.includes(n),
  );
  const chosen = [...own, ...others.slice(0, Math.max(0, wanted - ROOMS))];
  await connection.query("INSERT IGNORE INTO bench_plan (n) VALUES ?", [chosen.map((n) => [n])]);
  const start = "(SELECT start_date FROM confinement_meal_plan p WHERE p.id = n)";
  await connection.query(
    `INSERT INTO confinement_week_plan (id, meal_plan_id, week_number, focus_area, approved_by, created_at, updated_at)
     SELECT n * 10 + w, n, w, '调养', 4, NOW(3), NOW(3) FROM bench_plan JOIN (SELECT 1 AS w UNION SELECT 2 UNION SELECT 3 UNION SELECT 4) weeks WHERE is_filled = 0`,
  );
  await connection.query(
    `INSERT INTO confinement_day_plan (id, centre_id, week_plan_id, meal_plan_id, patient_id, day_number, date, total_calories, created_at, updated_at)
     SELECT n * 100 + d, ${centre}, n * 10 + d DIV 7 + 1, n, n, d % 7 + 1, DATE_ADD(${start}, INTERVAL d DAY), 2100, NOW(3), NOW(3)
     FROM bench_plan JOIN bench_day WHERE is_filled = 0`,
  );
  await connection.query(
    `INSERT INTO confinement_meal_item (day_plan_id, category_id, dish_id, position, serving_time, calories, created_at, updated_at)
     SELECT n * 100 + d, slot_id, dish_id, position, (SELECT serving_time FROM menu_category c WHERE c.id = slot_id), 150, NOW(3), NOW(3)
     FROM bench_plan JOIN bench_day JOIN bench_meal WHERE is_filled = 0`,
  );
  await connection.query(`UPDATE bench_plan SET is_filled = 1 WHERE is_filled = 0`);
}
