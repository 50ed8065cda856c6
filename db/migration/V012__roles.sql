-- Who may look need not be allowed to change: each user and each key has a role, and a user can be kept out without being
-- forgotten.

alter table account_user
    add column role            text not null default 'administrator'
        check (role in ('viewer', 'operator', 'administrator')),
    add column disabled        boolean not null default false,
    add column last_sign_in_at timestamptz;
-- Whoever there was could do everything; whoever comes is given a role.
alter table account_user alter column role drop default;

alter table api_key add column role text check (role in ('viewer', 'operator', 'administrator'));
update api_key set role = case when read_only then 'viewer' else 'operator' end;
alter table api_key alter column role set not null;
-- Nodes that have not been upgraded yet go on reading it.
alter table api_key drop column read_only;
alter table api_key add column read_only boolean not null generated always as (role = 'viewer') stored;
