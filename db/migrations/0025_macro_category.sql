ALTER TABLE "macros" ADD COLUMN "category" text;
--> statement-breakpoint
alter table macros add constraint macros_category_check check (category in ('problem', 'how_to', 'licence', 'project_or_data'));
