CREATE TABLE "audit_links" (
	"entry_id" bigint PRIMARY KEY NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_verifications" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"entries" bigint NOT NULL,
	"last_entry_id" bigint,
	"last_hash" "bytea",
	"broken_entry_id" bigint,
	"broken" text
);
--> statement-breakpoint
DROP INDEX "audit_entries_organisation_idx";--> statement-breakpoint
DROP INDEX "audit_entries_subject_idx";--> statement-breakpoint
CREATE INDEX "audit_entries_at_idx" ON "audit_entries" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "audit_entries_organisation_at_idx" ON "audit_entries" USING btree ("organisation_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_entries_actor_at_idx" ON "audit_entries" USING btree ("actor_id","at","id") WHERE actor_id is not null;--> statement-breakpoint
CREATE INDEX "audit_entries_subject_at_idx" ON "audit_entries" USING btree ("subject_id","at","id") WHERE subject_id is not null;--> statement-breakpoint
CREATE INDEX "audit_entries_action_at_idx" ON "audit_entries" USING btree ("action","at","id") WHERE case_id is null;--> statement-breakpoint
do $$
declare t text;
begin
  foreach t in array array['audit_links','audit_verifications'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy staff_all on %I to concord_staff using (true) with check (true)', t);
    execute format('grant select, insert on %I to concord_staff', t);
  end loop;
end $$;
--> statement-breakpoint
grant usage on sequence audit_verifications_id_seq to concord_staff;
--> statement-breakpoint
grant select on sequence audit_entries_id_seq to concord_staff;
--> statement-breakpoint
alter table audit_verifications add constraint audit_verifications_broken_check
  check ((broken is null) = (broken_entry_id is null) and (broken is null or broken in ('changed', 'removed', 'added', 'rewritten')));
--> statement-breakpoint
create trigger audit_links_append_only before update or delete on audit_links for each row execute function refuse_change();
--> statement-breakpoint
create trigger audit_links_no_truncate before truncate on audit_links for each statement execute function refuse_change();
--> statement-breakpoint
create trigger audit_verifications_append_only before update or delete on audit_verifications for each row execute function refuse_change();
--> statement-breakpoint
create trigger audit_verifications_no_truncate before truncate on audit_verifications for each statement execute function refuse_change();
--> statement-breakpoint
-- Always: also where a session says that it replays another server's changes (session_replication_role, V-06).
alter table audit_entries enable always trigger audit_entries_append_only, enable always trigger audit_entries_no_truncate;
--> statement-breakpoint
alter table audit_links enable always trigger audit_links_append_only, enable always trigger audit_links_no_truncate;
--> statement-breakpoint
alter table audit_verifications enable always trigger audit_verifications_append_only, enable always trigger audit_verifications_no_truncate;
