-- How somebody got in, and what happened to an account.

-- By what a session was opened. Work that needs a second factor rests in one that a password alone opened, and so it
-- does in all sessions from before this step.
alter table session add column proof text not null default 'password'
  check (proof in ('password', 'secondFactor', 'passkey', 'provider'));
-- When the person last proved who it is within the session; null: when it began.
alter table session add column proved_at timestamptz;

-- What changed about an account, for its holder: that somebody else was in it is noticed by whoever knows what they did.
create table account_event (
  id integer generated always as identity primary key,
  account_id text not null references account (id) on delete cascade,
  happened_at timestamptz not null,
  -- The operation: `people.changePassword`.
  what text not null,
  -- Who did it, when it was not the holder.
  by_other text,
  -- When the holder has said to have seen it.
  seen_at timestamptz
);
create index account_event_by_account on account_event (account_id, happened_at);
