-- Stores the tokens, if the lock is still the writer's.
-- KEYS  1 tokens  2 lock      ARGV  1 fence  2 sealed record
-- Gives 1 or 0
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1
