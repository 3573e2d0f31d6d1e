insert into release_key values ('ab:cd', 'PEM', 'Statistikstelle', '2023-05-01 08:00+00', 'Planung');
insert into transfer (package_hash, content, figure_key, period, recipient, released_on, purpose, rules, person, cells, withheld, key_fingerprint, manifest, signature, delivery_id, received_at, received_by)
values (repeat('c', 64), 'Kinder', 'BEV_U15', '2022', 'Kreis', '2023-05-02', 'Planung', '["min5"]', 'Statistik', 2, 1, 'ab:cd', '{}', 'sig', 2, '2023-05-03 08:00+00', 'Planung');
