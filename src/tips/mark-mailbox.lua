-- Replaces the mark of what was read, for whoever holds the mailbox's token.
-- KEYS[1]  hash of guard and mark                     antam:{mailbox:ID}:mark
-- ARGV[1]  hash of the token
-- ARGV[2]  the sealed mark
-- Result   1 replaced, 0 not the token of this mailbox, or no such mailbox
if redis.call('HGET', KEYS[1], 'guard') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'mark', ARGV[2])
return 1
