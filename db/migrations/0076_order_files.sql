CREATE TABLE "order_files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"uploader_id" uuid NOT NULL,
	"storage_key" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" bigint NOT NULL,
	"sha256" text NOT NULL,
	"width" integer,
	"height" integer,
	"preview" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"is_missing" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
ALTER TABLE "quote_orders" ADD COLUMN "chosen" smallint[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "order_files" ADD CONSTRAINT "order_files_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_files" ADD CONSTRAINT "order_files_uploader_id_users_id_fk" FOREIGN KEY ("uploader_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "order_files_order_idx" ON "order_files" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "order_files_storage_key_idx" ON "order_files" USING btree ("storage_key");
--> statement-breakpoint
-- What drizzle cannot say: whose document it is, that it stays, and that a customer reads their own, but not our words about it (services.md §1.5).
alter table order_files add constraint order_files_order_fk foreign key (organisation_id, order_id) references quote_orders (organisation_id, id);
--> statement-breakpoint
create trigger order_files_no_delete before delete on order_files for each row execute function refuse_change();
--> statement-breakpoint
create trigger order_files_no_truncate before truncate on order_files for each statement execute function refuse_change();
--> statement-breakpoint
alter table order_files enable row level security;
--> statement-breakpoint
alter table order_files force row level security;
--> statement-breakpoint
create policy owner_all on order_files to current_user using (true) with check (true);
--> statement-breakpoint
create policy staff_all on order_files to concord_staff using (true) with check (true);
--> statement-breakpoint
grant select, insert, update (preview, width, height, is_missing) on order_files to concord_staff;
--> statement-breakpoint
grant select (organisation_id, id, version_id, order_number, ordered_by, chosen, recorded_by, recorded_at) on quote_orders to concord_customer;
--> statement-breakpoint
create policy customer_read on quote_orders for select to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from quote_versions v where v.id = version_id));
--> statement-breakpoint
grant select (organisation_id, id, order_id, storage_key, name, media_type, size, sha256, width, height, preview, created_at, is_missing)
  on order_files to concord_customer;
--> statement-breakpoint
create policy customer_read on order_files for select to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from quote_orders o where o.id = order_id));
