-- Who takes part in a case is changed by the house, which asks who may: no policy can, for that of cases reads this table.
drop policy customer_insert on case_participants;
--> statement-breakpoint
revoke insert on case_participants from concord_customer;
