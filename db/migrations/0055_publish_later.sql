ALTER TABLE "article_drafts" ADD COLUMN "reviewer_id" uuid;--> statement-breakpoint
ALTER TABLE "article_drafts" ADD COLUMN "returned_by" uuid;--> statement-breakpoint
ALTER TABLE "article_drafts" ADD COLUMN "returned_reason" text;--> statement-breakpoint
ALTER TABLE "article_drafts" ADD COLUMN "scheduled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "article_drafts" ADD COLUMN "scheduled_by" uuid;--> statement-breakpoint
ALTER TABLE "article_drafts" ADD COLUMN "scheduled_reason" text;--> statement-breakpoint
ALTER TABLE "article_drafts" ADD CONSTRAINT "article_drafts_reviewer_id_users_id_fk" FOREIGN KEY ("reviewer_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_drafts" ADD CONSTRAINT "article_drafts_returned_by_users_id_fk" FOREIGN KEY ("returned_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_drafts" ADD CONSTRAINT "article_drafts_scheduled_by_users_id_fk" FOREIGN KEY ("scheduled_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;