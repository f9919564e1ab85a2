-- Commits one turn of a conversation: session, mark of the message, replies, timer, and the right to send them.
-- KEYS  1 session (hash v, s, a)  2 marks (zset)  3 outbox (list)  4 lease  5 due (zset)  6 timers (zset)
-- ARGV  1 conversation  2 mark or ''  3 expected version  4 new version  5 sealed session, '' erases
--       6 sealed address, '' keeps it  7 wake time, '' none, 'keep'  8 now  9 sealed delivery or ''  10 lease token
--       11 lease ms  12 session ttl ms  13 mark ttl ms  14 marks kept
-- Gives 'duplicate' | 'conflict' | {leased 0 or 1, id of the entry before or ''}
local id, mark, now = ARGV[1], ARGV[2], tonumber(ARGV[8])
if (redis.call('HGET', KEYS[1], 'v') or '') ~= ARGV[3] then
  if mark ~= '' and redis.call('ZSCORE', KEYS[2], mark) then return 'duplicate' end
  return 'conflict'
end
if ARGV[5] == '' then
  if mark ~= '' and redis.call('ZSCORE', KEYS[2], mark) then return 'duplicate' end
  redis.call('DEL', KEYS[1], KEYS[2], KEYS[3])
end
if mark ~= '' then
  if redis.call('ZADD', KEYS[2], 'NX', now, mark) == 0 then return 'duplicate' end
  redis.call('PEXPIRE', KEYS[2], ARGV[13])
  if redis.call('ZCARD', KEYS[2]) > tonumber(ARGV[14]) then redis.call('ZPOPMIN', KEYS[2]) end
end
if ARGV[5] ~= '' then
  if ARGV[6] == '' then
    redis.call('HSET', KEYS[1], 'v', ARGV[4], 's', ARGV[5])
  else
    redis.call('HSET', KEYS[1], 'v', ARGV[4], 's', ARGV[5], 'a', ARGV[6])
  end
  redis.call('PEXPIRE', KEYS[1], ARGV[12])
end
if ARGV[7] == '' then
  redis.call('ZREM', KEYS[6], id)
elseif ARGV[7] ~= 'keep' then
  redis.call('ZADD', KEYS[6], ARGV[7], id)
end
if ARGV[9] == '' then return { 0, '' } end
-- An entry is its id (16), messages done (2), tries (2), then the sealed delivery.
local entries = redis.call('RPUSH', KEYS[3], ARGV[4] .. '0000' .. ARGV[9])
local holder = redis.call('GET', KEYS[4])
local leased = 0
if holder == ARGV[10] then
  redis.call('PEXPIRE', KEYS[4], ARGV[11])
  leased = 1
elseif not holder and entries == 1 then
  redis.call('SET', KEYS[4], ARGV[10], 'PX', ARGV[11])
  leased = 1
end
-- What waits already has its time: a back-off is not cut short by the next message.
if leased == 1 then
  redis.call('ZADD', KEYS[5], now + ARGV[11] + 1000, id)
else
  redis.call('ZADD', KEYS[5], 'NX', now, id)
end
local before = entries > 1 and string.sub(redis.call('LINDEX', KEYS[3], -2), 1, 16) or ''
return { leased, before }
