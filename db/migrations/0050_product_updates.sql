CREATE TABLE "product_updates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"version" text NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"released_on" date NOT NULL,
	"saving" integer NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	"published_at" timestamp (3) with time zone,
	"published_by" uuid
);
--> statement-breakpoint
CREATE TABLE "update_entries" (
	"update_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "update_entries_update_id_position_pk" PRIMARY KEY("update_id","position")
);
--> statement-breakpoint
CREATE TABLE "update_entry_cases" (
	"update_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"organisation_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	CONSTRAINT "update_entry_cases_update_id_position_case_id_pk" PRIMARY KEY("update_id","position","case_id")
);
--> statement-breakpoint
CREATE TABLE "update_readers" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"seen_at" timestamp (3) with time zone,
	"following" text,
	"mailed_until" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "product_updates" ADD CONSTRAINT "product_updates_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_updates" ADD CONSTRAINT "product_updates_published_by_users_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "update_entries" ADD CONSTRAINT "update_entries_update_id_product_updates_id_fk" FOREIGN KEY ("update_id") REFERENCES "public"."product_updates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "update_entry_cases" ADD CONSTRAINT "update_entry_cases_entry_fk" FOREIGN KEY ("update_id","position") REFERENCES "public"."update_entries"("update_id","position") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "update_entry_cases" ADD CONSTRAINT "update_entry_cases_case_fk" FOREIGN KEY ("organisation_id","case_id") REFERENCES "public"."cases"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "update_readers" ADD CONSTRAINT "update_readers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "product_updates_slug_key" ON "product_updates" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "product_updates_version_key" ON "product_updates" USING btree (lower(version));--> statement-breakpoint
CREATE INDEX "product_updates_published_idx" ON "product_updates" USING btree ("published_at") WHERE published_at is not null;--> statement-breakpoint
CREATE INDEX "product_updates_released_idx" ON "product_updates" USING btree ("released_on","id");--> statement-breakpoint
CREATE INDEX "update_entry_cases_case_idx" ON "update_entry_cases" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "update_readers_following_idx" ON "update_readers" USING btree ("following","user_id") WHERE following is not null;
--> statement-breakpoint

-- What drizzle cannot say. Readers have what is published, without who wrote it; which cases asked for a line is seen by whoever
-- sees the case; how somebody reads is theirs.
alter table update_entries add constraint update_entries_kind_check check (kind in ('new', 'improved', 'fixed', 'known_problem'));
--> statement-breakpoint
alter table product_updates add constraint product_updates_published_check check ((published_at is null) = (published_by is null));
--> statement-breakpoint
alter table update_readers
  add constraint update_readers_following_check check (following in ('at_once', 'weekly')),
  add constraint update_readers_mailed_check check (following is null or mailed_until is not null);
--> statement-breakpoint
do $$
declare t text;
begin
  foreach t in array array['product_updates','update_entries','update_entry_cases','update_readers'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy staff_all on %I to concord_staff using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to concord_staff', t);
  end loop;
end $$;
--> statement-breakpoint
grant delete on update_entries, update_entry_cases to concord_staff;
--> statement-breakpoint
grant select (id, slug, version, title, summary, released_on, published_at) on product_updates to concord_customer;
--> statement-breakpoint
grant select on update_entries, update_entry_cases to concord_customer;
--> statement-breakpoint
grant select, insert, update on update_readers to concord_customer;
--> statement-breakpoint
create policy customer_read on product_updates for select to concord_customer using (published_at is not null);
--> statement-breakpoint
create policy customer_read on update_entries for select to concord_customer using (
  exists (select from product_updates p where p.id = update_id));
--> statement-breakpoint
create policy customer_read on update_entry_cases for select to concord_customer using (
  organisation_id = (select app_organisation())
  and exists (select from cases c where c.id = case_id) and exists (select from product_updates p where p.id = update_id));
--> statement-breakpoint
create policy customer_own on update_readers to concord_customer
  using (user_id = (select app_user())) with check (user_id = (select app_user()));
