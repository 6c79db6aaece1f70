-- What is told everyone says no more than that there is something to look at.
drop policy customer_read on events;
--> statement-breakpoint
create policy customer_read on events for select to concord_customer using (
  (audience = 'customer' and organisation_id = (select app_organisation()) and exists (select from cases c where c.id = case_id))
  or (audience = 'person' and user_id = (select app_user()))
  or (audience = 'everyone' and (select app_user()) is not null));
