-- Notes what was delivered and commits turns, for many conversations in one call: one sync of the disk covers all.
-- KEYS  of each delivery four: outbox (list), lease, due (zset), sent (list); then of each turn, of another conversation
--       each, six: session (hash v, s, a), marks (zset), outbox, lease, due, timers (zset)
-- ARGV  1 now  2 lease ms  3 session ttl ms  4 mark ttl ms  5 marks kept  6 sent ttl ms  7 turns kept in sent
--       8 number of deliveries, then of each delivery six:
--       1 conversation  2 lease token  3 entry id  4 messages done  5 finished 0 or 1  6 sealed platform ids or ''
--       then of each turn ten:
--       1 conversation  2 mark or ''  3 expected version  4 new version  5 sealed session, '' erases
--       6 sealed address, '' keeps it  7 wake time, '' none, 'keep'  8 sealed delivery or ''  9 lease token
--       10 '1' renews the bounds: how long the conversation is kept and how many marks of it
-- Gives for each delivery -1: the lease is somebody else's · 0: nothing left, lease given back · n: entries left, lease
--       renewed; for each turn 'duplicate' | 'conflict' | {leased 0 or 1, id of the entry before or ''}
local call, sub = redis.call, string.sub
local now, lease_ms, session_ttl, mark_ttl, marks_kept = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])
local sent_ttl, sent_kept, deliveries = ARGV[6], tonumber(ARGV[7]), tonumber(ARGV[8])
local lease_end = now + lease_ms + 1000

-- An entry is its id (16), messages done (2), tries (2), then the sealed delivery. Nearly always it is the first.
local function finish(outbox, entry)
  local first = call('LPOP', outbox)
  if not first or sub(first, 1, 16) == entry then return end
  call('LPUSH', outbox, first)
  for _, stored in ipairs(call('LRANGE', outbox, 1, -1)) do
    if sub(stored, 1, 16) == entry then return call('LREM', outbox, 1, stored) end
  end
end

-- Never fewer than noted before: an older note may come late.
local function progress(outbox, entry, done)
  for index, stored in ipairs(call('LRANGE', outbox, 0, -1)) do
    if sub(stored, 1, 16) == entry and tonumber(sub(stored, 17, 18)) < tonumber(done) then
      return call('LSET', outbox, index - 1, entry .. string.format('%02d', done) .. sub(stored, 19))
    end
  end
end

local function deliver(k, a)
  local outbox, lease, due, sent = KEYS[k + 1], KEYS[k + 2], KEYS[k + 3], KEYS[k + 4]
  if ARGV[a + 5] == '1' then finish(outbox, ARGV[a + 3]) else progress(outbox, ARGV[a + 3], ARGV[a + 4]) end
  if ARGV[a + 6] ~= '' then
    if call('RPUSH', sent, ARGV[a + 6]) > sent_kept then call('LPOP', sent) end
    call('PEXPIRE', sent, sent_ttl)
  end
  if call('GET', lease) ~= ARGV[a + 2] then return -1 end
  local left = call('LLEN', outbox)
  if left == 0 then
    call('DEL', lease)
    call('ZREM', due, ARGV[a + 1])
  else
    call('PEXPIRE', lease, lease_ms)
    call('ZADD', due, lease_end, ARGV[a + 1])
  end
  return left
end

-- A repetition writes too: only so does a replica's confirmation cover what the first attempt wrote.
local function is_seen(marks, mark)
  if mark == '' or not call('ZSCORE', marks, mark) then return false end
  call('PEXPIRE', marks, mark_ttl)
  return true
end

local function push_entry(outbox, lease, due, id, version, sealed, token)
  local entries = call('RPUSH', outbox, version .. '0000' .. sealed)
  call('PEXPIRE', outbox, session_ttl)
  local leased = 0
  -- Alone in the outbox it takes the lease if that is free; behind others it only keeps its own.
  local holder
  if entries == 1 then
    holder = call('SET', lease, token, 'NX', 'GET', 'PX', lease_ms)
    if not holder then leased = 1 end
  else
    holder = call('GET', lease)
  end
  if holder == token then
    call('PEXPIRE', lease, lease_ms)
    leased = 1
  end
  -- What waits already has its time: a back-off is not cut short by the next message.
  if leased == 1 then
    call('ZADD', due, lease_end, id)
  else
    call('ZADD', due, 'NX', now, id)
  end
  return { leased, entries > 1 and sub(call('LINDEX', outbox, -2), 1, 16) or '' }
end

local function commit(k, a)
  local session, marks, outbox, lease, due, timers = KEYS[k + 1], KEYS[k + 2], KEYS[k + 3], KEYS[k + 4], KEYS[k + 5], KEYS[k + 6]
  local id, mark, expected, version, sealed, address = ARGV[a + 1], ARGV[a + 2], ARGV[a + 3], ARGV[a + 4], ARGV[a + 5], ARGV[a + 6]
  local wake, delivery, renews = ARGV[a + 7], ARGV[a + 8], ARGV[a + 10] == '1'
  if (call('HGET', session, 'v') or '') ~= expected then
    return is_seen(marks, mark) and 'duplicate' or 'conflict'
  end
  if sealed == '' then
    if is_seen(marks, mark) then return 'duplicate' end
    call('DEL', session, marks, outbox)
  end
  if mark ~= '' then
    if call('ZADD', marks, 'NX', now, mark) == 0 then
      call('PEXPIRE', marks, mark_ttl)
      return 'duplicate'
    end
    if renews or sealed == '' then
      call('ZREMRANGEBYRANK', marks, 0, -marks_kept - 1)
      call('PEXPIRE', marks, mark_ttl)
    end
  end
  if sealed ~= '' then
    if address == '' then
      call('HSET', session, 'v', version, 's', sealed)
    else
      call('HSET', session, 'v', version, 's', sealed, 'a', address)
    end
    if renews then call('PEXPIRE', session, session_ttl) end
  end
  if wake == '' then
    call('ZREM', timers, id)
  elseif wake ~= 'keep' then
    call('ZADD', timers, wake, id)
  end
  if delivery == '' then return { 0, '' } end
  return push_entry(outbox, lease, due, id, version, delivery, ARGV[a + 9])
end

local results = {}
for i = 1, deliveries do results[i] = deliver(i * 4 - 4, i * 6 + 2) end
local keys, args = deliveries * 4, deliveries * 6 + 8
for i = 1, (#KEYS - keys) / 6 do results[deliveries + i] = commit(keys + i * 6 - 6, args + i * 10 - 10) end
return results
