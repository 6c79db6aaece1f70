-- A message is written together with its files, where neither sees the other: the case that both hang on is judged. That the message
-- exists, and in the same organisation, the foreign key says at the end.
drop policy customer_insert on attachments;
--> statement-breakpoint
create policy customer_insert on attachments for insert to concord_customer with check (
  note_id is null and organisation_id = (select app_organisation()) and uploader_id = (select app_user())
  and exists (select from cases c where c.id = case_id));
