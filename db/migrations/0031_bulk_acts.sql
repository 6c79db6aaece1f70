CREATE TABLE "bulk_act_cases" (
	"act_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"organisation_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"state" text NOT NULL,
	"refusal" text,
	"seen_id" uuid,
	"before_id" uuid,
	CONSTRAINT "bulk_act_cases_act_id_place_pk" PRIMARY KEY("act_id","place")
);
--> statement-breakpoint
CREATE TABLE "bulk_acts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"act" jsonb NOT NULL,
	"planned_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "bulk_act_cases" ADD CONSTRAINT "bulk_act_cases_act_id_bulk_acts_id_fk" FOREIGN KEY ("act_id") REFERENCES "public"."bulk_acts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_act_cases" ADD CONSTRAINT "bulk_act_cases_before_id_users_id_fk" FOREIGN KEY ("before_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_act_cases" ADD CONSTRAINT "bulk_act_cases_case_fk" FOREIGN KEY ("organisation_id","case_id") REFERENCES "public"."cases"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_acts" ADD CONSTRAINT "bulk_acts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulk_act_cases_waiting_idx" ON "bulk_act_cases" USING btree ("act_id","place") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "bulk_acts_of_person_idx" ON "bulk_acts" USING btree ("user_id","planned_at");
--> statement-breakpoint

-- What drizzle cannot say. An act on many cases is read by whoever did it; the system forgets old ones.
alter table bulk_act_cases add constraint bulk_act_cases_state_check
  check (state in ('waiting', 'done', 'refused') and (refusal is not null) = (state = 'refused'));
--> statement-breakpoint
alter table bulk_acts enable row level security;
--> statement-breakpoint
alter table bulk_acts force row level security;
--> statement-breakpoint
create policy owner_all on bulk_acts to current_user using (true) with check (true);
--> statement-breakpoint
create policy staff_own on bulk_acts to concord_staff
  using (user_id = (select app_user()) or (select app_user()) is null)
  with check (user_id = (select app_user()));
--> statement-breakpoint
grant select, insert, update, delete on bulk_acts to concord_staff;
--> statement-breakpoint
alter table bulk_act_cases enable row level security;
--> statement-breakpoint
alter table bulk_act_cases force row level security;
--> statement-breakpoint
create policy owner_all on bulk_act_cases to current_user using (true) with check (true);
--> statement-breakpoint
create policy staff_own on bulk_act_cases to concord_staff
  using (exists (select from bulk_acts a where a.id = act_id))
  with check (exists (select from bulk_acts a where a.id = act_id));
--> statement-breakpoint
grant select, insert, update, delete on bulk_act_cases to concord_staff;
