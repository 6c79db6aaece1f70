CREATE TABLE "receipt_files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"expense_id" uuid NOT NULL,
	"uploader_id" uuid NOT NULL,
	"storage_key" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" bigint NOT NULL,
	"sha256" text NOT NULL,
	"width" integer,
	"height" integer,
	"preview" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"is_missing" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "expense_steps" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"expense_id" uuid NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"actor_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "expense_steps_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "expenses" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"engagement_id" uuid NOT NULL,
	"spender_id" uuid NOT NULL,
	"form_key" uuid NOT NULL,
	"category" text NOT NULL,
	"spent_on" date NOT NULL,
	"receipt_minor" bigint NOT NULL,
	"receipt_currency" text NOT NULL,
	"rate_micro" bigint,
	"rate_on" date,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"note" text NOT NULL,
	"state" text NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"submitted_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "expenses_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "expenses_id_key" UNIQUE("id"),
	CONSTRAINT "expenses_form_key" UNIQUE("engagement_id","spender_id","form_key")
);
--> statement-breakpoint
ALTER TABLE "billing_allocations" ADD COLUMN "expense_id" uuid;--> statement-breakpoint
ALTER TABLE "receipt_files" ADD CONSTRAINT "receipt_files_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_files" ADD CONSTRAINT "receipt_files_uploader_id_users_id_fk" FOREIGN KEY ("uploader_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expense_steps" ADD CONSTRAINT "expense_steps_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expense_steps" ADD CONSTRAINT "expense_steps_expense_fk" FOREIGN KEY ("organisation_id","expense_id") REFERENCES "public"."expenses"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expenses" ADD CONSTRAINT "expenses_spender_id_users_id_fk" FOREIGN KEY ("spender_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expenses" ADD CONSTRAINT "expenses_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expenses" ADD CONSTRAINT "expenses_engagement_fk" FOREIGN KEY ("organisation_id","engagement_id") REFERENCES "public"."engagements"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "receipt_files_expense_idx" ON "receipt_files" USING btree ("expense_id");--> statement-breakpoint
CREATE INDEX "receipt_files_storage_key_idx" ON "receipt_files" USING btree ("storage_key");--> statement-breakpoint
CREATE INDEX "expense_steps_expense_idx" ON "expense_steps" USING btree ("expense_id","at","id");--> statement-breakpoint
CREATE INDEX "expenses_engagement_idx" ON "expenses" USING btree ("engagement_id","spent_on","id");--> statement-breakpoint
CREATE INDEX "expenses_submitted_idx" ON "expenses" USING btree ("engagement_id") WHERE state = 'submitted';--> statement-breakpoint
ALTER TABLE "billing_allocations" ADD CONSTRAINT "billing_allocations_expense_fk" FOREIGN KEY ("organisation_id","expense_id") REFERENCES "public"."expenses"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "billing_allocations_expense_key" ON "billing_allocations" USING btree ("expense_id") WHERE released_at is null;
--> statement-breakpoint

-- What drizzle cannot say: who approves whom, what is frozen, what was signed for expenses, and who sees what (services.md §1.6, I1-I6, I9, I10).
alter table expenses
  add constraint expenses_category_check check (category in ('travel', 'lodging', 'meals', 'material', 'other')),
  add constraint expenses_state_check check (state in ('submitted', 'approved', 'rejected', 'withdrawn', 'written_off')),
  add constraint expenses_money_check check (receipt_minor between 1 and 999999999999 and amount_minor between 1 and 999999999999
    and receipt_currency ~ '^[A-Z]{3}$' and (receipt_currency = currency) = (rate_micro is null) and (rate_micro is null) = (rate_on is null)
    and (rate_micro is not null or receipt_minor = amount_minor) and rate_micro > 0),
  add constraint expenses_note_check check (note <> ''),
  -- Nobody approves their own (I9).
  add constraint expenses_approver_check check (decided_by <> spender_id),
  add constraint expenses_decided_check check ((decided_by is null) = (decided_at is null)
    and (state in ('approved', 'rejected', 'written_off')) = (decided_by is not null));
--> statement-breakpoint
create function keep_expense() returns trigger language plpgsql as $$
declare engagement record; kept text[] := array['state', 'decided_by', 'decided_at', 'changed_at']; signed bigint; taken bigint;
begin
  if tg_op = 'DELETE' then raise exception 'an expense stays' using errcode = '55000'; end if;
  -- Two who approve at once wait for each other here: what was signed pays once.
  select e.state, e.currency into engagement from engagements e where e.organisation_id = new.organisation_id and e.id = new.engagement_id for update;
  if engagement.state in ('closed', 'cancelled') then raise exception 'the work is over' using errcode = '55000'; end if;
  if tg_op = 'INSERT' then
    if new.state <> 'submitted' or new.currency <> engagement.currency then
      raise exception 'an expense begins as submitted, in the currency of its work' using errcode = '23514';
    end if;
    return new;
  end if;
  if (old.state, new.state) not in (('submitted', 'withdrawn'), ('submitted', 'approved'), ('submitted', 'rejected'), ('approved', 'written_off'))
      or to_jsonb(new) - kept <> to_jsonb(old) - kept then
    raise exception 'an expense does not change like that' using errcode = '23514';
  end if;
  if exists (select from billing_allocations a where a.organisation_id = old.organisation_id and a.expense_id = old.id and a.released_at is null) then
    raise exception 'this expense is billed' using errcode = '55000';
  end if;
  if new.state = 'approved' then
    select coalesce(sum(b.expenses_minor), 0) into signed from budget_revisions b where b.organisation_id = new.organisation_id and b.engagement_id = new.engagement_id;
    select coalesce(sum(x.amount_minor), 0) into taken from expenses x
      where x.organisation_id = new.organisation_id and x.engagement_id = new.engagement_id and x.state = 'approved';
    if taken + new.amount_minor > signed then raise exception 'beyond the expenses that were signed' using errcode = '23514'; end if;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger expenses_keep before insert or update or delete on expenses for each row execute function keep_expense();
--> statement-breakpoint
alter table receipt_files add constraint receipt_files_expense_fk foreign key (organisation_id, expense_id) references expenses (organisation_id, id);
--> statement-breakpoint
do $$
declare t text;
begin
  create trigger expense_steps_append_only before update or delete on expense_steps for each row execute function refuse_change();
  foreach t in array array['expenses', 'expense_steps', 'receipt_files']
  loop
    execute format('create trigger %I before truncate on %I for each statement execute function refuse_change()', t || '_no_truncate', t);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy staff_all on %I to concord_staff using (true) with check (true)', t);
    execute format('grant select, insert on %I to concord_staff', t);
  end loop;
end $$;
--> statement-breakpoint
grant update (state, decided_by, decided_at, changed_at) on expenses to concord_staff;
--> statement-breakpoint
grant update (preview, width, height, is_missing) on receipt_files to concord_staff;
--> statement-breakpoint
-- A customer reads what was spent for them, with its receipt; who of us decided is ours, and what was returned too.
grant select (organisation_id, id, engagement_id, spender_id, category, spent_on, receipt_minor, receipt_currency, rate_micro, rate_on, amount_minor, currency, note,
  state, submitted_at, decided_at) on expenses to concord_customer;
--> statement-breakpoint
create policy customer_read on expenses for select to concord_customer using (
  organisation_id = (select app_organisation()) and state in ('submitted', 'approved', 'written_off') and exists (select from engagements e where e.id = engagement_id));
--> statement-breakpoint
grant select (organisation_id, id, expense_id, storage_key, name, media_type, size, sha256, width, height, preview, created_at, is_missing)
  on receipt_files to concord_customer;
--> statement-breakpoint
create policy customer_read on receipt_files for select to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from expenses x where x.id = expense_id));
--> statement-breakpoint
alter table invoice_lines drop constraint invoice_lines_check;
--> statement-breakpoint
alter table invoice_lines add constraint invoice_lines_check check (source in ('time', 'milestone', 'retainer', 'expense') and amount_minor between 0 and 999999999999
  and num_nonnulls(role, minutes, rate_minor) = case source when 'time' then 3 else 0 end);
--> statement-breakpoint
alter table billing_allocations drop constraint billing_allocations_one_check;
--> statement-breakpoint
alter table billing_allocations add constraint billing_allocations_one_check
  check (num_nonnulls(time_entry_id, milestone_id, retainer_version_id, expense_id) = 1 and amount_minor between 0 and 999999999999);
--> statement-breakpoint
create or replace function keep_allocation() returns trigger language plpgsql as $$
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
      and (a.time_entry_id = new.time_entry_id or a.milestone_id = new.milestone_id or a.retainer_version_id = new.retainer_version_id or a.expense_id = new.expense_id)) then
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
  elsif new.expense_id is not null then
    select x.amount_minor into amount from expenses x where x.organisation_id = new.organisation_id and x.id = new.expense_id
      and x.engagement_id = doc.engagement_id and x.state = 'approved' for update;
    if amount is distinct from new.amount_minor then raise exception 'only an approved expense of the same work is billed, for what was spent' using errcode = '23514'; end if;
  else
    select b.fees_minor - coalesce((select sum(m.amount_minor) from milestones m where m.organisation_id = b.organisation_id and m.version_id = b.version_id), 0) into amount
      from budget_revisions b join engagements e on e.organisation_id = b.organisation_id and e.id = b.engagement_id and e.model = 'retainer'
      where b.organisation_id = new.organisation_id and b.version_id = new.retainer_version_id and b.engagement_id = doc.engagement_id;
    if amount is distinct from new.amount_minor then raise exception 'prepaid hours are billed for what was signed' using errcode = '23514'; end if;
  end if;
  return new;
end $$;
--> statement-breakpoint
create or replace function check_issued(doc invoices) returns void language plpgsql as $$
declare lines record; wrong bigint; before record; approved record; billed record;
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
    -- Fees and expenses have budgets of their own. What has none, as included work, has nothing that could be billed (I12).
    select coalesce(sum(b.fees_minor), 0) as fees, coalesce(sum(b.expenses_minor), 0) as expenses into approved from budget_revisions b
      where b.organisation_id = doc.organisation_id and b.engagement_id = doc.engagement_id;
    select coalesce(sum(x.minor) filter (where not x.is_expense), 0) as fees, coalesce(sum(x.minor) filter (where x.is_expense), 0) as expenses into billed from (
      select l.source = 'expense' as is_expense, case i.kind when 'invoice' then l.amount_minor else -l.amount_minor end as minor from invoices i
        join invoice_lines l on l.organisation_id = i.organisation_id and l.invoice_id = i.id
      where i.organisation_id = doc.organisation_id and i.engagement_id = doc.engagement_id and (i.state <> 'draft' or i.id = doc.id)) x;
    if billed.fees > approved.fees or billed.expenses > approved.expenses then raise exception 'beyond what was approved' using errcode = '23514'; end if;
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
