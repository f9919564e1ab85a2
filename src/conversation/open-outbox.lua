-- Takes the right to send for a conversation and reads what is to be sent. An empty outbox is closed.
-- KEYS  1 outbox (list)  2 lease  3 due (zset)      ARGV  1 conversation  2 lease token  3 lease ms  4 now
-- Gives false when somebody else holds the lease, else the entries
local holder = redis.call('GET', KEYS[2])
if holder and holder ~= ARGV[2] then return false end
local entries = redis.call('LRANGE', KEYS[1], 0, -1)
if #entries == 0 then
  redis.call('DEL', KEYS[2])
  redis.call('ZREM', KEYS[3], ARGV[1])
  return entries
end
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
redis.call('ZADD', KEYS[3], ARGV[4] + ARGV[3] + 1000, ARGV[1])
return entries
