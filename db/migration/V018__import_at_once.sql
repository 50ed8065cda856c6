-- An import of a million entries writes a million records: no index that no question uses, and no list of a million names
-- where it is only counted.

drop index audit_record_by_actor;
drop index audit_record_by_subject;
-- Nothing is ever removed, so what is referred to stays.
alter table audit_record drop constraint audit_record_reverts_fkey;

-- Of names one more than are listed singly is enough to know that they are too many.

create or replace function policy_inserted() returns trigger language plpgsql as $$
begin
    perform policy_note_change((
        select coalesce(array_agg(target), '{}') from (select target from new_rows limit 1001) few));
    insert into policy_count (policy, active, n)
        select policy, active, count(*) from new_rows group by policy, active
        on conflict (policy, active) do update set n = policy_count.n + excluded.n;
    return null;
end
$$;

create or replace function policy_deleted() returns trigger language plpgsql as $$
begin
    perform policy_note_change((
        select coalesce(array_agg(target), '{}') from (select target from old_rows limit 1001) few));
    update policy_count c set n = c.n - gone.n
        from (select policy, active, count(*) as n from old_rows group by policy, active) gone
        where c.policy = gone.policy and c.active = gone.active;
    return null;
end
$$;

create or replace function policy_updated() returns trigger language plpgsql as $$
begin
    perform policy_note_change((
        select coalesce(array_agg(target), '{}')
        from ((select target from old_rows limit 1001) union (select target from new_rows limit 1001)) few));
    insert into policy_count (policy, active, n)
        select policy, active, sum(d)
        from (select policy, active, -1 as d from old_rows union all select policy, active, 1 from new_rows) moved
        group by policy, active
        having sum(d) <> 0
        on conflict (policy, active) do update set n = policy_count.n + excluded.n;
    return null;
end
$$;
