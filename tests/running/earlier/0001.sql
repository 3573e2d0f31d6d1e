-- A county as the first tables could hold it: two municipalities, one delivery that was accepted, one that was corrected, a report.
insert into setting values ('county', '{"name": "Altkreis", "fictional": true, "notice": null}');
insert into area_level (id, label_de, rank) values ('KREIS', 'Kreis', 0), ('GEM', 'Gemeinde', 1);
insert into division (id, level_id, label_de, kind, is_partition, author, purpose, criteria)
values ('kreis', 'KREIS', 'Kreis', 'administrative', true, 'Kreis', 'Verwaltung', 'Gesetz'),
       ('gem', 'GEM', 'Gemeinden', 'administrative', true, 'Kreis', 'Verwaltung', 'Gesetz');
insert into area (division_id, level_id, code, name, valid_from)
values ('kreis', 'KREIS', '01099', 'Altkreis', null), ('gem', 'GEM', '01099001', 'Adorf', null),
       ('gem', 'GEM', '01099002', 'Bestadt', '2001-01-01');
insert into area_part (part_id, whole_id) values (2, 1), (3, 1);
insert into boundary_version values ('gem-2022', 'gem', '2022-12-31', 'Land', 'dl-de/by-2-0');
insert into area_geometry values (2, 'gem-2022', '{"type": "Point", "coordinates": [9.5, 54.1]}', '{}', 1234567.891);
insert into boundary_change (level_id, happened_on, kind, from_code, from_name, to_code, to_name, share_population, source)
values ('GEM', '2001-01-01', 'rename', '01099002', 'Beort', '01099002', 'Bestadt', 1, 'Land');
insert into file values (repeat('a', 64), 120, 'einwohner.csv', '2023-02-01 08:00:00.123456+00'), (repeat('b', 64), 130, 'neu.csv', '2023-03-01 08:00+00');
insert into delivery (file_hash, file_name, state, reader, mapping, source, boundary_version_id, disclosure, accepted_order)
values (repeat('a', 64), 'einwohner.csv', 'accepted', 'table', '{"reader": "table", "disclosure": "min3"}', '{"title": "Einwohner"}', 'gem-2022', 'min5', 1);
insert into delivery (file_hash, file_name, state, source, disclosure, supersedes_id, accepted_order)
values (repeat('b', 64), 'neu.csv', 'accepted', '{}', 'min3', 1, 2);
insert into delivery_step values (1, 'accepted', '2023-02-01 08:05+00', 'Planung', ''), (2, 'accepted', '2023-03-01 08:05+00', 'Planung', 'Korrektur');
insert into learned_mapping values ('form', '{"reader": "table"}', 1, '2023-02-01 08:05+00');
insert into facility (delivery_id, kind, name, capacity) values (2, 'kita', 'Kita am Markt', 40);
insert into figure (key, disclosure) values ('BEV_INSG', 'min3'), ('BEV_U15', 'min3');
insert into slice (delivery_id, figure_id, frequency, ordinal, area_ids, amounts, statuses, cell_rows, cell_columns)
values (1, 1, 'year', 2021, '{2,3}', '{1200,null}', '{null,1}', '{2,3}', '{4,4}'),
       (2, 1, 'year', 2022, '{2,3}', '{0.1,20345.000000000004}', null, null, null),
       (2, 2, 'year', 2022, '{2,3}', '{2,3000}', null, null, null);
insert into series values (1, '', 'year', 2, 2022, '{0.1}', null), (1, '', 'year', 3, 2022, '{20345.000000000004}', null),
       (2, '', 'year', 2, 2022, '{2}', null), (2, '', 'year', 3, 2022, '{3000}', null);
insert into withheld_cell values (2, '', 'year', 2022, 2, 'primary');
insert into definition values ('indicator', 'eigene', 1, '{"id": "eigene", "label": {"de": "Eigene"}}', '2023-02-02 09:00+00', 'Planung', 'neu');
insert into class_breaks values ('kinderarmut', 'GEM', 'quantile', 5, '{1.5,2.5}', '2023-02-02 09:00+00', 'Planung');
insert into report (template, title, parameters, state, snapshot, data_state, pdf, created_at, created_by, released_at, released_by)
values ('sozialbericht', 'Bericht "2022"', '{}', 'released', '{"county": {"name": "Altkreis"}}', 2, '\x255044462d', '2023-04-01 10:00+00', 'Planung', '2023-04-02 10:00+00', 'Leitung');
