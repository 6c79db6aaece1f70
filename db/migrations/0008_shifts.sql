CREATE TABLE "case_handovers" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"from_region" text NOT NULL,
	"to_region" text NOT NULL,
	"author_id" uuid NOT NULL,
	"state" text NOT NULL,
	"next_step" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"acknowledged_at" timestamp (3) with time zone,
	"acknowledged_by" uuid,
	CONSTRAINT "case_handovers_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "absences" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"starts_on" text NOT NULL,
	"back_on" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"cover_id" uuid,
	"gives_back" text NOT NULL,
	"cancelled_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assignment_rules" (
	"region_code" text PRIMARY KEY NOT NULL,
	"rule" text NOT NULL,
	"open_cases_max" integer,
	"handling_minutes" integer NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assignment_turns" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"given_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_hours" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"time_zone" text NOT NULL,
	"week" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "staff_members" ADD COLUMN "leads_region" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "case_handovers" ADD CONSTRAINT "case_handovers_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_handovers" ADD CONSTRAINT "case_handovers_acknowledged_by_users_id_fk" FOREIGN KEY ("acknowledged_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_handovers" ADD CONSTRAINT "case_handovers_case_fk" FOREIGN KEY ("organisation_id","case_id") REFERENCES "public"."cases"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_user_id_staff_members_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."staff_members"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_cover_id_staff_members_user_id_fk" FOREIGN KEY ("cover_id") REFERENCES "public"."staff_members"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment_rules" ADD CONSTRAINT "assignment_rules_region_code_regions_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment_turns" ADD CONSTRAINT "assignment_turns_user_id_staff_members_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."staff_members"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_hours" ADD CONSTRAINT "staff_hours_user_id_staff_members_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."staff_members"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_handovers_case_idx" ON "case_handovers" USING btree ("case_id","created_at");
--> statement-breakpoint

-- What drizzle cannot say. Leave of one person never overlaps; a week is an object, a rule has sense.
create extension if not exists btree_gist;
--> statement-breakpoint
alter table absences
  add constraint absences_in_order check (starts_at < ends_at),
  add constraint absences_gives_back_check check (gives_back in ('none', 'due', 'all')),
  add constraint absences_cover_is_another check (cover_id <> user_id),
  add constraint absences_do_not_overlap exclude using gist (user_id with =, tstzrange(starts_at, ends_at) with &&) where (cancelled_at is null);
--> statement-breakpoint
alter table assignment_rules
  add constraint assignment_rules_rule_check check (rule in ('off', 'round_robin')),
  add constraint assignment_rules_figures_check check (open_cases_max between 1 and 500 and handling_minutes between 5 and 480);
--> statement-breakpoint
alter table case_handovers add constraint case_handovers_to_another check (from_region <> to_region);
--> statement-breakpoint

do $$
declare t text;
begin
  foreach t in array array['staff_hours','absences','assignment_rules','assignment_turns','case_handovers']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy staff_all on %I to concord_staff using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to concord_staff', t);
  end loop;
end $$;
--> statement-breakpoint
grant delete on staff_hours to concord_staff;
--> statement-breakpoint

-- Who looks after an organisation at an instant: its account manager; while that person is away whoever covers; else the one
-- who stands in. All that a customer learns of leave, and only of their own organisation.
create function account_manager_at(of_organisation uuid, at timestamptz)
returns table (person_id uuid, manager_id uuid, back_on text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select case
      when m.disabled_at is null and a.id is null then o.csm_id
      when a.cover_id is not null and c.disabled_at is null and not exists (select from absences x
        where x.user_id = a.cover_id and x.cancelled_at is null and x.starts_at <= at and at < x.ends_at) then a.cover_id
      when m.disabled_at is null and exists (select from absences x
        where x.user_id = o.backup_csm_id and x.cancelled_at is null and x.starts_at <= at and at < x.ends_at) then o.csm_id
      else o.backup_csm_id
    end, o.csm_id, case when m.disabled_at is null then a.back_on end
  from organisations o
    join users m on m.id = o.csm_id
    left join absences a on a.user_id = o.csm_id and a.cancelled_at is null and a.starts_at <= at and at < a.ends_at
    left join users c on c.id = a.cover_id
  where o.id = of_organisation and (app_organisation() is null or o.id = app_organisation())
$$;
--> statement-breakpoint
revoke all on function account_manager_at from public;
--> statement-breakpoint
grant execute on function account_manager_at to concord_customer, concord_staff;
--> statement-breakpoint

-- Asks for the cases of a region to be shared out, where its rule says so. A customer may cause this and read nothing of it.
create function ask_to_share_out(region text) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$
  select graphile_worker.add_job('cases.share_out', json_build_object('regionCode', r.region_code))
  from public.assignment_rules r where r.region_code = region and r.rule = 'round_robin'
$$;
--> statement-breakpoint
revoke all on function ask_to_share_out from public;
--> statement-breakpoint
grant execute on function ask_to_share_out to concord_customer, concord_staff;
