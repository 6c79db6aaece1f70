CREATE TABLE "default_views" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"view_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"position" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"changed_by" uuid NOT NULL,
	"removed_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "default_views" ADD CONSTRAINT "default_views_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "default_views" ADD CONSTRAINT "default_views_view_id_saved_views_id_fk" FOREIGN KEY ("view_id") REFERENCES "public"."saved_views"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_changed_by_users_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "saved_views_name_key" ON "saved_views" USING btree (coalesce(owner_id, '00000000-0000-0000-0000-000000000000'),lower(name)) WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "saved_views_order_idx" ON "saved_views" USING btree ("owner_id","position") WHERE removed_at is null;
--> statement-breakpoint

-- What drizzle cannot say. A view is its owner's, or everybody's on the desk; what somebody sees first is theirs alone.
alter table saved_views enable row level security;
--> statement-breakpoint
alter table saved_views force row level security;
--> statement-breakpoint
create policy owner_all on saved_views to current_user using (true) with check (true);
--> statement-breakpoint
create policy staff_own on saved_views to concord_staff
  using (owner_id is null or owner_id = (select app_user()))
  with check (owner_id is null or owner_id = (select app_user()));
--> statement-breakpoint
grant select, insert, update on saved_views to concord_staff;
--> statement-breakpoint
alter table default_views enable row level security;
--> statement-breakpoint
alter table default_views force row level security;
--> statement-breakpoint
create policy owner_all on default_views to current_user using (true) with check (true);
--> statement-breakpoint
create policy staff_own on default_views to concord_staff
  using (user_id = (select app_user())) with check (user_id = (select app_user()));
--> statement-breakpoint
grant select, insert, update, delete on default_views to concord_staff;
