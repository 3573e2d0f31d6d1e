-- Keys from one day's boundaries to another's (Umsteigeschlüssel), each whole in one row: every old code with its
-- shares in new ones, also those that stayed as they were, so that an unknown code is known to be unknown.
create table conversion_key (
  level_id text not null references area_level,
  from_day date not null,
  to_day date not null,
  from_codes text[] not null,
  to_codes text[] not null,
  share_population double precision[] not null,
  share_area double precision[] not null,
  source text not null,
  primary key (level_id, from_day, to_day)
);
