CREATE TABLE "service_items" (
	"code" text PRIMARY KEY NOT NULL,
	"position" smallint NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"typical" text NOT NULL,
	"asks" text NOT NULL,
	"is_included" boolean NOT NULL,
	"is_offered" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE "service_notices" (
	"version" integer PRIMARY KEY NOT NULL,
	"words" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "service_request_steps" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"actor_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "service_request_steps_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "service_requests" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"form_key" uuid NOT NULL,
	"item_code" text NOT NULL,
	"title" text NOT NULL,
	"goal" text NOT NULL,
	"wanted_on" date,
	"budget_minor" bigint,
	"currency" text NOT NULL,
	"source" text NOT NULL,
	"case_id" uuid,
	"requester_id" uuid NOT NULL,
	"manager_id" uuid NOT NULL,
	"notice_version" integer NOT NULL,
	"state" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"quote_due_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "service_requests_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "service_requests_number_key" UNIQUE("number")
);
--> statement-breakpoint
ALTER TABLE "service_request_steps" ADD CONSTRAINT "service_request_steps_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_request_steps" ADD CONSTRAINT "service_request_steps_request_fk" FOREIGN KEY ("organisation_id","request_id") REFERENCES "public"."service_requests"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_requests" ADD CONSTRAINT "service_requests_item_code_service_items_code_fk" FOREIGN KEY ("item_code") REFERENCES "public"."service_items"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_requests" ADD CONSTRAINT "service_requests_manager_id_users_id_fk" FOREIGN KEY ("manager_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_requests" ADD CONSTRAINT "service_requests_notice_version_service_notices_version_fk" FOREIGN KEY ("notice_version") REFERENCES "public"."service_notices"("version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_requests" ADD CONSTRAINT "service_requests_member_fk" FOREIGN KEY ("organisation_id","requester_id") REFERENCES "public"."memberships"("organisation_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_requests" ADD CONSTRAINT "service_requests_case_fk" FOREIGN KEY ("organisation_id","case_id") REFERENCES "public"."cases"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "service_request_steps_request_idx" ON "service_request_steps" USING btree ("request_id","at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "service_requests_form_key" ON "service_requests" USING btree ("organisation_id","requester_id","form_key");--> statement-breakpoint
CREATE INDEX "service_requests_organisation_idx" ON "service_requests" USING btree ("organisation_id","asked_at","id");--> statement-breakpoint
CREATE INDEX "service_requests_requester_idx" ON "service_requests" USING btree ("organisation_id","requester_id","asked_at","id");--> statement-breakpoint
CREATE INDEX "service_requests_case_idx" ON "service_requests" USING btree ("case_id") WHERE case_id is not null;--> statement-breakpoint
CREATE INDEX "service_requests_due_idx" ON "service_requests" USING btree ("quote_due_at","id") WHERE state in ('new', 'scoping');--> statement-breakpoint
CREATE INDEX "service_requests_manager_due_idx" ON "service_requests" USING btree ("manager_id","quote_due_at","id") WHERE state in ('new', 'scoping');--> statement-breakpoint
CREATE INDEX "service_requests_over_idx" ON "service_requests" USING btree ("changed_at","id") WHERE state not in ('new', 'scoping');
--> statement-breakpoint

-- What drizzle cannot say: numbers, what may follow on what, who sees what, and the catalogue that an installation starts with.
create sequence service_request_numbers as bigint start with 1;
--> statement-breakpoint
alter table service_requests
  add constraint service_requests_state_check
    check (state in ('new', 'scoping', 'returned_to_support', 'declined_by_vendor', 'withdrawn')),
  add constraint service_requests_source_check check (source in ('portal', 'case') and (source = 'portal' or case_id is not null)),
  add constraint service_requests_budget_check check (budget_minor between 0 and 999999999999),
  add constraint service_requests_currency_check check (currency ~ '^[A-Z]{3}$');
--> statement-breakpoint
-- A request begins as new and goes on as lib/engagements/request.ts says; what was asked is never changed (services.md §1.4).
create function keep_service_request() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'new' then raise exception 'a request begins as new' using errcode = '23514'; end if;
    return new;
  end if;
  if (old.state, new.state) not in (('new', 'scoping'), ('new', 'returned_to_support'), ('new', 'declined_by_vendor'), ('new', 'withdrawn'),
      ('scoping', 'withdrawn')) then
    raise exception 'a request does not go from % to %', old.state, new.state using errcode = '23514';
  end if;
  if to_jsonb(new) - array['state', 'changed_at', 'case_id'] <> to_jsonb(old) - array['state', 'changed_at', 'case_id']
      or (new.case_id is distinct from old.case_id and new.state <> 'returned_to_support') then
    raise exception 'what was asked is not changed' using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger service_requests_keep before insert or update on service_requests for each row execute function keep_service_request();
--> statement-breakpoint
create trigger service_request_steps_append_only before update or delete on service_request_steps for each row execute function refuse_change();
--> statement-breakpoint
create trigger service_request_steps_no_truncate before truncate on service_request_steps for each statement execute function refuse_change();
--> statement-breakpoint
create trigger service_notices_append_only before update or delete on service_notices for each row execute function refuse_change();
--> statement-breakpoint
do $$
declare t text;
begin
  foreach t in array array['service_items', 'service_notices', 'service_requests', 'service_request_steps']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy staff_all on %I to concord_staff using (true) with check (true)', t);
    execute format('grant select on %I to concord_staff, concord_customer', t);
  end loop;
end $$;
--> statement-breakpoint
grant insert, update (state, changed_at, case_id) on service_requests to concord_staff;
--> statement-breakpoint
grant insert, update (state, changed_at) on service_requests to concord_customer;
--> statement-breakpoint
grant insert on service_request_steps to concord_staff, concord_customer;
--> statement-breakpoint
grant usage on sequence service_request_numbers to concord_staff, concord_customer;
--> statement-breakpoint
create policy customer_read on service_items for select to concord_customer using ((select app_organisation()) is not null);
--> statement-breakpoint
create policy customer_read on service_notices for select to concord_customer using ((select app_organisation()) is not null);
--> statement-breakpoint
create policy customer_read on service_requests for select to concord_customer using (
  organisation_id = (select app_organisation())
  and ((select app_is_organisation_administrator()) or requester_id = (select app_user())));
--> statement-breakpoint
create policy customer_insert on service_requests for insert to concord_customer with check (
  organisation_id = (select app_organisation()) and requester_id = (select app_user())
  and (case_id is null or exists (select from cases c where c.id = case_id)));
--> statement-breakpoint
-- Customers take back what was asked, and no more.
create policy customer_update on service_requests for update to concord_customer using (
  organisation_id = (select app_organisation())
  and ((select app_is_organisation_administrator()) or requester_id = (select app_user())))
  with check (organisation_id = (select app_organisation()) and state = 'withdrawn');
--> statement-breakpoint
create policy customer_read on service_request_steps for select to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from service_requests r where r.id = request_id));
--> statement-breakpoint
create policy customer_insert on service_request_steps for insert to concord_customer with check (
  organisation_id = (select app_organisation()) and actor_id = (select app_user()) and to_state in ('new', 'withdrawn')
  and exists (select from service_requests r where r.id = request_id));
--> statement-breakpoint
-- What customers ask for is mailed like what happens on their cases.
alter policy customer_insert on outbox with check (
  organisation_id = (select app_organisation()) and status in ('waiting', 'suppressed')
  and ((case_id is not null and starts_with(kind, 'case_')) or (case_id is null and starts_with(kind, 'request_')))
  and (recipient_id = (select app_user()) or exists (select from users u where u.id = recipient_id)));
--> statement-breakpoint
insert into service_notices (version, words, since) values (1,
  'I understand that this is billable. Asking is free, and nothing is charged before an approver of our organisation has accepted a written quote.',
  '2026-01-01T00:00:00Z');
--> statement-breakpoint
insert into service_items (code, position, name, description, typical, asks, is_included) values
  ('ONB', 1, 'Onboarding consultant', 'A technical consultant helps you to set up your first projects and to find your way.',
    'During your onboarding', 'The data and the dashboards that you want to begin with.', true),
  ('CONS', 2, 'Project consulting', 'A consultant works on your own project with you: data processing, weighting, custom analysis, a dashboard review.',
    'From a few hours to some weeks', 'What should be different when we are done, and access to the project.', false),
  ('RETAIN', 3, 'Prepaid consulting hours', 'A block of 10, 20 or 40 consulting hours that you draw on whenever you need them.',
    '10, 20 or 40 hours, to be used within 12 months', 'A rough idea of what the hours are for.', false),
  ('TRAIN-ONSITE', 4, 'On-site training', 'A trainer comes to you and teaches your people with your own data.',
    'One or more half-days of 3 h 45 m, and the travel', 'Who takes part, what they know already, and a room.', false),
  ('WORKSHOP', 5, 'Workshop', 'We work on one question together, at your office or remotely, for up to 12 people.',
    'One or more half-days of 3 h 45 m', 'The question, and who has to be there to answer it.', false);
