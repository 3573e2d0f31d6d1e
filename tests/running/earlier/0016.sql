insert into interpretation (indicator_id, level_id, area_code, period, text, written_by, written_at)
values ('kinderarmut', 'GEM', '01099001', '2022', 'Der Zuzug von Familien in zwei Neubaugebiete erklärt den Anstieg.', 'Planung', '2023-03-02 08:00+00');
insert into feedback (kind, page, message, received_at)
values ('barrier', '/sozialformel', 'Die Karte ist am Telefon schwer zu lesen.', '2023-03-02 08:00+00');
