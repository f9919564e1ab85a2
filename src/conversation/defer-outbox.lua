-- Gives the right to send back until a time, and notes the attempts of an entry.
-- KEYS  1 outbox (list)  2 lease  3 due (zset)      ARGV  1 conversation  2 lease token  3 entry id  4 tries  5 due
-- Gives 1, or 0 when the lease is somebody else's
if redis.call('GET', KEYS[2]) ~= ARGV[2] then return 0 end
for index, stored in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do
  if string.sub(stored, 1, 16) == ARGV[3] then
    local tried = string.sub(stored, 1, 18) .. string.format('%02d', ARGV[4]) .. string.sub(stored, 21)
    redis.call('LSET', KEYS[1], index - 1, tried)
  end
end
redis.call('DEL', KEYS[2])
redis.call('ZADD', KEYS[3], ARGV[5], ARGV[1])
return 1
