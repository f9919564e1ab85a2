-- Takes the right to send from a process that died: what it was sending is due now.
-- KEYS  1 due (zset)  2… lease of each conversation
-- ARGV  1 what the leases of the process begin with  2 now  3… conversation of each lease
-- Gives how many were released
local released = 0
for i = 2, #KEYS do
  local holder = redis.call('GET', KEYS[i])
  if holder and string.sub(holder, 1, #ARGV[1]) == ARGV[1] then
    redis.call('DEL', KEYS[i])
    redis.call('ZADD', KEYS[1], ARGV[2], ARGV[i + 1])
    released = released + 1
  end
end
return released
