CREATE TABLE "macros" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid,
	"name" text NOT NULL,
	"body" text NOT NULL,
	"outcome" text,
	"takes" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"changed_by" uuid NOT NULL,
	"removed_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "macros" ADD CONSTRAINT "macros_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "macros" ADD CONSTRAINT "macros_changed_by_users_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "macros_name_key" ON "macros" USING btree (coalesce(owner_id, '00000000-0000-0000-0000-000000000000'),lower(name)) WHERE removed_at is null;
--> statement-breakpoint

-- What drizzle cannot say. A macro is its owner's, or everybody's on the desk; customers have none.
alter table macros add constraint macros_outcome_check check (outcome in ('keep_open', 'wait', 'resolve'));
--> statement-breakpoint
alter table macros enable row level security;
--> statement-breakpoint
alter table macros force row level security;
--> statement-breakpoint
create policy owner_all on macros to current_user using (true) with check (true);
--> statement-breakpoint
create policy staff_own on macros to concord_staff
  using (owner_id is null or owner_id = (select app_user()) or (select app_user()) is null)
  with check (owner_id is null or owner_id = (select app_user()) or (select app_user()) is null);
--> statement-breakpoint
grant select, insert, update on macros to concord_staff;
