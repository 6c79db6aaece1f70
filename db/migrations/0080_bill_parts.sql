ALTER TABLE "invoices" ADD COLUMN "bill_parts" jsonb DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "billing_addresses" ADD COLUMN "city" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "billing_addresses" ADD COLUMN "region" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "billing_addresses" ADD COLUMN "postal_code" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "billing_addresses" ADD COLUMN "country" text DEFAULT '' NOT NULL;--> statement-breakpoint
-- What drizzle cannot say. The parts of an address have lengths; both sides write them as they write the rest of it.
alter table billing_addresses add constraint billing_addresses_parts_check check (
  char_length(city) <= 80 and char_length(region) <= 80 and char_length(postal_code) <= 20 and char_length(country) <= 80);
--> statement-breakpoint
grant update (city, region, postal_code, country) on billing_addresses to concord_staff, concord_customer;
--> statement-breakpoint
-- Documents that were issued before keep the lines of their paper, and of the tax number and the address for mail what is known today.
alter table invoices disable trigger invoices_keep;
--> statement-breakpoint
update invoices i set bill_parts = jsonb_build_object(
  'name', split_part(i.bill_to, E'\n', 1),
  'lines', case when t.number <> '' and l.lines[cardinality(l.lines)] = t.number then to_jsonb(trim_array(l.lines, 1)) else to_jsonb(l.lines) end,
  'city', '', 'region', '', 'postalCode', '', 'country', '', 'taxNumber', t.number, 'email', t.email)
from (select i.organisation_id, i.id, (string_to_array(i.bill_to, E'\n'))[2:] as lines from invoices i) l,
  lateral (select coalesce((select a.tax_number from billing_addresses a where a.organisation_id = l.organisation_id), '') as number,
    coalesce((select u.email from billing_contacts c join users u on u.id = c.user_id and u.disabled_at is null
      where c.organisation_id = l.organisation_id order by c.named_at, c.user_id limit 1), '') as email) t
where l.organisation_id = i.organisation_id and l.id = i.id;
--> statement-breakpoint
alter table invoices enable trigger invoices_keep;
--> statement-breakpoint
create or replace function keep_invoice() returns trigger language plpgsql as $$
declare kept text[] := array['order_number', 'payment_days', 'bill_to', 'bill_parts']; issuing text[] := array['state', 'year', 'seq', 'number', 'issued_on', 'due_on', 'issued_by', 'issued_at', 'seller'];
begin
  if tg_op = 'DELETE' then
    if old.state <> 'draft' or old.kind <> 'invoice' then raise exception 'what is issued is never deleted' using errcode = '55000'; end if;
    return old;
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'draft' or not exists (select from engagements e where e.organisation_id = new.organisation_id and e.id = new.engagement_id and e.currency = new.currency)
        or (new.kind = 'credit_note' and not exists (select from invoices i where i.organisation_id = new.organisation_id and i.id = new.credits_id and i.kind = 'invoice'
          and (i.state, i.engagement_id, i.currency, i.entity_code, i.tax_code, i.tax_bp) = ('issued', new.engagement_id, new.currency, new.entity_code, new.tax_code, new.tax_bp))) then
      raise exception 'a document begins as a draft, in the currency of its work' using errcode = '23514';
    end if;
    return new;
  end if;
  if old.state = 'draft' and new.state = 'draft' then
    if to_jsonb(new) - kept <> to_jsonb(old) - kept then raise exception 'a draft stays the same one' using errcode = '55000'; end if;
  elsif old.state = 'draft' and new.state = 'issued' then
    if coalesce(new.bill_parts ->> 'name', '') = '' then raise exception 'what is issued says whom it bills' using errcode = '23514'; end if;
    if to_jsonb(new) - issuing <> to_jsonb(old) - issuing or not exists (select from invoice_series s where (s.entity_code, s.kind, s.year, s.last_number, s.last_issued_on)
        = (new.entity_code, new.kind, new.year, new.seq, new.issued_on)) then
      raise exception 'a number comes from its series' using errcode = '23514';
    end if;
    perform check_issued(new);
  else
    if to_jsonb(new) - 'state' <> to_jsonb(old) - 'state' or (old.state, new.state) not in (('issued', 'issued'), ('issued', 'void'), ('void', 'void')) then
      raise exception 'what is issued is never changed' using errcode = '55000';
    end if;
    if new.state = 'void' and old.state = 'issued' and ((select array_agg(c.net_minor) from invoices c where c.organisation_id = new.organisation_id and c.credits_id = new.id)
          is distinct from array[new.net_minor]
        or exists (select from invoice_payments p where p.organisation_id = new.organisation_id and p.invoice_id = new.id having sum(p.amount_minor) <> 0)) then
      raise exception 'only what is neither paid nor credited is void, by one credit note' using errcode = '23514';
    end if;
  end if;
  return new;
end $$;
--> statement-breakpoint
grant update (bill_parts) on invoices to concord_staff;
