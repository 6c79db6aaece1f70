CREATE TABLE "change_entries" (
	"organisation_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"minutes" smallint NOT NULL,
	CONSTRAINT "change_entries_organisation_id_version_id_entry_id_pk" PRIMARY KEY("organisation_id","version_id","entry_id")
);
--> statement-breakpoint
CREATE TABLE "milestone_steps" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"milestone_id" uuid NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"actor_id" uuid,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "milestone_steps_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "milestones" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"engagement_id" uuid NOT NULL,
	"name" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"version_id" uuid,
	"position" smallint,
	"due_on" date,
	"state" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "milestones_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
ALTER TABLE "service_requests" ADD COLUMN "changes_id" uuid;
--> statement-breakpoint
ALTER TABLE "service_requests" ADD COLUMN "change_reason" text;
--> statement-breakpoint
ALTER TABLE "quote_versions" ADD COLUMN "change_words" text;
--> statement-breakpoint
ALTER TABLE "change_entries" ADD CONSTRAINT "change_entries_version_fk" FOREIGN KEY ("organisation_id","version_id") REFERENCES "public"."quote_versions"("organisation_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "change_entries" ADD CONSTRAINT "change_entries_entry_fk" FOREIGN KEY ("organisation_id","entry_id") REFERENCES "public"."time_entries"("organisation_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "milestone_steps" ADD CONSTRAINT "milestone_steps_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "milestone_steps" ADD CONSTRAINT "milestone_steps_milestone_fk" FOREIGN KEY ("organisation_id","milestone_id") REFERENCES "public"."milestones"("organisation_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "milestones" ADD CONSTRAINT "milestones_engagement_fk" FOREIGN KEY ("organisation_id","engagement_id") REFERENCES "public"."engagements"("organisation_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "milestones" ADD CONSTRAINT "milestones_line_fk" FOREIGN KEY ("organisation_id","version_id","position") REFERENCES "public"."quote_lines"("organisation_id","version_id","position") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "milestone_steps_milestone_idx" ON "milestone_steps" USING btree ("milestone_id","at","id");
--> statement-breakpoint
CREATE UNIQUE INDEX "milestones_line_key" ON "milestones" USING btree ("version_id","position");
--> statement-breakpoint
CREATE INDEX "milestones_engagement_idx" ON "milestones" USING btree ("engagement_id","created_at","id");
--> statement-breakpoint
CREATE INDEX "service_requests_changes_idx" ON "service_requests" USING btree ("changes_id") WHERE changes_id is not null;
--> statement-breakpoint

-- What drizzle cannot say: what may follow on what, what is frozen, and who sees what (services.md §1.6, §1.8).
alter table service_requests
  add constraint service_requests_changes_fk foreign key (organisation_id, changes_id) references engagements (organisation_id, id),
  add constraint service_requests_change_check check ((changes_id is null) = (change_reason is null)
    and change_reason in ('scope', 'estimate_wrong', 'customer_delay', 'extra_travel'));
--> statement-breakpoint
-- One change of an engagement at a time: what it is added to stands still while it waits.
create unique index service_requests_open_change_key on service_requests (changes_id) where state in ('new', 'scoping', 'quoted');
--> statement-breakpoint
alter table milestones
  add constraint milestones_state_check check (state in ('pending', 'delivered', 'accepted')),
  add constraint milestones_amount_check check (amount_minor between 0 and 999999999999 and (version_id is null) = (position is null)
    and (amount_minor = 0 or version_id is not null));
--> statement-breakpoint
create function keep_milestone() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'pending' or (new.version_id is not null and not exists (select from budget_revisions b where b.organisation_id = new.organisation_id
        and b.engagement_id = new.engagement_id and b.version_id = new.version_id)) then
      raise exception 'a milestone begins as pending, with an amount that was signed' using errcode = '23514';
    end if;
    return new;
  end if;
  if tg_op = 'DELETE' or (new.state <> old.state and (old.state, new.state) not in (('pending', 'delivered'), ('delivered', 'accepted'), ('delivered', 'pending')))
      or to_jsonb(new) - array['state', 'changed_at', 'due_on'] <> to_jsonb(old) - array['state', 'changed_at', 'due_on'] then
    raise exception 'a milestone does not change like that' using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger milestones_keep before insert or update or delete on milestones for each row execute function keep_milestone();
--> statement-breakpoint
do $$
declare t text;
begin
  foreach t in array array['milestone_steps', 'change_entries']
  loop
    execute format('create trigger %I before update or delete on %I for each row execute function refuse_change()', t || '_append_only', t);
  end loop;
  foreach t in array array['milestones', 'milestone_steps', 'change_entries']
  loop
    execute format('create trigger %I before truncate on %I for each statement execute function refuse_change()', t || '_no_truncate', t);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy staff_all on %I to concord_staff using (true) with check (true)', t);
    execute format('grant select, insert on %I to concord_staff', t);
    execute format('grant select on %I to concord_customer', t);
  end loop;
end $$;
--> statement-breakpoint
grant update (state, changed_at, due_on) on milestones to concord_staff;
--> statement-breakpoint
create policy customer_read on milestones for select to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from engagements e where e.id = engagement_id));
--> statement-breakpoint
create policy customer_read on milestone_steps for select to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from milestones m where m.id = milestone_id));
--> statement-breakpoint
create policy customer_read on change_entries for select to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from quote_versions v where v.id = version_id));
