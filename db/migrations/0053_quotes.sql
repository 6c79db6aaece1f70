CREATE TABLE "budget_revisions" (
	"organisation_id" uuid NOT NULL,
	"engagement_id" uuid NOT NULL,
	"revision" smallint NOT NULL,
	"version_id" uuid NOT NULL,
	"fees_minor" bigint NOT NULL,
	"expenses_minor" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "budget_revisions_organisation_id_engagement_id_revision_pk" PRIMARY KEY("organisation_id","engagement_id","revision"),
	CONSTRAINT "budget_revisions_version_key" UNIQUE("version_id")
);
--> statement-breakpoint
CREATE TABLE "buying_rules" (
	"organisation_id" uuid PRIMARY KEY NOT NULL,
	"order_required" boolean NOT NULL,
	"any_two" boolean NOT NULL,
	"changed_by" uuid NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "engagements" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"request_id" uuid NOT NULL,
	"state" text NOT NULL,
	"model" text NOT NULL,
	"currency" text NOT NULL,
	"order_number" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "engagements_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "engagements_number_key" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "quote_lines" (
	"organisation_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"kind" text NOT NULL,
	"item_code" text,
	"role" text,
	"unit" text NOT NULL,
	"name" text NOT NULL,
	"detail" text NOT NULL,
	"qty_milli" bigint NOT NULL,
	"unit_rate_minor" bigint NOT NULL,
	"card_rate_minor" bigint,
	"card_version_id" uuid,
	"discount_bp" integer NOT NULL,
	"amount_minor" bigint NOT NULL,
	"is_optional" boolean NOT NULL,
	CONSTRAINT "quote_lines_organisation_id_version_id_position_pk" PRIMARY KEY("organisation_id","version_id","position")
);
--> statement-breakpoint
CREATE TABLE "quote_orders" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"order_number" text NOT NULL,
	"ordered_by" text NOT NULL,
	"note" text NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "quote_orders_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "quote_orders_version_key" UNIQUE("version_id")
);
--> statement-breakpoint
CREATE TABLE "quote_signatures" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"version_id" uuid NOT NULL,
	"method" text NOT NULL,
	"canonical_sha256" text NOT NULL,
	"user_id" uuid NOT NULL,
	"countersigned_by" uuid,
	"email" text NOT NULL,
	"typed_name" text NOT NULL,
	"grant_id" uuid,
	"limit_minor" bigint,
	"chosen" smallint[] NOT NULL,
	"total_minor" bigint NOT NULL,
	"order_number" text NOT NULL,
	"terms_version" integer NOT NULL,
	"terms_sha256" text NOT NULL,
	"statement" text NOT NULL,
	"signed_at" timestamp (3) with time zone NOT NULL,
	"address" text NOT NULL,
	"user_agent" text NOT NULL,
	"session_id" uuid,
	"signed_in_with" text NOT NULL,
	"signed_in_seconds" integer NOT NULL,
	"previous_hash" text NOT NULL,
	"row_hash" text NOT NULL,
	CONSTRAINT "quote_signatures_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "quote_signatures_seq_key" UNIQUE("organisation_id","seq"),
	CONSTRAINT "quote_signatures_person_key" UNIQUE("version_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "quote_steps" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"actor_id" uuid,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "quote_steps_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "quote_terms" (
	"version" integer PRIMARY KEY NOT NULL,
	"words" text NOT NULL,
	"sha256" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quote_versions" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"quote_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"version" smallint NOT NULL,
	"state" text NOT NULL,
	"author_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"model" text NOT NULL,
	"is_capped" boolean NOT NULL,
	"currency" text NOT NULL,
	"fees_minor" bigint NOT NULL,
	"expenses_minor" bigint NOT NULL,
	"tax_minor" bigint NOT NULL,
	"tax_code" text NOT NULL,
	"tax_bp" integer NOT NULL,
	"valid_until" date NOT NULL,
	"payment_days" smallint NOT NULL,
	"terms_version" integer NOT NULL,
	"scope" text NOT NULL,
	"assumptions" text NOT NULL,
	"exclusions" text NOT NULL,
	"starts_on" date,
	"canonical" text,
	"canonical_sha256" text,
	"sent_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"accepted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "quote_versions_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "quote_versions_number_key" UNIQUE("quote_id","version")
);
--> statement-breakpoint
CREATE TABLE "quotes" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"request_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "quotes_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "quotes_number_key" UNIQUE("number"),
	CONSTRAINT "quotes_request_key" UNIQUE("request_id")
);
--> statement-breakpoint
CREATE TABLE "rate_card_rates" (
	"version_id" uuid NOT NULL,
	"role" text NOT NULL,
	"unit" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	CONSTRAINT "rate_card_rates_version_id_role_unit_pk" PRIMARY KEY("version_id","role","unit")
);
--> statement-breakpoint
CREATE TABLE "rate_card_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"card_id" uuid NOT NULL,
	"effective_from" date NOT NULL,
	"published_by" uuid NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "rate_card_versions_key" UNIQUE("card_id","effective_from")
);
--> statement-breakpoint
CREATE TABLE "rate_cards" (
	"id" uuid PRIMARY KEY NOT NULL,
	"region_code" text NOT NULL,
	"currency" text NOT NULL,
	"organisation_id" uuid,
	CONSTRAINT "rate_cards_key" UNIQUE NULLS NOT DISTINCT("region_code","currency","organisation_id")
);
--> statement-breakpoint
ALTER TABLE "service_requests" ADD COLUMN "quoted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "budget_revisions" ADD CONSTRAINT "budget_revisions_engagement_fk" FOREIGN KEY ("organisation_id","engagement_id") REFERENCES "public"."engagements"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_revisions" ADD CONSTRAINT "budget_revisions_version_fk" FOREIGN KEY ("organisation_id","version_id") REFERENCES "public"."quote_versions"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "buying_rules" ADD CONSTRAINT "buying_rules_changed_by_users_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagements" ADD CONSTRAINT "engagements_request_fk" FOREIGN KEY ("organisation_id","request_id") REFERENCES "public"."service_requests"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_lines" ADD CONSTRAINT "quote_lines_item_code_service_items_code_fk" FOREIGN KEY ("item_code") REFERENCES "public"."service_items"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_lines" ADD CONSTRAINT "quote_lines_card_version_id_rate_card_versions_id_fk" FOREIGN KEY ("card_version_id") REFERENCES "public"."rate_card_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_lines" ADD CONSTRAINT "quote_lines_version_fk" FOREIGN KEY ("organisation_id","version_id") REFERENCES "public"."quote_versions"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_orders" ADD CONSTRAINT "quote_orders_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_orders" ADD CONSTRAINT "quote_orders_version_fk" FOREIGN KEY ("organisation_id","version_id") REFERENCES "public"."quote_versions"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_signatures" ADD CONSTRAINT "quote_signatures_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_signatures" ADD CONSTRAINT "quote_signatures_countersigned_by_users_id_fk" FOREIGN KEY ("countersigned_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_signatures" ADD CONSTRAINT "quote_signatures_version_fk" FOREIGN KEY ("organisation_id","version_id") REFERENCES "public"."quote_versions"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_signatures" ADD CONSTRAINT "quote_signatures_grant_fk" FOREIGN KEY ("organisation_id","grant_id") REFERENCES "public"."approval_grants"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_steps" ADD CONSTRAINT "quote_steps_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_steps" ADD CONSTRAINT "quote_steps_version_fk" FOREIGN KEY ("organisation_id","version_id") REFERENCES "public"."quote_versions"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_versions" ADD CONSTRAINT "quote_versions_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_versions" ADD CONSTRAINT "quote_versions_terms_version_quote_terms_version_fk" FOREIGN KEY ("terms_version") REFERENCES "public"."quote_terms"("version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_versions" ADD CONSTRAINT "quote_versions_quote_fk" FOREIGN KEY ("organisation_id","quote_id") REFERENCES "public"."quotes"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_request_fk" FOREIGN KEY ("organisation_id","request_id") REFERENCES "public"."service_requests"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rate_card_rates" ADD CONSTRAINT "rate_card_rates_version_id_rate_card_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."rate_card_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rate_card_versions" ADD CONSTRAINT "rate_card_versions_card_id_rate_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."rate_cards"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rate_card_versions" ADD CONSTRAINT "rate_card_versions_published_by_users_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "engagements_request_key" ON "engagements" USING btree ("request_id") WHERE state <> 'cancelled';--> statement-breakpoint
CREATE INDEX "quote_steps_version_idx" ON "quote_steps" USING btree ("version_id","at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "quote_versions_accepted_key" ON "quote_versions" USING btree ("quote_id") WHERE state = 'accepted';--> statement-breakpoint
CREATE UNIQUE INDEX "quote_versions_open_key" ON "quote_versions" USING btree ("quote_id") WHERE state in ('sent', 'partly_approved');--> statement-breakpoint
CREATE UNIQUE INDEX "quote_versions_draft_key" ON "quote_versions" USING btree ("quote_id") WHERE state in ('draft', 'internal_review', 'ready');--> statement-breakpoint
CREATE INDEX "quote_versions_expiry_idx" ON "quote_versions" USING btree ("expires_at") WHERE state in ('sent', 'partly_approved');--> statement-breakpoint

-- What drizzle cannot say: numbers, what may follow on what, what is frozen, and who sees what (services.md §1.4, §1.5, I10, I11).
create sequence quote_numbers as bigint start with 1;
--> statement-breakpoint
create sequence engagement_numbers as bigint start with 1;
--> statement-breakpoint
alter table service_requests drop constraint service_requests_state_check;
--> statement-breakpoint
alter table service_requests add constraint service_requests_state_check
  check (state in ('new', 'scoping', 'quoted', 'accepted', 'returned_to_support', 'declined_by_vendor', 'withdrawn'));
--> statement-breakpoint
create or replace function keep_service_request() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'new' or new.quoted_at is not null then raise exception 'a request begins as new' using errcode = '23514'; end if;
    return new;
  end if;
  if (old.state, new.state) not in (('new', 'scoping'), ('new', 'returned_to_support'), ('new', 'declined_by_vendor'),
      ('new', 'withdrawn'), ('scoping', 'withdrawn'), ('scoping', 'quoted'), ('quoted', 'scoping'), ('quoted', 'accepted'), ('quoted', 'withdrawn'),
      ('accepted', 'scoping')) then
    raise exception 'a request does not go from % to %', old.state, new.state using errcode = '23514';
  end if;
  if to_jsonb(new) - array['state', 'changed_at', 'case_id', 'quoted_at'] <> to_jsonb(old) - array['state', 'changed_at', 'case_id', 'quoted_at']
      or (new.case_id is distinct from old.case_id and new.state <> 'returned_to_support')
      or (old.quoted_at is not null and new.quoted_at is distinct from old.quoted_at) then
    raise exception 'what was asked is not changed' using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter table quotes add constraint quotes_currency_check check (currency ~ '^[A-Z]{3}$');
--> statement-breakpoint
alter table rate_cards add constraint rate_cards_currency_check check (currency ~ '^[A-Z]{3}$');
--> statement-breakpoint
alter table rate_card_rates add constraint rate_card_rates_amount_check check (amount_minor between 1 and 999999999999);
--> statement-breakpoint
alter table quote_versions
  add constraint quote_versions_state_check check (state in ('draft', 'internal_review', 'ready', 'sent', 'partly_approved', 'accepted', 'declined',
    'expired', 'withdrawn', 'superseded')),
  add constraint quote_versions_model_check check (model in ('fixed', 'time_and_materials', 'retainer')),
  add constraint quote_versions_money_check check (fees_minor between 0 and 999999999999 and expenses_minor between 0 and 999999999999
    and tax_minor between 0 and 999999999999 and tax_bp between 0 and 5000),
  add constraint quote_versions_days_check check (payment_days between 0 and 120),
  add constraint quote_versions_sent_check check ((sent_at is null) = (canonical is null) and (sent_at is null) = (canonical_sha256 is null)
    and (sent_at is null) = (expires_at is null) and (sent_at is not null or state in ('draft', 'internal_review', 'ready', 'superseded'))),
  -- What was hashed is what is kept.
  add constraint quote_versions_hash_check check (canonical_sha256 = encode(sha256(convert_to(canonical, 'UTF8')), 'hex'));
--> statement-breakpoint
alter table quote_lines
  add constraint quote_lines_kind_check check (kind in ('time', 'fixed', 'expense', 'included') and (kind <> 'included' or amount_minor = 0)),
  add constraint quote_lines_numbers_check check (qty_milli between 1 and 100000000 and unit_rate_minor between 0 and 999999999999
    and amount_minor between 0 and 999999999999 and discount_bp between 0 and 10000);
--> statement-breakpoint
-- A version begins as a draft, goes on as lib/engagements/quote.ts says, and is frozen from its sending on (I11).
create function keep_quote_version() returns trigger language plpgsql as $$
declare sums record;
begin
  if tg_op = 'DELETE' then raise exception 'a quote is never deleted' using errcode = '55000'; end if;
  if tg_op = 'INSERT' then
    if new.state <> 'draft' or new.currency <> (select currency from quotes q where q.organisation_id = new.organisation_id and q.id = new.quote_id) then
      raise exception 'a version begins as a draft in the currency of its quote' using errcode = '23514';
    end if;
    return new;
  end if;
  if new.state <> old.state and (old.state, new.state) not in (('draft', 'internal_review'), ('internal_review', 'ready'), ('internal_review', 'draft'),
      ('draft', 'sent'), ('ready', 'sent'), ('sent', 'partly_approved'), ('sent', 'accepted'), ('partly_approved', 'accepted'), ('sent', 'declined'),
      ('partly_approved', 'declined'), ('sent', 'expired'), ('partly_approved', 'expired'), ('sent', 'withdrawn'), ('partly_approved', 'withdrawn'),
      ('accepted', 'withdrawn'), ('draft', 'superseded'), ('internal_review', 'superseded'), ('ready', 'superseded'), ('sent', 'superseded'),
      ('partly_approved', 'superseded'), ('declined', 'superseded'), ('expired', 'superseded')) then
    raise exception 'a quote does not go from % to %', old.state, new.state using errcode = '23514';
  end if;
  if (old.sent_at is not null or (old.state <> 'draft' and new.state <> 'sent'))
      and to_jsonb(new) - array['state', 'changed_at', 'accepted_at'] <> to_jsonb(old) - array['state', 'changed_at', 'accepted_at'] then
    raise exception 'what was sent is never changed' using errcode = '55000';
  end if;
  if (new.organisation_id, new.id, new.quote_id, new.request_id, new.version, new.author_id, new.currency)
      is distinct from (old.organisation_id, old.id, old.quote_id, old.request_id, old.version, old.author_id, old.currency) then
    raise exception 'a version stays the same one' using errcode = '55000';
  end if;
  if new.state = 'sent' and old.state <> 'sent' then
    select count(*) as lines, coalesce(sum(amount_minor) filter (where kind <> 'expense' and not is_optional), 0) as fees,
        coalesce(sum(amount_minor) filter (where kind = 'expense' and not is_optional), 0) as expenses into sums
      from quote_lines l where l.organisation_id = new.organisation_id and l.version_id = new.id;
    if sums.lines = 0 or sums.fees <> new.fees_minor or sums.expenses <> new.expenses_minor then
      raise exception 'the lines of a quote are its sum' using errcode = '23514';
    end if;
  end if;
  if new.state in ('partly_approved', 'accepted') and new.state <> old.state
      and not exists (select from quote_signatures s where s.organisation_id = new.organisation_id and s.version_id = new.id) then
    raise exception 'nothing is accepted without a signature' using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger quote_versions_keep before insert or update or delete on quote_versions for each row execute function keep_quote_version();
--> statement-breakpoint
create function keep_quote_line() returns trigger language plpgsql as $$
begin
  if exists (select from quote_versions v where v.state <> 'draft'
      and ((tg_op <> 'INSERT' and v.organisation_id = old.organisation_id and v.id = old.version_id)
        or (tg_op <> 'DELETE' and v.organisation_id = new.organisation_id and v.id = new.version_id))) then
    raise exception 'only the lines of a draft change' using errcode = '55000';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
--> statement-breakpoint
create trigger quote_lines_keep before insert or update or delete on quote_lines for each row execute function keep_quote_line();
--> statement-breakpoint
-- A signature is of a version that waits for one, under its hash; the rows of an organisation are a chain.
create function chain_quote_signature() returns trigger language plpgsql security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
declare last record; version record;
begin
  perform pg_advisory_xact_lock(hashtextextended('quote_signatures:' || new.organisation_id, 0));
  select v.state, v.canonical_sha256, v.expires_at into version from quote_versions v where v.organisation_id = new.organisation_id and v.id = new.version_id;
  if version.state not in ('sent', 'partly_approved') or version.canonical_sha256 <> new.canonical_sha256 or new.signed_at >= version.expires_at then
    raise exception 'what is signed is what waits for a signature' using errcode = '23514';
  end if;
  if new.method = 'portal' and not exists (select from approval_grants g where g.organisation_id = new.organisation_id and g.id = new.grant_id
      and g.user_id = new.user_id and g.ended_at is null) then
    raise exception 'whoever signs has a grant' using errcode = '23514';
  end if;
  if new.method = 'offline_order' and (new.countersigned_by is null or new.countersigned_by = new.user_id
      or not exists (select from quote_orders x where x.organisation_id = new.organisation_id and x.version_id = new.version_id and x.recorded_by = new.user_id)) then
    raise exception 'an order is countersigned by somebody else' using errcode = '23514';
  end if;
  select s.seq, s.row_hash into last from quote_signatures s where s.organisation_id = new.organisation_id order by s.seq desc limit 1;
  -- The address of that moment, which a customer's role may not read.
  new.email := (select u.email from users u where u.id = new.user_id);
  new.seq := coalesce(last.seq, 0) + 1;
  new.previous_hash := coalesce(last.row_hash, '');
  new.row_hash := encode(sha256(convert_to(new.previous_hash || (to_jsonb(new) - 'row_hash')::text, 'UTF8')), 'hex');
  return new;
end $$;
--> statement-breakpoint
create trigger quote_signatures_chain before insert on quote_signatures for each row execute function chain_quote_signature();
--> statement-breakpoint
-- Whether the chain of an organisation still says what was written (services.md I13).
create function quote_signatures_intact(organisation uuid) returns boolean language sql stable set timezone = 'UTC' as $$
  select coalesce(bool_and(
    s.row_hash = encode(sha256(convert_to(s.previous_hash || (to_jsonb(s) - 'row_hash')::text, 'UTF8')), 'hex')
    and s.previous_hash = coalesce((select p.row_hash from quote_signatures p where p.organisation_id = s.organisation_id and p.seq = s.seq - 1), '')), true)
  from quote_signatures s where s.organisation_id = organisation
$$;
--> statement-breakpoint
alter table engagements add constraint engagements_state_check check (state in ('planned', 'cancelled'));
--> statement-breakpoint
create function keep_engagement() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (old.state, new.state) not in (('planned', 'cancelled'))
      or to_jsonb(new) - array['state', 'changed_at'] <> to_jsonb(old) - array['state', 'changed_at'] then
    raise exception 'an engagement does not change like that' using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger engagements_keep before update or delete on engagements for each row execute function keep_engagement();
--> statement-breakpoint
-- A budget follows from an accepted version, in its currency.
create function keep_budget_revision() returns trigger language plpgsql as $$
begin
  if not exists (select from quote_versions v join engagements e on e.organisation_id = v.organisation_id and e.currency = v.currency
      where v.organisation_id = new.organisation_id and v.id = new.version_id and v.state = 'accepted' and e.id = new.engagement_id) then
    raise exception 'a budget follows from an accepted quote' using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger budget_revisions_keep before insert on budget_revisions for each row execute function keep_budget_revision();
--> statement-breakpoint
do $$
declare t text;
begin
  foreach t in array array['quote_steps', 'quote_signatures', 'quote_orders', 'quote_terms', 'rate_card_versions', 'rate_card_rates', 'budget_revisions', 'quotes', 'rate_cards']
  loop
    execute format('create trigger %I before update or delete on %I for each row execute function refuse_change()', t || '_append_only', t);
  end loop;
  foreach t in array array['quote_steps', 'quote_signatures', 'quote_orders', 'quote_terms', 'rate_card_versions', 'rate_card_rates', 'budget_revisions', 'quotes', 'rate_cards',
    'quote_versions', 'quote_lines', 'engagements']
  loop
    execute format('create trigger %I before truncate on %I for each statement execute function refuse_change()', t || '_no_truncate', t);
  end loop;
  foreach t in array array['buying_rules', 'rate_cards', 'rate_card_versions', 'rate_card_rates', 'quote_terms', 'quotes', 'quote_versions', 'quote_lines',
    'quote_steps', 'quote_signatures', 'quote_orders', 'engagements', 'budget_revisions']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('grant select on %I to concord_staff', t);
  end loop;
  -- Our people read everything; what they write, by table. Who may approve, and by what rule, is the customer's word alone.
  foreach t in array array['rate_cards', 'rate_card_versions', 'rate_card_rates', 'quotes', 'quote_versions', 'quote_lines', 'quote_steps', 'quote_signatures',
    'quote_orders', 'engagements', 'budget_revisions']
  loop
    execute format('create policy staff_all on %I to concord_staff using (true) with check (true)', t);
    execute format('grant insert on %I to concord_staff', t);
  end loop;
  foreach t in array array['buying_rules', 'quote_terms']
  loop
    execute format('create policy staff_read on %I for select to concord_staff using (true)', t);
  end loop;
  -- Rate cards are ours: a price reaches a customer as a quote only.
  foreach t in array array['buying_rules', 'quote_terms', 'quotes', 'quote_versions', 'quote_lines', 'quote_steps', 'quote_signatures', 'engagements', 'budget_revisions']
  loop
    execute format('grant select on %I to concord_customer', t);
  end loop;
end $$;
--> statement-breakpoint
grant update on quote_versions to concord_staff;
--> statement-breakpoint
grant update, delete on quote_lines to concord_staff;
--> statement-breakpoint
grant update (state, changed_at) on engagements to concord_staff;
--> statement-breakpoint
grant update (quoted_at) on service_requests to concord_staff;
--> statement-breakpoint
grant usage on sequence quote_numbers, engagement_numbers to concord_staff;
--> statement-breakpoint
grant insert on quote_signatures to concord_customer;
--> statement-breakpoint
grant insert, update (order_required, any_two, changed_by, changed_at) on buying_rules to concord_customer;
--> statement-breakpoint
create function app_is_approver() returns boolean language sql stable as $$
  select exists (select from approval_grants g where g.organisation_id = app_organisation() and g.user_id = app_user() and g.ended_at is null) $$;
--> statement-breakpoint
-- An approver sees what was ever quoted to their organisation; what was not is for whoever asked.
alter policy customer_read on service_requests using (
  organisation_id = (select app_organisation())
  and ((select app_is_organisation_administrator()) or requester_id = (select app_user()) or (quoted_at is not null and (select app_is_approver()))));
--> statement-breakpoint
alter policy customer_update on service_requests using (
  organisation_id = (select app_organisation())
  and ((select app_is_organisation_administrator()) or requester_id = (select app_user()) or (quoted_at is not null and (select app_is_approver()))))
  with check (organisation_id = (select app_organisation()) and state = 'withdrawn'
    and ((select app_is_organisation_administrator()) or requester_id = (select app_user())));
--> statement-breakpoint
drop policy customer_insert on service_request_messages;
--> statement-breakpoint
create policy customer_insert on service_request_messages for insert to concord_customer with check (
  organisation_id = (select app_organisation()) and author_id = (select app_user())
  and exists (select from service_requests r where r.id = request_id and r.state in ('new', 'scoping', 'quoted', 'accepted')));
--> statement-breakpoint
create policy customer_read on buying_rules for select to concord_customer using (organisation_id = (select app_organisation()));
--> statement-breakpoint
create policy customer_insert on buying_rules for insert to concord_customer with check (
  organisation_id = (select app_organisation()) and (select app_is_organisation_administrator()) and changed_by = (select app_user()));
--> statement-breakpoint
create policy customer_update on buying_rules for update to concord_customer
  using (organisation_id = (select app_organisation()) and (select app_is_organisation_administrator()))
  with check (organisation_id = (select app_organisation()) and changed_by = (select app_user()));
--> statement-breakpoint
create policy customer_read on quote_terms for select to concord_customer using ((select app_organisation()) is not null);
--> statement-breakpoint
create policy customer_read on quotes for select to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from service_requests r where r.id = request_id and r.quoted_at is not null));
--> statement-breakpoint
create policy customer_read on quote_versions for select to concord_customer using (
  organisation_id = (select app_organisation()) and sent_at is not null and exists (select from service_requests r where r.id = request_id));
--> statement-breakpoint
create policy customer_read on quote_lines for select to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from quote_versions v where v.id = version_id));
--> statement-breakpoint
-- What we did among ourselves before it was sent is ours.
create policy customer_read on quote_steps for select to concord_customer using (
  organisation_id = (select app_organisation()) and to_state not in ('draft', 'internal_review', 'ready')
  and exists (select from quote_versions v where v.id = version_id));
--> statement-breakpoint
create policy customer_read on quote_signatures for select to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from quote_versions v where v.id = version_id));
--> statement-breakpoint
create policy customer_insert on quote_signatures for insert to concord_customer with check (
  organisation_id = (select app_organisation()) and user_id = (select app_user()) and method = 'portal' and countersigned_by is null
  and exists (select from quote_versions v where v.id = version_id));
--> statement-breakpoint
create policy customer_read on engagements for select to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from service_requests r where r.id = request_id));
--> statement-breakpoint
create policy customer_read on budget_revisions for select to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from engagements e where e.id = engagement_id));
--> statement-breakpoint
insert into quote_terms (version, words, sha256, since)
select 1, words, encode(sha256(convert_to(words, 'UTF8')), 'hex'), '2026-01-01T00:00:00Z' from (values (
E'1. This quote is our offer for the work that it describes. It binds both sides once an approver of your organisation has signed it.\n\n2. Nothing is billed beyond the total of the lines that were signed. More work needs a change that an approver signs too.\n\n3. Time is recorded in quarters of an hour and shown to you. Expenses are billed at cost, up to the amount of their line.\n\n4. Invoices are due within the days that the quote names.\n\n5. Within 24 hours the acceptance can be taken back while no work has begun.'
)) as terms (words);
