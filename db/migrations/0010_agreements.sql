-- Who may deliver which figures on what legal basis, and until when (X-020, X-021).
create table delivery_agreement (
  id integer generated always as identity primary key,
  holder text not null,
  title text not null,
  -- Base figures that it covers; deliveries of these need an agreement that holds on the day.
  figures text[] not null,
  legal_basis text not null default '',
  purpose text not null default '',
  -- How long what was delivered is kept, in words.
  retention text not null default '',
  -- The document of approval, and the last day on which it holds; null without end.
  approval text not null default '',
  approved_until date,
  active boolean not null default false
);
create trigger delivery_agreement_kept after insert or update or delete on delivery_agreement
  for each row execute function keep_version('agreement', 'id');
