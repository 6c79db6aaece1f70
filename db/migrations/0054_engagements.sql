CREATE TABLE "burn_alerts" (
	"organisation_id" uuid NOT NULL,
	"engagement_id" uuid NOT NULL,
	"revision" smallint NOT NULL,
	"threshold" smallint NOT NULL,
	"used_minor" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "burn_alerts_organisation_id_engagement_id_revision_threshold_pk" PRIMARY KEY("organisation_id","engagement_id","revision","threshold")
);
--> statement-breakpoint
CREATE TABLE "engagement_assignments" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"engagement_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date,
	"minutes_per_week" integer NOT NULL,
	"assigned_by" uuid NOT NULL,
	"assigned_at" timestamp (3) with time zone NOT NULL,
	"ended_by" uuid,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "engagement_assignments_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "engagement_steps" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"engagement_id" uuid NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"actor_id" uuid,
	"reason" text NOT NULL,
	"side" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "engagement_steps_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "time_entries" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"engagement_id" uuid NOT NULL,
	"consultant_id" uuid NOT NULL,
	"split_from" uuid,
	"role" text NOT NULL,
	"worked_on" date NOT NULL,
	"worked_minutes" smallint NOT NULL,
	"billed_minutes" smallint NOT NULL,
	"time_class" text NOT NULL,
	"class_reason" text DEFAULT '' NOT NULL,
	"rate_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"rate_version_id" uuid,
	"rate_position" smallint,
	"customer_note" text NOT NULL,
	"internal_note" text NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"submitted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "time_entries_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "time_entry_steps" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"actor_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "time_entry_steps_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "time_entry_versions" (
	"organisation_id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"role" text NOT NULL,
	"worked_on" date NOT NULL,
	"worked_minutes" smallint NOT NULL,
	"customer_note" text NOT NULL,
	"internal_note" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "time_entry_versions_organisation_id_entry_id_version_pk" PRIMARY KEY("organisation_id","entry_id","version")
);
--> statement-breakpoint
ALTER TABLE "engagements" ADD COLUMN "lead_id" uuid;--> statement-breakpoint
ALTER TABLE "engagements" ADD COLUMN "starts_on" date;--> statement-breakpoint
ALTER TABLE "engagements" ADD COLUMN "ends_on" date;--> statement-breakpoint
ALTER TABLE "engagements" ADD COLUMN "rounding_mode" text DEFAULT 'nearest' NOT NULL;--> statement-breakpoint
ALTER TABLE "engagements" ADD COLUMN "rounding_interval" smallint DEFAULT 15 NOT NULL;--> statement-breakpoint
ALTER TABLE "engagements" ADD COLUMN "rounding_min" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "engagements" ADD COLUMN "remaining_minutes" integer;--> statement-breakpoint
ALTER TABLE "engagements" ADD COLUMN "remaining_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "engagements" ADD COLUMN "remaining_by" uuid;--> statement-breakpoint
ALTER TABLE "burn_alerts" ADD CONSTRAINT "burn_alerts_engagement_fk" FOREIGN KEY ("organisation_id","engagement_id") REFERENCES "public"."engagements"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_assignments" ADD CONSTRAINT "engagement_assignments_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_assignments" ADD CONSTRAINT "engagement_assignments_assigned_by_users_id_fk" FOREIGN KEY ("assigned_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_assignments" ADD CONSTRAINT "engagement_assignments_ended_by_users_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_assignments" ADD CONSTRAINT "engagement_assignments_engagement_fk" FOREIGN KEY ("organisation_id","engagement_id") REFERENCES "public"."engagements"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_steps" ADD CONSTRAINT "engagement_steps_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_steps" ADD CONSTRAINT "engagement_steps_engagement_fk" FOREIGN KEY ("organisation_id","engagement_id") REFERENCES "public"."engagements"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_entries" ADD CONSTRAINT "time_entries_consultant_id_users_id_fk" FOREIGN KEY ("consultant_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_entries" ADD CONSTRAINT "time_entries_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_entries" ADD CONSTRAINT "time_entries_engagement_fk" FOREIGN KEY ("organisation_id","engagement_id") REFERENCES "public"."engagements"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_entries" ADD CONSTRAINT "time_entries_split_fk" FOREIGN KEY ("organisation_id","split_from") REFERENCES "public"."time_entries"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_entries" ADD CONSTRAINT "time_entries_rate_fk" FOREIGN KEY ("organisation_id","rate_version_id","rate_position") REFERENCES "public"."quote_lines"("organisation_id","version_id","position") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_entry_steps" ADD CONSTRAINT "time_entry_steps_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "engagement_assignments_live_key" ON "engagement_assignments" USING btree ("engagement_id","user_id","role") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "engagement_assignments_user_idx" ON "engagement_assignments" USING btree ("user_id","engagement_id");--> statement-breakpoint
CREATE INDEX "engagement_steps_engagement_idx" ON "engagement_steps" USING btree ("engagement_id","at","id");--> statement-breakpoint
CREATE INDEX "time_entries_engagement_idx" ON "time_entries" USING btree ("engagement_id","worked_on","id");--> statement-breakpoint
CREATE INDEX "time_entries_consultant_idx" ON "time_entries" USING btree ("consultant_id","worked_on");--> statement-breakpoint
CREATE INDEX "time_entries_split_idx" ON "time_entries" USING btree ("split_from") WHERE split_from is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "time_entries_draft_key" ON "time_entries" USING btree ("engagement_id","consultant_id","role","worked_on") WHERE state in ('draft', 'rejected') and split_from is null;--> statement-breakpoint
CREATE INDEX "time_entries_submitted_idx" ON "time_entries" USING btree ("engagement_id") WHERE state = 'submitted';--> statement-breakpoint
CREATE INDEX "time_entry_steps_entry_idx" ON "time_entry_steps" USING btree ("entry_id","at","id");--> statement-breakpoint
ALTER TABLE "engagements" ADD CONSTRAINT "engagements_lead_id_users_id_fk" FOREIGN KEY ("lead_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagements" ADD CONSTRAINT "engagements_remaining_by_users_id_fk" FOREIGN KEY ("remaining_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint

-- What drizzle cannot say: what may follow on what, what is frozen, who approves whom, and who sees what (services.md §1.6, §1.7, I9, I10).
alter table engagements drop constraint engagements_state_check;
--> statement-breakpoint
alter table engagements
  add constraint engagements_state_check check (state in ('planned', 'active', 'on_hold', 'delivered', 'closed', 'cancelled')),
  add constraint engagements_rounding_check check (rounding_mode in ('none', 'nearest', 'up') and rounding_interval in (6, 15, 30) and rounding_min between 0 and 480),
  add constraint engagements_dates_check check (ends_on >= starts_on),
  add constraint engagements_remaining_check check (remaining_minutes between 0 and 600000
    and (remaining_minutes is null) = (remaining_at is null) and (remaining_minutes is null) = (remaining_by is null));
--> statement-breakpoint
create or replace function keep_engagement() returns trigger language plpgsql as $$
declare kept text[] := array['state', 'changed_at', 'lead_id', 'starts_on', 'ends_on', 'remaining_minutes', 'remaining_at', 'remaining_by'];
begin
  if tg_op = 'DELETE' or (new.state <> old.state and (old.state, new.state) not in (('planned', 'active'), ('active', 'on_hold'), ('on_hold', 'active'),
      ('active', 'delivered'), ('delivered', 'active'), ('delivered', 'closed'), ('planned', 'cancelled'), ('active', 'cancelled'), ('on_hold', 'cancelled')))
      or (new.state = old.state and old.state in ('closed', 'cancelled')) or to_jsonb(new) - kept <> to_jsonb(old) - kept then
    raise exception 'an engagement does not change like that' using errcode = '23514';
  end if;
  if new.state = 'active' and old.state = 'planned' and not exists (select from engagement_assignments a
      where a.organisation_id = new.organisation_id and a.engagement_id = new.id and a.ended_at is null) then
    raise exception 'nobody is assigned' using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter table engagement_steps add constraint engagement_steps_side_check check (side in ('customer', 'vendor') and (side is null or to_state = 'on_hold'));
--> statement-breakpoint
alter table engagement_assignments add constraint engagement_assignments_check check (minutes_per_week between 0 and 4800 and to_on >= from_on
  and (ended_at is null) = (ended_by is null)
  and role in ('consultant', 'senior_consultant', 'data_scientist', 'trainer', 'project_manager'));
--> statement-breakpoint
alter table time_entries
  add constraint time_entries_state_check check (state in ('draft', 'submitted', 'approved', 'rejected', 'written_off')),
  add constraint time_entries_class_check check (time_class in ('billable', 'retainer', 'overrun', 'goodwill', 'internal')
    and (time_class <> 'goodwill' or class_reason <> '')),
  add constraint time_entries_worked_check check (case when split_from is null then worked_minutes between 1 and 1440 else worked_minutes = 0 end),
  add constraint time_entries_billed_check check (billed_minutes between 0 and 1440),
  add constraint time_entries_rate_check check (rate_minor between 0 and 999999999999 and (rate_version_id is null) = (rate_position is null)
    and (rate_minor = 0 or rate_version_id is not null)),
  add constraint time_entries_note_check check (state in ('draft', 'rejected') or char_length(customer_note) >= 10),
  -- Nobody approves their own time (I9).
  add constraint time_entries_approver_check check (decided_by <> consultant_id),
  add constraint time_entries_decided_check check ((decided_by is null) = (decided_at is null)
    and (state not in ('approved', 'rejected', 'written_off') or decided_by is not null));
--> statement-breakpoint
-- An entry begins as a draft, goes on as lib/engagements/time.ts says, and keeps what it said before. What is approved is frozen, but
-- for what was past the budget: an accepted change may pay for it.
create function keep_time_entry() returns trigger language plpgsql as $$
declare engagement record; content text[] := array['role', 'worked_on', 'worked_minutes', 'customer_note', 'internal_note', 'rate_minor', 'rate_version_id', 'rate_position'];
  identity text[] := array['organisation_id', 'id', 'engagement_id', 'consultant_id', 'split_from', 'currency', 'created_at'];
  was jsonb; is_now jsonb; changed boolean;
begin
  if tg_op = 'DELETE' then
    if old.state <> 'draft' and not (old.split_from is not null and old.state = 'submitted') then
      raise exception 'only a draft is deleted' using errcode = '55000';
    end if;
    return old;
  end if;
  select e.state, e.currency into engagement from engagements e where e.organisation_id = new.organisation_id and e.id = new.engagement_id;
  if engagement.state in ('closed', 'cancelled') then raise exception 'the work is over' using errcode = '55000'; end if;
  if new.rate_version_id is not null and not exists (select from budget_revisions b where b.organisation_id = new.organisation_id
      and b.engagement_id = new.engagement_id and b.version_id = new.rate_version_id) then
    raise exception 'a rate is one that was signed for this work' using errcode = '23514';
  end if;
  if tg_op = 'INSERT' then
    if new.currency <> engagement.currency or (new.split_from is null and new.state <> 'draft')
        or (new.split_from is not null and (new.time_class <> 'overrun' or not exists (select from time_entries r where r.organisation_id = new.organisation_id
          and r.id = new.split_from and r.split_from is null and r.engagement_id = new.engagement_id and r.consultant_id = new.consultant_id))) then
      raise exception 'an entry begins as a draft in the currency of its work' using errcode = '23514';
    end if;
    return new;
  end if;
  if (old.state, new.state) not in (('draft', 'submitted'), ('submitted', 'approved'), ('submitted', 'rejected'), ('rejected', 'draft'),
      ('approved', 'submitted'), ('approved', 'written_off')) and new.state <> old.state then
    raise exception 'an entry does not go from % to %', old.state, new.state using errcode = '23514';
  end if;
  select jsonb_object_agg(key, value) filter (where key = any(identity)) into was from jsonb_each(to_jsonb(old));
  select jsonb_object_agg(key, value) filter (where key = any(identity)) into is_now from jsonb_each(to_jsonb(new));
  if was <> is_now then raise exception 'an entry stays the same one' using errcode = '55000'; end if;
  select jsonb_object_agg(key, value) filter (where key = any(content)) into was from jsonb_each(to_jsonb(old));
  select jsonb_object_agg(key, value) filter (where key = any(content)) into is_now from jsonb_each(to_jsonb(new));
  changed := was <> is_now;
  if changed and old.state not in ('draft', 'rejected') then raise exception 'what was submitted says what it said' using errcode = '55000'; end if;
  if old.state in ('approved', 'written_off') and (new.time_class, new.billed_minutes) is distinct from (old.time_class, old.billed_minutes)
      and not (old.state = 'approved' and old.time_class = 'overrun' and new.time_class in ('overrun', 'billable', 'retainer') and new.billed_minutes <= old.billed_minutes) then
    raise exception 'what is approved is frozen' using errcode = '55000';
  end if;
  if changed then
    new.version := old.version + 1;
    insert into time_entry_versions (organisation_id, entry_id, version, role, worked_on, worked_minutes, customer_note, internal_note, at)
    values (old.organisation_id, old.id, old.version, old.role, old.worked_on, old.worked_minutes, old.customer_note, old.internal_note, old.changed_at);
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger time_entries_keep before insert or update or delete on time_entries for each row execute function keep_time_entry();
--> statement-breakpoint
do $$
declare t text;
begin
  foreach t in array array['engagement_steps', 'time_entry_versions', 'time_entry_steps', 'burn_alerts']
  loop
    execute format('create trigger %I before update or delete on %I for each row execute function refuse_change()', t || '_append_only', t);
  end loop;
  foreach t in array array['engagement_steps', 'engagement_assignments', 'time_entries', 'time_entry_versions', 'time_entry_steps', 'burn_alerts']
  loop
    execute format('create trigger %I before truncate on %I for each statement execute function refuse_change()', t || '_no_truncate', t);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy staff_all on %I to concord_staff using (true) with check (true)', t);
    execute format('grant select, insert on %I to concord_staff', t);
  end loop;
end $$;
--> statement-breakpoint
grant update (lead_id, starts_on, ends_on, remaining_minutes, remaining_at, remaining_by) on engagements to concord_staff;
--> statement-breakpoint
grant update (to_on, minutes_per_week, ended_by, ended_at) on engagement_assignments to concord_staff;
--> statement-breakpoint
grant update, delete on time_entries to concord_staff;
--> statement-breakpoint
grant select on engagement_steps, engagement_assignments, burn_alerts to concord_customer;
--> statement-breakpoint
-- A customer's role reads what was done for them, and no column that is ours alone.
grant select (organisation_id, id, engagement_id, consultant_id, split_from, role, worked_on, worked_minutes, billed_minutes, time_class, class_reason, rate_minor,
  currency, rate_version_id, rate_position, customer_note, state, submitted_at, decided_at) on time_entries to concord_customer;
--> statement-breakpoint
create policy customer_read on engagement_steps for select to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from engagements e where e.id = engagement_id));
--> statement-breakpoint
create policy customer_read on engagement_assignments for select to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from engagements e where e.id = engagement_id));
--> statement-breakpoint
create policy customer_read on burn_alerts for select to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from engagements e where e.id = engagement_id));
--> statement-breakpoint
create policy customer_read on time_entries for select to concord_customer using (
  organisation_id = (select app_organisation()) and state in ('submitted', 'approved', 'written_off') and time_class <> 'internal'
  and exists (select from engagements e where e.id = engagement_id));
