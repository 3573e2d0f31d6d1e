-- The circle of readers whose figures a report holds; nobody further outside ever sees it (X-016).
alter table report add column circle text not null default 'inside'
  check (circle in ('inside', 'municipalities', 'partners', 'public'));
-- Before there were circles, everybody saw the same figures, and what was released is out.
alter table report disable trigger report_kept;
update report set circle = 'public' where state = 'released';
alter table report enable trigger report_kept;
