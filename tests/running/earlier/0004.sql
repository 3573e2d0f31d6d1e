update setting set content = '{"name": "Altkreis neu", "fictional": true, "notice": null}' where key = 'county';
insert into audit_entry values (1, '2023-06-01 08:00+00', 'describe.setClasses', 'change', 'definition', '{"id": "kinderarmut"}', 'done', repeat('d', 64), '', repeat('e', 64));
insert into audit_person values (1, 'salz', 'p1', 'Planung');
update audit_head set number = 1, hash = repeat('e', 64);
