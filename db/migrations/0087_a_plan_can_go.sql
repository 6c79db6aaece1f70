-- A plan that no organisation is on and that no article is for can be deleted; whoever still uses one holds it by their foreign keys.
grant delete on plans to concord_staff;
