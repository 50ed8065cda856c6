-- An override that ends puts back what the entry demanded before: an entry can carry what it says from its end on, exactly at
-- that time wherever it is read; soon after, the row itself is brought up to it.

alter table policy_entry
    add column thereafter_policy     text
        check (thereafter_policy in ('none', 'may', 'encrypt', 'verify', 'secure', 'dane', 'dane-only', 'fingerprint')),
    add column thereafter_parameters text,
    add column thereafter_reason     text,
    add column thereafter_owner      text,
    add constraint policy_entry_thereafter check (
        num_nulls(thereafter_policy, thereafter_parameters, thereafter_reason, thereafter_owner) in (0, 4)),
    add constraint policy_entry_thereafter_end check (thereafter_policy is null or expires_at is not null);

alter table policy_undo_entry
    add column thereafter_policy     text,
    add column thereafter_parameters text,
    add column thereafter_reason     text,
    add column thereafter_owner      text;

-- What has something to go back to never expires: lists of the expired must tell without reading the rows.
drop index policy_entry_expiring;
create index policy_entry_expiring on policy_entry (expires_at)
    include (id, target, policy, owner, updated_at, active, thereafter_policy)
    where expires_at is not null;

-- Looked at every few seconds, and nearly always empty.
create index policy_entry_going_back on policy_entry (expires_at) where thereafter_policy is not null;

create or replace view postfix_tls_policy (target, policy) with (security_barrier) as
    select target, case says.parameters when '' then says.policy else says.policy || ' ' || says.parameters end
    from policy_entry e cross join lateral (
        select case when over then thereafter_policy else e.policy end as policy,
            case when over then thereafter_parameters else e.parameters end as parameters, over
        from (select coalesce(expires_at <= statement_timestamp(), false) as over) ended) says
    where active and (not says.over or thereafter_policy is not null);
