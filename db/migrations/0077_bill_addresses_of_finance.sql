-- Finance writes down what a customer's bills are addressed to where the customer told them; the row says who changed it last.
create policy staff_insert on billing_addresses for insert to concord_staff with check (changed_by = (select app_user()));
--> statement-breakpoint
create policy staff_update on billing_addresses for update to concord_staff using (true) with check (changed_by = (select app_user()));
--> statement-breakpoint
grant insert, update (name, address, tax_number, changed_by, changed_at) on billing_addresses to concord_staff;
