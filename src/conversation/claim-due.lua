-- Gives out what is due in sorted sets, each member to one caller, and again later should that caller die.
-- KEYS  sorted sets by time      ARGV  1 now  2 how many of each  3 when they are due again
-- Gives a list of members for each set
local results = {}
for i, key in ipairs(KEYS) do
  local due = redis.call('ZRANGEBYSCORE', key, '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
  for _, member in ipairs(due) do redis.call('ZADD', key, ARGV[3], member) end
  results[i] = due
end
return results
