-- Commits turns, each of another conversation: session, mark of the message, replies, timer, and the right to send them.
-- KEYS  six for each: session (hash v, s, a), marks (zset), outbox (list), lease, due (zset), timers (zset)
-- ARGV  1 now  2 lease ms  3 session ttl ms  4 mark ttl ms  5 marks kept, then nine for each:
--       1 conversation  2 mark or ''  3 expected version  4 new version  5 sealed session, '' erases
--       6 sealed address, '' keeps it  7 wake time, '' none, 'keep'  8 sealed delivery or ''  9 lease token
-- Gives for each 'duplicate' | 'conflict' | {leased 0 or 1, id of the entry before or ''}
local call = redis.call
local now, lease_ms, session_ttl, mark_ttl, marks_kept = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])

-- A repetition writes too: only so does a replica's confirmation cover what the first attempt wrote.
local function is_seen(marks, mark)
  if mark == '' or not call('ZSCORE', marks, mark) then return false end
  call('PEXPIRE', marks, mark_ttl)
  return true
end

local function store_session(session, version, sealed, address)
  if address == '' then
    call('HSET', session, 'v', version, 's', sealed)
  else
    call('HSET', session, 'v', version, 's', sealed, 'a', address)
  end
  call('PEXPIRE', session, session_ttl)
end

-- An entry is its id (16), messages done (2), tries (2), then the sealed delivery.
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
    call('ZADD', due, now + lease_ms + 1000, id)
  else
    call('ZADD', due, 'NX', now, id)
  end
  return { leased, entries > 1 and string.sub(call('LINDEX', outbox, -2), 1, 16) or '' }
end

local function commit(k, a)
  local session, marks, outbox, lease, due, timers = KEYS[k + 1], KEYS[k + 2], KEYS[k + 3], KEYS[k + 4], KEYS[k + 5], KEYS[k + 6]
  local id, mark, expected, version, sealed = ARGV[a + 1], ARGV[a + 2], ARGV[a + 3], ARGV[a + 4], ARGV[a + 5]
  local wake, delivery = ARGV[a + 7], ARGV[a + 8]
  if (call('HGET', session, 'v') or '') ~= expected then
    return is_seen(marks, mark) and 'duplicate' or 'conflict'
  end
  if sealed == '' then
    if is_seen(marks, mark) then return 'duplicate' end
    call('DEL', session, marks, outbox)
  end
  if mark ~= '' then
    local is_new = call('ZADD', marks, 'NX', now, mark)
    call('PEXPIRE', marks, mark_ttl)
    if is_new == 0 then return 'duplicate' end
    if call('ZCARD', marks) > marks_kept then call('ZPOPMIN', marks) end
  end
  if sealed ~= '' then store_session(session, version, sealed, ARGV[a + 6]) end
  if wake == '' then
    call('ZREM', timers, id)
  elseif wake ~= 'keep' then
    call('ZADD', timers, wake, id)
  end
  if delivery == '' then return { 0, '' } end
  return push_entry(outbox, lease, due, id, version, delivery, ARGV[a + 9])
end

local results = {}
for i = 1, #KEYS / 6 do results[i] = commit(i * 6 - 6, i * 9 - 4) end
return results
