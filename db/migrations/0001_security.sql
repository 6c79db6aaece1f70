-- What drizzle cannot say: the sequence of case numbers, row-level security, append-only rows, the doors to the job queue.
--
-- Two roles own nothing and bypass nothing. concord_customer sees its organisation's rows, and of cases only those its
-- person may see; concord_staff sees all by a constant policy, which leaves no barrier before full-text operators.
-- Both are entered with set_config('role', …, true) by db/context.ts, which also sets app.user, app.org, app.is_org_admin.
do $$ begin
  if not exists (select from pg_roles where rolname = 'concord_customer') then create role concord_customer nologin; end if;
  if not exists (select from pg_roles where rolname = 'concord_staff') then create role concord_staff nologin; end if;
end $$;
--> statement-breakpoint
create sequence case_numbers as bigint start with 10001;
--> statement-breakpoint
alter table cases alter column number set default nextval('case_numbers');
--> statement-breakpoint
alter table rate_limits set unlogged;
--> statement-breakpoint
alter table installation add constraint installation_is_one_row check (id = 1);
--> statement-breakpoint
alter table cases
  add constraint cases_severity_check check (severity between 1 and 4),
  add constraint cases_requester_member_fk foreign key (organisation_id, requester_id) references memberships (organisation_id, user_id);
--> statement-breakpoint
alter table case_participants
  add constraint case_participants_member_fk foreign key (organisation_id, user_id) references memberships (organisation_id, user_id);
--> statement-breakpoint

-- Who the transaction acts for. nullif: after a transaction the setting is '' and ''::uuid would raise.
create function app_user() returns uuid language sql stable as $$ select nullif(current_setting('app.user', true), '')::uuid $$;
--> statement-breakpoint
create function app_organisation() returns uuid language sql stable as $$ select nullif(current_setting('app.org', true), '')::uuid $$;
--> statement-breakpoint
create function app_is_organisation_administrator() returns boolean language sql stable as $$ select coalesce(current_setting('app.is_org_admin', true) = 'true', false) $$;
--> statement-breakpoint

do $$
declare t text;
begin
  foreach t in array array['installation','users','organisations','memberships','staff_members','sessions','sign_in_tokens','organisation_sign_in',
    'external_identities','cases','case_participants','case_messages','case_notes','idempotency_keys','calendar_versions','regions','policy_versions',
    'sla_clocks','audit_entries','events','outbox','caught_mails','worker_heartbeats']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy staff_all on %I to concord_staff using (true) with check (true)', t);
  end loop;
end $$;
--> statement-breakpoint

grant usage on schema public to concord_customer, concord_staff;
--> statement-breakpoint
grant select, insert, update on all tables in schema public to concord_staff;
--> statement-breakpoint
grant delete on rate_limits, worker_heartbeats, events, caught_mails, idempotency_keys, case_participants, organisation_sign_in, sign_in_tokens, sessions to concord_staff;
--> statement-breakpoint
revoke update on audit_entries, calendar_versions, policy_versions from concord_staff;
--> statement-breakpoint
grant usage on all sequences in schema public to concord_staff;
--> statement-breakpoint

-- The customer's role: named columns and rows.
grant select on installation, organisations, memberships, calendar_versions, regions, policy_versions, cases, case_participants, case_messages, sla_clocks, idempotency_keys to concord_customer;
--> statement-breakpoint
grant select (id, name, time_zone, disabled_at, notifications) on users to concord_customer;
--> statement-breakpoint
grant update (name, time_zone, notifications) on users to concord_customer;
--> statement-breakpoint
grant select (user_id, ended_at) on staff_members to concord_customer;
--> statement-breakpoint
grant select (id, user_id, signed_in_with, user_agent, address, created_at, seen_at, expires_at, revoked_at), update (revoked_at) on sessions to concord_customer;
--> statement-breakpoint
grant insert, update on cases, sla_clocks to concord_customer;
--> statement-breakpoint
grant insert on case_messages, case_participants, idempotency_keys, audit_entries, events, outbox to concord_customer;
--> statement-breakpoint
grant select (id, at, actor_kind, actor_id, organisation_id, case_id, subject_id, action, audience, before, after) on audit_entries to concord_customer;
--> statement-breakpoint
grant select on events to concord_customer;
--> statement-breakpoint
grant usage on sequence case_numbers, audit_entries_id_seq, events_id_seq to concord_customer;
--> statement-breakpoint

create policy customer_read on installation for select to concord_customer using (true);
--> statement-breakpoint
create policy customer_read on calendar_versions for select to concord_customer using (true);
--> statement-breakpoint
create policy customer_read on regions for select to concord_customer using (true);
--> statement-breakpoint
create policy customer_read on policy_versions for select to concord_customer using (true);
--> statement-breakpoint
create policy customer_read on organisations for select to concord_customer using (id = (select app_organisation()));
--> statement-breakpoint
create policy customer_read on memberships for select to concord_customer using (organisation_id = (select app_organisation()));
--> statement-breakpoint
create policy customer_read on staff_members for select to concord_customer using ((select app_organisation()) is not null);
--> statement-breakpoint
create policy customer_read on users for select to concord_customer using (
  id = (select app_user())
  or exists (select from memberships m where m.user_id = users.id and m.organisation_id = (select app_organisation()))
  or exists (select from staff_members s where s.user_id = users.id));
--> statement-breakpoint
create policy customer_update on users for update to concord_customer using (id = (select app_user())) with check (id = (select app_user()));
--> statement-breakpoint
create policy customer_own on sessions for select to concord_customer using (user_id = (select app_user()));
--> statement-breakpoint
create policy customer_revoke on sessions for update to concord_customer using (user_id = (select app_user())) with check (user_id = (select app_user()));
--> statement-breakpoint

create policy customer_read on case_participants for select to concord_customer using (organisation_id = (select app_organisation()));
--> statement-breakpoint
create policy customer_read on cases for select to concord_customer using (
  organisation_id = (select app_organisation())
  and ((select app_is_organisation_administrator())
    or requester_id = (select app_user())
    or exists (select from case_participants p where p.case_id = cases.id and p.user_id = (select app_user()))));
--> statement-breakpoint
create policy customer_insert on cases for insert to concord_customer with check (
  organisation_id = (select app_organisation()) and requester_id = (select app_user()));
--> statement-breakpoint
create policy customer_update on cases for update to concord_customer using (
  organisation_id = (select app_organisation())
  and ((select app_is_organisation_administrator())
    or requester_id = (select app_user())
    or exists (select from case_participants p where p.case_id = cases.id and p.user_id = (select app_user()))))
  with check (organisation_id = (select app_organisation()));
--> statement-breakpoint
create policy customer_insert on case_participants for insert to concord_customer with check (
  organisation_id = (select app_organisation()) and exists (select from cases c where c.id = case_id));
--> statement-breakpoint
create policy customer_read on case_messages for select to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from cases c where c.id = case_id));
--> statement-breakpoint
create policy customer_insert on case_messages for insert to concord_customer with check (
  organisation_id = (select app_organisation()) and author_id = (select app_user()) and author_kind = 'customer'
  and exists (select from cases c where c.id = case_id));
--> statement-breakpoint
create policy customer_read on sla_clocks for select to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from cases c where c.id = case_id));
--> statement-breakpoint
create policy customer_insert on sla_clocks for insert to concord_customer with check (
  organisation_id = (select app_organisation()) and exists (select from cases c where c.id = case_id));
--> statement-breakpoint
create policy customer_update on sla_clocks for update to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from cases c where c.id = case_id))
  with check (organisation_id = (select app_organisation()));
--> statement-breakpoint
create policy customer_own on idempotency_keys to concord_customer using (
  organisation_id = (select app_organisation()) and user_id = (select app_user()))
  with check (organisation_id = (select app_organisation()) and user_id = (select app_user()));
--> statement-breakpoint
create policy customer_read on audit_entries for select to concord_customer using (
  audience = 'customer' and organisation_id = (select app_organisation()) and exists (select from cases c where c.id = case_id));
--> statement-breakpoint
create policy customer_insert on audit_entries for insert to concord_customer with check (
  (organisation_id = (select app_organisation()) or organisation_id is null) and actor_id = (select app_user()));
--> statement-breakpoint
create policy customer_read on events for select to concord_customer using (
  (audience = 'customer' and organisation_id = (select app_organisation()) and exists (select from cases c where c.id = case_id))
  or (audience = 'person' and user_id = (select app_user())));
--> statement-breakpoint
create policy customer_insert on events for insert to concord_customer with check (organisation_id = (select app_organisation()) or user_id = (select app_user()));
--> statement-breakpoint
create policy customer_insert on outbox for insert to concord_customer with check (organisation_id = (select app_organisation()));
--> statement-breakpoint

-- The audit is never rewritten (V-06).
create function refuse_change() returns trigger language plpgsql as $$ begin raise exception '% is append-only', tg_table_name using errcode = '55000'; end $$;
--> statement-breakpoint
create trigger audit_entries_append_only before update or delete on audit_entries for each row execute function refuse_change();
--> statement-breakpoint
create trigger audit_entries_no_truncate before truncate on audit_entries for each statement execute function refuse_change();
--> statement-breakpoint

-- A hint to every listening process; what happened is read from the events table under the reader's own role.
create function announce_event() returns trigger language plpgsql as $$ begin perform pg_notify('concord_events', ''); return null; end $$;
--> statement-breakpoint
create trigger events_announce after insert on events for each statement execute function announce_event();
--> statement-breakpoint

-- The one door to the job queue (lib/jobs): a job is enqueued in the transaction of the change that wants it.
create function enqueue_job(task text, payload json, job_key text default null, run_at timestamptz default null) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$ select graphile_worker.add_job(task, payload, run_at => run_at, job_key => job_key) $$;
--> statement-breakpoint
revoke all on function enqueue_job from public;
--> statement-breakpoint
grant execute on function enqueue_job to concord_customer, concord_staff;
