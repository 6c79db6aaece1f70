CREATE TABLE "quote_reminders" (
	"organisation_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"reminded_by" uuid NOT NULL,
	CONSTRAINT "quote_reminders_version_id_at_pk" PRIMARY KEY("version_id","at")
);
--> statement-breakpoint
ALTER TABLE "quote_reminders" ADD CONSTRAINT "quote_reminders_reminded_by_users_id_fk" FOREIGN KEY ("reminded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_reminders" ADD CONSTRAINT "quote_reminders_version_fk" FOREIGN KEY ("organisation_id","version_id") REFERENCES "public"."quote_versions"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint

-- What drizzle cannot say. Who reminded whom is ours; that it happened stands in the history.
alter table quote_reminders enable row level security;
--> statement-breakpoint
alter table quote_reminders force row level security;
--> statement-breakpoint
create policy owner_all on quote_reminders to current_user using (true) with check (true);
--> statement-breakpoint
create policy staff_all on quote_reminders to concord_staff using (true) with check (true);
--> statement-breakpoint
grant select, insert on quote_reminders to concord_staff;
--> statement-breakpoint
create trigger quote_reminders_append_only before update or delete on quote_reminders for each row execute function refuse_change();
--> statement-breakpoint
create trigger quote_reminders_no_truncate before truncate on quote_reminders for each statement execute function refuse_change();
