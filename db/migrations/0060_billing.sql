CREATE TABLE "billing_allocations" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"time_entry_id" uuid,
	"milestone_id" uuid,
	"retainer_version_id" uuid,
	"amount_minor" bigint NOT NULL,
	"released_by_id" uuid,
	"released_position" smallint,
	"released_at" timestamp (3) with time zone,
	"fate" text,
	CONSTRAINT "billing_allocations_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "billing_entities" (
	"code" text PRIMARY KEY NOT NULL,
	"region_code" text NOT NULL,
	"legal_name" text NOT NULL,
	"tax_number" text NOT NULL,
	"address" text NOT NULL,
	"bank_details" text NOT NULL,
	"time_zone" text NOT NULL,
	"changed_by" uuid NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "billing_entities_region_key" UNIQUE("region_code")
);
--> statement-breakpoint
CREATE TABLE "invoice_lines" (
	"organisation_id" uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"source" text NOT NULL,
	"description" text NOT NULL,
	"role" text,
	"minutes" integer,
	"rate_minor" bigint,
	"amount_minor" bigint NOT NULL,
	CONSTRAINT "invoice_lines_organisation_id_invoice_id_position_pk" PRIMARY KEY("organisation_id","invoice_id","position")
);
--> statement-breakpoint
CREATE TABLE "invoice_payments" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	"form_key" uuid NOT NULL,
	"paid_on" date NOT NULL,
	"amount_minor" bigint NOT NULL,
	"reference" text NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "invoice_payments_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "invoice_payments_form_key" UNIQUE("invoice_id","form_key")
);
--> statement-breakpoint
CREATE TABLE "invoice_series" (
	"entity_code" text NOT NULL,
	"kind" text NOT NULL,
	"year" smallint NOT NULL,
	"last_number" integer NOT NULL,
	"last_issued_on" date NOT NULL,
	CONSTRAINT "invoice_series_entity_code_kind_year_pk" PRIMARY KEY("entity_code","kind","year")
);
--> statement-breakpoint
CREATE TABLE "invoices" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"engagement_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"credits_id" uuid,
	"reason" text DEFAULT '' NOT NULL,
	"entity_code" text NOT NULL,
	"year" smallint,
	"seq" integer,
	"number" text,
	"state" text NOT NULL,
	"currency" text NOT NULL,
	"tax_code" text NOT NULL,
	"tax_bp" integer NOT NULL,
	"net_minor" bigint NOT NULL,
	"tax_minor" bigint NOT NULL,
	"payment_days" smallint NOT NULL,
	"order_number" text NOT NULL,
	"bill_to" text NOT NULL,
	"seller" text DEFAULT '' NOT NULL,
	"issued_on" date,
	"due_on" date,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"issued_by" uuid,
	"issued_at" timestamp (3) with time zone,
	CONSTRAINT "invoices_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "invoices_number_key" UNIQUE("number"),
	CONSTRAINT "invoices_series_key" UNIQUE("entity_code","kind","year","seq")
);
--> statement-breakpoint
ALTER TABLE "billing_allocations" ADD CONSTRAINT "billing_allocations_line_fk" FOREIGN KEY ("organisation_id","invoice_id","position") REFERENCES "public"."invoice_lines"("organisation_id","invoice_id","position") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_allocations" ADD CONSTRAINT "billing_allocations_release_fk" FOREIGN KEY ("organisation_id","released_by_id","released_position") REFERENCES "public"."invoice_lines"("organisation_id","invoice_id","position") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_allocations" ADD CONSTRAINT "billing_allocations_entry_fk" FOREIGN KEY ("organisation_id","time_entry_id") REFERENCES "public"."time_entries"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_allocations" ADD CONSTRAINT "billing_allocations_milestone_fk" FOREIGN KEY ("organisation_id","milestone_id") REFERENCES "public"."milestones"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_entities" ADD CONSTRAINT "billing_entities_changed_by_users_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_invoice_fk" FOREIGN KEY ("organisation_id","invoice_id") REFERENCES "public"."invoices"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_payments" ADD CONSTRAINT "invoice_payments_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_payments" ADD CONSTRAINT "invoice_payments_invoice_fk" FOREIGN KEY ("organisation_id","invoice_id") REFERENCES "public"."invoices"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_series" ADD CONSTRAINT "invoice_series_entity_code_billing_entities_code_fk" FOREIGN KEY ("entity_code") REFERENCES "public"."billing_entities"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_entity_code_billing_entities_code_fk" FOREIGN KEY ("entity_code") REFERENCES "public"."billing_entities"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_issued_by_users_id_fk" FOREIGN KEY ("issued_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_engagement_fk" FOREIGN KEY ("organisation_id","engagement_id") REFERENCES "public"."engagements"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_credits_fk" FOREIGN KEY ("organisation_id","credits_id") REFERENCES "public"."invoices"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "billing_allocations_entry_key" ON "billing_allocations" USING btree ("time_entry_id") WHERE released_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "billing_allocations_milestone_key" ON "billing_allocations" USING btree ("milestone_id") WHERE released_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "billing_allocations_retainer_key" ON "billing_allocations" USING btree ("retainer_version_id") WHERE released_at is null;--> statement-breakpoint
CREATE INDEX "billing_allocations_line_idx" ON "billing_allocations" USING btree ("invoice_id","position");--> statement-breakpoint
CREATE INDEX "billing_allocations_release_idx" ON "billing_allocations" USING btree ("released_by_id") WHERE released_by_id is not null;--> statement-breakpoint
CREATE INDEX "invoice_payments_invoice_idx" ON "invoice_payments" USING btree ("invoice_id","paid_on","id");--> statement-breakpoint
CREATE INDEX "invoices_engagement_idx" ON "invoices" USING btree ("engagement_id","created_at");--> statement-breakpoint
CREATE INDEX "invoices_credits_idx" ON "invoices" USING btree ("credits_id") WHERE credits_id is not null;--> statement-breakpoint
CREATE INDEX "invoices_listed_idx" ON "invoices" USING btree ("created_at","id");--> statement-breakpoint

-- What drizzle cannot say: numbers, sums, what is frozen, and who sees what (services.md §1.11, §1.14).
alter table billing_entities add constraint billing_entities_check check (code ~ '^[A-Z]{2}$' and legal_name <> '' and address <> '');
--> statement-breakpoint
alter table invoice_series add constraint invoice_series_check check (kind in ('invoice', 'credit_note') and year between 2000 and 9999 and last_number >= 0);
--> statement-breakpoint
alter table invoices
  add constraint invoices_kind_check check (kind in ('invoice', 'credit_note') and (kind = 'credit_note') = (credits_id is not null)
    and (kind = 'invoice' or (reason <> '' and state <> 'void'))),
  add constraint invoices_state_check check (state in ('draft', 'issued', 'void')
    and num_nonnulls(year, seq, number, issued_on, due_on, issued_by, issued_at) = case state when 'draft' then 0 else 7 end
    and (state = 'draft') = (seller = '')),
  add constraint invoices_number_check check (number = entity_code || case kind when 'invoice' then '-INV-' else '-CN-' end || year || '-' || lpad(seq::text, 6, '0')),
  add constraint invoices_money_check check (net_minor between 0 and 999999999999 and tax_minor between 0 and 999999999999
    and tax_bp between 0 and 5000 and payment_days between 0 and 120 and currency ~ '^[A-Z]{3}$');
--> statement-breakpoint
alter table invoice_lines add constraint invoice_lines_check check (source in ('time', 'milestone', 'retainer') and amount_minor between 0 and 999999999999
  and num_nonnulls(role, minutes, rate_minor) = case source when 'time' then 3 else 0 end);
--> statement-breakpoint
alter table billing_allocations
  add constraint billing_allocations_one_check check (num_nonnulls(time_entry_id, milestone_id, retainer_version_id) = 1 and amount_minor between 0 and 999999999999),
  add constraint billing_allocations_release_check check (num_nonnulls(released_by_id, released_position, released_at, fate) in (0, 4) and fate in ('bill_again', 'write_off')),
  add constraint billing_allocations_retainer_fk foreign key (organisation_id, retainer_version_id) references quote_versions (organisation_id, id);
--> statement-breakpoint
alter table invoice_payments add constraint invoice_payments_check check (amount_minor <> 0 and amount_minor between -999999999999 and 999999999999);
--> statement-breakpoint
-- What a document says when it is issued: its lines are its sum and those of what they bill, its tax is rounded once, it stays within what was
-- approved (I6) or was billed (I7), and whoever issues it is not the one who approved all of its time.
create function check_issued(doc invoices) returns void language plpgsql as $$
declare lines record; wrong bigint; before record; approved bigint; billed bigint;
begin
  select count(*) as n, coalesce(sum(l.amount_minor), 0) as net into lines from invoice_lines l where l.organisation_id = doc.organisation_id and l.invoice_id = doc.id;
  if lines.n = 0 or lines.net <> doc.net_minor then raise exception 'the lines of a document are its sum' using errcode = '23514'; end if;
  select count(*) into wrong from invoice_lines l where l.organisation_id = doc.organisation_id and l.invoice_id = doc.id
    and l.amount_minor is distinct from (select sum(a.amount_minor) from billing_allocations a where a.organisation_id = l.organisation_id
      and case doc.kind when 'invoice' then a.invoice_id = l.invoice_id and a.position = l.position and a.released_at is null
        else a.released_by_id = l.invoice_id and a.released_position = l.position end);
  if wrong > 0 then raise exception 'a line is the sum of what it bills' using errcode = '23514'; end if;
  if doc.kind = 'invoice' then
    if doc.tax_minor <> round(doc.net_minor::numeric * doc.tax_bp / 10000) then raise exception 'the tax is not that of its lines' using errcode = '23514'; end if;
    select sum(b.fees_minor) into approved from budget_revisions b where b.organisation_id = doc.organisation_id and b.engagement_id = doc.engagement_id;
    select coalesce(sum(case i.kind when 'invoice' then i.net_minor else -i.net_minor end), 0) into billed from invoices i
      where i.organisation_id = doc.organisation_id and i.engagement_id = doc.engagement_id and i.state <> 'draft' and i.id <> doc.id;
    if billed + doc.net_minor > approved then raise exception 'beyond what was approved' using errcode = '23514'; end if;
    if not exists (select from billing_allocations a join time_entries t on t.organisation_id = a.organisation_id and t.id = a.time_entry_id
          where a.organisation_id = doc.organisation_id and a.invoice_id = doc.id and t.decided_by <> doc.issued_by)
        and exists (select from billing_allocations a where a.organisation_id = doc.organisation_id and a.invoice_id = doc.id and a.time_entry_id is not null) then
      raise exception 'whoever approved all of the time does not issue its invoice' using errcode = '23514';
    end if;
  else
    select i.net_minor, i.tax_minor, i.tax_bp, coalesce(sum(c.net_minor), 0) as credited, coalesce(sum(c.tax_minor), 0) as credited_tax into before
      from invoices i left join invoices c on c.organisation_id = i.organisation_id and c.credits_id = i.id and c.state = 'issued' and c.id <> doc.id
      where i.organisation_id = doc.organisation_id and i.id = doc.credits_id and i.state = 'issued' group by 1, 2, 3;
    if before is null or before.credited + doc.net_minor > before.net_minor then raise exception 'beyond what was billed' using errcode = '23514'; end if;
    if doc.tax_minor <> round((before.credited + doc.net_minor)::numeric * before.tax_bp / 10000) - before.credited_tax then
      raise exception 'the tax is not that of its lines' using errcode = '23514';
    end if;
  end if;
end $$;
--> statement-breakpoint
create function keep_invoice() returns trigger language plpgsql as $$
declare kept text[] := array['order_number', 'payment_days', 'bill_to']; issuing text[] := array['state', 'year', 'seq', 'number', 'issued_on', 'due_on', 'issued_by', 'issued_at', 'seller'];
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
create trigger invoices_keep before insert or update or delete on invoices for each row execute function keep_invoice();
--> statement-breakpoint
create function no_draft_credit() returns trigger language plpgsql as $$
begin
  if exists (select from invoices i where i.organisation_id = new.organisation_id and i.id = new.id and i.state = 'draft') then
    raise exception 'a credit note is issued as it is made' using errcode = '23514';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger invoices_no_draft_credit after insert on invoices deferrable initially deferred for each row when (new.kind = 'credit_note') execute function no_draft_credit();
--> statement-breakpoint
create function keep_invoice_line() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' or exists (select from invoices i where i.state <> 'draft' and i.organisation_id = coalesce(new.organisation_id, old.organisation_id)
      and i.id = coalesce(new.invoice_id, old.invoice_id)) then
    raise exception 'the lines of a document are not changed' using errcode = '55000';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
--> statement-breakpoint
create trigger invoice_lines_keep before insert or update or delete on invoice_lines for each row execute function keep_invoice_line();
--> statement-breakpoint
-- Only what is approved, billable and of the same work is billed (I2), once (by its indexes), and released once by a credit note of its invoice (I4).
create function keep_allocation() returns trigger language plpgsql as $$
declare release text[] := array['released_by_id', 'released_position', 'released_at', 'fate']; doc record; entry record; amount bigint;
begin
  select i.state, i.kind, i.engagement_id, i.currency into doc from invoices i
    where i.organisation_id = coalesce(new.organisation_id, old.organisation_id) and i.id = coalesce(new.invoice_id, old.invoice_id);
  if tg_op = 'DELETE' then
    if doc.state <> 'draft' then raise exception 'what is issued is never changed' using errcode = '55000'; end if;
    return old;
  end if;
  if tg_op = 'UPDATE' then
    if old.released_at is not null or new.released_at is null or doc.state <> 'issued' or to_jsonb(new) - release <> to_jsonb(old) - release
        or not exists (select from invoices c where c.organisation_id = new.organisation_id and c.id = new.released_by_id and c.state = 'draft' and c.credits_id = old.invoice_id) then
      raise exception 'what is billed is released once, by a credit note of its invoice' using errcode = '55000';
    end if;
    return new;
  end if;
  if doc.state <> 'draft' or doc.kind <> 'invoice' or new.released_at is not null then raise exception 'only a draft bills' using errcode = '55000'; end if;
  if exists (select from billing_allocations a where a.organisation_id = new.organisation_id and a.fate = 'write_off'
      and (a.time_entry_id = new.time_entry_id or a.milestone_id = new.milestone_id or a.retainer_version_id = new.retainer_version_id)) then
    raise exception 'what was written off is never billed' using errcode = '23514';
  end if;
  if new.time_entry_id is not null then
    select t.engagement_id, t.currency, t.state, t.time_class into entry from time_entries t
      where t.organisation_id = new.organisation_id and t.id = new.time_entry_id for update;
    if (entry.engagement_id, entry.currency, entry.state, entry.time_class) is distinct from (doc.engagement_id, doc.currency, 'approved', 'billable') then
      raise exception 'only approved, billable time of the same work is billed' using errcode = '23514';
    end if;
  elsif new.milestone_id is not null then
    select m.amount_minor into amount from milestones m where m.organisation_id = new.organisation_id and m.id = new.milestone_id
      and m.engagement_id = doc.engagement_id and m.state = 'accepted' for update;
    if amount is distinct from new.amount_minor then raise exception 'only an accepted milestone of the same work is billed, for its amount' using errcode = '23514'; end if;
  else
    select b.fees_minor - coalesce((select sum(m.amount_minor) from milestones m where m.organisation_id = b.organisation_id and m.version_id = b.version_id), 0) into amount
      from budget_revisions b join engagements e on e.organisation_id = b.organisation_id and e.id = b.engagement_id and e.model = 'retainer'
      where b.organisation_id = new.organisation_id and b.version_id = new.retainer_version_id and b.engagement_id = doc.engagement_id;
    if amount is distinct from new.amount_minor then raise exception 'prepaid hours are billed for what was signed' using errcode = '23514'; end if;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger billing_allocations_keep before insert or update or delete on billing_allocations for each row execute function keep_allocation();
--> statement-breakpoint
-- What is billed is locked (I3).
create function keep_billed_entry() returns trigger language plpgsql as $$
begin
  if exists (select from billing_allocations a where a.time_entry_id = old.id and a.organisation_id = old.organisation_id and a.released_at is null) then
    raise exception 'this time is billed' using errcode = '55000';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
--> statement-breakpoint
create trigger time_entries_billed before update or delete on time_entries for each row execute function keep_billed_entry();
--> statement-breakpoint
create function keep_payment() returns trigger language plpgsql as $$
declare doc record; paid bigint; credited bigint;
begin
  select i.state, i.kind, i.net_minor + i.tax_minor as total into doc from invoices i
    where i.organisation_id = new.organisation_id and i.id = new.invoice_id for update;
  if doc.kind <> 'invoice' or doc.state <> 'issued' then raise exception 'only an issued invoice is paid' using errcode = '23514'; end if;
  select coalesce(sum(p.amount_minor), 0) into paid from invoice_payments p where p.organisation_id = new.organisation_id and p.invoice_id = new.invoice_id;
  select coalesce(sum(c.net_minor + c.tax_minor), 0) into credited from invoices c
    where c.organisation_id = new.organisation_id and c.credits_id = new.invoice_id and c.state = 'issued';
  if paid + new.amount_minor < 0 or (new.amount_minor > 0 and paid + new.amount_minor > doc.total - credited) then
    raise exception 'no more is paid than is owed' using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger invoice_payments_keep before insert on invoice_payments for each row execute function keep_payment();
--> statement-breakpoint
-- The one way to a number (I5, I8): whoever issues waits for the row of the series, and a refusal takes its number back.
create function issue_invoice(organisation uuid, invoice uuid, issuer uuid, at timestamptz, on_day date, due_day date, seller_words text) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare doc record; series_year smallint := extract(year from on_day); next_number integer; issued text;
begin
  select i.engagement_id, i.entity_code, i.kind into doc from invoices i where i.organisation_id = organisation and i.id = invoice;
  perform 1 from engagements e where e.organisation_id = organisation and e.id = doc.engagement_id for update;
  perform 1 from invoices i where i.organisation_id = organisation and i.id = invoice and i.state = 'draft' for update;
  if not found then raise exception 'only a draft is issued' using errcode = '55000'; end if;
  insert into invoice_series (entity_code, kind, year, last_number, last_issued_on) values (doc.entity_code, doc.kind, series_year, 0, on_day) on conflict do nothing;
  update invoice_series s set last_number = s.last_number + 1, last_issued_on = on_day
    where s.entity_code = doc.entity_code and s.kind = doc.kind and s.year = series_year and s.last_issued_on <= on_day returning s.last_number into next_number;
  if next_number is null then raise exception 'a document is not issued before the last of its series' using errcode = '23514'; end if;
  update invoices i set state = 'issued', year = series_year, seq = next_number, issued_on = on_day, due_on = due_day, issued_by = issuer, issued_at = at, seller = seller_words,
      number = i.entity_code || case i.kind when 'invoice' then '-INV-' else '-CN-' end || series_year || '-' || lpad(next_number::text, 6, '0')
    where i.organisation_id = organisation and i.id = invoice returning i.number into issued;
  return issued;
end $$;
--> statement-breakpoint
create function void_invoice(organisation uuid, invoice uuid) returns void language sql security definer set search_path = public, pg_temp as $$
  update invoices i set state = 'void' where i.organisation_id = organisation and i.id = invoice $$;
--> statement-breakpoint
revoke execute on function issue_invoice, void_invoice from public;
--> statement-breakpoint
grant execute on function issue_invoice, void_invoice to concord_staff;
--> statement-breakpoint
do $$
declare t text;
begin
  create trigger invoice_payments_append_only before update or delete on invoice_payments for each row execute function refuse_change();
  foreach t in array array['billing_entities', 'invoice_series', 'invoices', 'invoice_lines', 'billing_allocations', 'invoice_payments']
  loop
    execute format('create trigger %I before truncate on %I for each statement execute function refuse_change()', t || '_no_truncate', t);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy staff_all on %I to concord_staff using (true) with check (true)', t);
    execute format('grant select on %I to concord_staff', t);
  end loop;
  foreach t in array array['billing_entities', 'invoices', 'invoice_lines', 'billing_allocations', 'invoice_payments']
  loop
    execute format('grant insert on %I to concord_staff', t);
  end loop;
end $$;
--> statement-breakpoint
grant update on billing_entities to concord_staff;
--> statement-breakpoint
grant delete, update (order_number, payment_days, bill_to) on invoices to concord_staff;
--> statement-breakpoint
grant update (released_by_id, released_position, released_at, fate) on billing_allocations to concord_staff;
