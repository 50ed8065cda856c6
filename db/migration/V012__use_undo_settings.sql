-- What lists of entries show of their use without looking at attempts, what takes a change of entries back, and what
-- administrators have switched on for all.

-- The last attempt made under an entry, kept by the statement that writes attempts. Not bound to the entry: writing down an
-- outcome must not wait for somebody who changes the entry.
create table policy_use (
    policy_id   bigint primary key,
    used_at     timestamptz not null,
    outcome     text        not null,
    reason_code text        not null,
    delivery_id bigint      not null,
    -- Mail does not get through, rather than that a server refused a recipient for good.
    failing     boolean     not null
) with (fillfactor = 50);
create index policy_use_failing on policy_use (policy_id) where failing;

create index policy_entry_by_owner on policy_entry (owner, target) include (id, active);

create table policy_undo (
    id      uuid        primary key,
    made_at timestamptz not null,
    made_by text        not null
);
create index policy_undo_made on policy_undo (made_at);

-- One entry of a change that can be taken back: its version after the change (null: it was deleted), and what it was before
-- (no target: it was not there).
create table policy_undo_entry (
    undo          uuid   not null references policy_undo on delete cascade,
    policy_id     bigint not null,
    version_after bigint,
    target        text collate "C",
    policy        text,
    parameters    text,
    active        boolean,
    reason        text,
    owner         text,
    expires_at    timestamptz,
    created_at    timestamptz,
    created_by    text,
    updated_at    timestamptz,
    updated_by    text,
    version       bigint,
    primary key (undo, policy_id)
);

create table setting (
    name       text primary key,
    value      text        not null,
    changed_at timestamptz not null,
    changed_by text        not null
);
