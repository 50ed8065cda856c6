-- Where an OpenID Connect provider says who somebody is, there is no password of ours to keep: such users are known by the
-- provider and by the name that it never gives to anybody else.

alter table account_user
    alter column password_hash drop not null,
    add column external_issuer  text,
    add column external_subject text,
    add constraint account_user_external unique (external_issuer, external_subject),
    -- Either a password or a provider, never both: nobody gets a second way in.
    add constraint account_user_proof check (
        (external_issuer is null) = (external_subject is null)
        and (password_hash is null) = (external_issuer is not null)),
    add constraint account_user_external_proof check (
        external_issuer is null or (totp_secret is null and not must_change_password));

-- The provider adds users and gives them other roles.
alter table audit_record drop constraint audit_record_actor_kind_check;
alter table audit_record add constraint audit_record_actor_kind_check
    check (actor_kind in ('user', 'key', 'import', 'provider', 'system'));
