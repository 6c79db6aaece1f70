CREATE TABLE "case_referrals" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"agent_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"moves_case" boolean NOT NULL,
	"category" text NOT NULL,
	"referred_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"asked_at" timestamp (3) with time zone,
	"lapses_at" timestamp (3) with time zone,
	"reminders" smallint DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone,
	"outcome" text,
	"ended_at" timestamp (3) with time zone,
	"engagement_id" uuid,
	CONSTRAINT "case_referrals_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
ALTER TABLE "case_referrals" ADD CONSTRAINT "case_referrals_agent_id_users_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_referrals" ADD CONSTRAINT "case_referrals_case_fk" FOREIGN KEY ("organisation_id","case_id") REFERENCES "public"."cases"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_referrals" ADD CONSTRAINT "case_referrals_request_fk" FOREIGN KEY ("organisation_id","request_id") REFERENCES "public"."service_requests"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_referrals" ADD CONSTRAINT "case_referrals_engagement_fk" FOREIGN KEY ("organisation_id","engagement_id") REFERENCES "public"."engagements"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "case_referrals_request_key" ON "case_referrals" USING btree ("request_id");--> statement-breakpoint
CREATE UNIQUE INDEX "case_referrals_open_key" ON "case_referrals" USING btree ("case_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "case_referrals_case_idx" ON "case_referrals" USING btree ("case_id","referred_at");--> statement-breakpoint
CREATE INDEX "case_referrals_next_idx" ON "case_referrals" USING btree ("next_at") WHERE next_at is not null;--> statement-breakpoint
CREATE INDEX "case_referrals_returned_idx" ON "case_referrals" USING btree ("ended_at") WHERE outcome = 'returned';--> statement-breakpoint
CREATE INDEX "service_requests_undecided_idx" ON "service_requests" USING btree ("quote_due_at","id") WHERE state in ('referred', 'awaiting_customer');--> statement-breakpoint

-- What drizzle cannot say: states, what may follow on what, and who sees what (services.md §1.4, §2).
alter table service_requests drop constraint service_requests_state_check, drop constraint service_requests_source_check;
--> statement-breakpoint
alter table service_requests
  add constraint service_requests_state_check
    check (state in ('new', 'referred', 'awaiting_customer', 'scoping', 'quoted', 'accepted', 'included', 'returned_to_support', 'declined_by_vendor',
      'declined_by_customer', 'lapsed', 'withdrawn')),
  add constraint service_requests_source_check
    check (source in ('portal', 'case', 'csm', 'referral') and (source not in ('case', 'referral') or case_id is not null));
--> statement-breakpoint
create or replace function keep_service_request() returns trigger language plpgsql as $$
declare kept text[] := array['state', 'changed_at', 'case_id', 'quoted_at'];
begin
  if tg_op = 'INSERT' then
    if new.quoted_at is not null or (new.state <> 'new' and (new.state, new.source) not in (('included', 'csm'), ('referred', 'referral'))) then
      raise exception 'a request begins as new' using errcode = '23514';
    end if;
    return new;
  end if;
  if (old.state, new.state) not in (('new', 'scoping'), ('new', 'returned_to_support'), ('new', 'declined_by_vendor'),
      ('new', 'withdrawn'), ('scoping', 'withdrawn'), ('scoping', 'quoted'), ('quoted', 'scoping'), ('quoted', 'accepted'), ('quoted', 'withdrawn'),
      ('accepted', 'scoping'), ('referred', 'awaiting_customer'), ('referred', 'included'), ('referred', 'returned_to_support'),
      ('awaiting_customer', 'scoping'), ('awaiting_customer', 'declined_by_customer'), ('awaiting_customer', 'returned_to_support'),
      ('awaiting_customer', 'withdrawn'), ('awaiting_customer', 'lapsed')) then
    raise exception 'a request does not go from % to %', old.state, new.state using errcode = '23514';
  end if;
  -- Whoever wants a quote after all ticks the sentence then, and is promised the quote from then on.
  if (old.state, new.state) = ('awaiting_customer', 'scoping') then kept := kept || array['notice_version', 'quote_due_at']; end if;
  if to_jsonb(new) - kept <> to_jsonb(old) - kept
      or (new.case_id is distinct from old.case_id and (new.state not in ('returned_to_support', 'declined_by_customer') or (new.state = 'declined_by_customer' and old.source <> 'referral')))
      or (old.quoted_at is not null and new.quoted_at is distinct from old.quoted_at) then
    raise exception 'what was asked is not changed' using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint
grant update (notice_version, quote_due_at) on service_requests to concord_staff;
--> statement-breakpoint
-- What the calendar decides is nobody's step.
alter table service_request_steps alter column actor_id drop not null;
--> statement-breakpoint
drop policy customer_insert on service_request_messages;
--> statement-breakpoint
create policy customer_insert on service_request_messages for insert to concord_customer with check (
  organisation_id = (select app_organisation()) and author_id = (select app_user())
  and exists (select from service_requests r where r.id = request_id
    and r.state in ('new', 'referred', 'awaiting_customer', 'scoping', 'quoted', 'accepted')));
--> statement-breakpoint
alter table case_referrals
  add constraint case_referrals_reason_check
    check (reason in ('project_setup', 'data_processing', 'custom_analysis', 'design_review', 'training', 'other')),
  add constraint case_referrals_outcome_check check ((outcome is null) = (ended_at is null) and outcome in ('moved_to_services', 'service_declined',
    'included_onboarding', 'returned', 'fault', 'answered')),
  add constraint case_referrals_asked_check check ((asked_at is null) = (lapses_at is null) and (next_at is null or (asked_at is not null and ended_at is null))),
  add constraint case_referrals_reminders_check check (reminders between 0 and 2);
--> statement-breakpoint
-- What was passed on and why is never changed; what has ended stays ended.
create function keep_case_referral() returns trigger language plpgsql as $$
declare kept text[] := array['decided_at', 'asked_at', 'lapses_at', 'reminders', 'next_at', 'outcome', 'ended_at', 'engagement_id'];
begin
  if tg_op = 'INSERT' then
    if new.ended_at is not null or new.asked_at is not null then raise exception 'a referral begins undecided' using errcode = '23514'; end if;
    return new;
  end if;
  if tg_op = 'DELETE' or old.ended_at is not null or to_jsonb(new) - kept <> to_jsonb(old) - kept
      or (old.asked_at is not null and new.asked_at is distinct from old.asked_at) then
    raise exception 'what was passed on is not changed' using errcode = '55000';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger case_referrals_keep before insert or update or delete on case_referrals for each row execute function keep_case_referral();
--> statement-breakpoint
create trigger case_referrals_no_truncate before truncate on case_referrals for each statement execute function refuse_change();
--> statement-breakpoint
alter table case_referrals enable row level security;
--> statement-breakpoint
alter table case_referrals force row level security;
--> statement-breakpoint
create policy owner_all on case_referrals to current_user using (true) with check (true);
--> statement-breakpoint
create policy staff_all on case_referrals to concord_staff using (true) with check (true);
--> statement-breakpoint
grant select, insert, update (decided_at, asked_at, lapses_at, reminders, next_at, outcome, ended_at, engagement_id) on case_referrals to concord_staff;
--> statement-breakpoint
-- Customers read who passed it on and where it goes back to; why our people think it is outside support is theirs.
grant select (organisation_id, id, case_id, request_id, agent_id, moves_case, category, due_at, asked_at, lapses_at, ended_at, outcome)
  on case_referrals to concord_customer;
--> statement-breakpoint
create policy customer_read on case_referrals for select to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from service_requests r where r.id = request_id));
--> statement-breakpoint
-- Whether somebody answers cases and is there: all that a customer's act may ask about roles and leave.
create function answers_cases_at(person uuid, at timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select from staff_members s join users u on u.id = s.user_id and u.disabled_at is null
    where s.user_id = person and s.ended_at is null and s.roles && array['agent', 'csm', 'services_lead', 'administrator']
      and not exists (select from absences a where a.user_id = person and a.cancelled_at is null and a.starts_at <= at and at < a.ends_at)) $$;
--> statement-breakpoint
revoke all on function answers_cases_at from public;
--> statement-breakpoint
grant execute on function answers_cases_at to concord_customer, concord_staff;
