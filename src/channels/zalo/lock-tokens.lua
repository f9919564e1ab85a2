-- Takes or gives back the lock around a token refresh. The fence rises with every taking.
-- KEYS  1 lock  2 fence counter      ARGV  1 'take' and 2 ms, or 1 'release' and 2 fence
-- Gives the fence, or 0 when somebody else holds the lock
if ARGV[1] == 'release' then
  if redis.call('GET', KEYS[1]) ~= ARGV[2] then return 0 end
  redis.call('DEL', KEYS[1])
  return tonumber(ARGV[2])
end
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
local fence = redis.call('INCR', KEYS[2])
redis.call('SET', KEYS[1], fence, 'PX', ARGV[2])
return fence
