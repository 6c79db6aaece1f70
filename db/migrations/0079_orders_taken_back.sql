ALTER TABLE "quote_orders" DROP CONSTRAINT "quote_orders_version_key";--> statement-breakpoint
ALTER TABLE "quote_orders" ADD COLUMN "voided_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "quote_orders" ADD COLUMN "voided_by" uuid;--> statement-breakpoint
ALTER TABLE "quote_orders" ADD COLUMN "void_reason" text;--> statement-breakpoint
ALTER TABLE "quote_orders" ADD CONSTRAINT "quote_orders_voided_by_users_id_fk" FOREIGN KEY ("voided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "quote_orders_version_key" ON "quote_orders" USING btree ("version_id") WHERE voided_at is null;
--> statement-breakpoint
-- An order is taken back once, by whoever says so and why, while nobody has countersigned it; nothing else of it changes.
alter table quote_orders add constraint quote_orders_voided_check check (
  (voided_at is null) = (voided_by is null) and (voided_at is null) = (void_reason is null) and void_reason <> '');
--> statement-breakpoint
drop trigger quote_orders_append_only on quote_orders;
--> statement-breakpoint
create trigger quote_orders_append_only before delete on quote_orders for each row execute function refuse_change();
--> statement-breakpoint
create function keep_quote_order() returns trigger language plpgsql as $$
begin
  if old.voided_at is not null or new.voided_at is null
      or to_jsonb(new) - array['voided_at', 'voided_by', 'void_reason'] <> to_jsonb(old) - array['voided_at', 'voided_by', 'void_reason'] then
    raise exception 'quote_orders is append-only' using errcode = '55000';
  end if;
  if exists (select from quote_signatures s where s.organisation_id = old.organisation_id and s.version_id = old.version_id and s.method = 'offline_order') then
    raise exception 'an order that was countersigned is not taken back' using errcode = '55000';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger quote_orders_keep before update on quote_orders for each row execute function keep_quote_order();
--> statement-breakpoint
grant update (voided_at, voided_by, void_reason) on quote_orders to concord_staff;
--> statement-breakpoint
grant select (voided_at) on quote_orders to concord_customer;
--> statement-breakpoint
-- A customer sees the orders that count, and their documents once somebody has checked that they are of this customer.
alter policy customer_read on quote_orders using (
  organisation_id = (select app_organisation()) and voided_at is null and exists (select from quote_versions v where v.id = version_id));
--> statement-breakpoint
alter policy customer_read on order_files using (
  organisation_id = (select app_organisation()) and exists (select from quote_orders o join quote_signatures s on s.version_id = o.version_id
    where o.id = order_id and s.method = 'offline_order'));
--> statement-breakpoint
create or replace function chain_quote_signature() returns trigger language plpgsql security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
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
      or not exists (select from quote_orders x where x.organisation_id = new.organisation_id and x.version_id = new.version_id and x.recorded_by = new.user_id and x.voided_at is null)) then
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
