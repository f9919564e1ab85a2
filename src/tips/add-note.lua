-- Adds a sealed note to a mailbox, keeps the newest, and lets the mailbox live on.
-- KEYS[1]  the mailbox                                antam:{mailbox:ID}
-- ARGV[1]  the note
-- ARGV[2]  'first': only into an empty mailbox · 'more': always
-- ARGV[3]  how many notes are kept
-- ARGV[4]  when the mailbox goes, in s since the epoch (a full day: no finer time stays behind)
-- Result   1 added, 0 the mailbox had a note already
if ARGV[2] == 'first' and redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('RPUSH', KEYS[1], ARGV[1])
redis.call('LTRIM', KEYS[1], -tonumber(ARGV[3]), -1)
redis.call('EXPIREAT', KEYS[1], ARGV[4])
return 1
