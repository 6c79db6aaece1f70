CREATE INDEX "quote_versions_request_idx" ON "quote_versions" USING btree ("request_id","version");--> statement-breakpoint

-- What drizzle cannot say. Whom a customer's act may tell: people of their own organisation on its side, and ours on ours.
alter policy customer_of_services on notifications with check (
  organisation_id = (select app_organisation()) and request_id is not null and starts_with(kind, 'request_')
  and on_page and not by_mail and told_at is null and read_at is null and ended_at is null
  and exists (select from service_requests r where r.id = request_id)
  and case side
    when 'customer' then exists (select from memberships m
      where m.organisation_id = (select app_organisation()) and m.user_id = person_id and m.ended_at is null)
    else exists (select from staff_members s where s.user_id = person_id and s.ended_at is null)
  end);
