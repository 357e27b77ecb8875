CREATE TABLE `medical_order` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`centre_id` bigint unsigned NOT NULL,
	`number` varchar(32) NOT NULL,
	`patient_id` bigint unsigned NOT NULL,
	`doctor_id` bigint unsigned NOT NULL,
	`health_record_id` bigint unsigned,
	`order_type` enum('medication','examination','lifestyle','followup','diet') NOT NULL,
	`content` text NOT NULL,
	`dosage` varchar(100),
	`frequency` varchar(50),
	`duration` varchar(50),
	`due_times` json,
	`diet` json,
	`starts_at` datetime(3) NOT NULL,
	`stops_at` datetime(3),
	`notes` text,
	`status` enum('draft','active','completed','cancelled') NOT NULL DEFAULT 'active',
	`stopped_by` bigint unsigned,
	`stop_reason` varchar(200),
	`acknowledged_by` bigint unsigned,
	`acknowledged_at` datetime(3),
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `medical_order_id` PRIMARY KEY(`id`),
	CONSTRAINT `medical_order_number` UNIQUE(`number`)
);
--> statement-breakpoint
CREATE TABLE `patient_nutrient_target` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`patient_id` bigint unsigned NOT NULL,
	`nutrient_id` bigint unsigned NOT NULL,
	`min_amount` decimal(12,4),
	`target_amount` decimal(12,4),
	`max_amount` decimal(12,4),
	`source` varchar(32) NOT NULL,
	`source_id` bigint unsigned,
	`valid_from` date NOT NULL,
	`valid_to` date,
	`created_by` bigint unsigned,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `patient_nutrient_target_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `inventory_item` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`warehouse_id` bigint unsigned NOT NULL,
	`item_id` bigint unsigned NOT NULL,
	`quantity` decimal(14,3) NOT NULL DEFAULT 0,
	`reserved_quantity` decimal(14,3) NOT NULL DEFAULT 0,
	`reorder_point` decimal(14,3),
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `inventory_item_id` PRIMARY KEY(`id`),
	CONSTRAINT `inventory_item_warehouse_id_item_id` UNIQUE(`warehouse_id`,`item_id`),
	CONSTRAINT `inventory_item_ck1` CHECK(`inventory_item`.`quantity`>=0),
	CONSTRAINT `inventory_item_ck2` CHECK(`inventory_item`.`reserved_quantity`>=0)
);
--> statement-breakpoint
CREATE TABLE `lot_balance` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`inventory_item_id` bigint unsigned NOT NULL,
	`lot_id` bigint unsigned NOT NULL,
	`quantity` decimal(14,3) NOT NULL DEFAULT 0,
	CONSTRAINT `lot_balance_id` PRIMARY KEY(`id`),
	CONSTRAINT `lot_balance_inventory_item_id_lot_id` UNIQUE(`inventory_item_id`,`lot_id`),
	CONSTRAINT `lot_balance_ck1` CHECK(`lot_balance`.`quantity`>=0)
);
--> statement-breakpoint
CREATE TABLE `stock_document_line` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`document_id` bigint unsigned NOT NULL,
	`item_id` bigint unsigned NOT NULL,
	`lot_id` bigint unsigned,
	`quantity` decimal(14,3) NOT NULL,
	`unit` varchar(16) NOT NULL,
	`base_quantity` decimal(14,3) NOT NULL,
	`book_quantity` decimal(14,3),
	`cost_fen` bigint,
	`source_line_id` bigint unsigned,
	`note` varchar(200),
	CONSTRAINT `stock_document_line_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `stock_document` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`centre_id` bigint unsigned NOT NULL,
	`number` varchar(32) NOT NULL,
	`kind` enum('receipt','issue','production','outbound','transfer','count','adjustment','customer_return','supplier_return','waste') NOT NULL,
	`status` enum('draft','in_transit','posted','reversed','cancelled') NOT NULL DEFAULT 'draft',
	`warehouse_id` bigint unsigned NOT NULL,
	`to_warehouse_id` bigint unsigned,
	`business_day` date NOT NULL,
	`reason` varchar(200),
	`source_type` varchar(32),
	`source_id` bigint unsigned,
	`posted_by` bigint unsigned,
	`posted_at` datetime(3),
	`reverses_id` bigint unsigned,
	`created_by` bigint unsigned,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `stock_document_id` PRIMARY KEY(`id`),
	CONSTRAINT `stock_document_number` UNIQUE(`number`),
	CONSTRAINT `stock_document_reverses_id` UNIQUE(`reverses_id`)
);
--> statement-breakpoint
CREATE TABLE `stock_lot` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`item_id` bigint unsigned NOT NULL,
	`lot_no` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`produced_on` date,
	`expires_on` date,
	`received_quantity` decimal(14,3) NOT NULL DEFAULT 0,
	`cost_fen` bigint,
	`status` enum('available','quarantine','blocked') NOT NULL DEFAULT 'available',
	`source_type` varchar(32),
	`source_id` bigint unsigned,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `stock_lot_id` PRIMARY KEY(`id`),
	CONSTRAINT `stock_lot_item_id_lot_no` UNIQUE(`item_id`,`lot_no`)
);
--> statement-breakpoint
CREATE TABLE `stock_movement` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`document_id` bigint unsigned NOT NULL,
	`line_id` bigint unsigned,
	`inventory_item_id` bigint unsigned NOT NULL,
	`lot_id` bigint unsigned NOT NULL,
	`movement_type` varchar(20) NOT NULL,
	`quantity` decimal(14,3) NOT NULL,
	`quantity_after` decimal(14,3) NOT NULL,
	`cost_fen` bigint,
	`reason` varchar(200),
	`business_day` date NOT NULL,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `stock_movement_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `stock_reservation` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`inventory_item_id` bigint unsigned NOT NULL,
	`quantity` decimal(14,3) NOT NULL,
	`needed_on` date NOT NULL,
	`priority` int NOT NULL DEFAULT 5,
	`status` enum('active','consumed','released') NOT NULL DEFAULT 'active',
	`source_type` varchar(32) NOT NULL,
	`source_id` bigint unsigned NOT NULL,
	`source_line_id` bigint unsigned NOT NULL DEFAULT 0,
	`expires_at` datetime(3),
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `stock_reservation_id` PRIMARY KEY(`id`),
	CONSTRAINT `stock_reservation_source_type_source_source_line_inventory_item` UNIQUE(`source_type`,`source_id`,`source_line_id`,`inventory_item_id`)
);
--> statement-breakpoint
CREATE TABLE `warehouse` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`centre_id` bigint unsigned NOT NULL,
	`code` varchar(20) NOT NULL,
	`name` varchar(100) NOT NULL,
	`kind` enum('kitchen','main','channel','transit') NOT NULL,
	`location` varchar(255),
	`capacity` decimal(14,3),
	`status` enum('active','inactive') NOT NULL DEFAULT 'active',
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`archived_at` datetime(3),
	CONSTRAINT `warehouse_id` PRIMARY KEY(`id`),
	CONSTRAINT `warehouse_code` UNIQUE(`code`)
);
--> statement-breakpoint
CREATE TABLE `food_sample` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`centre_id` bigint unsigned NOT NULL,
	`batch_id` bigint unsigned NOT NULL,
	`sample_no` varchar(32) NOT NULL,
	`grams` decimal(14,3) NOT NULL,
	`sampled_at` datetime(3) NOT NULL,
	`sampler_id` bigint unsigned NOT NULL,
	`witness_id` bigint unsigned,
	`fridge` varchar(32),
	`celsius` decimal(4,1),
	`keep_until_at` datetime(3) NOT NULL,
	`discarded_at` datetime(3),
	`discarded_by_id` bigint unsigned,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `food_sample_id` PRIMARY KEY(`id`),
	CONSTRAINT `food_sample_centre_id_sample_no` UNIQUE(`centre_id`,`sample_no`)
);
--> statement-breakpoint
CREATE TABLE `kitchen_ticket_line` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`ticket_id` bigint unsigned NOT NULL,
	`batch_id` bigint unsigned,
	`dish_id` bigint unsigned NOT NULL,
	`dish_name` varchar(100) NOT NULL,
	`quantity` int NOT NULL,
	`old_quantity` int,
	`variant_label` varchar(100),
	`meal_item_id` bigint unsigned,
	`order_item_id` bigint unsigned,
	`eaten_pct` int,
	`refused_reason` varchar(100),
	CONSTRAINT `kitchen_ticket_line_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `kitchen_ticket` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`centre_id` bigint unsigned NOT NULL,
	`number` varchar(32) NOT NULL,
	`business_day` date NOT NULL,
	`category_id` bigint unsigned NOT NULL,
	`kind` enum('meal','change','add','cancel') NOT NULL DEFAULT 'meal',
	`source_type` enum('day_plan','order') NOT NULL,
	`source_id` bigint unsigned NOT NULL,
	`revision` int NOT NULL DEFAULT 0,
	`patient_id` bigint unsigned,
	`room` varchar(20),
	`floor` varchar(20),
	`recipient` varchar(100) NOT NULL,
	`diet_note` varchar(500),
	`reason` varchar(200),
	`status` enum('issued','acknowledged','plated','delivered','refused','cancelled') NOT NULL DEFAULT 'issued',
	`acknowledged_by` bigint unsigned,
	`acknowledged_at` datetime(3),
	`delivered_by` bigint unsigned,
	`delivered_at` datetime(3),
	`printed_at` datetime(3),
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `kitchen_ticket_id` PRIMARY KEY(`id`),
	CONSTRAINT `kitchen_ticket_number` UNIQUE(`number`),
	CONSTRAINT `kitchen_ticket_source_type_source_id_category_id_revision` UNIQUE(`source_type`,`source_id`,`category_id`,`revision`)
);
--> statement-breakpoint
CREATE TABLE `production_batch` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`centre_id` bigint unsigned NOT NULL,
	`number` varchar(32) NOT NULL,
	`business_day` date NOT NULL,
	`category_id` bigint unsigned NOT NULL,
	`dish_id` bigint unsigned NOT NULL,
	`variant_key` varchar(64) NOT NULL DEFAULT '',
	`variant_label` varchar(100),
	`planned_portions` int NOT NULL DEFAULT 0,
	`cooked_portions` int,
	`leftover_portions` int,
	`status` enum('planned','cooking','closed','cancelled') NOT NULL DEFAULT 'planned',
	`recipe` json,
	`station` varchar(20),
	`started_at` datetime(3),
	`closed_at` datetime(3),
	`closed_by` bigint unsigned,
	`cost_fen` bigint,
	`is_cost_complete` boolean NOT NULL DEFAULT false,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `production_batch_id` PRIMARY KEY(`id`),
	CONSTRAINT `production_batch_number` UNIQUE(`number`),
	CONSTRAINT `production_batch_centre_day_category_dish_variant_key` UNIQUE(`centre_id`,`business_day`,`category_id`,`dish_id`,`variant_key`)
);
--> statement-breakpoint
CREATE TABLE `temperature_log` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`centre_id` bigint unsigned NOT NULL,
	`point_name` varchar(64) NOT NULL,
	`batch_id` bigint unsigned,
	`celsius` decimal(4,1) NOT NULL,
	`measured_at` datetime(3) NOT NULL,
	`is_ok` boolean NOT NULL,
	`action_taken` varchar(200),
	`created_by` bigint unsigned,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `temperature_log_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `customer_order` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`centre_id` bigint unsigned NOT NULL,
	`order_number` varchar(32) NOT NULL,
	`customer_id` bigint unsigned,
	`employee_id` bigint unsigned,
	`stay_id` bigint unsigned,
	`kind` enum('in_house','takeaway','guest','staff','trial') NOT NULL,
	`source` enum('portal','mini','channel') NOT NULL,
	`order_date` date NOT NULL,
	`delivery_date` date NOT NULL,
	`category_id` bigint unsigned,
	`status` enum('pending','confirmed','preparing','delivering','completed','cancelled') NOT NULL DEFAULT 'pending',
	`payment_status` enum('unpaid','partial','paid','refunding','refunded') NOT NULL DEFAULT 'unpaid',
	`items_fen` bigint NOT NULL,
	`discount_fen` bigint NOT NULL DEFAULT 0,
	`delivery_fee_fen` bigint NOT NULL DEFAULT 0,
	`total_fen` bigint NOT NULL,
	`paid_fen` bigint NOT NULL DEFAULT 0,
	`refunded_fen` bigint NOT NULL DEFAULT 0,
	`coupon_issue_id` bigint unsigned,
	`pricing` json,
	`notes` text,
	`cancel_reason` varchar(200),
	`completed_at` datetime(3),
	`cancelled_at` datetime(3),
	`created_by` bigint unsigned,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `customer_order_id` PRIMARY KEY(`id`),
	CONSTRAINT `customer_order_order_number` UNIQUE(`order_number`),
	CONSTRAINT `customer_order_ck1` CHECK(`customer_order`.`total_fen`=`customer_order`.`items_fen`-`customer_order`.`discount_fen`+`customer_order`.`delivery_fee_fen` and `customer_order`.`total_fen`>=0),
	CONSTRAINT `customer_order_ck2` CHECK(`customer_order`.`refunded_fen`<=`customer_order`.`paid_fen`),
	CONSTRAINT `customer_order_ck3` CHECK(`customer_order`.`customer_id` is not null or `customer_order`.`employee_id` is not null)
);
--> statement-breakpoint
CREATE TABLE `order_item` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`order_id` bigint unsigned NOT NULL,
	`dish_id` bigint unsigned,
	`item_id` bigint unsigned,
	`name` varchar(100) NOT NULL,
	`quantity` int NOT NULL,
	`unit_price_fen` bigint NOT NULL,
	`subtotal_fen` bigint NOT NULL,
	`discount_fen` bigint NOT NULL DEFAULT 0,
	`refunded_quantity` int NOT NULL DEFAULT 0,
	`override_reason` varchar(200),
	`notes` varchar(200),
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `order_item_id` PRIMARY KEY(`id`),
	CONSTRAINT `order_item_ck1` CHECK(`order_item`.`quantity`>0 and `order_item`.`subtotal_fen`=`order_item`.`quantity`*`order_item`.`unit_price_fen`),
	CONSTRAINT `order_item_ck2` CHECK((`order_item`.`dish_id` is null)<>(`order_item`.`item_id` is null)),
	CONSTRAINT `order_item_ck3` CHECK(`order_item`.`refunded_quantity`<=`order_item`.`quantity`)
);
--> statement-breakpoint
CREATE TABLE `plan_proposal` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`meal_plan_id` bigint unsigned NOT NULL,
	`job_id` bigint unsigned,
	`plan_version` int NOT NULL,
	`scope` json NOT NULL,
	`seed` int,
	`weights` json,
	`status` enum('open','accepted','discarded','stale') NOT NULL DEFAULT 'open',
	`result` json,
	`accepted_by` bigint unsigned,
	`accepted_at` datetime(3),
	`created_by` bigint unsigned,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `plan_proposal_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `supplier_item` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`supplier_id` bigint unsigned NOT NULL,
	`item_id` bigint unsigned NOT NULL,
	`supplier_sku` varchar(64) character set utf8mb4 collate utf8mb4_bin,
	`unit` varchar(16) NOT NULL,
	`unit_price_fen` bigint NOT NULL,
	`min_quantity` decimal(14,3),
	`is_preferred` boolean NOT NULL DEFAULT false,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `supplier_item_id` PRIMARY KEY(`id`),
	CONSTRAINT `supplier_item_supplier_id_item_id` UNIQUE(`supplier_id`,`item_id`)
);
--> statement-breakpoint
CREATE TABLE `supplier` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`name` varchar(100) NOT NULL,
	`contact_name` varchar(50),
	`phone_enc` varchar(1024) character set ascii collate ascii_bin,
	`phone_hash` char(64) character set ascii collate ascii_bin,
	`phone_last4` char(4) character set ascii collate ascii_bin,
	`address` varchar(255),
	`license_no` varchar(64),
	`license_expires_on` date,
	`bank_account_enc` varchar(1024) character set ascii collate ascii_bin,
	`bank_account_last4` char(4) character set ascii collate ascii_bin,
	`lead_days` int NOT NULL DEFAULT 1,
	`term_days` int NOT NULL DEFAULT 0,
	`status` enum('active','blocked') NOT NULL DEFAULT 'active',
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`archived_at` datetime(3),
	CONSTRAINT `supplier_id` PRIMARY KEY(`id`),
	CONSTRAINT `supplier_name` UNIQUE(`name`)
);
--> statement-breakpoint
CREATE TABLE `doctor` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`user_id` bigint unsigned NOT NULL,
	`employee_id` bigint unsigned,
	`license_number` varchar(50) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`specialty` varchar(100) NOT NULL,
	`hospital` varchar(100),
	`department` varchar(100),
	`title` varchar(50),
	`consultation_fee_fen` bigint NOT NULL DEFAULT 0,
	`is_available` boolean NOT NULL DEFAULT true,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `doctor_id` PRIMARY KEY(`id`),
	CONSTRAINT `doctor_user_id` UNIQUE(`user_id`),
	CONSTRAINT `doctor_employee_id` UNIQUE(`employee_id`),
	CONSTRAINT `doctor_license_number` UNIQUE(`license_number`)
);
--> statement-breakpoint
CREATE TABLE `roster` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`centre_id` bigint unsigned NOT NULL,
	`employee_id` bigint unsigned NOT NULL,
	`business_day` date NOT NULL,
	`shift_id` bigint unsigned NOT NULL,
	`work_site_id` bigint unsigned,
	`floors` varchar(50),
	`created_by` bigint unsigned,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `roster_id` PRIMARY KEY(`id`),
	CONSTRAINT `roster_employee_id_business_day_shift_id` UNIQUE(`employee_id`,`business_day`,`shift_id`)
);
--> statement-breakpoint
CREATE TABLE `shift` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`centre_id` bigint unsigned NOT NULL,
	`name` varchar(50) NOT NULL,
	`start_time` time NOT NULL,
	`end_time` time NOT NULL,
	`break_minutes` int NOT NULL DEFAULT 0,
	`grace_minutes` int NOT NULL DEFAULT 0,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`archived_at` datetime(3),
	CONSTRAINT `shift_id` PRIMARY KEY(`id`),
	CONSTRAINT `shift_centre_id_name` UNIQUE(`centre_id`,`name`)
);
--> statement-breakpoint
ALTER TABLE `medical_order` ADD CONSTRAINT `fk_medical_order_centre_id` FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `medical_order` ADD CONSTRAINT `fk_medical_order_patient_id` FOREIGN KEY (`patient_id`) REFERENCES `patient`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `medical_order` ADD CONSTRAINT `fk_medical_order_doctor_id` FOREIGN KEY (`doctor_id`) REFERENCES `doctor`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `medical_order` ADD CONSTRAINT `fk_medical_order_stopped_by` FOREIGN KEY (`stopped_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `medical_order` ADD CONSTRAINT `fk_medical_order_acknowledged_by` FOREIGN KEY (`acknowledged_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `patient_nutrient_target` ADD CONSTRAINT `fk_patient_nutrient_target_patient_id` FOREIGN KEY (`patient_id`) REFERENCES `patient`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `patient_nutrient_target` ADD CONSTRAINT `fk_patient_nutrient_target_nutrient_id` FOREIGN KEY (`nutrient_id`) REFERENCES `nutrient`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `patient_nutrient_target` ADD CONSTRAINT `fk_patient_nutrient_target_created_by` FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `inventory_item` ADD CONSTRAINT `fk_inventory_item_warehouse_id` FOREIGN KEY (`warehouse_id`) REFERENCES `warehouse`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `inventory_item` ADD CONSTRAINT `fk_inventory_item_item_id` FOREIGN KEY (`item_id`) REFERENCES `item`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `lot_balance` ADD CONSTRAINT `fk_lot_balance_inventory_item_id` FOREIGN KEY (`inventory_item_id`) REFERENCES `inventory_item`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `lot_balance` ADD CONSTRAINT `fk_lot_balance_lot_id` FOREIGN KEY (`lot_id`) REFERENCES `stock_lot`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stock_document_line` ADD CONSTRAINT `fk_stock_document_line_document_id` FOREIGN KEY (`document_id`) REFERENCES `stock_document`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stock_document_line` ADD CONSTRAINT `fk_stock_document_line_item_id` FOREIGN KEY (`item_id`) REFERENCES `item`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stock_document_line` ADD CONSTRAINT `fk_stock_document_line_lot_id` FOREIGN KEY (`lot_id`) REFERENCES `stock_lot`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stock_document` ADD CONSTRAINT `fk_stock_document_centre_id` FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stock_document` ADD CONSTRAINT `fk_stock_document_warehouse_id` FOREIGN KEY (`warehouse_id`) REFERENCES `warehouse`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stock_document` ADD CONSTRAINT `fk_stock_document_to_warehouse_id` FOREIGN KEY (`to_warehouse_id`) REFERENCES `warehouse`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stock_document` ADD CONSTRAINT `fk_stock_document_posted_by` FOREIGN KEY (`posted_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stock_document` ADD CONSTRAINT `fk_stock_document_reverses_id` FOREIGN KEY (`reverses_id`) REFERENCES `stock_document`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stock_document` ADD CONSTRAINT `fk_stock_document_created_by` FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stock_lot` ADD CONSTRAINT `fk_stock_lot_item_id` FOREIGN KEY (`item_id`) REFERENCES `item`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stock_movement` ADD CONSTRAINT `fk_stock_movement_document_id` FOREIGN KEY (`document_id`) REFERENCES `stock_document`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stock_movement` ADD CONSTRAINT `fk_stock_movement_line_id` FOREIGN KEY (`line_id`) REFERENCES `stock_document_line`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stock_movement` ADD CONSTRAINT `fk_stock_movement_inventory_item_id` FOREIGN KEY (`inventory_item_id`) REFERENCES `inventory_item`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stock_movement` ADD CONSTRAINT `fk_stock_movement_lot_id` FOREIGN KEY (`lot_id`) REFERENCES `stock_lot`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stock_reservation` ADD CONSTRAINT `fk_stock_reservation_inventory_item_id` FOREIGN KEY (`inventory_item_id`) REFERENCES `inventory_item`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `warehouse` ADD CONSTRAINT `fk_warehouse_centre_id` FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `food_sample` ADD CONSTRAINT `fk_food_sample_centre_id` FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `food_sample` ADD CONSTRAINT `fk_food_sample_batch_id` FOREIGN KEY (`batch_id`) REFERENCES `production_batch`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `food_sample` ADD CONSTRAINT `fk_food_sample_sampler_id` FOREIGN KEY (`sampler_id`) REFERENCES `employee`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `food_sample` ADD CONSTRAINT `fk_food_sample_witness_id` FOREIGN KEY (`witness_id`) REFERENCES `employee`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `food_sample` ADD CONSTRAINT `fk_food_sample_discarded_by_id` FOREIGN KEY (`discarded_by_id`) REFERENCES `employee`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `kitchen_ticket_line` ADD CONSTRAINT `fk_kitchen_ticket_line_ticket_id` FOREIGN KEY (`ticket_id`) REFERENCES `kitchen_ticket`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `kitchen_ticket_line` ADD CONSTRAINT `fk_kitchen_ticket_line_batch_id` FOREIGN KEY (`batch_id`) REFERENCES `production_batch`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `kitchen_ticket_line` ADD CONSTRAINT `fk_kitchen_ticket_line_order_item_id` FOREIGN KEY (`order_item_id`) REFERENCES `order_item`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `kitchen_ticket` ADD CONSTRAINT `fk_kitchen_ticket_centre_id` FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `kitchen_ticket` ADD CONSTRAINT `fk_kitchen_ticket_category_id` FOREIGN KEY (`category_id`) REFERENCES `menu_category`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `kitchen_ticket` ADD CONSTRAINT `fk_kitchen_ticket_patient_id` FOREIGN KEY (`patient_id`) REFERENCES `patient`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `kitchen_ticket` ADD CONSTRAINT `fk_kitchen_ticket_acknowledged_by` FOREIGN KEY (`acknowledged_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `kitchen_ticket` ADD CONSTRAINT `fk_kitchen_ticket_delivered_by` FOREIGN KEY (`delivered_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `production_batch` ADD CONSTRAINT `fk_production_batch_centre_id` FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `production_batch` ADD CONSTRAINT `fk_production_batch_category_id` FOREIGN KEY (`category_id`) REFERENCES `menu_category`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `production_batch` ADD CONSTRAINT `fk_production_batch_dish_id` FOREIGN KEY (`dish_id`) REFERENCES `dish`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `production_batch` ADD CONSTRAINT `fk_production_batch_closed_by` FOREIGN KEY (`closed_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `temperature_log` ADD CONSTRAINT `fk_temperature_log_centre_id` FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `temperature_log` ADD CONSTRAINT `fk_temperature_log_batch_id` FOREIGN KEY (`batch_id`) REFERENCES `production_batch`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `temperature_log` ADD CONSTRAINT `fk_temperature_log_created_by` FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `customer_order` ADD CONSTRAINT `fk_customer_order_centre_id` FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `customer_order` ADD CONSTRAINT `fk_customer_order_customer_id` FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `customer_order` ADD CONSTRAINT `fk_customer_order_employee_id` FOREIGN KEY (`employee_id`) REFERENCES `employee`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `customer_order` ADD CONSTRAINT `fk_customer_order_stay_id` FOREIGN KEY (`stay_id`) REFERENCES `stay`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `customer_order` ADD CONSTRAINT `fk_customer_order_category_id` FOREIGN KEY (`category_id`) REFERENCES `menu_category`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `customer_order` ADD CONSTRAINT `fk_customer_order_created_by` FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `order_item` ADD CONSTRAINT `fk_order_item_order_id` FOREIGN KEY (`order_id`) REFERENCES `customer_order`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `order_item` ADD CONSTRAINT `fk_order_item_dish_id` FOREIGN KEY (`dish_id`) REFERENCES `dish`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `order_item` ADD CONSTRAINT `fk_order_item_item_id` FOREIGN KEY (`item_id`) REFERENCES `item`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `plan_proposal` ADD CONSTRAINT `fk_plan_proposal_meal_plan_id` FOREIGN KEY (`meal_plan_id`) REFERENCES `confinement_meal_plan`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `plan_proposal` ADD CONSTRAINT `fk_plan_proposal_job_id` FOREIGN KEY (`job_id`) REFERENCES `job`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `plan_proposal` ADD CONSTRAINT `fk_plan_proposal_accepted_by` FOREIGN KEY (`accepted_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `plan_proposal` ADD CONSTRAINT `fk_plan_proposal_created_by` FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `supplier_item` ADD CONSTRAINT `fk_supplier_item_supplier_id` FOREIGN KEY (`supplier_id`) REFERENCES `supplier`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `supplier_item` ADD CONSTRAINT `fk_supplier_item_item_id` FOREIGN KEY (`item_id`) REFERENCES `item`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `doctor` ADD CONSTRAINT `fk_doctor_user_id` FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `doctor` ADD CONSTRAINT `fk_doctor_employee_id` FOREIGN KEY (`employee_id`) REFERENCES `employee`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `roster` ADD CONSTRAINT `fk_roster_centre_id` FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `roster` ADD CONSTRAINT `fk_roster_employee_id` FOREIGN KEY (`employee_id`) REFERENCES `employee`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `roster` ADD CONSTRAINT `fk_roster_shift_id` FOREIGN KEY (`shift_id`) REFERENCES `shift`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `roster` ADD CONSTRAINT `fk_roster_created_by` FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `shift` ADD CONSTRAINT `fk_shift_centre_id` FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `medical_order_patient_id_status_id` ON `medical_order` (`patient_id`,`status`,`id`);--> statement-breakpoint
CREATE INDEX `medical_order_doctor_id_id` ON `medical_order` (`doctor_id`,`id`);--> statement-breakpoint
CREATE INDEX `medical_order_centre_id_status_id` ON `medical_order` (`centre_id`,`status`,`id`);--> statement-breakpoint
CREATE INDEX `patient_nutrient_target_patient_id_valid_to` ON `patient_nutrient_target` (`patient_id`,`valid_to`);--> statement-breakpoint
CREATE INDEX `stock_document_centre_id_kind_business_day` ON `stock_document` (`centre_id`,`kind`,`business_day`);--> statement-breakpoint
CREATE INDEX `stock_document_source_type_source_id` ON `stock_document` (`source_type`,`source_id`);--> statement-breakpoint
CREATE INDEX `stock_lot_expires_on` ON `stock_lot` (`expires_on`);--> statement-breakpoint
CREATE INDEX `stock_movement_inventory_item_id_id` ON `stock_movement` (`inventory_item_id`,`id`);--> statement-breakpoint
CREATE INDEX `stock_movement_lot_id_id` ON `stock_movement` (`lot_id`,`id`);--> statement-breakpoint
CREATE INDEX `stock_movement_business_day_movement_type` ON `stock_movement` (`business_day`,`movement_type`);--> statement-breakpoint
CREATE INDEX `stock_reservation_inventory_item_id_status_needed_on` ON `stock_reservation` (`inventory_item_id`,`status`,`needed_on`);--> statement-breakpoint
CREATE INDEX `stock_reservation_status_expires_at` ON `stock_reservation` (`status`,`expires_at`);--> statement-breakpoint
CREATE INDEX `food_sample_centre_id_keep_until_at` ON `food_sample` (`centre_id`,`keep_until_at`);--> statement-breakpoint
CREATE INDEX `kitchen_ticket_centre_id_business_day_category_id_status` ON `kitchen_ticket` (`centre_id`,`business_day`,`category_id`,`status`);--> statement-breakpoint
CREATE INDEX `kitchen_ticket_patient_id_business_day` ON `kitchen_ticket` (`patient_id`,`business_day`);--> statement-breakpoint
CREATE INDEX `production_batch_dish_id_business_day` ON `production_batch` (`dish_id`,`business_day`);--> statement-breakpoint
CREATE INDEX `temperature_log_centre_id_point_name_measured_at` ON `temperature_log` (`centre_id`,`point_name`,`measured_at`);--> statement-breakpoint
CREATE INDEX `customer_order_centre_id_order_date_id` ON `customer_order` (`centre_id`,`order_date`,`id`);--> statement-breakpoint
CREATE INDEX `customer_order_centre_id_delivery_date_status` ON `customer_order` (`centre_id`,`delivery_date`,`status`);--> statement-breakpoint
CREATE INDEX `customer_order_centre_id_status_id` ON `customer_order` (`centre_id`,`status`,`id`);--> statement-breakpoint
CREATE INDEX `customer_order_centre_id_payment_status_id` ON `customer_order` (`centre_id`,`payment_status`,`id`);--> statement-breakpoint
CREATE INDEX `customer_order_customer_id_id` ON `customer_order` (`customer_id`,`id`);--> statement-breakpoint
CREATE INDEX `customer_order_order_date_id` ON `customer_order` (`order_date`,`id`);--> statement-breakpoint
CREATE INDEX `plan_proposal_meal_plan_id_id` ON `plan_proposal` (`meal_plan_id`,`id`);--> statement-breakpoint
CREATE INDEX `roster_centre_id_business_day` ON `roster` (`centre_id`,`business_day`);