CREATE TABLE "queue_tags" (
	"organisation_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"tag_id" uuid NOT NULL,
	"category" text NOT NULL,
	"severity" smallint NOT NULL,
	"status" text NOT NULL,
	"region_code" text NOT NULL,
	"calendar_id" text NOT NULL,
	"assignee_id" uuid,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"last_activity_at" timestamp (3) with time zone NOT NULL,
	"customer_waiting_since" timestamp (3) with time zone,
	"resolved_at" timestamp (3) with time zone,
	"next_due_at" timestamp (3) with time zone,
	"next_at_risk_at" timestamp (3) with time zone,
	"next_calendar_id" text,
	CONSTRAINT "queue_tags_tag_id_case_id_pk" PRIMARY KEY("tag_id","case_id")
);
--> statement-breakpoint
insert into queue_tags (organisation_id, case_id, tag_id, category, severity, status, region_code, calendar_id, assignee_id, opened_at, last_activity_at,
  customer_waiting_since, resolved_at, next_due_at, next_at_risk_at, next_calendar_id)
select x.organisation_id, x.case_id, x.tag_id, c.category, c.severity, c.status, c.region_code, c.calendar_id, c.assignee_id, c.opened_at, c.last_activity_at,
    c.customer_waiting_since, c.resolved_at, c.next_due_at, c.next_at_risk_at, c.next_calendar_id
from case_tags x join cases c on c.id = x.case_id where not x.closed;
--> statement-breakpoint
drop trigger cases_repeat_closed_on_tags on cases;
--> statement-breakpoint
drop function repeat_closed_on_tags();
--> statement-breakpoint
DROP INDEX "case_tags_live_idx";--> statement-breakpoint
ALTER TABLE "case_tags" DROP COLUMN "closed";--> statement-breakpoint
ALTER TABLE "queue_tags" ADD CONSTRAINT "queue_tags_tag_fk" FOREIGN KEY ("case_id","tag_id") REFERENCES "public"."case_tags"("case_id","tag_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "queue_tags" ADD CONSTRAINT "queue_tags_case_fk" FOREIGN KEY ("organisation_id","case_id") REFERENCES "public"."cases"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "queue_tags_case_idx" ON "queue_tags" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "queue_tags_breached_idx" ON "queue_tags" USING btree ("tag_id","severity","next_due_at","opened_at","case_id","region_code","category","status","assignee_id","organisation_id") WHERE status in ('new','open','waiting','with_account_manager') and next_due_at is not null;--> statement-breakpoint
CREATE INDEX "queue_tags_running_idx" ON "queue_tags" USING btree ("tag_id","region_code","calendar_id","next_calendar_id",(assignee_id is null),"next_due_at","severity","opened_at","case_id","next_at_risk_at","category","status","assignee_id","organisation_id") WHERE status in ('new','open','waiting','with_account_manager') and next_due_at is not null;--> statement-breakpoint
CREATE INDEX "queue_tags_without_promise_idx" ON "queue_tags" USING btree ("tag_id",(status = 'waiting'),(assignee_id is null),"severity","customer_waiting_since","opened_at","case_id","region_code","category","status","assignee_id","organisation_id") WHERE status in ('new','open','waiting','with_account_manager') and next_due_at is null;--> statement-breakpoint
CREATE INDEX "queue_tags_assignee_idx" ON "queue_tags" USING btree ("tag_id","assignee_id","severity","category","region_code","status","calendar_id","next_calendar_id","next_due_at","opened_at","case_id","next_at_risk_at","customer_waiting_since","last_activity_at","organisation_id") WHERE status in ('new','open','waiting','with_account_manager') and assignee_id is not null;--> statement-breakpoint
CREATE INDEX "queue_tags_organisation_idx" ON "queue_tags" USING btree ("tag_id","organisation_id","next_due_at","severity","opened_at","case_id","next_at_risk_at","category","region_code","status","assignee_id","calendar_id","next_calendar_id","customer_waiting_since","last_activity_at") WHERE status in ('new','open','waiting','with_account_manager');--> statement-breakpoint
CREATE INDEX "queue_tags_age_idx" ON "queue_tags" USING btree ("tag_id","opened_at","case_id","region_code","severity","category","status","assignee_id","organisation_id") WHERE status in ('new','open','waiting','with_account_manager');--> statement-breakpoint
CREATE INDEX "queue_tags_activity_idx" ON "queue_tags" USING btree ("tag_id","last_activity_at","case_id","region_code","severity","category","status","assignee_id","organisation_id") WHERE status in ('new','open','waiting','with_account_manager');--> statement-breakpoint
CREATE INDEX "queue_tags_resolved_idx" ON "queue_tags" USING btree ("tag_id","resolved_at","case_id","region_code","severity","category","assignee_id","organisation_id") WHERE status = 'resolved';--> statement-breakpoint

-- What drizzle cannot say. As tags are, it is staff's alone; triggers write it, so nobody may.
alter table queue_tags enable row level security;
--> statement-breakpoint
alter table queue_tags force row level security;
--> statement-breakpoint
create policy owner_all on queue_tags to current_user using (true) with check (true);
--> statement-breakpoint
create policy staff_read on queue_tags for select to concord_staff using (true);
--> statement-breakpoint
grant select on queue_tags to concord_staff;
--> statement-breakpoint

-- New tags repeat their cases, which are locked: what somebody else changes of one meanwhile is seen here, or finds the tag there. One
-- plan serves one tag and a hundred thousand: each case by its key. A tag that is taken away takes its row along by the foreign key.
create function repeat_case_of_new_tags() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
  with held as materialized (
    select a.organisation_id, a.case_id, a.tag_id, c.category, c.severity, c.status, c.region_code, c.calendar_id, c.assignee_id, c.opened_at,
      c.last_activity_at, c.customer_waiting_since, c.resolved_at, c.next_due_at, c.next_at_risk_at, c.next_calendar_id
    from added a join public.cases c on c.id = a.case_id for share of c)
  insert into public.queue_tags (organisation_id, case_id, tag_id, category, severity, status, region_code, calendar_id, assignee_id, opened_at,
      last_activity_at, customer_waiting_since, resolved_at, next_due_at, next_at_risk_at, next_calendar_id)
    select * from held where status <> 'closed';
  return null;
end
$$;
--> statement-breakpoint
create function repeat_case_on_tags() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if new.status = 'closed' then
    delete from public.queue_tags where case_id = new.id;
  elsif old.status = 'closed' then
    insert into public.queue_tags (organisation_id, case_id, tag_id, category, severity, status, region_code, calendar_id, assignee_id, opened_at, last_activity_at,
      customer_waiting_since, resolved_at, next_due_at, next_at_risk_at, next_calendar_id)
    select x.organisation_id, x.case_id, x.tag_id, new.category, new.severity, new.status, new.region_code, new.calendar_id, new.assignee_id, new.opened_at, new.last_activity_at,
      new.customer_waiting_since, new.resolved_at, new.next_due_at, new.next_at_risk_at, new.next_calendar_id
    from public.case_tags x where x.case_id = new.id;
  else
    update public.queue_tags set
      category = new.category, severity = new.severity, status = new.status,
      region_code = new.region_code, calendar_id = new.calendar_id, assignee_id = new.assignee_id,
      opened_at = new.opened_at, last_activity_at = new.last_activity_at, customer_waiting_since = new.customer_waiting_since,
      resolved_at = new.resolved_at, next_due_at = new.next_due_at, next_at_risk_at = new.next_at_risk_at,
      next_calendar_id = new.next_calendar_id
    where case_id = new.id;
  end if;
  return null;
end
$$;
--> statement-breakpoint
revoke all on function repeat_case_of_new_tags, repeat_case_on_tags from public;
--> statement-breakpoint
create trigger case_tags_repeat_case after insert on case_tags referencing new table as added
  for each statement execute function repeat_case_of_new_tags();
--> statement-breakpoint
create trigger cases_repeat_on_tags after update on cases for each row
  when ((old.category, old.severity, old.status, old.region_code, old.calendar_id, old.assignee_id, old.opened_at, old.last_activity_at, old.customer_waiting_since, old.resolved_at, old.next_due_at, old.next_at_risk_at, old.next_calendar_id)
    is distinct from (new.category, new.severity, new.status, new.region_code, new.calendar_id, new.assignee_id, new.opened_at, new.last_activity_at, new.customer_waiting_since, new.resolved_at, new.next_due_at, new.next_at_risk_at, new.next_calendar_id))
  execute function repeat_case_on_tags();
