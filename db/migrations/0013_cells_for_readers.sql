-- Cells that are held back from readers outside the administration on top of `withheld_cell`, where
-- a stricter rule was set for them; whoever stands further outside is held back from these as well.
create table audience_cell (
  audience text not null,
  figure_id integer not null references figure,
  breakdown text not null,
  frequency text not null,
  ordinal integer not null,
  area_id integer not null references area,
  reason text not null check (reason in ('primary', 'secondary')),
  primary key (audience, figure_id, breakdown, frequency, ordinal, area_id)
);
create index audience_cell_of_figure on audience_cell (figure_id);
