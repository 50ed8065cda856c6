-- Lists that filters leave little of are found without looking at every entry.

-- With what every order of a list needs, so that it need not read the rows.
drop index policy_entry_expiring;
create index policy_entry_expiring on policy_entry (expires_at) include (id, target, policy, owner, updated_at, active)
    where expires_at is not null;
