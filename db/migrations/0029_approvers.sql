CREATE TABLE "approval_grants" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"limit_minor" bigint,
	"currency" text NOT NULL,
	"granted_by" uuid NOT NULL,
	"granted_at" timestamp (3) with time zone NOT NULL,
	"ended_by" uuid,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "approval_grants_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
ALTER TABLE "approval_grants" ADD CONSTRAINT "approval_grants_granted_by_users_id_fk" FOREIGN KEY ("granted_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_grants" ADD CONSTRAINT "approval_grants_ended_by_users_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_grants" ADD CONSTRAINT "approval_grants_member_fk" FOREIGN KEY ("organisation_id","user_id") REFERENCES "public"."memberships"("organisation_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "approval_grants_live_key" ON "approval_grants" USING btree ("organisation_id","user_id") WHERE ended_at is null;
--> statement-breakpoint
alter table approval_grants
  add constraint approval_grants_limit_check check (limit_minor between 1 and 999999999999),
  add constraint approval_grants_end_check check ((ended_at is null) = (ended_by is null) and (ended_at is null or ended_at >= granted_at));
--> statement-breakpoint
-- A grant ends once, and says for ever what it allowed: signatures refer to it (services.md §1.5).
create function keep_approval_grant() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.ended_at is not null
      or to_jsonb(new) - array['ended_at', 'ended_by'] <> to_jsonb(old) - array['ended_at', 'ended_by'] then
    raise exception 'a grant is ended once and never changed' using errcode = '55000';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger approval_grants_keep before update or delete on approval_grants for each row execute function keep_approval_grant();
--> statement-breakpoint
create trigger approval_grants_no_truncate before truncate on approval_grants for each statement execute function refuse_change();
--> statement-breakpoint
alter table approval_grants enable row level security;
--> statement-breakpoint
alter table approval_grants force row level security;
--> statement-breakpoint
create policy owner_all on approval_grants to current_user using (true) with check (true);
--> statement-breakpoint
-- Our people read who may approve; only an administrator of the organisation itself says who may.
create policy staff_read on approval_grants for select to concord_staff using (true);
--> statement-breakpoint
grant select on approval_grants to concord_staff;
--> statement-breakpoint
grant select, insert, update (ended_at, ended_by) on approval_grants to concord_customer;
--> statement-breakpoint
create policy customer_read on approval_grants for select to concord_customer using (organisation_id = (select app_organisation()));
--> statement-breakpoint
create policy customer_insert on approval_grants for insert to concord_customer with check (
  organisation_id = (select app_organisation()) and (select app_is_organisation_administrator()) and granted_by = (select app_user()) and ended_at is null);
--> statement-breakpoint
create policy customer_update on approval_grants for update to concord_customer
  using (organisation_id = (select app_organisation()) and (select app_is_organisation_administrator()))
  with check (organisation_id = (select app_organisation()) and ended_by = (select app_user()));
