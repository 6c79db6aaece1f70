CREATE TABLE "hour_blocks" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"engagement_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"version_id" uuid,
	"opens_on" date NOT NULL,
	"first_ends_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"granted_minutes" integer NOT NULL,
	"balance_minutes" integer NOT NULL,
	"last_seq" smallint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "hour_blocks_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "hour_blocks_version_key" UNIQUE("version_id")
);
--> statement-breakpoint
CREATE TABLE "hour_entries" (
	"organisation_id" uuid NOT NULL,
	"block_id" uuid NOT NULL,
	"seq" smallint NOT NULL,
	"kind" text NOT NULL,
	"minutes" integer NOT NULL,
	"balance_minutes" integer NOT NULL,
	"time_entry_id" uuid,
	"ends_on" date,
	"reason" text NOT NULL,
	"actor_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "hour_entries_organisation_id_block_id_seq_pk" PRIMARY KEY("organisation_id","block_id","seq")
);
--> statement-breakpoint
CREATE TABLE "hour_notices" (
	"organisation_id" uuid NOT NULL,
	"block_id" uuid NOT NULL,
	"ends_on" date NOT NULL,
	"basis" text NOT NULL,
	"threshold" smallint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "hour_notices_organisation_id_block_id_ends_on_basis_threshold_pk" PRIMARY KEY("organisation_id","block_id","ends_on","basis","threshold")
);
--> statement-breakpoint
ALTER TABLE "hour_blocks" ADD CONSTRAINT "hour_blocks_engagement_fk" FOREIGN KEY ("organisation_id","engagement_id") REFERENCES "public"."engagements"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hour_blocks" ADD CONSTRAINT "hour_blocks_version_fk" FOREIGN KEY ("organisation_id","version_id") REFERENCES "public"."quote_versions"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hour_entries" ADD CONSTRAINT "hour_entries_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hour_entries" ADD CONSTRAINT "hour_entries_block_fk" FOREIGN KEY ("organisation_id","block_id") REFERENCES "public"."hour_blocks"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hour_entries" ADD CONSTRAINT "hour_entries_time_fk" FOREIGN KEY ("organisation_id","time_entry_id") REFERENCES "public"."time_entries"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hour_notices" ADD CONSTRAINT "hour_notices_block_fk" FOREIGN KEY ("organisation_id","block_id") REFERENCES "public"."hour_blocks"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "hour_blocks_engagement_idx" ON "hour_blocks" USING btree ("engagement_id","ends_on");--> statement-breakpoint
CREATE INDEX "hour_blocks_end_idx" ON "hour_blocks" USING btree ("ends_on") WHERE balance_minutes > 0;--> statement-breakpoint
CREATE INDEX "hour_entries_time_idx" ON "hour_entries" USING btree ("time_entry_id") WHERE time_entry_id is not null;
--> statement-breakpoint

-- What drizzle cannot say: what a ledger may say, that no block falls below nothing, and who sees what (services.md §1.9, §1.10, I12).
alter table service_requests drop constraint service_requests_state_check, drop constraint service_requests_source_check;
--> statement-breakpoint
-- An onboarding is opened by our side, with a request that was never asked: it needs no quote.
alter table service_requests
  add constraint service_requests_state_check
    check (state in ('new', 'scoping', 'quoted', 'accepted', 'included', 'returned_to_support', 'declined_by_vendor', 'withdrawn')),
  add constraint service_requests_source_check check (source in ('portal', 'case', 'csm') and (source <> 'case' or case_id is not null));
--> statement-breakpoint
create or replace function keep_service_request() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.quoted_at is not null or (new.state <> 'new' and (new.state, new.source) <> ('included', 'csm')) then
      raise exception 'a request begins as new' using errcode = '23514';
    end if;
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
alter policy customer_insert on service_requests with check (
  organisation_id = (select app_organisation()) and requester_id = (select app_user()) and state = 'new' and source <> 'csm'
  and (case_id is null or exists (select from cases c where c.id = case_id)));
--> statement-breakpoint
alter table engagements add constraint engagements_model_check check (model in ('fixed', 'time_and_materials', 'retainer', 'included'));
--> statement-breakpoint
create unique index engagements_onboarding_key on engagements (organisation_id)
  where model = 'included' and state in ('planned', 'active', 'on_hold', 'delivered');
--> statement-breakpoint
-- Included work has no budget, so nothing of it can be billed (I12).
create or replace function keep_budget_revision() returns trigger language plpgsql as $$
begin
  if not exists (select from quote_versions v join engagements e on e.organisation_id = v.organisation_id and e.currency = v.currency
      where v.organisation_id = new.organisation_id and v.id = new.version_id and v.state = 'accepted' and e.id = new.engagement_id and e.model <> 'included') then
    raise exception 'a budget follows from an accepted quote' using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter table time_entries drop constraint time_entries_class_check;
--> statement-breakpoint
alter table time_entries add constraint time_entries_class_check check (time_class in ('billable', 'retainer', 'included', 'overrun', 'goodwill', 'internal')
  and (time_class <> 'goodwill' or class_reason <> '') and (time_class <> 'included' or rate_minor = 0));
--> statement-breakpoint
create or replace function keep_time_entry() returns trigger language plpgsql as $$
declare engagement record; content text[] := array['role', 'worked_on', 'worked_minutes', 'customer_note', 'internal_note', 'rate_minor', 'rate_version_id', 'rate_position'];
  identity text[] := array['organisation_id', 'id', 'engagement_id', 'consultant_id', 'split_from', 'currency', 'created_at'];
  was jsonb; is_now jsonb; changed boolean;
begin
  if tg_op = 'DELETE' then
    if old.state <> 'draft' and not (old.split_from is not null and old.state = 'submitted') then
      raise exception 'only a draft is deleted' using errcode = '55000';
    end if;
    return old;
  end if;
  select e.state, e.currency, e.model into engagement from engagements e where e.organisation_id = new.organisation_id and e.id = new.engagement_id;
  if engagement.state in ('closed', 'cancelled') then raise exception 'the work is over' using errcode = '55000'; end if;
  if (new.time_class = 'included' and engagement.model <> 'included') or (new.time_class = 'retainer' and engagement.model <> 'retainer')
      or (engagement.model = 'included' and new.time_class not in ('included', 'overrun', 'goodwill')) then
    raise exception 'what an entry counts as is not what was agreed' using errcode = '23514';
  end if;
  if new.rate_version_id is not null and not exists (select from budget_revisions b where b.organisation_id = new.organisation_id
      and b.engagement_id = new.engagement_id and b.version_id = new.rate_version_id) then
    raise exception 'a rate is one that was signed for this work' using errcode = '23514';
  end if;
  if tg_op = 'INSERT' then
    if new.currency <> engagement.currency or (new.split_from is null and new.state <> 'draft')
        or (new.split_from is not null and (new.time_class <> 'overrun' or not exists (select from time_entries r where r.organisation_id = new.organisation_id
          and r.id = new.split_from and r.split_from is null and r.engagement_id = new.engagement_id and r.consultant_id = new.consultant_id))) then
      raise exception 'an entry begins as a draft in the currency of its work' using errcode = '23514';
    end if;
    return new;
  end if;
  if (old.state, new.state) not in (('draft', 'submitted'), ('submitted', 'approved'), ('submitted', 'rejected'), ('rejected', 'draft'),
      ('approved', 'submitted'), ('approved', 'written_off')) and new.state <> old.state then
    raise exception 'an entry does not go from % to %', old.state, new.state using errcode = '23514';
  end if;
  select jsonb_object_agg(key, value) filter (where key = any(identity)) into was from jsonb_each(to_jsonb(old));
  select jsonb_object_agg(key, value) filter (where key = any(identity)) into is_now from jsonb_each(to_jsonb(new));
  if was <> is_now then raise exception 'an entry stays the same one' using errcode = '55000'; end if;
  select jsonb_object_agg(key, value) filter (where key = any(content)) into was from jsonb_each(to_jsonb(old));
  select jsonb_object_agg(key, value) filter (where key = any(content)) into is_now from jsonb_each(to_jsonb(new));
  changed := was <> is_now;
  if changed and old.state not in ('draft', 'rejected') then raise exception 'what was submitted says what it said' using errcode = '55000'; end if;
  if old.state in ('approved', 'written_off') and (new.time_class, new.billed_minutes) is distinct from (old.time_class, old.billed_minutes)
      and not (old.state = 'approved' and old.time_class = 'overrun' and new.time_class in ('overrun', 'billable', 'retainer') and new.billed_minutes <= old.billed_minutes) then
    raise exception 'what is approved is frozen' using errcode = '55000';
  end if;
  if changed then
    new.version := old.version + 1;
    insert into time_entry_versions (organisation_id, entry_id, version, role, worked_on, worked_minutes, customer_note, internal_note, at)
    values (old.organisation_id, old.id, old.version, old.role, old.worked_on, old.worked_minutes, old.customer_note, old.internal_note, old.changed_at);
  end if;
  return new;
end $$;
--> statement-breakpoint
alter table hour_blocks add constraint hour_blocks_check check (kind in ('prepaid', 'included') and (kind = 'prepaid') = (version_id is not null)
  and granted_minutes between 1 and 600000 and balance_minutes between 0 and granted_minutes and first_ends_on >= opens_on and ends_on >= first_ends_on);
--> statement-breakpoint
alter table hour_entries add constraint hour_entries_check check (
  case kind when 'granted' then minutes > 0 when 'returned' then minutes > 0 when 'restored' then minutes > 0 when 'drawn' then minutes < 0
    when 'expired' then minutes < 0 when 'extended' then minutes = 0 else false end
  and (kind in ('drawn', 'returned')) = (time_entry_id is not null) and (kind in ('restored', 'extended')) = (ends_on is not null)
  and (kind not in ('restored', 'extended') or reason <> '') and balance_minutes >= 0);
--> statement-breakpoint
alter table hour_notices add constraint hour_notices_check check (basis in ('days_left', 'percent_used'));
--> statement-breakpoint
-- A block begins empty; only its ledger fills it. Prepaid hours are those that were signed.
create function keep_hour_block() returns trigger language plpgsql as $$
declare kept text[] := array['balance_minutes', 'last_seq', 'ends_on'];
begin
  if tg_op = 'UPDATE' and pg_trigger_depth() > 1 and to_jsonb(new) - kept = to_jsonb(old) - kept then return new; end if;
  if tg_op <> 'INSERT' then raise exception 'only its ledger changes a block' using errcode = '55000'; end if;
  if (new.balance_minutes, new.last_seq) <> (0, 0) or new.ends_on <> new.first_ends_on
      or not exists (select from engagements e where e.organisation_id = new.organisation_id and e.id = new.engagement_id
        and e.model = case new.kind when 'prepaid' then 'retainer' else 'included' end) then
    raise exception 'a block begins empty, for work that is paid or included by the hour' using errcode = '23514';
  end if;
  if new.kind = 'prepaid' and new.granted_minutes is distinct from (
      select round(sum(l.qty_milli * case l.unit when 'half_day' then 225 else 60 end) / 1000.0) from budget_revisions b
        join quote_lines l on l.organisation_id = b.organisation_id and l.version_id = b.version_id and l.kind = 'time' and l.unit <> 'piece'
      where b.organisation_id = new.organisation_id and b.engagement_id = new.engagement_id and b.version_id = new.version_id
        and (not l.is_optional or exists (select from quote_signatures s where s.organisation_id = l.organisation_id and s.version_id = l.version_id
          and l.position = any(s.chosen)))) then
    raise exception 'prepaid hours are those that were signed' using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger hour_blocks_keep before insert or update or delete on hour_blocks for each row execute function keep_hour_block();
--> statement-breakpoint
-- Whoever adds to a ledger waits for its block; what is left after it is counted here and nowhere else.
create function add_hours() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare block hour_blocks; entry record; today date; open_minutes bigint;
begin
  select b.* into block from hour_blocks b where b.organisation_id = new.organisation_id and b.id = new.block_id for update;
  if block.id is null then raise exception 'no such hours' using errcode = '23503'; end if;
  if (new.kind = 'granted') <> (block.last_seq = 0) or (new.kind = 'granted' and new.minutes <> block.granted_minutes) then
    raise exception 'hours are granted once, and first' using errcode = '23514';
  end if;
  if new.time_entry_id is not null then
    select t.engagement_id, t.worked_on, t.time_class into entry from time_entries t where t.organisation_id = new.organisation_id and t.id = new.time_entry_id;
    if entry.engagement_id is distinct from block.engagement_id then raise exception 'hours are those of the same work' using errcode = '23514'; end if;
    if new.kind = 'drawn' and (entry.time_class <> case block.kind when 'prepaid' then 'retainer' else 'included' end or entry.worked_on > block.ends_on
        or (block.kind = 'included' and entry.worked_on < block.opens_on)) then
      raise exception 'these hours are not for that day' using errcode = '23514';
    end if;
    if new.kind = 'returned' and new.minutes > (select coalesce(-sum(h.minutes), 0) from hour_entries h
        where h.organisation_id = new.organisation_id and h.block_id = new.block_id and h.time_entry_id = new.time_entry_id) then
      raise exception 'no more comes back than was taken' using errcode = '23514';
    end if;
  end if;
  select (new.at at time zone o.time_zone)::date into today from organisations o where o.id = new.organisation_id;
  if new.kind = 'expired' and today <= block.ends_on and not exists (select from engagements e
      where e.organisation_id = new.organisation_id and e.id = block.engagement_id and e.state in ('closed', 'cancelled')) then
    raise exception 'hours expire after their last day, or with their work' using errcode = '23514';
  end if;
  if new.kind = 'restored' then
    select coalesce(-sum(h.minutes), 0) into open_minutes from hour_entries h
      where h.organisation_id = new.organisation_id and h.block_id = new.block_id and h.kind in ('expired', 'restored');
    if block.kind <> 'prepaid' or new.minutes > open_minutes or new.ends_on < today or today > block.ends_on + 90 then
      raise exception 'only what expired lately comes back' using errcode = '23514';
    end if;
  end if;
  if new.kind = 'extended' and (block.kind <> 'included' or new.ends_on <= block.ends_on) then
    raise exception 'an onboarding is only made longer' using errcode = '23514';
  end if;
  new.seq := block.last_seq + 1;
  new.balance_minutes := block.balance_minutes + new.minutes;
  if new.balance_minutes < 0 then raise exception 'no more hours are taken than there are' using errcode = '23514'; end if;
  update hour_blocks set balance_minutes = new.balance_minutes, last_seq = new.seq, ends_on = coalesce(new.ends_on, ends_on)
    where organisation_id = new.organisation_id and id = new.block_id;
  return new;
end $$;
--> statement-breakpoint
create trigger hour_entries_add before insert on hour_entries for each row execute function add_hours();
--> statement-breakpoint
create function check_granted() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from hour_entries h where h.organisation_id = new.organisation_id and h.block_id = new.id) then
    raise exception 'a block has a ledger' using errcode = '23514';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger hour_blocks_granted after insert on hour_blocks deferrable initially deferred for each row execute function check_granted();
--> statement-breakpoint
-- An entry has drawn exactly what was approved of it: nobody can forget to, or do it twice.
create function check_drawn() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare entry uuid; due integer;
begin
  if tg_table_name = 'time_entries' then entry := new.id; else entry := new.time_entry_id; end if;
  select case when t.state in ('approved', 'written_off') and t.time_class in ('retainer', 'included') then t.billed_minutes else 0 end into due
    from time_entries t where t.organisation_id = new.organisation_id and t.id = entry;
  if due is not null and due <> (select coalesce(-sum(h.minutes), 0) from hour_entries h where h.organisation_id = new.organisation_id and h.time_entry_id = entry) then
    raise exception 'an entry draws what was approved of it' using errcode = '23514';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger time_entries_drawn after update on time_entries deferrable initially deferred for each row
  when (new.time_class in ('retainer', 'included') or old.time_class in ('retainer', 'included')) execute function check_drawn();
--> statement-breakpoint
create constraint trigger hour_entries_drawn after insert on hour_entries deferrable initially deferred for each row
  when (new.time_entry_id is not null) execute function check_drawn();
--> statement-breakpoint
do $$
declare t text;
begin
  foreach t in array array['hour_entries', 'hour_notices']
  loop
    execute format('create trigger %I before update or delete on %I for each row execute function refuse_change()', t || '_append_only', t);
  end loop;
  foreach t in array array['hour_blocks', 'hour_entries', 'hour_notices']
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
grant select on hour_blocks, hour_entries to concord_customer;
--> statement-breakpoint
-- Everybody of an organisation sees what its licence includes; prepaid hours whoever sees their engagement.
create policy customer_read on hour_blocks for select to concord_customer using (
  organisation_id = (select app_organisation()) and (kind = 'included' or exists (select from engagements e where e.id = engagement_id)));
--> statement-breakpoint
create policy customer_read on hour_entries for select to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from hour_blocks b where b.id = block_id));
--> statement-breakpoint
-- Retainers that were signed before there was a ledger: their hours, and what was approved of them, in the order of use.
insert into hour_blocks (organisation_id, id, engagement_id, kind, version_id, opens_on, first_ends_on, ends_on, granted_minutes, balance_minutes, last_seq, created_at)
select b.organisation_id, gen_random_uuid(), b.engagement_id, 'prepaid', b.version_id, d.day, d.day + interval '12 months', d.day + interval '12 months', m.minutes, 0, 0, b.at
from budget_revisions b join engagements e on e.organisation_id = b.organisation_id and e.id = b.engagement_id and e.model = 'retainer'
  join organisations o on o.id = b.organisation_id cross join lateral (select (b.at at time zone o.time_zone)::date as day) d
  cross join lateral (select round(sum(l.qty_milli * case l.unit when 'half_day' then 225 else 60 end) / 1000.0)::int as minutes from quote_lines l
    where l.organisation_id = b.organisation_id and l.version_id = b.version_id and l.kind = 'time' and l.unit <> 'piece'
      and (not l.is_optional or exists (select from quote_signatures s where s.version_id = l.version_id and l.position = any(s.chosen)))) m
where m.minutes > 0;
--> statement-breakpoint
insert into hour_entries (organisation_id, block_id, seq, kind, minutes, balance_minutes, reason, at)
select organisation_id, id, 0, 'granted', granted_minutes, 0, '', created_at from hour_blocks;
--> statement-breakpoint
with used as (
  select t.organisation_id, t.engagement_id, t.id, t.decided_at, sum(t.billed_minutes) over w - t.billed_minutes as from_minute, sum(t.billed_minutes) over w as to_minute
  from time_entries t where t.time_class = 'retainer' and t.state in ('approved', 'written_off')
  window w as (partition by t.engagement_id order by t.worked_on, t.id)),
granted as (
  select b.organisation_id, b.engagement_id, b.id, sum(b.granted_minutes) over w - b.granted_minutes as from_minute, sum(b.granted_minutes) over w as to_minute
  from hour_blocks b window w as (partition by b.engagement_id order by b.ends_on, b.created_at, b.id))
insert into hour_entries (organisation_id, block_id, seq, kind, minutes, balance_minutes, time_entry_id, reason, at)
select u.organisation_id, g.id, 0, 'drawn', greatest(u.from_minute, g.from_minute) - least(u.to_minute, g.to_minute), 0, u.id, '', u.decided_at
from used u join granted g on g.engagement_id = u.engagement_id and g.from_minute < u.to_minute and u.from_minute < g.to_minute
order by u.from_minute, g.from_minute;
