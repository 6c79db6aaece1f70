CREATE TABLE "billing_addresses" (
	"organisation_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"tax_number" text NOT NULL,
	"changed_by" uuid NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "billing_addresses" ADD CONSTRAINT "billing_addresses_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_addresses" ADD CONSTRAINT "billing_addresses_changed_by_users_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint

-- What drizzle cannot say. An organisation's administrators say what its bills are addressed to; our people read it and copy it.
alter table billing_addresses
  add constraint billing_addresses_length_check check (char_length(name) <= 160 and char_length(address) <= 500 and char_length(tax_number) <= 60);
--> statement-breakpoint
alter table billing_addresses enable row level security;
--> statement-breakpoint
alter table billing_addresses force row level security;
--> statement-breakpoint
create policy owner_all on billing_addresses to current_user using (true) with check (true);
--> statement-breakpoint
create policy staff_read on billing_addresses for select to concord_staff using (true);
--> statement-breakpoint
create policy customer_read on billing_addresses for select to concord_customer using (organisation_id = (select app_organisation()));
--> statement-breakpoint
create policy customer_insert on billing_addresses for insert to concord_customer with check (
  organisation_id = (select app_organisation()) and (select app_is_organisation_administrator()) and changed_by = (select app_user()));
--> statement-breakpoint
create policy customer_update on billing_addresses for update to concord_customer
  using (organisation_id = (select app_organisation()) and (select app_is_organisation_administrator()))
  with check (organisation_id = (select app_organisation()) and changed_by = (select app_user()));
--> statement-breakpoint
grant select on billing_addresses to concord_staff;
--> statement-breakpoint
grant select, insert, update (name, address, tax_number, changed_by, changed_at) on billing_addresses to concord_customer;
--> statement-breakpoint
create trigger billing_addresses_no_truncate before truncate on billing_addresses for each statement execute function refuse_change();
