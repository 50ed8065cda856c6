-- Who changed what, when and from where, with what was before and after: written by the transaction that makes the change,
-- and never altered.

create table audit_record (
    id           bigint generated always as identity primary key,
    at           timestamptz not null,
    -- Who: somebody at the console, a program with a key, an import by either of them, Postseal itself.
    actor_kind   text not null check (actor_kind in ('user', 'key', 'import', 'system')),
    actor        text collate "C" not null,
    -- Whence, where a request was behind it, and on which node.
    address      text,
    node         text not null,
    -- What was done to what; the name as it is shown, the id as it stays.
    subject_kind text collate "C" not null,
    act          text not null,
    subject_id   text collate "C" not null,
    subject      text not null,
    -- The subject in lower case, as stored and as people read it.
    search_text  text collate "C" not null,
    -- json rather than jsonb: the text stays as it was written.
    before       json,
    after        json,
    -- The record whose change this one took back.
    reverts      bigint references audit_record (id),
    check (before is not null or after is not null)
);

create index audit_record_newest on audit_record (at, id);
create index audit_record_by_actor on audit_record (actor, at, id);
create index audit_record_by_subject on audit_record (subject_kind, subject_id, id);
-- Small enough to be read from end to end for a part of a name.
create index audit_record_search on audit_record (search_text, id);

-- Not even the product's own role may rewrite what has been recorded.
create function audit_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'records of the audit are never altered or removed';
end
$$;
create trigger audit_append_only before update or delete or truncate on audit_record
    for each statement execute function audit_append_only();
