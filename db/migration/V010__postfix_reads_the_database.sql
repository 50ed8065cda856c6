-- Postfix may look policies up in the database itself (pgsql_table(5)), as a role that can read this one view and nothing else.

-- The text is that of the text map and of the socketmap. The view reads with its owner's rights, hence its reader needs none
-- on tables; the barrier keeps functions of a reader's own from being shown rows that the view leaves out.
create view postfix_tls_policy (target, policy) with (security_barrier) as
    select target, case parameters when '' then policy else policy || ' ' || parameters end
    from policy_entry
    where active and (expires_at is null or expires_at > statement_timestamp());

-- Up to PostgreSQL 14 whoever may connect may also create things in the schema "public", where our own statements would find
-- them. Only the schema's owner can end that.
do $$
begin
    execute format('revoke create on schema %I from public', current_schema());
exception when insufficient_privilege then
    raise notice 'the right to create in schema % has been left to everybody', current_schema();
end
$$;

-- It may log in once an administrator gives it a password. Roles are the whole server's: another database may have made it.
-- Where the right to do this is missing, Postseal says at its start what an administrator has to run.
do $$
begin
    if not exists (select from pg_roles where rolname = 'postseal_postfix') then
        create role postseal_postfix login;
    end if;
exception
    when insufficient_privilege then
        raise notice 'role postseal_postfix has to be created by an administrator';
    when duplicate_object or unique_violation then
        null; -- Made by another database's migration at the same moment.
end
$$;

do $$
begin
    if exists (select from pg_roles where rolname = 'postseal_postfix') then
        grant select on postfix_tls_policy to postseal_postfix;
        execute format('grant usage on schema %I to postseal_postfix', current_schema());
    end if;
exception when insufficient_privilege then
    raise notice 'role postseal_postfix has to be granted usage of schema %', current_schema();
end
$$;
