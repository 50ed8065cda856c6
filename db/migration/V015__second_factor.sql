-- A password can be read over a shoulder or phished: users may prove themselves by a second factor as well, and a password
-- that somebody else made does not lie around for ever.

alter table account_user
    -- Shared with the user's authenticator (RFC 6238); whoever reads it can make codes.
    add column totp_secret         bytea,
    -- The last period whose code was taken: none is good twice.
    add column totp_step           bigint,
    -- Of a password made for somebody else; null: it does not expire.
    add column password_expires_at timestamptz,
    add constraint account_user_totp check ((totp_secret is null) = (totp_step is null));

-- For whoever has lost the authenticator; each is deleted when it is used. A code has 80 random bits, so a slow hash would add
-- nothing.
create table account_recovery_code (
    user_id uuid  not null references account_user on delete cascade,
    hash    bytea not null,
    primary key (user_id, hash)
);
