-- How often the values or the pattern of a figure were worked out anew: what was computed from it
-- holds as long as its edition stays, whatever else is accepted.
alter table figure add column edition integer not null default 0;
-- By which rule, and beside which other figures, its pattern was worked out; where that is not what
-- holds now, the pattern is worked out anew. Empty: by an older program, or never.
alter table figure add column guarded_by text not null default '';

-- Deliveries used to carry the strictest rule of all their figures. What a person asked for stands in the
-- mapping; without that, each figure keeps its own rule.
update delivery set disclosure = coalesce(mapping ->> 'disclosure', 'none') where state = 'accepted';
