-- What administrators decided, and the revision by which every node follows each change in order.

create extension if not exists pg_trgm;

create table policy_entry (
    id          bigint generated always as identity primary key,
    target      text collate "C" not null check (target <> '' and target = lower(target)),
    policy      text not null check (policy in ('none', 'may', 'encrypt', 'verify', 'secure', 'dane', 'dane-only', 'fingerprint')),
    parameters  text not null default '',
    active      boolean not null default true,
    reason      text not null default '',
    owner       text not null default '',
    expires_at  timestamptz,
    created_at  timestamptz not null,
    created_by  text not null,
    updated_at  timestamptz not null,
    updated_by  text not null,
    version     bigint not null default 0,
    -- Everything a search looks at, in lower case: target as stored and as people read it, reason, owner.
    search_text text not null,
    -- With what a list needs to find its page without reading the rows before it.
    constraint policy_entry_target unique (target) include (id, active)
);

create index policy_entry_search on policy_entry using gin (search_text gin_trgm_ops);
create index policy_entry_by_policy on policy_entry (policy, target) include (id, active);
create index policy_entry_inactive on policy_entry (target) include (id) where not active;
create index policy_entry_expiring on policy_entry (expires_at) where expires_at is not null;
create index policy_entry_updated on policy_entry (updated_at, id);

-- Totals without counting a million rows for every page.
create table policy_count (
    policy text not null,
    active boolean not null,
    n      bigint not null,
    primary key (policy, active)
);

-- One row; its lock, held until commit, makes the order of revisions the order of commits.
create table policy_revision (
    singleton boolean primary key default true check (singleton),
    revision  bigint not null
);
insert into policy_revision (revision) values (0);

-- The targets that each revision touched; null: too many to be listed, read all entries anew.
create table policy_change (
    revision bigint not null,
    target   text collate "C"
);
create index policy_change_by_revision on policy_change (revision);

-- Triggers rather than the application, so that no writer, not even psql, can change an entry unnoticed.
create function policy_note_change(targets text[]) returns void language plpgsql as $$
declare
    next bigint;
begin
    if cardinality(targets) = 0 then
        return;
    end if;
    update policy_revision set revision = revision + 1 returning revision into next;
    if cardinality(targets) > 1000 then
        insert into policy_change (revision, target) values (next, null);
    else
        insert into policy_change (revision, target) select next, unnest(targets);
    end if;
    delete from policy_change where revision < next - 10000;
    perform pg_notify('postseal_policy', next::text);
end
$$;

create function policy_inserted() returns trigger language plpgsql as $$
begin
    perform policy_note_change((select coalesce(array_agg(target), '{}') from new_rows));
    insert into policy_count (policy, active, n)
        select policy, active, count(*) from new_rows group by policy, active
        on conflict (policy, active) do update set n = policy_count.n + excluded.n;
    return null;
end
$$;

create function policy_deleted() returns trigger language plpgsql as $$
begin
    perform policy_note_change((select coalesce(array_agg(target), '{}') from old_rows));
    update policy_count c set n = c.n - gone.n
        from (select policy, active, count(*) as n from old_rows group by policy, active) gone
        where c.policy = gone.policy and c.active = gone.active;
    return null;
end
$$;

create function policy_updated() returns trigger language plpgsql as $$
begin
    perform policy_note_change((
        select coalesce(array_agg(target), '{}')
        from (select target from old_rows union select target from new_rows) touched));
    insert into policy_count (policy, active, n)
        select policy, active, sum(d)
        from (select policy, active, -1 as d from old_rows union all select policy, active, 1 from new_rows) moved
        group by policy, active
        having sum(d) <> 0
        on conflict (policy, active) do update set n = policy_count.n + excluded.n;
    return null;
end
$$;

create trigger policy_inserted after insert on policy_entry
    referencing new table as new_rows for each statement execute function policy_inserted();
create trigger policy_deleted after delete on policy_entry
    referencing old table as old_rows for each statement execute function policy_deleted();
create trigger policy_updated after update on policy_entry
    referencing old table as old_rows new table as new_rows for each statement execute function policy_updated();

-- Truncating would pass the triggers above by.
create function policy_truncated() returns trigger language plpgsql as $$
begin
    raise exception 'delete the entries instead: truncate would leave every node with the old table';
end
$$;
create trigger policy_truncated before truncate on policy_entry for each statement execute function policy_truncated();
