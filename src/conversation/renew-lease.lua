-- Prolongs the right to send, if it is still ours.
-- KEYS  1 lease  2 due (zset)      ARGV  1 conversation  2 lease token  3 lease ms  4 now
-- Gives 1 or 0
if redis.call('GET', KEYS[1]) ~= ARGV[2] then return 0 end
redis.call('PEXPIRE', KEYS[1], ARGV[3])
redis.call('ZADD', KEYS[2], ARGV[4] + ARGV[3] + 1000, ARGV[1])
return 1
