DROP INDEX "attachments_id_idx";--> statement-breakpoint
DROP INDEX "case_drafts_own_key";--> statement-breakpoint
ALTER TABLE "staff_members" ADD COLUMN "undo_seconds" smallint DEFAULT 10 NOT NULL;--> statement-breakpoint
ALTER TABLE "case_drafts" ADD COLUMN "sends_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "case_drafts" ADD COLUMN "sending" jsonb;--> statement-breakpoint
CREATE UNIQUE INDEX "attachments_id_key" ON "attachments" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "case_drafts_own_key" ON "case_drafts" USING btree ("case_id","author_id","kind") WHERE offered_to is null and sends_at is null;--> statement-breakpoint

-- What drizzle cannot say. A reply on its way is no note, is offered to nobody, and knows how it is sent.
alter table case_drafts add constraint case_drafts_sending_check
  check ((sends_at is null) = (sending is null) and (sends_at is null or (kind = 'reply' and offered_to is null)));
--> statement-breakpoint
alter table staff_members add constraint staff_members_undo_check check (undo_seconds between 0 and 60);
--> statement-breakpoint

-- As before, but it answers nobody who has not signed in: of our people it tells all, of a customer their own organisation alone.
create or replace function account_manager_at(of_organisation uuid, at timestamptz)
returns table (person_id uuid, manager_id uuid, back_on text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select case
      when m.disabled_at is null and a.id is null then o.csm_id
      when a.cover_id is not null and c.disabled_at is null and not exists (select from absences x
        where x.user_id = a.cover_id and x.cancelled_at is null and x.starts_at <= at and at < x.ends_at) then a.cover_id
      when m.disabled_at is null and exists (select from absences x
        where x.user_id = o.backup_csm_id and x.cancelled_at is null and x.starts_at <= at and at < x.ends_at) then o.csm_id
      else o.backup_csm_id
    end, o.csm_id, case when m.disabled_at is null then a.back_on end
  from organisations o
    join users m on m.id = o.csm_id
    left join absences a on a.user_id = o.csm_id and a.cancelled_at is null and a.starts_at <= at and at < a.ends_at
    left join users c on c.id = a.cover_id
  where o.id = of_organisation and (o.id = app_organisation() or current_setting('role') = 'concord_staff')
$$;
