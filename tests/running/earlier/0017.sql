insert into plain_summary (indicator_id, text)
values ('kinderarmut', 'So viele Kinder leben in Familien mit wenig Geld.');
insert into reader_message (kind, page, message, answer_to, received_at)
values ('barrier', '/sozialformel', 'Die Karte ist am Telefon schwer zu lesen.', 'leserin@example.org', '2023-03-02 08:00+00');
insert into reader_message (kind, page, message, received_at, answered_by, answered_at, note)
values ('mistake', '/', 'Der Ort ist falsch geschrieben.', '2023-03-02 08:00+00', 'Systembetreuung', '2023-03-03 08:00+00', 'Berichtigt.');
