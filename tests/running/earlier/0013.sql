insert into audience_cell
select 'public', figure_id, breakdown, frequency, ordinal, area_id, 'secondary' from withheld_cell;
