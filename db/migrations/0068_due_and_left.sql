CREATE INDEX "invoices_due_idx" ON "invoices" USING btree ("due_on","id") WHERE "invoices"."kind" = 'invoice' and "invoices"."state" = 'issued';--> statement-breakpoint
-- Whoever leaves an organisation gets none of its bills, and none again because they are invited another time.
create function forget_billing_contact() returns trigger language plpgsql as $$
begin
  delete from billing_contacts b where b.organisation_id = new.organisation_id and b.user_id = new.user_id;
  return null;
end $$;
--> statement-breakpoint
create trigger memberships_forget_contact after update of ended_at on memberships
  for each row when (new.ended_at is not null and old.ended_at is null) execute function forget_billing_contact();
--> statement-breakpoint
grant delete on billing_contacts to concord_staff;
