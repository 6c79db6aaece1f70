-- What writing a case costs: foreign keys that another one implies, or that lock a row of the whole installation; indexes that
-- nobody reads; the words of a subject, indexed in batches of at most 256 kB (a search reads what waits).
CREATE TABLE "job_orders" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"job" text NOT NULL,
	"payload" json NOT NULL,
	"key" text,
	"run_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "cases" DROP CONSTRAINT "cases_organisation_id_organisations_id_fk";
--> statement-breakpoint
ALTER TABLE "cases" DROP CONSTRAINT "cases_requester_id_users_id_fk";
--> statement-breakpoint
ALTER TABLE "idempotency_keys" DROP CONSTRAINT "idempotency_keys_organisation_id_organisations_id_fk";
--> statement-breakpoint
ALTER TABLE "idempotency_keys" DROP CONSTRAINT "idempotency_keys_user_id_users_id_fk";
--> statement-breakpoint
ALTER TABLE "sla_clocks" DROP CONSTRAINT "sla_clocks_policy_version_id_policy_versions_id_fk";
--> statement-breakpoint
DROP INDEX "events_order_idx";--> statement-breakpoint
DROP INDEX "events_at_idx";--> statement-breakpoint
DROP INDEX "outbox_dedupe_key";--> statement-breakpoint
DROP INDEX "outbox_status_idx";--> statement-breakpoint
DROP INDEX "outbox_case_idx";--> statement-breakpoint
DROP INDEX "cases_subject_idx";--> statement-breakpoint
DROP INDEX "idempotency_keys_created_idx";--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_pkey";--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_xid_id_pk" PRIMARY KEY("xid","id");--> statement-breakpoint
CREATE INDEX "outbox_waiting_idx" ON "outbox" USING btree ("created_at") WHERE status = 'waiting';--> statement-breakpoint
CREATE INDEX "cases_subject_idx" ON "cases" USING gin (to_tsvector('simple', subject)) WITH (gin_pending_list_limit=256);--> statement-breakpoint
CREATE INDEX "idempotency_keys_created_idx" ON "idempotency_keys" USING brin ("created_at");--> statement-breakpoint
ALTER TABLE "outbox" DROP COLUMN "dedupe_key";--> statement-breakpoint

-- Jobs are ordered in a table of ours and handed to the queue by the worker, through the queue's own function.
-- docs/decisions/2026-11-24-jobs-are-ordered-then-queued.md
alter table job_orders enable row level security;
--> statement-breakpoint
alter table job_orders force row level security;
--> statement-breakpoint
create policy owner_all on job_orders to current_user using (true) with check (true);
--> statement-breakpoint
create policy staff_all on job_orders to concord_staff using (true) with check (true);
--> statement-breakpoint
grant insert on job_orders to concord_customer, concord_staff;
--> statement-breakpoint
grant usage on sequence job_orders_id_seq to concord_customer, concord_staff;
--> statement-breakpoint
drop function enqueue_job;
--> statement-breakpoint
-- Of several orders under one key the last one counts.
create function hand_over_jobs() returns integer
language sql security definer set search_path = pg_catalog, pg_temp
as $$
  with taken as (
    delete from public.job_orders where id in (select o.id from public.job_orders o order by o.id limit 500 for update skip locked)
    returning id, job, payload, key, run_at),
  latest as (
    select distinct on (coalesce(key, id::text)) id, row(job, payload, null, run_at, null, key, null, null)::graphile_worker.job_spec as spec
    from taken order by coalesce(key, id::text), id desc),
  ordered as (select array_agg(spec order by id) as specs, count(*)::integer as count from latest),
  queued as (select count(*) from ordered, graphile_worker.add_jobs(ordered.specs) where ordered.count > 0)
  select ordered.count from ordered, queued
$$;
--> statement-breakpoint
revoke all on function hand_over_jobs from public;
--> statement-breakpoint
grant execute on function hand_over_jobs to concord_staff;
--> statement-breakpoint
create or replace function ask_to_share_out(region text) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$
  insert into public.job_orders (job, payload)
  select 'cases.share_out', json_build_object('regionCode', r.region_code)
  from public.assignment_rules r where r.region_code = region and r.rule = 'round_robin'
$$;
--> statement-breakpoint

-- The customer's role, narrowed to what the commands of customers do. It opens cases and adds words; what the promise says
-- and who works on a case changes under the staff's role alone (db/writes.ts). `version` is what a lock for update asks for.
revoke update on cases, sla_clocks from concord_customer;
--> statement-breakpoint
grant update (version) on cases to concord_customer;
--> statement-breakpoint
drop policy customer_update on sla_clocks;
--> statement-breakpoint
drop policy customer_insert on cases;
--> statement-breakpoint
create policy customer_insert on cases for insert to concord_customer with check (
  organisation_id = (select app_organisation()) and requester_id = (select app_user()) and status in ('new', 'with_account_manager')
  and (assignee_id is null or status = 'with_account_manager') and resolved_at is null and last_public_staff_message_at is null);
--> statement-breakpoint
drop policy customer_insert on sla_clocks;
--> statement-breakpoint
create policy customer_insert on sla_clocks for insert to concord_customer with check (
  organisation_id = (select app_organisation()) and metric = 'first_response' and ended_at is null and exists (
    select from cases c where c.id = case_id and c.status in ('new', 'with_account_manager') and c.requester_id = (select app_user())
      and c.next_due_at is not distinct from due_at));
--> statement-breakpoint
drop policy customer_insert on audit_entries;
--> statement-breakpoint
create policy customer_insert on audit_entries for insert to concord_customer with check (
  (organisation_id = (select app_organisation()) or organisation_id is null) and actor_kind = 'customer' and actor_id = (select app_user()));
--> statement-breakpoint
drop policy customer_insert on outbox;
--> statement-breakpoint
create policy customer_insert on outbox for insert to concord_customer with check (
  organisation_id = (select app_organisation()) and case_id is not null and starts_with(kind, 'case_') and status in ('waiting', 'suppressed')
  and (recipient_id = (select app_user()) or exists (select from users u where u.id = recipient_id)));
--> statement-breakpoint
create policy customer_insert on job_orders for insert to concord_customer with check (
  run_at is null and ((job = 'email.deliver' and key is null) or (job = 'files.preview' and key = 'preview:' || (payload ->> 'fileId'))));
