ALTER TABLE "notifications" ALTER COLUMN "case_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "request_id" uuid;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_request_fk" FOREIGN KEY ("organisation_id","request_id") REFERENCES "public"."service_requests"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_about_one_thing" CHECK (num_nonnulls(case_id, request_id) = 1);--> statement-breakpoint

-- What drizzle cannot say. Acts on services write their news themselves, as they write their mails: for others, untold, and of a request
-- that whoever acts may see. The job of notifications tells them.
create policy staff_of_services on notifications for insert to concord_staff
  with check (request_id is not null and told_at is null and read_at is null);
--> statement-breakpoint
create policy customer_of_services on notifications for insert to concord_customer with check (
  organisation_id = (select app_organisation()) and request_id is not null and starts_with(kind, 'request_')
  and on_page and not by_mail and told_at is null and read_at is null and ended_at is null
  and exists (select from service_requests r where r.id = request_id));
--> statement-breakpoint
grant insert (id, person_id, side, organisation_id, request_id, kind, facts, dedupe_key, on_page, by_mail, happened_at, tell_at)
  on notifications to concord_customer;
--> statement-breakpoint
-- Whoever is sent an organisation's bills may have no part in what was ordered, and whoever ordered may see no bills: news of an invoice is
-- for who sees the invoice.
alter policy customer_read on notifications using (
  person_id = (select app_user()) and side = 'customer' and organisation_id = (select app_organisation())
  and (exists (select from cases c where c.id = case_id)
    or (kind <> 'bill_sent' and exists (select from service_requests r where r.id = request_id))
    or (kind = 'bill_sent' and exists (select from invoices i where i.id = (facts ->> 'invoiceId')::uuid))));
