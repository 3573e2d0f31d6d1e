-- Withdrawing the trust in a key, and giving it back, are versions of the key too.
drop trigger release_key_kept on release_key;
create trigger release_key_kept after insert or update or delete on release_key
  for each row execute function keep_version('releaseKey', 'fingerprint', 'trusted_at,trusted_by,withdrawn_by');
