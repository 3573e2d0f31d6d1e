insert into slice (delivery_id, figure_id, frequency, ordinal, area_ids, amounts, marks) values (2, 1, 'year', 2023, '{2}', '{1210}', '{0}');
update series set amounts = '{0.1,1210}', marks = '{null,0}' where figure_id = 1 and area_id = 2;
insert into address_list (division_id, valid_on, file_hash, file_name, source, imported_at, person)
values ('gem', '2023-12-31', repeat('9', 64), 'strassen.csv', 'Stadt', '2024-01-05 08:00+00', 'Planung');
insert into address (list_id, line, street, number_from, number_to, side, area_id) values (1, 2, 'Hauptstraße', 1, 99, 'odd', 2);
