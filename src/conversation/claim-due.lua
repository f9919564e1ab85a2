-- Gives out what is due in a sorted set, each member to one caller, and again later should that caller die.
-- KEYS  1 sorted set by time      ARGV  1 now  2 how many  3 when they are due again
-- Gives the members
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
for _, member in ipairs(due) do redis.call('ZADD', KEYS[1], ARGV[3], member) end
return due
