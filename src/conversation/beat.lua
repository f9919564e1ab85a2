-- Notes that a process lives and tells which others have been silent for too long. Time is that of Redis.
-- KEYS  1 processes (zset by last sign of life)      ARGV  1 process  2 silence in ms  3 ttl of the whole, ms
-- Gives the silent ones
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])
