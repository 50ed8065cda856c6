-- Who may use the console and the API: people with a password, programs with a key.

CREATE TABLE account_user (
    id                   uuid PRIMARY KEY,
    name                 text NOT NULL,
    password_hash        text NOT NULL,
    must_change_password boolean NOT NULL,
    locale               text,
    created_at           timestamptz NOT NULL,
    failed_attempts      integer NOT NULL DEFAULT 0,
    locked_until         timestamptz
);

-- Names are compared without regard to case, so that nobody can pass for somebody else.
CREATE UNIQUE INDEX account_user_name ON account_user (lower(name));

CREATE TABLE api_key (
    id           uuid PRIMARY KEY,
    name         text NOT NULL,
    -- SHA-256 of the key itself, which is nowhere kept. A key has 256 random bits, so a slow hash would add nothing.
    hash         bytea NOT NULL UNIQUE,
    prefix       text NOT NULL,
    read_only    boolean NOT NULL,
    -- Addresses it may be used from, as CIDR blocks; empty: from anywhere.
    networks     text[] NOT NULL DEFAULT '{}',
    created_at   timestamptz NOT NULL,
    created_by   text NOT NULL,
    expires_at   timestamptz,
    last_used_at timestamptz
);
