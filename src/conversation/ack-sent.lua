-- Notes what was delivered, for several conversations at once.
-- KEYS  four for each: outbox (list), lease, due (zset), sent (list)
-- ARGV  1 now  2 lease ms  3 sent ttl ms  4 turns kept in sent, then six for each:
--       conversation, lease token, entry id, messages done, finished 0 or 1, sealed platform ids or ''
-- Gives for each -1: the lease is somebody else's · 0: nothing left, lease given back · n: entries left, lease renewed
local now, lease_ms = tonumber(ARGV[1]), tonumber(ARGV[2])

local function note(outbox, entry, done, finished)
  local list = { redis.call('LINDEX', outbox, 0) }
  if not list[1] then return end
  if string.sub(list[1], 1, 16) ~= entry then list = redis.call('LRANGE', outbox, 0, -1) end
  for index, stored in ipairs(list) do
    if string.sub(stored, 1, 16) == entry then
      if finished == '0' then
        redis.call('LSET', outbox, index - 1, entry .. string.format('%02d', done) .. string.sub(stored, 19))
      elseif index == 1 then
        redis.call('LPOP', outbox)
      else
        redis.call('LREM', outbox, 1, stored)
      end
      return
    end
  end
end

local results = {}
for i = 1, #KEYS / 4 do
  local outbox, lease, due, sent = KEYS[i * 4 - 3], KEYS[i * 4 - 2], KEYS[i * 4 - 1], KEYS[i * 4]
  local at = i * 6 - 2
  note(outbox, ARGV[at + 3], ARGV[at + 4], ARGV[at + 5])
  if ARGV[at + 6] ~= '' then
    if redis.call('RPUSH', sent, ARGV[at + 6]) > tonumber(ARGV[4]) then redis.call('LPOP', sent) end
    redis.call('PEXPIRE', sent, ARGV[3])
  end
  local left = redis.call('LLEN', outbox)
  if redis.call('GET', lease) ~= ARGV[at + 2] then
    results[i] = -1
  elseif left == 0 then
    redis.call('DEL', lease)
    redis.call('ZREM', due, ARGV[at + 1])
    results[i] = 0
  else
    redis.call('PEXPIRE', lease, ARGV[2])
    redis.call('ZADD', due, now + lease_ms + 1000, ARGV[at + 1])
    results[i] = left
  end
end
return results
