-- What it costs to check a row that a customer writes. A check is asked once for each row, so nothing is gained by asking for the
-- settings in a sub-select, and a sub-select of another table was made ready with all policies of that table before any row came:
-- opening a case spent a quarter of its time in the database on that. The checks say the same as before.
--
-- The three functions read as the owner what the customer's role sees of it, which they repeat from the policies `customer_read`. They are
-- volatile because a statement that opens a case writes it and what stands in it at once (docs/decisions/2026-11-30-a-case-in-one-breath.md).
create function customer_sees_case(of uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  requester uuid;
begin
  select c.requester_id into requester from public.cases c where c.id = of and c.organisation_id = public.app_organisation();
  return found and (requester = public.app_user() or public.app_is_organisation_administrator()
    or exists (select from public.case_participants p where p.organisation_id = public.app_organisation() and p.case_id = of and p.user_id = public.app_user()));
end $$;
--> statement-breakpoint
create function customer_just_opened(of uuid, promised timestamptz) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$ begin
  return exists (
    select from public.cases c where c.id = of and c.organisation_id = public.app_organisation() and c.requester_id = public.app_user()
      and c.status in ('new', 'with_account_manager') and c.next_due_at is not distinct from promised);
end $$;
--> statement-breakpoint
create function customer_knows(person uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$ begin
  return exists (select from public.memberships m where m.user_id = person and m.organisation_id = public.app_organisation())
    or (public.app_organisation() is not null and exists (select from public.staff_members s where s.user_id = person));
end $$;
--> statement-breakpoint
revoke all on function customer_sees_case, customer_just_opened, customer_knows from public;
--> statement-breakpoint
grant execute on function customer_sees_case, customer_just_opened, customer_knows to concord_customer;
--> statement-breakpoint
alter policy customer_insert on cases with check (
  organisation_id = app_organisation() and requester_id = app_user() and status in ('new', 'with_account_manager')
  and (assignee_id is null or status = 'with_account_manager') and resolved_at is null and last_public_staff_message_at is null
  and merged_into_id is null);
--> statement-breakpoint
alter policy customer_insert on case_messages with check (
  organisation_id = app_organisation() and author_id = app_user() and author_kind = 'customer' and customer_sees_case(case_id));
--> statement-breakpoint
alter policy customer_insert on sla_clocks with check (
  organisation_id = app_organisation() and metric = 'first_response' and ended_at is null and customer_just_opened(case_id, due_at));
--> statement-breakpoint
alter policy customer_insert on audit_entries with check (
  (organisation_id = app_organisation() or organisation_id is null) and actor_kind = 'customer' and actor_id = app_user());
--> statement-breakpoint
alter policy customer_insert on events with check (organisation_id = app_organisation() or user_id = app_user());
--> statement-breakpoint
alter policy customer_insert on outbox with check (
  organisation_id = app_organisation() and status in ('waiting', 'suppressed')
  and ((case_id is not null and starts_with(kind, 'case_')) or (case_id is null and starts_with(kind, 'request_')))
  and (recipient_id = app_user() or customer_knows(recipient_id)));
--> statement-breakpoint
alter policy customer_own on idempotency_keys using (organisation_id = (select app_organisation()) and user_id = (select app_user()))
  with check (organisation_id = app_organisation() and user_id = app_user());
--> statement-breakpoint
-- Whether a region shares out is no secret, and asked for each case that is opened: the function is called where there is something to ask for.
create policy customer_read on assignment_rules for select to concord_customer using (true);
--> statement-breakpoint
grant select (region_code, rule) on assignment_rules to concord_customer;
--> statement-breakpoint
alter policy customer_insert on attachments with check (
  note_id is null and organisation_id = app_organisation() and uploader_id = app_user() and customer_sees_case(case_id));
--> statement-breakpoint
-- Each message locked the row of its author, one for all that a person writes at once. No person is ever deleted.
alter table case_messages drop constraint case_messages_author_id_users_id_fk;
