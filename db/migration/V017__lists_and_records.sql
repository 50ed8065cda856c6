-- Lists that filters leave little of are found without looking at every entry, and records tell of the queue.

-- Which entries no attempt was ever made under: when nearly all have been used, the others cannot be found by looking for
-- what is missing. An entry that is deleted keeps its row, as it keeps its use, so that writing down an outcome never waits
-- for somebody who changes entries.
create table policy_unused (
    policy_id bigint primary key
);
insert into policy_unused
    select id from policy_entry e where not exists (select from policy_use u where u.policy_id = e.id);

create function policy_is_unused() returns trigger language plpgsql as $$
begin
    -- One that comes back by an undo may have been used before.
    insert into policy_unused
        select id from new_rows n where not exists (select from policy_use u where u.policy_id = n.id)
        on conflict do nothing;
    return null;
end
$$;
create trigger policy_is_unused after insert on policy_entry
    referencing new table as new_rows for each statement execute function policy_is_unused();

create function policy_is_used() returns trigger language plpgsql as $$
begin
    delete from policy_unused where policy_id in (select policy_id from new_rows);
    return null;
end
$$;
create trigger policy_is_used after insert on policy_use
    referencing new table as new_rows for each statement execute function policy_is_used();

-- With what every order of a list needs, so that it need not read the rows.
drop index policy_entry_expiring;
create index policy_entry_expiring on policy_entry (expires_at) include (id, target, policy, owner, updated_at, active)
    where expires_at is not null;
