-- Copies an entry of the outbox to the dead letters and passes over the message that could not be delivered.
-- KEYS  1 outbox (list)  2 dead letters (list)
-- ARGV  1 conversation  2 entry id  3 messages done  4 finished 0 or 1  5 reason  6 now  7 dead letters kept  8 for how long after the last, ms
-- Gives 1, or 0 when there is no such entry
for index, stored in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do
  if string.sub(stored, 1, 16) == ARGV[2] then
    local passed = ARGV[2] .. string.format('%02d', ARGV[3]) .. '00' .. string.sub(stored, 21)
    redis.call('RPUSH', KEYS[2], ARGV[1] .. ' ' .. ARGV[5] .. ' ' .. ARGV[6] .. ' ' .. passed)
    redis.call('LTRIM', KEYS[2], -ARGV[7], -1)
    redis.call('PEXPIRE', KEYS[2], ARGV[8])
    if ARGV[4] == '1' then redis.call('LREM', KEYS[1], 1, stored) else redis.call('LSET', KEYS[1], index - 1, passed) end
    return 1
  end
end
return 0
