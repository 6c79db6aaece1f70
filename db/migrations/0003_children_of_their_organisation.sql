-- Every row about a case refers to it by organisation and id together, so that no row can be attached across organisations
-- (security MX-12). The key of a form is spent before its case is written, so that one is checked at commit.
alter table idempotency_keys add constraint idempotency_keys_case_fk
  foreign key (organisation_id, case_id) references cases (organisation_id, id) deferrable initially deferred;
--> statement-breakpoint
alter table outbox add constraint outbox_case_fk foreign key (organisation_id, case_id) references cases (organisation_id, id);
--> statement-breakpoint
alter table events add constraint events_case_fk foreign key (organisation_id, case_id) references cases (organisation_id, id);
