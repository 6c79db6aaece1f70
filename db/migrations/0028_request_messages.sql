CREATE TABLE "service_request_messages" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"form_key" uuid NOT NULL,
	"body" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "service_request_messages_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
ALTER TABLE "service_request_messages" ADD CONSTRAINT "service_request_messages_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_request_messages" ADD CONSTRAINT "service_request_messages_request_fk" FOREIGN KEY ("organisation_id","request_id") REFERENCES "public"."service_requests"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "service_request_messages_form_key" ON "service_request_messages" USING btree ("request_id","author_id","form_key");--> statement-breakpoint
CREATE INDEX "service_request_messages_request_idx" ON "service_request_messages" USING btree ("request_id","at","id");
--> statement-breakpoint
alter table service_request_messages enable row level security;
--> statement-breakpoint
alter table service_request_messages force row level security;
--> statement-breakpoint
create policy owner_all on service_request_messages to current_user using (true) with check (true);
--> statement-breakpoint
create policy staff_all on service_request_messages to concord_staff using (true) with check (true);
--> statement-breakpoint
grant select, insert on service_request_messages to concord_staff, concord_customer;
--> statement-breakpoint
create policy customer_read on service_request_messages for select to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from service_requests r where r.id = request_id));
--> statement-breakpoint
-- On what is open, in one's own name.
create policy customer_insert on service_request_messages for insert to concord_customer with check (
  organisation_id = (select app_organisation()) and author_id = (select app_user())
  and exists (select from service_requests r where r.id = request_id and r.state in ('new', 'scoping')));
--> statement-breakpoint
create trigger service_request_messages_append_only before update or delete on service_request_messages for each row execute function refuse_change();
--> statement-breakpoint
create trigger service_request_messages_no_truncate before truncate on service_request_messages for each statement execute function refuse_change();
