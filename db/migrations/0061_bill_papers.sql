CREATE TABLE "billing_contacts" (
	"organisation_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"named_by" uuid NOT NULL,
	"named_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "billing_contacts_organisation_id_user_id_pk" PRIMARY KEY("organisation_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "invoice_papers" (
	"organisation_id" uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	"pdf" "bytea" NOT NULL,
	"sha256" text NOT NULL,
	"drawn_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "invoice_papers_organisation_id_invoice_id_pk" PRIMARY KEY("organisation_id","invoice_id")
);
--> statement-breakpoint
CREATE TABLE "invoice_reminders" (
	"organisation_id" uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	"stage" smallint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "invoice_reminders_organisation_id_invoice_id_stage_pk" PRIMARY KEY("organisation_id","invoice_id","stage")
);
--> statement-breakpoint
ALTER TABLE "billing_contacts" ADD CONSTRAINT "billing_contacts_named_by_users_id_fk" FOREIGN KEY ("named_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_contacts" ADD CONSTRAINT "billing_contacts_member_fk" FOREIGN KEY ("organisation_id","user_id") REFERENCES "public"."memberships"("organisation_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_papers" ADD CONSTRAINT "invoice_papers_invoice_fk" FOREIGN KEY ("organisation_id","invoice_id") REFERENCES "public"."invoices"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_reminders" ADD CONSTRAINT "invoice_reminders_invoice_fk" FOREIGN KEY ("organisation_id","invoice_id") REFERENCES "public"."invoices"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- What drizzle cannot say: papers are those of issued documents and never change; and what of a bill its customer sees (services.md §1.11, §1.14).
alter table invoice_papers add constraint invoice_papers_check check (sha256 = encode(sha256(pdf), 'hex'));
--> statement-breakpoint
alter table invoice_reminders add constraint invoice_reminders_check check (stage > 0);
--> statement-breakpoint
create function keep_paper() returns trigger language plpgsql as $$
begin
  if not exists (select from invoices i where i.organisation_id = new.organisation_id and i.id = new.invoice_id and i.state <> 'draft') then
    raise exception 'a draft has no paper' using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger invoice_papers_keep before insert on invoice_papers for each row execute function keep_paper();
--> statement-breakpoint
create trigger invoice_reminders_keep before insert on invoice_reminders for each row execute function keep_paper();
--> statement-breakpoint
do $$
declare t text;
begin
  foreach t in array array['invoice_papers', 'invoice_reminders']
  loop
    execute format('create trigger %I before update or delete on %I for each row execute function refuse_change()', t || '_append_only', t);
    execute format('grant insert on %I to concord_staff', t);
  end loop;
  foreach t in array array['invoice_papers', 'invoice_reminders', 'billing_contacts']
  loop
    execute format('create trigger %I before truncate on %I for each statement execute function refuse_change()', t || '_no_truncate', t);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy staff_all on %I to concord_staff using (true) with check (true)', t);
    execute format('grant select on %I to concord_staff', t);
  end loop;
end $$;
--> statement-breakpoint
grant select, insert, delete on billing_contacts to concord_customer;
--> statement-breakpoint
create policy customer_read on billing_contacts for select to concord_customer using (organisation_id = (select app_organisation()));
--> statement-breakpoint
create policy customer_insert on billing_contacts for insert to concord_customer with check (
  organisation_id = (select app_organisation()) and (select app_is_organisation_administrator()) and named_by = (select app_user()));
--> statement-breakpoint
create policy customer_delete on billing_contacts for delete to concord_customer using (
  organisation_id = (select app_organisation()) and (select app_is_organisation_administrator()));
--> statement-breakpoint
-- Bills are for an organisation's administrators, and for whom they are sent to.
create function app_reads_bills() returns boolean language sql stable as $$
  select app_is_organisation_administrator()
    or exists (select from billing_contacts b where b.organisation_id = app_organisation() and b.user_id = app_user()) $$;
--> statement-breakpoint
grant select (code, time_zone) on billing_entities to concord_customer;
--> statement-breakpoint
create policy customer_read on billing_entities for select to concord_customer using ((select app_reads_bills()));
--> statement-breakpoint
-- Who of us made it is ours, and a draft is nobody's but ours.
grant select (organisation_id, id, engagement_id, kind, credits_id, reason, entity_code, number, state, currency, tax_code, tax_bp, net_minor, tax_minor, payment_days,
  order_number, bill_to, seller, issued_on, due_on, issued_at) on invoices to concord_customer;
--> statement-breakpoint
create policy customer_read on invoices for select to concord_customer using (
  organisation_id = (select app_organisation()) and state <> 'draft' and (select app_reads_bills()));
--> statement-breakpoint
grant select on invoice_lines, invoice_papers to concord_customer;
--> statement-breakpoint
create policy customer_read on invoice_lines for select to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from invoices i where i.id = invoice_id));
--> statement-breakpoint
create policy customer_read on invoice_papers for select to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from invoices i where i.id = invoice_id));
--> statement-breakpoint
grant select (organisation_id, id, invoice_id, paid_on, amount_minor, reference) on invoice_payments to concord_customer;
--> statement-breakpoint
create policy customer_read on invoice_payments for select to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from invoices i where i.id = invoice_id));
