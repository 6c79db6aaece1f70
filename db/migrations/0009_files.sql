CREATE TABLE "attachments" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"message_id" uuid,
	"note_id" uuid,
	"position" integer NOT NULL,
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
	"is_missing" boolean DEFAULT false NOT NULL,
	CONSTRAINT "attachments_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "uploads" (
	"id" uuid PRIMARY KEY NOT NULL,
	"uploader_id" uuid NOT NULL,
	"storage_key" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" bigint NOT NULL,
	"sha256" text NOT NULL,
	"width" integer,
	"height" integer,
	"preview" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_uploader_id_users_id_fk" FOREIGN KEY ("uploader_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_uploader_id_users_id_fk" FOREIGN KEY ("uploader_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attachments_id_idx" ON "attachments" USING btree ("id");--> statement-breakpoint
CREATE INDEX "attachments_case_idx" ON "attachments" USING btree ("case_id","position");--> statement-breakpoint
CREATE INDEX "attachments_storage_key_idx" ON "attachments" USING btree ("storage_key");--> statement-breakpoint
CREATE INDEX "uploads_uploader_idx" ON "uploads" USING btree ("uploader_id");--> statement-breakpoint
CREATE INDEX "uploads_created_idx" ON "uploads" USING btree ("created_at");--> statement-breakpoint
-- Each file hangs on exactly one message or note of a case of its own organisation (security MX-12).
alter table attachments
  add constraint attachments_on_one_check check ((message_id is null) <> (note_id is null)),
  add constraint attachments_case_fk foreign key (organisation_id, case_id) references cases (organisation_id, id),
  add constraint attachments_message_fk foreign key (organisation_id, message_id) references case_messages (organisation_id, id),
  add constraint attachments_note_fk foreign key (organisation_id, note_id) references case_notes (organisation_id, id);
--> statement-breakpoint
do $$
declare t text;
begin
  foreach t in array array['uploads', 'attachments'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy staff_all on %I to concord_staff using (true) with check (true)', t);
  end loop;
end $$;
--> statement-breakpoint
grant select, insert, update, delete on uploads to concord_staff;
--> statement-breakpoint
grant select, insert, update on attachments to concord_staff;
--> statement-breakpoint
grant select, insert, delete on uploads to concord_customer;
--> statement-breakpoint
grant select, insert on attachments to concord_customer;
--> statement-breakpoint
create policy customer_own on uploads to concord_customer using (uploader_id = (select app_user())) with check (uploader_id = (select app_user()));
--> statement-breakpoint
-- What hangs on a note is no customer's, whatever else holds.
create policy customer_read on attachments for select to concord_customer using (
  note_id is null and organisation_id = (select app_organisation()) and exists (select from cases c where c.id = case_id));
--> statement-breakpoint
create policy customer_insert on attachments for insert to concord_customer with check (
  note_id is null and organisation_id = (select app_organisation()) and uploader_id = (select app_user())
  and exists (select from case_messages m where m.id = message_id and m.case_id = attachments.case_id and m.author_id = (select app_user())));
