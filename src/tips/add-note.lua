-- Adds a sealed note to a mailbox, keeps the newest, and lets the mailbox live on.
-- KEYS[1]  the mailbox                                antam:{mailbox:ID}
-- KEYS[2]  hash of guard and mark                     antam:{mailbox:ID}:mark
-- ARGV[1]  the note
-- ARGV[2]  'first': only into an empty mailbox · 'more': always
-- ARGV[3]  how many notes are kept
-- ARGV[4]  when the mailbox goes, in s since the epoch (a full day: no finer time stays behind)
-- ARGV[5]  hash of the token that may set the mark, or '' (kept with the first note only)
-- Result   1 added, 0 the mailbox had a note already
if ARGV[2] == 'first' and redis.call('EXISTS', KEYS[1]) == 1 then
  -- A write, so that a replica's confirmation covers the first attempt.
  redis.call('EXPIREAT', KEYS[1], ARGV[4])
  return 0
end
redis.call('RPUSH', KEYS[1], ARGV[1])
redis.call('LTRIM', KEYS[1], -tonumber(ARGV[3]), -1)
redis.call('EXPIREAT', KEYS[1], ARGV[4])
if ARGV[2] == 'first' and ARGV[5] ~= '' then redis.call('HSET', KEYS[2], 'guard', ARGV[5]) end
redis.call('EXPIREAT', KEYS[2], ARGV[4])
return 1
