-- Takes a dead letter back into the outbox of its conversation, behind what waits there.
-- KEYS  1 dead letters (list)  2 outbox (list)  3 due (zset)      ARGV  1 letter  2 entry  3 conversation  4 now
-- Gives 1, or 0 when the letter is no longer there
if redis.call('LREM', KEYS[1], 1, ARGV[1]) == 0 then return 0 end
redis.call('RPUSH', KEYS[2], ARGV[2])
redis.call('ZADD', KEYS[3], 'NX', ARGV[4], ARGV[3])
return 1
