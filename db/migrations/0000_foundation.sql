CREATE TABLE `centre` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`code` varchar(20) NOT NULL,
	`name` varchar(100) NOT NULL,
	`phone` varchar(20),
	`address` varchar(255),
	`latitude` decimal(10,8),
	`longitude` decimal(11,8),
	`status` enum('active','closed') NOT NULL DEFAULT 'active',
	`opened_on` date,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`archived_at` datetime(3),
	CONSTRAINT `centre_id` PRIMARY KEY(`id`),
	CONSTRAINT `centre_code` UNIQUE(`code`)
);
--> statement-breakpoint
CREATE TABLE `room_type` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`centre_id` bigint unsigned NOT NULL,
	`name` varchar(50) NOT NULL,
	`daily_price_fen` bigint NOT NULL DEFAULT 0,
	`max_guests` int NOT NULL DEFAULT 1,
	`description` text,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`archived_at` datetime(3),
	CONSTRAINT `room_type_id` PRIMARY KEY(`id`),
	CONSTRAINT `room_type_centre_id_name` UNIQUE(`centre_id`,`name`)
);
--> statement-breakpoint
CREATE TABLE `room` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`centre_id` bigint unsigned NOT NULL,
	`room_type_id` bigint unsigned NOT NULL,
	`number` varchar(20) NOT NULL,
	`floor` varchar(20) NOT NULL,
	`status` enum('ready','cleaning','maintenance','closed') NOT NULL DEFAULT 'ready',
	`note` varchar(200),
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`archived_at` datetime(3),
	CONSTRAINT `room_id` PRIMARY KEY(`id`),
	CONSTRAINT `room_centre_id_number` UNIQUE(`centre_id`,`number`)
);
--> statement-breakpoint
CREATE TABLE `audit_log` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`actor` varchar(64) NOT NULL,
	`actor_user_id` bigint unsigned,
	`action` varchar(64) NOT NULL,
	`entity` varchar(64) NOT NULL,
	`entity_id` bigint unsigned,
	`centre_id` bigint unsigned,
	`family_id` bigint unsigned,
	`before_row` json,
	`after_row` json,
	`details` json,
	`request_id` varchar(64) NOT NULL,
	`ip_address` varchar(45),
	`user_agent` varchar(255),
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `audit_log_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `number_sequence` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`prefix` varchar(8) NOT NULL,
	`seq_day` date NOT NULL,
	`last_number` int NOT NULL DEFAULT 0,
	CONSTRAINT `number_sequence_id` PRIMARY KEY(`id`),
	CONSTRAINT `number_sequence_prefix_seq_day` UNIQUE(`prefix`,`seq_day`)
);
--> statement-breakpoint
CREATE TABLE `once_key` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`scope` varchar(64) NOT NULL,
	`request_key` varchar(128) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`claim` varchar(36) NOT NULL,
	`input_hash` char(64) character set ascii collate ascii_bin NOT NULL,
	`result` json,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `once_key_id` PRIMARY KEY(`id`),
	CONSTRAINT `once_key_scope_request_key` UNIQUE(`scope`,`request_key`)
);
--> statement-breakpoint
CREATE TABLE `outbox_event` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`topic` varchar(64) NOT NULL,
	`payload` json NOT NULL,
	`centre_id` bigint unsigned,
	`status` enum('pending','done','dead') NOT NULL DEFAULT 'pending',
	`attempts` int NOT NULL DEFAULT 0,
	`available_at` datetime(3) NOT NULL,
	`done_at` datetime(3),
	`last_error` text,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `outbox_event_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `care_assignment` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`family_id` bigint unsigned NOT NULL,
	`employee_id` bigint unsigned NOT NULL,
	`role` enum('recorder','nurse','butler','doctor','dietitian','sales','break_glass') NOT NULL,
	`starts_at` datetime(3) NOT NULL,
	`ends_at` datetime(3),
	`source_type` varchar(32),
	`source_id` bigint unsigned,
	`reason` varchar(200),
	`created_by` bigint unsigned,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `care_assignment_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `childbirth` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`patient_id` bigint unsigned NOT NULL,
	`expected_delivery_date` date,
	`delivered_on` date,
	`delivered_at` datetime(3),
	`delivery_mode` enum('vaginal','assisted','cesarean'),
	`feeding` enum('breast','mixed','formula','weaned'),
	`parity` int,
	`gestation_days` int,
	`notes` text,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `childbirth_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `customer` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`centre_id` bigint unsigned NOT NULL,
	`family_id` bigint unsigned,
	`patient_id` bigint unsigned,
	`user_id` bigint unsigned,
	`name` varchar(100) NOT NULL,
	`name_key` varchar(64),
	`phone_enc` varchar(1024) character set ascii collate ascii_bin,
	`phone_hash` char(64) character set ascii collate ascii_bin,
	`phone_last4` char(4) character set ascii collate ascii_bin,
	`email` varchar(100),
	`address_enc` varchar(1024) character set ascii collate ascii_bin,
	`payer_relation` varchar(20) NOT NULL DEFAULT '本人',
	`preferences` json,
	`status` enum('active','inactive') NOT NULL DEFAULT 'active',
	`consultant_id` bigint unsigned,
	`source` varchar(32),
	`notes` text,
	`merged_into_id` bigint unsigned,
	`anonymised_at` datetime(3),
	`created_by` bigint unsigned,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`archived_at` datetime(3),
	CONSTRAINT `customer_id` PRIMARY KEY(`id`),
	CONSTRAINT `customer_user_id` UNIQUE(`user_id`)
);
--> statement-breakpoint
CREATE TABLE `family` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`centre_id` bigint unsigned NOT NULL,
	`family_name` varchar(100) NOT NULL,
	`primary_address_enc` varchar(1024) character set ascii collate ascii_bin,
	`secondary_address_enc` varchar(1024) character set ascii collate ascii_bin,
	`area` varchar(100),
	`contact_phone_enc` varchar(1024) character set ascii collate ascii_bin,
	`contact_phone_hash` char(64) character set ascii collate ascii_bin,
	`contact_phone_last4` char(4) character set ascii collate ascii_bin,
	`emergency_contact` varchar(100),
	`emergency_phone_enc` varchar(1024) character set ascii collate ascii_bin,
	`emergency_phone_hash` char(64) character set ascii collate ascii_bin,
	`emergency_phone_last4` char(4) character set ascii collate ascii_bin,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`archived_at` datetime(3),
	CONSTRAINT `family_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `patient_condition` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`patient_id` bigint unsigned NOT NULL,
	`health_condition_id` bigint unsigned NOT NULL,
	`from_day` date NOT NULL,
	`to_day` date,
	`source` varchar(32) NOT NULL,
	`source_id` bigint unsigned,
	`note` varchar(200),
	`created_by` bigint unsigned,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `patient_condition_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `patient` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`centre_id` bigint unsigned NOT NULL,
	`family_id` bigint unsigned NOT NULL,
	`kind` enum('mother','baby','other') NOT NULL,
	`mother_id` bigint unsigned,
	`name` varchar(100) NOT NULL,
	`name_key` varchar(64),
	`gender` enum('male','female'),
	`birth_date` date,
	`birth_year` int,
	`born_at` datetime(3),
	`birth_order` int,
	`birth_weight_g` int,
	`id_card_enc` varchar(1024) character set ascii collate ascii_bin,
	`id_card_hash` char(64) character set ascii collate ascii_bin,
	`id_card_last4` char(4) character set ascii collate ascii_bin,
	`phone_enc` varchar(1024) character set ascii collate ascii_bin,
	`phone_hash` char(64) character set ascii collate ascii_bin,
	`phone_last4` char(4) character set ascii collate ascii_bin,
	`relationship_to_head` varchar(20) NOT NULL,
	`medical_history` json,
	`allergies` text,
	`current_medications` json,
	`service_preferences` json,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`archived_at` datetime(3),
	CONSTRAINT `patient_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `restriction` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`patient_id` bigint unsigned NOT NULL,
	`kind` enum('allergy','medical','religion','stage','dislike') NOT NULL,
	`strength` enum('hard','soft') NOT NULL,
	`target` enum('ingredient','allergen','tag','dish','text') NOT NULL,
	`ingredient_id` bigint unsigned,
	`allergen_id` bigint unsigned,
	`tag_id` bigint unsigned,
	`dish_id` bigint unsigned,
	`label` varchar(100) NOT NULL,
	`source` enum('customer','staff','doctor_order','rule') NOT NULL,
	`source_id` bigint unsigned,
	`reason` varchar(200),
	`adjustment` varchar(50),
	`valid_from` date NOT NULL,
	`valid_to` date,
	`ended_by` bigint unsigned,
	`created_by` bigint unsigned,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `restriction_id` PRIMARY KEY(`id`),
	CONSTRAINT `restriction_ck1` CHECK((`restriction`.`ingredient_id` is not null)+(`restriction`.`allergen_id` is not null)+(`restriction`.`tag_id` is not null)+(`restriction`.`dish_id` is not null)=(`restriction`.`target`<>'text'))
);
--> statement-breakpoint
CREATE TABLE `stay_absence` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`stay_id` bigint unsigned NOT NULL,
	`kind` enum('outing','hospital') NOT NULL,
	`starts_at` datetime(3) NOT NULL,
	`ends_at` datetime(3),
	`is_extending` boolean NOT NULL DEFAULT false,
	`note` varchar(200),
	`created_by` bigint unsigned,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `stay_absence_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `stay_room` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`stay_id` bigint unsigned NOT NULL,
	`room_id` bigint unsigned NOT NULL,
	`from_day` date NOT NULL,
	`until_day` date,
	CONSTRAINT `stay_room_id` PRIMARY KEY(`id`),
	CONSTRAINT `stay_room_room_id_from_day` UNIQUE(`room_id`,`from_day`),
	CONSTRAINT `stay_room_ck1` CHECK(`stay_room`.`until_day` is null or `stay_room`.`until_day`>`stay_room`.`from_day`)
);
--> statement-breakpoint
CREATE TABLE `stay` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`centre_id` bigint unsigned NOT NULL,
	`customer_id` bigint unsigned NOT NULL,
	`patient_id` bigint unsigned NOT NULL,
	`room_type_id` bigint unsigned,
	`status` enum('booked','checked_in','checked_out','cancelled','no_show') NOT NULL DEFAULT 'booked',
	`check_in_date` date NOT NULL,
	`check_out_date` date,
	`checked_in_at` datetime(3),
	`checked_out_at` datetime(3),
	`companions` int NOT NULL DEFAULT 0,
	`checklist` json,
	`note` varchar(200),
	`created_by` bigint unsigned,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `stay_id` PRIMARY KEY(`id`),
	CONSTRAINT `stay_ck1` CHECK(`stay`.`check_out_date` is null or `stay`.`check_out_date`>=`stay`.`check_in_date`)
);
--> statement-breakpoint
CREATE TABLE `allergen` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`code` varchar(32) NOT NULL,
	`name` varchar(50) NOT NULL,
	`is_gb7718` boolean NOT NULL DEFAULT true,
	CONSTRAINT `allergen_id` PRIMARY KEY(`id`),
	CONSTRAINT `allergen_code` UNIQUE(`code`)
);
--> statement-breakpoint
CREATE TABLE `daily_menu_dish` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`daily_menu_id` bigint unsigned NOT NULL,
	`dish_id` bigint unsigned NOT NULL,
	`quantity` int NOT NULL DEFAULT 1,
	`portion_limit` int,
	`ordered_quantity` int NOT NULL DEFAULT 0,
	`price_fen` bigint,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `daily_menu_dish_id` PRIMARY KEY(`id`),
	CONSTRAINT `daily_menu_dish_daily_menu_id_dish_id` UNIQUE(`daily_menu_id`,`dish_id`),
	CONSTRAINT `daily_menu_dish_ck1` CHECK(`daily_menu_dish`.`ordered_quantity`>=0),
	CONSTRAINT `daily_menu_dish_ck2` CHECK(`daily_menu_dish`.`portion_limit` is null or `daily_menu_dish`.`ordered_quantity`<=`daily_menu_dish`.`portion_limit`)
);
--> statement-breakpoint
CREATE TABLE `daily_menu` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`centre_id` bigint unsigned NOT NULL,
	`menu_date` date NOT NULL,
	`category_id` bigint unsigned NOT NULL,
	`menu_id` bigint unsigned,
	`status` enum('draft','published','locked','served') NOT NULL DEFAULT 'draft',
	`published_at` datetime(3),
	`locked_at` datetime(3),
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `daily_menu_id` PRIMARY KEY(`id`),
	CONSTRAINT `daily_menu_centre_id_menu_date_category_id` UNIQUE(`centre_id`,`menu_date`,`category_id`)
);
--> statement-breakpoint
CREATE TABLE `diet_rule` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`code` varchar(32) NOT NULL,
	`name` varchar(100) NOT NULL,
	`applies_to` enum('stage','condition','delivery_mode','feeding') NOT NULL,
	`applies_value` varchar(32) NOT NULL,
	`day_from` int,
	`day_to` int,
	`tag_id` bigint unsigned,
	`ingredient_id` bigint unsigned,
	`strength` enum('hard','soft') NOT NULL,
	`text` varchar(255) NOT NULL,
	`basis` varchar(100),
	`is_active` boolean NOT NULL DEFAULT true,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `diet_rule_id` PRIMARY KEY(`id`),
	CONSTRAINT `diet_rule_code` UNIQUE(`code`),
	CONSTRAINT `diet_rule_ck1` CHECK((`diet_rule`.`tag_id` is null)<>(`diet_rule`.`ingredient_id` is null))
);
--> statement-breakpoint
CREATE TABLE `dish_category` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`name` varchar(50) NOT NULL,
	`position` int NOT NULL DEFAULT 0,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`archived_at` datetime(3),
	CONSTRAINT `dish_category_id` PRIMARY KEY(`id`),
	CONSTRAINT `dish_category_name` UNIQUE(`name`)
);
--> statement-breakpoint
CREATE TABLE `dish_ingredient` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`dish_id` bigint unsigned NOT NULL,
	`ingredient_id` bigint unsigned,
	`sub_dish_id` bigint unsigned,
	`quantity` decimal(10,2) NOT NULL,
	`unit` varchar(16) NOT NULL DEFAULT 'g',
	`basis` enum('net','gross') NOT NULL DEFAULT 'net',
	`grams` decimal(14,3),
	`is_optional` boolean NOT NULL DEFAULT false,
	`position` int NOT NULL DEFAULT 0,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `dish_ingredient_id` PRIMARY KEY(`id`),
	CONSTRAINT `dish_ingredient_ck1` CHECK((`dish_ingredient`.`ingredient_id` is null)<>(`dish_ingredient`.`sub_dish_id` is null)),
	CONSTRAINT `dish_ingredient_ck2` CHECK(`dish_ingredient`.`quantity`>=0)
);
--> statement-breakpoint
CREATE TABLE `dish_menu_category` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`dish_id` bigint unsigned NOT NULL,
	`category_id` bigint unsigned NOT NULL,
	`is_primary` boolean NOT NULL DEFAULT false,
	CONSTRAINT `dish_menu_category_id` PRIMARY KEY(`id`),
	CONSTRAINT `dish_menu_category_dish_id_category_id` UNIQUE(`dish_id`,`category_id`)
);
--> statement-breakpoint
CREATE TABLE `dish_nutrition` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`dish_id` bigint unsigned NOT NULL,
	`nutrient_id` bigint unsigned NOT NULL,
	`amount` decimal(12,4) NOT NULL,
	`source` enum('computed','override','declared') NOT NULL,
	`reason` varchar(200),
	CONSTRAINT `dish_nutrition_id` PRIMARY KEY(`id`),
	CONSTRAINT `dish_nutrition_dish_id_nutrient_id` UNIQUE(`dish_id`,`nutrient_id`)
);
--> statement-breakpoint
CREATE TABLE `dish_substitute` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`dish_id` bigint unsigned NOT NULL,
	`substitute_dish_id` bigint unsigned NOT NULL,
	`position` int NOT NULL DEFAULT 0,
	CONSTRAINT `dish_substitute_id` PRIMARY KEY(`id`),
	CONSTRAINT `dish_substitute_dish_id_substitute_dish_id` UNIQUE(`dish_id`,`substitute_dish_id`)
);
--> statement-breakpoint
CREATE TABLE `dish_tag` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`dish_id` bigint unsigned NOT NULL,
	`tag_id` bigint unsigned NOT NULL,
	CONSTRAINT `dish_tag_id` PRIMARY KEY(`id`),
	CONSTRAINT `dish_tag_dish_id_tag_id` UNIQUE(`dish_id`,`tag_id`)
);
--> statement-breakpoint
CREATE TABLE `dish` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`name` varchar(100) NOT NULL,
	`name_key` varchar(64),
	`description` text,
	`dish_category_id` bigint unsigned,
	`price_fen` bigint,
	`method` varchar(20),
	`region` varchar(20),
	`weeks` json,
	`station` varchar(20),
	`cook_minutes` int,
	`portion_grams` decimal(14,3),
	`is_base` boolean NOT NULL DEFAULT false,
	`is_medicinal` boolean NOT NULL DEFAULT false,
	`caution` varchar(200),
	`is_available` boolean NOT NULL DEFAULT true,
	`nutrition_at` datetime(3),
	`is_nutrition_complete` boolean NOT NULL DEFAULT false,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`archived_at` datetime(3),
	CONSTRAINT `dish_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `food_tag` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`code` varchar(32) NOT NULL,
	`name` varchar(50) NOT NULL,
	`kind` enum('group','taste','tradition','religion','texture','caution') NOT NULL,
	`text` text,
	`basis` varchar(100),
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `food_tag_id` PRIMARY KEY(`id`),
	CONSTRAINT `food_tag_code` UNIQUE(`code`)
);
--> statement-breakpoint
CREATE TABLE `health_condition` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`code` varchar(32) NOT NULL,
	`name` varchar(100) NOT NULL,
	`advice` json,
	`basis` varchar(200),
	`is_active` boolean NOT NULL DEFAULT true,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `health_condition_id` PRIMARY KEY(`id`),
	CONSTRAINT `health_condition_code` UNIQUE(`code`)
);
--> statement-breakpoint
CREATE TABLE `ingredient_alias` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`ingredient_id` bigint unsigned NOT NULL,
	`alias` varchar(100) NOT NULL,
	CONSTRAINT `ingredient_alias_id` PRIMARY KEY(`id`),
	CONSTRAINT `ingredient_alias_alias` UNIQUE(`alias`)
);
--> statement-breakpoint
CREATE TABLE `ingredient_allergen` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`ingredient_id` bigint unsigned NOT NULL,
	`allergen_id` bigint unsigned NOT NULL,
	`state` enum('contains','free') NOT NULL,
	CONSTRAINT `ingredient_allergen_id` PRIMARY KEY(`id`),
	CONSTRAINT `ingredient_allergen_ingredient_id_allergen_id` UNIQUE(`ingredient_id`,`allergen_id`)
);
--> statement-breakpoint
CREATE TABLE `ingredient_nutrient` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`ingredient_id` bigint unsigned NOT NULL,
	`nutrient_id` bigint unsigned NOT NULL,
	`amount` decimal(12,4) NOT NULL,
	`source` varchar(32) NOT NULL,
	`is_filled` boolean NOT NULL DEFAULT false,
	CONSTRAINT `ingredient_nutrient_id` PRIMARY KEY(`id`),
	CONSTRAINT `ingredient_nutrient_ingredient_id_nutrient_id` UNIQUE(`ingredient_id`,`nutrient_id`)
);
--> statement-breakpoint
CREATE TABLE `ingredient_tag` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`ingredient_id` bigint unsigned NOT NULL,
	`tag_id` bigint unsigned NOT NULL,
	CONSTRAINT `ingredient_tag_id` PRIMARY KEY(`id`),
	CONSTRAINT `ingredient_tag_ingredient_id_tag_id` UNIQUE(`ingredient_id`,`tag_id`)
);
--> statement-breakpoint
CREATE TABLE `ingredient` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`item_id` bigint unsigned NOT NULL,
	`name` varchar(100) NOT NULL,
	`name_key` varchar(64),
	`description` text,
	`category` varchar(32) NOT NULL,
	`edible_pct` decimal(5,2) NOT NULL DEFAULT 100,
	`is_herb` boolean NOT NULL DEFAULT false,
	`is_available` boolean NOT NULL DEFAULT true,
	`source` varchar(32),
	`source_ref` varchar(64),
	`note` text,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`archived_at` datetime(3),
	CONSTRAINT `ingredient_id` PRIMARY KEY(`id`),
	CONSTRAINT `ingredient_item_id` UNIQUE(`item_id`),
	CONSTRAINT `ingredient_name` UNIQUE(`name`)
);
--> statement-breakpoint
CREATE TABLE `menu_category` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`code` varchar(20) NOT NULL,
	`name` varchar(50) NOT NULL,
	`description` text,
	`serving_time` time NOT NULL,
	`cutoff_minutes` int NOT NULL DEFAULT 720,
	`energy_share` decimal(5,4),
	`position` int NOT NULL DEFAULT 0,
	`is_active` boolean NOT NULL DEFAULT true,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `menu_category_id` PRIMARY KEY(`id`),
	CONSTRAINT `menu_category_code` UNIQUE(`code`)
);
--> statement-breakpoint
CREATE TABLE `menu_dish` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`menu_id` bigint unsigned NOT NULL,
	`dish_id` bigint unsigned NOT NULL,
	`quantity` int NOT NULL DEFAULT 1,
	`category_id` bigint unsigned,
	`cycle_day` int,
	`position` int NOT NULL DEFAULT 0,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `menu_dish_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `menu` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`name` varchar(100) NOT NULL,
	`description` text,
	`menu_type` varchar(20) NOT NULL,
	`cycle_days` int,
	`is_active` boolean NOT NULL DEFAULT true,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`archived_at` datetime(3),
	CONSTRAINT `menu_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `nutrient_target` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`profile` varchar(32) NOT NULL,
	`nutrient_id` bigint unsigned NOT NULL,
	`min_amount` decimal(12,4),
	`target_amount` decimal(12,4),
	`max_amount` decimal(12,4),
	`source` varchar(64) NOT NULL,
	`confidence` varchar(16),
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `nutrient_target_id` PRIMARY KEY(`id`),
	CONSTRAINT `nutrient_target_profile_nutrient_id` UNIQUE(`profile`,`nutrient_id`)
);
--> statement-breakpoint
CREATE TABLE `nutrient` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`code` varchar(32) NOT NULL,
	`name` varchar(50) NOT NULL,
	`unit` varchar(16) NOT NULL,
	`position` int NOT NULL DEFAULT 0,
	CONSTRAINT `nutrient_id` PRIMARY KEY(`id`),
	CONSTRAINT `nutrient_code` UNIQUE(`code`)
);
--> statement-breakpoint
CREATE TABLE `stage_guide` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`week_number` int NOT NULL,
	`stage` enum('expel','recover','nourish','restore') NOT NULL,
	`label` varchar(50) NOT NULL,
	`energy_min` int,
	`energy_max` int,
	`principles` json,
	`recommended_foods` json,
	`avoid_foods` json,
	`basis` varchar(200),
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `stage_guide_id` PRIMARY KEY(`id`),
	CONSTRAINT `stage_guide_week_number` UNIQUE(`week_number`)
);
--> statement-breakpoint
CREATE TABLE `recovery_code` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`user_id` bigint unsigned NOT NULL,
	`code_hash` char(64) character set ascii collate ascii_bin NOT NULL,
	`used_at` datetime(3),
	CONSTRAINT `recovery_code_id` PRIMARY KEY(`id`),
	CONSTRAINT `recovery_code_user_id_code_hash` UNIQUE(`user_id`,`code_hash`)
);
--> statement-breakpoint
CREATE TABLE `refresh_token` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`user_id` bigint unsigned NOT NULL,
	`family` varchar(36) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`token_hash` char(64) character set ascii collate ascii_bin NOT NULL,
	`client` varchar(32) NOT NULL,
	`expires_at` datetime(3) NOT NULL,
	`used_at` datetime(3),
	`revoked_at` datetime(3),
	`ip_address` varchar(45),
	`user_agent` varchar(255),
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `refresh_token_id` PRIMARY KEY(`id`),
	CONSTRAINT `refresh_token_token_hash` UNIQUE(`token_hash`)
);
--> statement-breakpoint
CREATE TABLE `role_permission` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`role_id` bigint unsigned NOT NULL,
	`permission` varchar(64) NOT NULL,
	`scope` enum('own','assigned','all') NOT NULL DEFAULT 'all',
	CONSTRAINT `role_permission_id` PRIMARY KEY(`id`),
	CONSTRAINT `role_permission_role_id_permission` UNIQUE(`role_id`,`permission`)
);
--> statement-breakpoint
CREATE TABLE `role` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`name` varchar(50) NOT NULL,
	`label` varchar(50) NOT NULL,
	`description` text,
	`is_builtin` boolean NOT NULL DEFAULT false,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `role_id` PRIMARY KEY(`id`),
	CONSTRAINT `role_name` UNIQUE(`name`)
);
--> statement-breakpoint
CREATE TABLE `saved_view` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`user_id` bigint unsigned NOT NULL,
	`page` varchar(64) NOT NULL,
	`name` varchar(50) NOT NULL,
	`query` text NOT NULL,
	`is_shared` boolean NOT NULL DEFAULT false,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `saved_view_id` PRIMARY KEY(`id`),
	CONSTRAINT `saved_view_user_id_page_name` UNIQUE(`user_id`,`page`,`name`)
);
--> statement-breakpoint
CREATE TABLE `user_role` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`user_id` bigint unsigned NOT NULL,
	`role_id` bigint unsigned NOT NULL,
	`centre_id` bigint unsigned,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `user_role_id` PRIMARY KEY(`id`),
	CONSTRAINT `user_role_user_id_role_id_centre_id` UNIQUE(`user_id`,`role_id`,`centre_id`)
);
--> statement-breakpoint
CREATE TABLE `user` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`username` varchar(100) NOT NULL,
	`email` varchar(100),
	`phone_enc` varchar(1024) character set ascii collate ascii_bin,
	`phone_hash` char(64) character set ascii collate ascii_bin,
	`phone_last4` char(4) character set ascii collate ascii_bin,
	`password_hash` varchar(255),
	`full_name` varchar(100),
	`department` varchar(50),
	`position` varchar(50),
	`color_theme` varchar(20),
	`status` enum('active','inactive','suspended') NOT NULL DEFAULT 'active',
	`is_superuser` boolean NOT NULL DEFAULT false,
	`session_version` int NOT NULL DEFAULT 1,
	`password_changed_at` datetime(3),
	`failed_logins` int NOT NULL DEFAULT 0,
	`locked_until_at` datetime(3),
	`totp_secret_enc` varchar(1024) character set ascii collate ascii_bin,
	`totp_last_step` bigint,
	`mfa_enabled_at` datetime(3),
	`last_login_at` datetime(3),
	`preferences` json,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `user_id` PRIMARY KEY(`id`),
	CONSTRAINT `user_username` UNIQUE(`username`),
	CONSTRAINT `user_email` UNIQUE(`email`),
	CONSTRAINT `user_phone_hash` UNIQUE(`phone_hash`)
);
--> statement-breakpoint
CREATE TABLE `item_unit` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`item_id` bigint unsigned NOT NULL,
	`unit` varchar(16) NOT NULL,
	`base_quantity` decimal(14,3) NOT NULL,
	CONSTRAINT `item_unit_id` PRIMARY KEY(`id`),
	CONSTRAINT `item_unit_item_id_unit` UNIQUE(`item_id`,`unit`)
);
--> statement-breakpoint
CREATE TABLE `item` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`code` varchar(32) NOT NULL,
	`name` varchar(100) NOT NULL,
	`kind` enum('ingredient','product','supply') NOT NULL,
	`base_unit` varchar(16) NOT NULL,
	`category` varchar(32),
	`is_lot_tracked` boolean NOT NULL DEFAULT true,
	`shelf_days` int,
	`sale_price_fen` bigint,
	`reference_price_fen` bigint,
	`reference_quantity` decimal(14,3),
	`is_active` boolean NOT NULL DEFAULT true,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`archived_at` datetime(3),
	CONSTRAINT `item_id` PRIMARY KEY(`id`),
	CONSTRAINT `item_code` UNIQUE(`code`)
);
--> statement-breakpoint
CREATE TABLE `notification` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`user_id` bigint unsigned NOT NULL,
	`kind` varchar(64) NOT NULL,
	`title` varchar(200) NOT NULL,
	`content` text NOT NULL,
	`data` json,
	`link` varchar(200),
	`status` enum('unread','read') NOT NULL DEFAULT 'unread',
	`read_at` datetime(3),
	`dedupe_key` varchar(128) character set utf8mb4 collate utf8mb4_bin,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `notification_id` PRIMARY KEY(`id`),
	CONSTRAINT `notification_user_id_dedupe_key` UNIQUE(`user_id`,`dedupe_key`)
);
--> statement-breakpoint
CREATE TABLE `patient_subscription` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`centre_id` bigint unsigned NOT NULL,
	`number` varchar(32) NOT NULL,
	`customer_id` bigint unsigned NOT NULL,
	`patient_id` bigint unsigned NOT NULL,
	`package_id` bigint unsigned NOT NULL,
	`stay_id` bigint unsigned,
	`recorder_id` bigint unsigned,
	`start_date` date NOT NULL,
	`end_date` date NOT NULL,
	`status` enum('draft','active','paused','cancelled','expired') NOT NULL DEFAULT 'draft',
	`payment_status` enum('unpaid','partial','paid','refunding','refunded') NOT NULL DEFAULT 'unpaid',
	`list_price_fen` bigint NOT NULL,
	`discount_fen` bigint NOT NULL DEFAULT 0,
	`price_fen` bigint NOT NULL,
	`paid_fen` bigint NOT NULL DEFAULT 0,
	`refunded_fen` bigint NOT NULL DEFAULT 0,
	`terms` json NOT NULL,
	`signed_on` date,
	`consultant_id` bigint unsigned,
	`discount_approved_by` bigint unsigned,
	`replaces_id` bigint unsigned,
	`notes` text,
	`created_by` bigint unsigned,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `patient_subscription_id` PRIMARY KEY(`id`),
	CONSTRAINT `patient_subscription_number` UNIQUE(`number`),
	CONSTRAINT `patient_subscription_replaces_id` UNIQUE(`replaces_id`),
	CONSTRAINT `patient_subscription_ck1` CHECK(`patient_subscription`.`price_fen`=`patient_subscription`.`list_price_fen`-`patient_subscription`.`discount_fen`),
	CONSTRAINT `patient_subscription_ck2` CHECK(`patient_subscription`.`refunded_fen`<=`patient_subscription`.`paid_fen`)
);
--> statement-breakpoint
CREATE TABLE `service_package` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`centre_id` bigint unsigned,
	`name` varchar(100) NOT NULL,
	`description` text,
	`kind` enum('stay','home_visit','meal_plan','service_card') NOT NULL,
	`price_fen` bigint NOT NULL,
	`duration_days` int NOT NULL,
	`service_frequency` int NOT NULL DEFAULT 0,
	`is_active` boolean NOT NULL DEFAULT true,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`archived_at` datetime(3),
	CONSTRAINT `service_package_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `confinement_day_plan` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`centre_id` bigint unsigned NOT NULL,
	`week_plan_id` bigint unsigned NOT NULL,
	`meal_plan_id` bigint unsigned NOT NULL,
	`patient_id` bigint unsigned NOT NULL,
	`day_number` int NOT NULL,
	`date` date NOT NULL,
	`total_calories` decimal(8,2),
	`nutrition_summary` json,
	`special_notes` text,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `confinement_day_plan_id` PRIMARY KEY(`id`),
	CONSTRAINT `confinement_day_plan_meal_plan_id_date` UNIQUE(`meal_plan_id`,`date`),
	CONSTRAINT `confinement_day_plan_week_plan_id_day_number` UNIQUE(`week_plan_id`,`day_number`)
);
--> statement-breakpoint
CREATE TABLE `confinement_meal_item` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`day_plan_id` bigint unsigned NOT NULL,
	`category_id` bigint unsigned NOT NULL,
	`dish_id` bigint unsigned NOT NULL,
	`position` int NOT NULL DEFAULT 0,
	`serving_time` time NOT NULL,
	`quantity` int NOT NULL DEFAULT 1,
	`calories` decimal(8,2),
	`nutrition_details` json,
	`special_instructions` text,
	`variant` json,
	`is_locked` boolean NOT NULL DEFAULT false,
	`origin` enum('person','auto','family','substitute') NOT NULL DEFAULT 'person',
	`trace` json,
	`override_reason` varchar(200),
	`override_by` bigint unsigned,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `confinement_meal_item_id` PRIMARY KEY(`id`),
	CONSTRAINT `confinement_meal_item_day_plan_id_category_id_dish_id` UNIQUE(`day_plan_id`,`category_id`,`dish_id`)
);
--> statement-breakpoint
CREATE TABLE `confinement_meal_plan` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`centre_id` bigint unsigned NOT NULL,
	`plan_number` varchar(50) NOT NULL,
	`customer_id` bigint unsigned NOT NULL,
	`patient_id` bigint unsigned NOT NULL,
	`subscription_id` bigint unsigned,
	`start_date` date NOT NULL,
	`end_date` date NOT NULL,
	`total_days` int NOT NULL,
	`total_weeks` int NOT NULL,
	`meal_plan_type` varchar(20) NOT NULL,
	`place` enum('in_house','delivered') NOT NULL DEFAULT 'in_house',
	`total_calories_per_day` decimal(8,2),
	`total_price_fen` bigint NOT NULL DEFAULT 0,
	`discount_amount_fen` bigint NOT NULL DEFAULT 0,
	`final_price_fen` bigint NOT NULL DEFAULT 0,
	`status` enum('draft','active','completed','cancelled') NOT NULL DEFAULT 'draft',
	`notes` text,
	`approved_by` bigint unsigned,
	`approved_at` datetime(3),
	`created_by` bigint unsigned,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `confinement_meal_plan_id` PRIMARY KEY(`id`),
	CONSTRAINT `confinement_meal_plan_plan_number` UNIQUE(`plan_number`),
	CONSTRAINT `confinement_meal_plan_ck1` CHECK(`confinement_meal_plan`.`end_date`>=`confinement_meal_plan`.`start_date`),
	CONSTRAINT `confinement_meal_plan_ck2` CHECK(`confinement_meal_plan`.`final_price_fen`=`confinement_meal_plan`.`total_price_fen`-`confinement_meal_plan`.`discount_amount_fen`)
);
--> statement-breakpoint
CREATE TABLE `confinement_week_plan` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`meal_plan_id` bigint unsigned NOT NULL,
	`week_number` int NOT NULL,
	`focus_area` varchar(100),
	`nutrition_goals` json,
	`avoid_foods` json,
	`recommended_foods` json,
	`notes` text,
	`approved_by` bigint unsigned,
	`approved_at` datetime(3),
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `confinement_week_plan_id` PRIMARY KEY(`id`),
	CONSTRAINT `confinement_week_plan_meal_plan_id_week_number` UNIQUE(`meal_plan_id`,`week_number`)
);
--> statement-breakpoint
CREATE TABLE `employee` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`centre_id` bigint unsigned NOT NULL,
	`user_id` bigint unsigned,
	`number` varchar(20) NOT NULL,
	`name` varchar(100) NOT NULL,
	`name_key` varchar(64),
	`position` varchar(50) NOT NULL,
	`department` varchar(50),
	`gender` enum('male','female'),
	`phone_enc` varchar(1024) character set ascii collate ascii_bin,
	`phone_hash` char(64) character set ascii collate ascii_bin,
	`phone_last4` char(4) character set ascii collate ascii_bin,
	`id_card_enc` varchar(1024) character set ascii collate ascii_bin,
	`id_card_hash` char(64) character set ascii collate ascii_bin,
	`id_card_last4` char(4) character set ascii collate ascii_bin,
	`bank_account_enc` varchar(1024) character set ascii collate ascii_bin,
	`bank_account_last4` char(4) character set ascii collate ascii_bin,
	`joining_date` date NOT NULL,
	`leaving_date` date,
	`status` enum('active','suspended','left') NOT NULL DEFAULT 'active',
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`archived_at` datetime(3),
	CONSTRAINT `employee_id` PRIMARY KEY(`id`),
	CONSTRAINT `employee_user_id` UNIQUE(`user_id`),
	CONSTRAINT `employee_number` UNIQUE(`number`)
);
--> statement-breakpoint
CREATE TABLE `import_batch` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`kind` varchar(32) NOT NULL,
	`mode` enum('skip_faulty','all_or_nothing') NOT NULL DEFAULT 'skip_faulty',
	`is_dry_run` boolean NOT NULL DEFAULT false,
	`status` enum('uploaded','checked','imported','failed','undone') NOT NULL DEFAULT 'uploaded',
	`file_id` bigint unsigned NOT NULL,
	`job_id` bigint unsigned,
	`total_rows` int NOT NULL DEFAULT 0,
	`success_rows` int NOT NULL DEFAULT 0,
	`failed_rows` int NOT NULL DEFAULT 0,
	`centre_id` bigint unsigned,
	`created_by` bigint unsigned,
	`undone_by` bigint unsigned,
	`undone_at` datetime(3),
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `import_batch_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `import_row` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`batch_id` bigint unsigned NOT NULL,
	`row_no` int NOT NULL,
	`outcome` enum('imported','warned','refused','skipped') NOT NULL,
	`entity` varchar(32),
	`entity_id` bigint unsigned,
	`is_new` boolean NOT NULL DEFAULT true,
	`before_row` json,
	`cells` json NOT NULL,
	`messages` json,
	CONSTRAINT `import_row_id` PRIMARY KEY(`id`),
	CONSTRAINT `import_row_batch_id_row_no` UNIQUE(`batch_id`,`row_no`)
);
--> statement-breakpoint
CREATE TABLE `job` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`kind` varchar(64) NOT NULL,
	`run_key` varchar(128) character set utf8mb4 collate utf8mb4_bin,
	`status` enum('queued','running','done','failed','cancelled') NOT NULL DEFAULT 'queued',
	`progress` int NOT NULL DEFAULT 0,
	`input` json,
	`result` json,
	`error` text,
	`attempts` int NOT NULL DEFAULT 0,
	`started_at` datetime(3),
	`finished_at` datetime(3),
	`centre_id` bigint unsigned,
	`created_by` bigint unsigned,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `job_id` PRIMARY KEY(`id`),
	CONSTRAINT `job_kind_run_key` UNIQUE(`kind`,`run_key`)
);
--> statement-breakpoint
CREATE TABLE `setting` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`centre_id` bigint unsigned NOT NULL DEFAULT 0,
	`name` varchar(64) NOT NULL,
	`value` json NOT NULL,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `setting_id` PRIMARY KEY(`id`),
	CONSTRAINT `setting_centre_id_name` UNIQUE(`centre_id`,`name`)
);
--> statement-breakpoint
CREATE TABLE `stored_file` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`uid` varchar(36) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`storage_key` varchar(200) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`kind` enum('audio','image','document') NOT NULL,
	`purpose` varchar(32) NOT NULL,
	`mime` varchar(100) NOT NULL,
	`bytes` bigint NOT NULL,
	`sha256_hash` char(64) character set ascii collate ascii_bin NOT NULL,
	`original_name` varchar(200) NOT NULL,
	`owner_type` varchar(32),
	`owner_id` bigint unsigned,
	`role` varchar(32),
	`position` int NOT NULL DEFAULT 0,
	`thumb_key` varchar(200) character set utf8mb4 collate utf8mb4_bin,
	`centre_id` bigint unsigned,
	`uploaded_by` bigint unsigned,
	`expires_at` datetime(3),
	`deleted_at` datetime(3),
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `stored_file_id` PRIMARY KEY(`id`),
	CONSTRAINT `stored_file_uid` UNIQUE(`uid`)
);
--> statement-breakpoint
ALTER TABLE `room_type` ADD CONSTRAINT `fk_room_type_centre_id` FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `room` ADD CONSTRAINT `fk_room_centre_id` FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `room` ADD CONSTRAINT `fk_room_room_type_id` FOREIGN KEY (`room_type_id`) REFERENCES `room_type`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `care_assignment` ADD CONSTRAINT `fk_care_assignment_family_id` FOREIGN KEY (`family_id`) REFERENCES `family`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `care_assignment` ADD CONSTRAINT `fk_care_assignment_employee_id` FOREIGN KEY (`employee_id`) REFERENCES `employee`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `care_assignment` ADD CONSTRAINT `fk_care_assignment_created_by` FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `childbirth` ADD CONSTRAINT `fk_childbirth_patient_id` FOREIGN KEY (`patient_id`) REFERENCES `patient`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `customer` ADD CONSTRAINT `fk_customer_centre_id` FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `customer` ADD CONSTRAINT `fk_customer_family_id` FOREIGN KEY (`family_id`) REFERENCES `family`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `customer` ADD CONSTRAINT `fk_customer_patient_id` FOREIGN KEY (`patient_id`) REFERENCES `patient`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `customer` ADD CONSTRAINT `fk_customer_user_id` FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `customer` ADD CONSTRAINT `fk_customer_consultant_id` FOREIGN KEY (`consultant_id`) REFERENCES `employee`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `customer` ADD CONSTRAINT `fk_customer_merged_into_id` FOREIGN KEY (`merged_into_id`) REFERENCES `customer`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `customer` ADD CONSTRAINT `fk_customer_created_by` FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `family` ADD CONSTRAINT `fk_family_centre_id` FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `patient_condition` ADD CONSTRAINT `fk_patient_condition_patient_id` FOREIGN KEY (`patient_id`) REFERENCES `patient`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `patient_condition` ADD CONSTRAINT `fk_patient_condition_health_condition_id` FOREIGN KEY (`health_condition_id`) REFERENCES `health_condition`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `patient_condition` ADD CONSTRAINT `fk_patient_condition_created_by` FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `patient` ADD CONSTRAINT `fk_patient_centre_id` FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `patient` ADD CONSTRAINT `fk_patient_family_id` FOREIGN KEY (`family_id`) REFERENCES `family`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `patient` ADD CONSTRAINT `fk_patient_mother_id` FOREIGN KEY (`mother_id`) REFERENCES `patient`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `restriction` ADD CONSTRAINT `fk_restriction_patient_id` FOREIGN KEY (`patient_id`) REFERENCES `patient`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `restriction` ADD CONSTRAINT `fk_restriction_ingredient_id` FOREIGN KEY (`ingredient_id`) REFERENCES `ingredient`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `restriction` ADD CONSTRAINT `fk_restriction_allergen_id` FOREIGN KEY (`allergen_id`) REFERENCES `allergen`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `restriction` ADD CONSTRAINT `fk_restriction_tag_id` FOREIGN KEY (`tag_id`) REFERENCES `food_tag`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `restriction` ADD CONSTRAINT `fk_restriction_dish_id` FOREIGN KEY (`dish_id`) REFERENCES `dish`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `restriction` ADD CONSTRAINT `fk_restriction_ended_by` FOREIGN KEY (`ended_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `restriction` ADD CONSTRAINT `fk_restriction_created_by` FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stay_absence` ADD CONSTRAINT `fk_stay_absence_stay_id` FOREIGN KEY (`stay_id`) REFERENCES `stay`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stay_absence` ADD CONSTRAINT `fk_stay_absence_created_by` FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stay_room` ADD CONSTRAINT `fk_stay_room_stay_id` FOREIGN KEY (`stay_id`) REFERENCES `stay`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stay_room` ADD CONSTRAINT `fk_stay_room_room_id` FOREIGN KEY (`room_id`) REFERENCES `room`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stay` ADD CONSTRAINT `fk_stay_centre_id` FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stay` ADD CONSTRAINT `fk_stay_customer_id` FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stay` ADD CONSTRAINT `fk_stay_patient_id` FOREIGN KEY (`patient_id`) REFERENCES `patient`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stay` ADD CONSTRAINT `fk_stay_room_type_id` FOREIGN KEY (`room_type_id`) REFERENCES `room_type`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stay` ADD CONSTRAINT `fk_stay_created_by` FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `daily_menu_dish` ADD CONSTRAINT `fk_daily_menu_dish_daily_menu_id` FOREIGN KEY (`daily_menu_id`) REFERENCES `daily_menu`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `daily_menu_dish` ADD CONSTRAINT `fk_daily_menu_dish_dish_id` FOREIGN KEY (`dish_id`) REFERENCES `dish`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `daily_menu` ADD CONSTRAINT `fk_daily_menu_centre_id` FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `daily_menu` ADD CONSTRAINT `fk_daily_menu_category_id` FOREIGN KEY (`category_id`) REFERENCES `menu_category`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `daily_menu` ADD CONSTRAINT `fk_daily_menu_menu_id` FOREIGN KEY (`menu_id`) REFERENCES `menu`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `diet_rule` ADD CONSTRAINT `fk_diet_rule_tag_id` FOREIGN KEY (`tag_id`) REFERENCES `food_tag`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `diet_rule` ADD CONSTRAINT `fk_diet_rule_ingredient_id` FOREIGN KEY (`ingredient_id`) REFERENCES `ingredient`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `dish_ingredient` ADD CONSTRAINT `fk_dish_ingredient_dish_id` FOREIGN KEY (`dish_id`) REFERENCES `dish`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `dish_ingredient` ADD CONSTRAINT `fk_dish_ingredient_ingredient_id` FOREIGN KEY (`ingredient_id`) REFERENCES `ingredient`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `dish_ingredient` ADD CONSTRAINT `fk_dish_ingredient_sub_dish_id` FOREIGN KEY (`sub_dish_id`) REFERENCES `dish`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `dish_menu_category` ADD CONSTRAINT `fk_dish_menu_category_dish_id` FOREIGN KEY (`dish_id`) REFERENCES `dish`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `dish_menu_category` ADD CONSTRAINT `fk_dish_menu_category_category_id` FOREIGN KEY (`category_id`) REFERENCES `menu_category`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `dish_nutrition` ADD CONSTRAINT `fk_dish_nutrition_dish_id` FOREIGN KEY (`dish_id`) REFERENCES `dish`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `dish_nutrition` ADD CONSTRAINT `fk_dish_nutrition_nutrient_id` FOREIGN KEY (`nutrient_id`) REFERENCES `nutrient`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `dish_substitute` ADD CONSTRAINT `fk_dish_substitute_dish_id` FOREIGN KEY (`dish_id`) REFERENCES `dish`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `dish_substitute` ADD CONSTRAINT `fk_dish_substitute_substitute_dish_id` FOREIGN KEY (`substitute_dish_id`) REFERENCES `dish`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `dish_tag` ADD CONSTRAINT `fk_dish_tag_dish_id` FOREIGN KEY (`dish_id`) REFERENCES `dish`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `dish_tag` ADD CONSTRAINT `fk_dish_tag_tag_id` FOREIGN KEY (`tag_id`) REFERENCES `food_tag`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `dish` ADD CONSTRAINT `fk_dish_dish_category_id` FOREIGN KEY (`dish_category_id`) REFERENCES `dish_category`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `ingredient_alias` ADD CONSTRAINT `fk_ingredient_alias_ingredient_id` FOREIGN KEY (`ingredient_id`) REFERENCES `ingredient`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `ingredient_allergen` ADD CONSTRAINT `fk_ingredient_allergen_ingredient_id` FOREIGN KEY (`ingredient_id`) REFERENCES `ingredient`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `ingredient_allergen` ADD CONSTRAINT `fk_ingredient_allergen_allergen_id` FOREIGN KEY (`allergen_id`) REFERENCES `allergen`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `ingredient_nutrient` ADD CONSTRAINT `fk_ingredient_nutrient_ingredient_id` FOREIGN KEY (`ingredient_id`) REFERENCES `ingredient`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `ingredient_nutrient` ADD CONSTRAINT `fk_ingredient_nutrient_nutrient_id` FOREIGN KEY (`nutrient_id`) REFERENCES `nutrient`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `ingredient_tag` ADD CONSTRAINT `fk_ingredient_tag_ingredient_id` FOREIGN KEY (`ingredient_id`) REFERENCES `ingredient`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `ingredient_tag` ADD CONSTRAINT `fk_ingredient_tag_tag_id` FOREIGN KEY (`tag_id`) REFERENCES `food_tag`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `ingredient` ADD CONSTRAINT `fk_ingredient_item_id` FOREIGN KEY (`item_id`) REFERENCES `item`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `menu_dish` ADD CONSTRAINT `fk_menu_dish_menu_id` FOREIGN KEY (`menu_id`) REFERENCES `menu`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `menu_dish` ADD CONSTRAINT `fk_menu_dish_dish_id` FOREIGN KEY (`dish_id`) REFERENCES `dish`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `menu_dish` ADD CONSTRAINT `fk_menu_dish_category_id` FOREIGN KEY (`category_id`) REFERENCES `menu_category`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `nutrient_target` ADD CONSTRAINT `fk_nutrient_target_nutrient_id` FOREIGN KEY (`nutrient_id`) REFERENCES `nutrient`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `recovery_code` ADD CONSTRAINT `fk_recovery_code_user_id` FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `refresh_token` ADD CONSTRAINT `fk_refresh_token_user_id` FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `role_permission` ADD CONSTRAINT `fk_role_permission_role_id` FOREIGN KEY (`role_id`) REFERENCES `role`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `saved_view` ADD CONSTRAINT `fk_saved_view_user_id` FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `user_role` ADD CONSTRAINT `fk_user_role_user_id` FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `user_role` ADD CONSTRAINT `fk_user_role_role_id` FOREIGN KEY (`role_id`) REFERENCES `role`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `user_role` ADD CONSTRAINT `fk_user_role_centre_id` FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `item_unit` ADD CONSTRAINT `fk_item_unit_item_id` FOREIGN KEY (`item_id`) REFERENCES `item`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `notification` ADD CONSTRAINT `fk_notification_user_id` FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `patient_subscription` ADD CONSTRAINT `fk_patient_subscription_centre_id` FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `patient_subscription` ADD CONSTRAINT `fk_patient_subscription_customer_id` FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `patient_subscription` ADD CONSTRAINT `fk_patient_subscription_patient_id` FOREIGN KEY (`patient_id`) REFERENCES `patient`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `patient_subscription` ADD CONSTRAINT `fk_patient_subscription_package_id` FOREIGN KEY (`package_id`) REFERENCES `service_package`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `patient_subscription` ADD CONSTRAINT `fk_patient_subscription_stay_id` FOREIGN KEY (`stay_id`) REFERENCES `stay`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `patient_subscription` ADD CONSTRAINT `fk_patient_subscription_consultant_id` FOREIGN KEY (`consultant_id`) REFERENCES `employee`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `patient_subscription` ADD CONSTRAINT `fk_patient_subscription_discount_approved_by` FOREIGN KEY (`discount_approved_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `patient_subscription` ADD CONSTRAINT `fk_patient_subscription_replaces_id` FOREIGN KEY (`replaces_id`) REFERENCES `patient_subscription`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `patient_subscription` ADD CONSTRAINT `fk_patient_subscription_created_by` FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `service_package` ADD CONSTRAINT `fk_service_package_centre_id` FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `confinement_day_plan` ADD CONSTRAINT `fk_confinement_day_plan_centre_id` FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `confinement_day_plan` ADD CONSTRAINT `fk_confinement_day_plan_week_plan_id` FOREIGN KEY (`week_plan_id`) REFERENCES `confinement_week_plan`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `confinement_day_plan` ADD CONSTRAINT `fk_confinement_day_plan_meal_plan_id` FOREIGN KEY (`meal_plan_id`) REFERENCES `confinement_meal_plan`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `confinement_day_plan` ADD CONSTRAINT `fk_confinement_day_plan_patient_id` FOREIGN KEY (`patient_id`) REFERENCES `patient`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `confinement_meal_item` ADD CONSTRAINT `fk_confinement_meal_item_day_plan_id` FOREIGN KEY (`day_plan_id`) REFERENCES `confinement_day_plan`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `confinement_meal_item` ADD CONSTRAINT `fk_confinement_meal_item_category_id` FOREIGN KEY (`category_id`) REFERENCES `menu_category`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `confinement_meal_item` ADD CONSTRAINT `fk_confinement_meal_item_dish_id` FOREIGN KEY (`dish_id`) REFERENCES `dish`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `confinement_meal_plan` ADD CONSTRAINT `fk_confinement_meal_plan_centre_id` FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `confinement_meal_plan` ADD CONSTRAINT `fk_confinement_meal_plan_customer_id` FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `confinement_meal_plan` ADD CONSTRAINT `fk_confinement_meal_plan_patient_id` FOREIGN KEY (`patient_id`) REFERENCES `patient`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `confinement_meal_plan` ADD CONSTRAINT `fk_confinement_meal_plan_subscription_id` FOREIGN KEY (`subscription_id`) REFERENCES `patient_subscription`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `confinement_meal_plan` ADD CONSTRAINT `fk_confinement_meal_plan_approved_by` FOREIGN KEY (`approved_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `confinement_meal_plan` ADD CONSTRAINT `fk_confinement_meal_plan_created_by` FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `confinement_week_plan` ADD CONSTRAINT `fk_confinement_week_plan_meal_plan_id` FOREIGN KEY (`meal_plan_id`) REFERENCES `confinement_meal_plan`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `confinement_week_plan` ADD CONSTRAINT `fk_confinement_week_plan_approved_by` FOREIGN KEY (`approved_by`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `employee` ADD CONSTRAINT `fk_employee_centre_id` FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `employee` ADD CONSTRAINT `fk_employee_user_id` FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `import_batch` ADD CONSTRAINT `fk_import_batch_file_id` FOREIGN KEY (`file_id`) REFERENCES `stored_file`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `import_batch` ADD CONSTRAINT `fk_import_batch_job_id` FOREIGN KEY (`job_id`) REFERENCES `job`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `import_row` ADD CONSTRAINT `fk_import_row_batch_id` FOREIGN KEY (`batch_id`) REFERENCES `import_batch`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `room_centre_id_floor_number` ON `room` (`centre_id`,`floor`,`number`);--> statement-breakpoint
CREATE INDEX `audit_log_entity_entity_id_id` ON `audit_log` (`entity`,`entity_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_log_actor_user_id_created_at` ON `audit_log` (`actor_user_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `audit_log_family_id_created_at` ON `audit_log` (`family_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `audit_log_centre_id_created_at` ON `audit_log` (`centre_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `audit_log_created_at` ON `audit_log` (`created_at`);--> statement-breakpoint
CREATE INDEX `once_key_created_at` ON `once_key` (`created_at`);--> statement-breakpoint
CREATE INDEX `outbox_event_status_available_at_id` ON `outbox_event` (`status`,`available_at`,`id`);--> statement-breakpoint
CREATE INDEX `care_assignment_employee_id_ends_at_family_id` ON `care_assignment` (`employee_id`,`ends_at`,`family_id`);--> statement-breakpoint
CREATE INDEX `care_assignment_family_id_ends_at` ON `care_assignment` (`family_id`,`ends_at`);--> statement-breakpoint
CREATE INDEX `childbirth_patient_id_delivered_on` ON `childbirth` (`patient_id`,`delivered_on`);--> statement-breakpoint
CREATE INDEX `childbirth_delivered_on` ON `childbirth` (`delivered_on`);--> statement-breakpoint
CREATE INDEX `customer_centre_id_status_id` ON `customer` (`centre_id`,`status`,`id`);--> statement-breakpoint
CREATE INDEX `customer_centre_id_name` ON `customer` (`centre_id`,`name`);--> statement-breakpoint
CREATE INDEX `customer_centre_id_name_key` ON `customer` (`centre_id`,`name_key`);--> statement-breakpoint
CREATE INDEX `customer_phone_last4` ON `customer` (`phone_last4`);--> statement-breakpoint
CREATE INDEX `customer_phone_hash` ON `customer` (`phone_hash`);--> statement-breakpoint
CREATE INDEX `family_centre_id_family_name` ON `family` (`centre_id`,`family_name`);--> statement-breakpoint
CREATE INDEX `family_contact_phone_hash` ON `family` (`contact_phone_hash`);--> statement-breakpoint
CREATE INDEX `patient_condition_patient_id_to_day` ON `patient_condition` (`patient_id`,`to_day`);--> statement-breakpoint
CREATE INDEX `patient_centre_id_kind_id` ON `patient` (`centre_id`,`kind`,`id`);--> statement-breakpoint
CREATE INDEX `patient_centre_id_name` ON `patient` (`centre_id`,`name`);--> statement-breakpoint
CREATE INDEX `patient_id_card_hash` ON `patient` (`id_card_hash`);--> statement-breakpoint
CREATE INDEX `restriction_patient_id_valid_to` ON `restriction` (`patient_id`,`valid_to`);--> statement-breakpoint
CREATE INDEX `stay_absence_stay_id_starts_at` ON `stay_absence` (`stay_id`,`starts_at`);--> statement-breakpoint
CREATE INDEX `stay_room_room_id_until_day` ON `stay_room` (`room_id`,`until_day`);--> statement-breakpoint
CREATE INDEX `stay_centre_id_check_in_date` ON `stay` (`centre_id`,`check_in_date`);--> statement-breakpoint
CREATE INDEX `stay_centre_id_status_check_in_date` ON `stay` (`centre_id`,`status`,`check_in_date`);--> statement-breakpoint
CREATE INDEX `stay_centre_id_check_out_date` ON `stay` (`centre_id`,`check_out_date`);--> statement-breakpoint
CREATE INDEX `stay_patient_id_check_in_date` ON `stay` (`patient_id`,`check_in_date`);--> statement-breakpoint
CREATE INDEX `dish_menu_category_category_id_dish_id` ON `dish_menu_category` (`category_id`,`dish_id`);--> statement-breakpoint
CREATE INDEX `dish_name` ON `dish` (`name`);--> statement-breakpoint
CREATE INDEX `dish_dish_category_id_is_available_id` ON `dish` (`dish_category_id`,`is_available`,`id`);--> statement-breakpoint
CREATE INDEX `dish_is_available_id` ON `dish` (`is_available`,`id`);--> statement-breakpoint
CREATE INDEX `ingredient_category_name` ON `ingredient` (`category`,`name`);--> statement-breakpoint
CREATE INDEX `menu_dish_menu_id_cycle_day_position` ON `menu_dish` (`menu_id`,`cycle_day`,`position`);--> statement-breakpoint
CREATE INDEX `menu_menu_type_is_active_id` ON `menu` (`menu_type`,`is_active`,`id`);--> statement-breakpoint
CREATE INDEX `menu_name` ON `menu` (`name`);--> statement-breakpoint
CREATE INDEX `refresh_token_family` ON `refresh_token` (`family`);--> statement-breakpoint
CREATE INDEX `refresh_token_expires_at` ON `refresh_token` (`expires_at`);--> statement-breakpoint
CREATE INDEX `user_role_role_id_user_id` ON `user_role` (`role_id`,`user_id`);--> statement-breakpoint
CREATE INDEX `user_status_id` ON `user` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `item_kind_name` ON `item` (`kind`,`name`);--> statement-breakpoint
CREATE INDEX `notification_user_id_status_id` ON `notification` (`user_id`,`status`,`id`);--> statement-breakpoint
CREATE INDEX `notification_created_at` ON `notification` (`created_at`);--> statement-breakpoint
CREATE INDEX `patient_subscription_centre_id_status_id` ON `patient_subscription` (`centre_id`,`status`,`id`);--> statement-breakpoint
CREATE INDEX `patient_subscription_centre_id_payment_status_id` ON `patient_subscription` (`centre_id`,`payment_status`,`id`);--> statement-breakpoint
CREATE INDEX `patient_subscription_patient_id_status` ON `patient_subscription` (`patient_id`,`status`);--> statement-breakpoint
CREATE INDEX `patient_subscription_customer_id_id` ON `patient_subscription` (`customer_id`,`id`);--> statement-breakpoint
CREATE INDEX `patient_subscription_recorder_id_status` ON `patient_subscription` (`recorder_id`,`status`);--> statement-breakpoint
CREATE INDEX `patient_subscription_status_end_date` ON `patient_subscription` (`status`,`end_date`);--> statement-breakpoint
CREATE INDEX `service_package_is_active_kind` ON `service_package` (`is_active`,`kind`);--> statement-breakpoint
CREATE INDEX `confinement_day_plan_centre_id_date` ON `confinement_day_plan` (`centre_id`,`date`);--> statement-breakpoint
CREATE INDEX `confinement_day_plan_patient_id_date` ON `confinement_day_plan` (`patient_id`,`date`);--> statement-breakpoint
CREATE INDEX `confinement_meal_plan_centre_id_start_date` ON `confinement_meal_plan` (`centre_id`,`start_date`);--> statement-breakpoint
CREATE INDEX `confinement_meal_plan_start_date` ON `confinement_meal_plan` (`start_date`);--> statement-breakpoint
CREATE INDEX `confinement_meal_plan_centre_id_status_start_date` ON `confinement_meal_plan` (`centre_id`,`status`,`start_date`);--> statement-breakpoint
CREATE INDEX `confinement_meal_plan_customer_id_start_date` ON `confinement_meal_plan` (`customer_id`,`start_date`);--> statement-breakpoint
CREATE INDEX `confinement_meal_plan_patient_id_start_date` ON `confinement_meal_plan` (`patient_id`,`start_date`);--> statement-breakpoint
CREATE INDEX `employee_centre_id_status_position` ON `employee` (`centre_id`,`status`,`position`);--> statement-breakpoint
CREATE INDEX `employee_phone_hash` ON `employee` (`phone_hash`);--> statement-breakpoint
CREATE INDEX `import_batch_kind_id` ON `import_batch` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `import_row_entity_entity_id` ON `import_row` (`entity`,`entity_id`);--> statement-breakpoint
CREATE INDEX `job_kind_id` ON `job` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `job_status_id` ON `job` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `stored_file_owner_type_owner_id_role` ON `stored_file` (`owner_type`,`owner_id`,`role`);--> statement-breakpoint
CREATE INDEX `stored_file_expires_at` ON `stored_file` (`expires_at`);