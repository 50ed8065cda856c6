-- The few entries that have never been used are found without passing by all that have.

-- Every entry that has not been used is in one of these lists; so may be some that have been used, or deleted, since. Lists
-- rather than rows, for an import of a million entries writes a thousand of them; taken care of by the product every hour.
create table policy_unused (
    list bigint generated always as identity primary key,
    n    int      not null,
    ids  bigint[] not null
);

-- A node of the version before goes on writing meanwhile: what it writes is to be in the lists, too.
lock table policy_entry in share row exclusive mode;

create function policy_unused_lists(entries bigint[]) returns void language sql as $$
    insert into policy_unused (n, ids) select count(*), array_agg(id) from unnest(entries) id group by id / 1000
$$;

select policy_unused_lists((select array_agg(id) from policy_entry e
    where not exists (select from policy_use u where u.policy_id = e.id)));

create or replace function policy_inserted() returns trigger language plpgsql as $$
begin
    perform policy_note_change((
        select coalesce(array_agg(target), '{}') from (select target from new_rows limit 1001) few));
    insert into policy_count (policy, active, n)
        select policy, active, count(*) from new_rows group by policy, active
        on conflict (policy, active) do update set n = policy_count.n + excluded.n;
    insert into policy_unused (n, ids) select count(*), array_agg(id) from new_rows group by id / 1000;
    return null;
end
$$;
