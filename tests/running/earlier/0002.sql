insert into conversion_key values ('GEM', '2020-12-31', '2021-12-31', '{01099002}', '{01099002}', '{1}', '{1}', 'BBSR');
