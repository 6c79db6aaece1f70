DROP INDEX "macros_name_key";--> statement-breakpoint
ALTER TABLE "macros" ADD COLUMN "region_code" text;--> statement-breakpoint
ALTER TABLE "macros" ADD CONSTRAINT "macros_region_code_regions_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "macros_readers_idx" ON "macros" USING btree ("owner_id","region_code") WHERE removed_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "macros_name_key" ON "macros" USING btree (coalesce(owner_id, '00000000-0000-0000-0000-000000000000'),coalesce(region_code, ''),lower(name)) WHERE removed_at is null;--> statement-breakpoint
alter table macros add constraint macros_readers_check check (owner_id is null or region_code is null);
--> statement-breakpoint

-- A region's macros are its staff's, as they are placed now, and of administrators, who keep those of every region.
drop policy staff_own on macros;
--> statement-breakpoint
create policy staff_own on macros to concord_staff using (
  owner_id = (select app_user())
  or (owner_id is null and (
    region_code is null
    or region_code = (select s.region_code from staff_members s where s.user_id = (select app_user()))
    or (select 'administrator' = any (s.roles) from staff_members s where s.user_id = (select app_user()))))
  or (select app_user()) is null);
